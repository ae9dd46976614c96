#include "worlds.h"

namespace cation::renderer {
namespace {

using ipc::Kind;
using ::testing::HasSubstr;

class ExecuteTest : public ::testing::TestWithParam<Isolation> {
 protected:
  void SetUp() override {
    worlds.config.preload = "";
    worlds.preload("");
  }
  /// Runs a script as main does, and gives the answer.
  Posted execute(const std::string& code, const std::string& world = "main") {
    worlds.host.posted.clear();
    worlds.receive(Kind::execute, 9, world, Value::array({code}));
    worlds.page("0");  // the turn of what the script waits for
    EXPECT_EQ(worlds.host.posted.size(), 1u) << code;
    return worlds.host.posted.empty() ? Posted{} : worlds.host.posted[0];
  }
  Value value_of(const std::string& code) {
    const Posted answer = execute(code);
    EXPECT_EQ(answer.kind, Kind::resolve) << code;
    EXPECT_EQ(answer.call, 9u);
    return answer.body;
  }

  Worlds worlds{GetParam()};
};

TEST_P(ExecuteTest, AValueIsTheAnswer) {
  EXPECT_EQ(value_of("1 + 1"), Value(2));
  EXPECT_EQ(value_of("({ a: [1, 'x'] })"), Value::object({{"a", Value::array({1, "x"})}}));
  EXPECT_EQ(value_of("undefined"), Value());
}

TEST_P(ExecuteTest, ItRunsInThePagesWorld) {
  worlds.page("globalThis.inPage = 5");
  EXPECT_EQ(value_of("inPage"), Value(5));
  EXPECT_EQ(value_of("globalThis.left = 6"), Value(6));
  EXPECT_EQ(worlds.page("left"), "6");
}

TEST_P(ExecuteTest, APromiseIsAwaited) {
  EXPECT_EQ(value_of("Promise.resolve(7)"), Value(7));
  EXPECT_EQ(value_of("(async () => { await null; return { x: 1 } })()"), Value::object({{"x", 1}}));
}

TEST_P(ExecuteTest, WhatIsThrownRejects) {
  for (const char* code : {"throw new TypeError('no')", "Promise.reject(new TypeError('no'))"}) {
    const Posted answer = execute(code);
    EXPECT_EQ(answer.kind, Kind::reject) << code;
    EXPECT_EQ(answer.body["message"].value_or<std::string>(""), "no") << code;
    EXPECT_EQ(answer.body.error_kind(), ErrorKind::type_error) << code;
  }
}

TEST_P(ExecuteTest, ASyntaxErrorRejects) {
  const Posted answer = execute("const = 1");
  EXPECT_EQ(answer.kind, Kind::reject);
  EXPECT_EQ(answer.body.error_kind(), ErrorKind::syntax_error);
}

TEST_P(ExecuteTest, WhatCannotBeClonedRejects) {
  for (const char* code : {"() => {}", "({ f() {} })", "[Promise.reject(1)]"}) {
    const Posted answer = execute(code);
    EXPECT_EQ(answer.kind, Kind::reject) << code;
    EXPECT_THAT(answer.body["message"].value_or<std::string>(""), HasSubstr("could not be cloned"));
  }
}

TEST_P(ExecuteTest, TheRuntimesOwnWorldCanBeNamed) {
  worlds.isolated("globalThis.mine = 3");
  EXPECT_EQ(execute("mine", "isolated").body, Value(3));
}

TEST_P(ExecuteTest, APageThatHasChangedItsGlobalsIsStillAnswered) {
  worlds.page(
      "Promise.prototype.then = () => {}; Object.keys = () => ['x']; Array.isArray = () => true");
  EXPECT_EQ(execute("({ a: 1 })").kind, Kind::resolve);
}

INSTANTIATE_TEST_SUITE_P(Worlds, ExecuteTest, ::testing::Values(Isolation::on, Isolation::off),
                         [](const auto& info) {
                           return info.param == Isolation::on ? "Apart" : "Together";
                         });

}  // namespace
}  // namespace cation::renderer
