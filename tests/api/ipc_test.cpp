#include "app_fixture.h"

#include <stdexcept>

namespace cation {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

struct User {
  std::string name;
  std::optional<int> age;
  std::vector<std::string> tags;
};

/// An array. g++ 12 refuses a list in braces in a statement that waits.
template <typename... T>
Value list(T... item) {
  std::vector<Value> items;
  (items.push_back(item), ...);
  return Value::array(std::move(items));
}

int twice(int number) { return number * 2; }

TEST_F(AppTest, HandlersTakeAndGiveTypesOfTheirOwn) {
  IpcMain ipc = app->ipc_main();
  ipc.handle("sum", [](int a, int b) { return a + b; });
  ipc.handle("twice", &twice);
  ipc.handle("halves", [](double a) { return std::pair(a / 2, a / 2); });
  ipc.handle("greet", [](Event& event, const User& user) {
    return (event.sender().id() == 1 ? "hello " : "who? ") + user.name +
           std::to_string(user.age.value_or(-1)) + std::to_string(user.tags.size());
  });
  ipc.handle("maybe", [](std::string text, std::optional<bool> loud) {
    return loud.value_or(false) ? text + "!" : text;
  });
  ipc.handle("bytes", [](std::span<const std::byte> bytes) { return bytes.size(); });
  ipc.handle("rest", [](std::string_view first, std::span<const Value> more) {
    return std::string(first) + std::to_string(more.size());
  });
  ipc.handle("anything", [](Value value) { return value; });
  ipc.handle("nothing", [] {});
  ipc.handle("map",
             [](std::map<std::string, int> given) { return std::tuple(given.size(), true); });
  const int status = run([](App& app) -> Task<> {
    const User ada{"Ada", 36, {"a", "b"}};
    const std::map<std::string, int> counts{{"a", 1}};
    auto contents = co_await page(app);
    EXPECT_EQ(co_await ask(contents, "invoke sum", 2, 40), Value(42));
    EXPECT_EQ(co_await ask(contents, "invoke twice", 4), Value(8));
    EXPECT_EQ(co_await ask(contents, "invoke halves", 3), list(1.5, 1.5));
    EXPECT_EQ(co_await ask(contents, "invoke greet", ada), Value("hello Ada362"));
    EXPECT_EQ(co_await ask(contents, "invoke maybe", "yes"), Value("yes"));
    EXPECT_EQ(co_await ask(contents, "invoke maybe", "yes", true), Value("yes!"));
    EXPECT_EQ(co_await ask(contents, "invoke bytes", std::vector<std::byte>(70000)), Value(70000));
    EXPECT_EQ(co_await ask(contents, "invoke rest", "n", 1, 2, 3), Value("n3"));
    EXPECT_EQ(co_await ask(contents, "invoke anything", list(1, 2)), list(1, 2));
    EXPECT_EQ(co_await ask(contents, "invoke nothing"), Value());
    EXPECT_EQ(co_await ask(contents, "invoke map", counts), list(1, true));
  });
  EXPECT_EQ(status, 0);
}

TEST_F(AppTest, AWrongArgumentIsNamedWithTheExpectedAndTheGivenType) {
  IpcMain ipc = app->ipc_main();
  ipc.handle("sum", [](int a, int b) { return a + b; });
  ipc.handle("greet", [](User user) { return user.name; });
  ipc.handle("maybe", [](std::string, std::optional<bool>) {});
  ipc.handle("rest", [](std::string, std::span<const Value>) {});
  run([](App& app) -> Task<> {
    auto contents = co_await page(app);
    EXPECT_EQ(co_await ask(contents, "invoke sum", 1, "two"),
              Value("!TypeError: argument 2: expected a number, got a string"));
    EXPECT_EQ(co_await ask(contents, "invoke sum", 1),
              Value("!TypeError: expected 2 arguments, got 1"));
    EXPECT_EQ(co_await ask(contents, "invoke sum", 1, 2, 3),
              Value("!TypeError: expected 2 arguments, got 3"));
    EXPECT_EQ(co_await ask(contents, "invoke maybe"),
              Value("!TypeError: expected 1 to 2 arguments, got 0"));
    EXPECT_EQ(co_await ask(contents, "invoke rest"),
              Value("!TypeError: expected at least 1 argument, got 0"));
    EXPECT_THAT(std::string((co_await ask(contents, "invoke sum", 1.5, 2)).text()),
                HasSubstr("!RangeError: argument 1: expected a whole number"));
    auto user = Value::object({{"name", "Ada"}, {"tags", Value::array({"a", 1})}});
    EXPECT_EQ(co_await ask(contents, "invoke greet", user),
              Value("!TypeError: argument 1.tags[1]: expected a string, got a number"));
  });
}

TEST_F(AppTest, ErrorsAndExceptionsBecomeThePagesErrors) {
  IpcMain ipc = app->ipc_main();
  ipc.handle("fails", []() -> Result<int> { return fail("no luck", "E_LUCK"); });
  ipc.handle("throws", []() -> int { throw std::runtime_error("thrown"); });
  ipc.handle("odd", []() -> int { throw 7; });
  ipc.handle("later", [&]() -> Task<int> {
    co_await app->sleep(1ms);
    throw std::runtime_error("thrown later");
  });
  ipc.handle("later-fails", [&]() -> Task<Result<int>> {
    co_await app->sleep(1ms);
    co_return fail("no luck later");
  });
  auto sync = ipc.on("sync-throws", []() -> int { throw std::runtime_error("in a listener"); });
  run([](App& app) -> Task<> {
    auto contents = co_await page(app);
    EXPECT_EQ(co_await ask(contents, "invoke fails"), Value("!Error: no luck"));
    EXPECT_EQ(co_await ask(contents, "invoke throws"), Value("!Error: thrown"));
    EXPECT_EQ(co_await ask(contents, "invoke odd"),
              Value("!Error: Something was thrown that is no std::exception"));
    EXPECT_EQ(co_await ask(contents, "invoke later"), Value("!Error: thrown later"));
    EXPECT_EQ(co_await ask(contents, "invoke later-fails"), Value("!Error: no luck later"));
    EXPECT_EQ(co_await ask(contents, "sync sync-throws"), Value("!Error: in a listener"));
    EXPECT_EQ(co_await ask(contents, "invoke nobody"),
              Value("!Error: No handler registered for 'nobody'"));
    EXPECT_THAT(std::string((co_await ask(contents, "sync nobody")).text()),
                HasSubstr("No listener answered sendSync('nobody')"));
  });
}

TEST_F(AppTest, AHandlerIsOneForItsChannelAndTheNearestAnswers) {
  IpcMain ipc = app->ipc_main();
  EXPECT_TRUE(ipc.handle("who", [] { return "all"; }));
  auto second = ipc.handle("who", [] { return "second"; });
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().message, "Attempted to register a second handler for 'who'");
  EXPECT_EQ(second.error().code, "ERR_HANDLER");
  ipc.handle_once("once", [] { return 1; });
  run([](App& app) -> Task<> {
    auto contents = co_await page(app);
    EXPECT_EQ(co_await ask(contents, "invoke once"), Value(1));
    EXPECT_THAT(std::string((co_await ask(contents, "invoke once")).text()),
                HasSubstr("No handler registered"));
    EXPECT_EQ(co_await ask(contents, "invoke who"), Value("all"));
    contents.ipc().handle("who", [] { return "contents"; });
    EXPECT_EQ(co_await ask(contents, "invoke who"), Value("contents"));
    contents.main_frame()->ipc().handle("who", [] { return "frame"; });
    EXPECT_EQ(co_await ask(contents, "invoke who"), Value("frame"));
    contents.main_frame()->ipc().remove_handler("who");
    contents.ipc().remove_handler("who");
    app.ipc_main().remove_handler("who");
    EXPECT_THAT(std::string((co_await ask(contents, "invoke who")).text()),
                HasSubstr("No handler registered"));
  });
}

TEST_F(AppTest, ListenersHearTheNearestFirstAndUntilTheirSubscriptionEnds) {
  std::vector<std::string> notes;
  auto note = [&](std::string text) { return [&notes, text] { notes.push_back(text); }; };
  IpcMain ipc = app->ipc_main();
  auto all = ipc.on("x", note("all"));
  auto once = ipc.once("x", note("once"));
  std::optional<Subscription> ended = ipc.on("x", note("ended"));
  ended.reset();
  run([&](App& app) -> Task<> {
    auto contents = co_await page(app);
    auto of_page = contents.ipc().on("x", note("page"));
    auto of_frame = contents.main_frame()->ipc().on("x", note("frame"));
    (void)co_await ask(contents, "send x");
    (void)co_await ask(contents, "send x");
    all.reset();
    (void)co_await ask(contents, "send x");
    contents.ipc().remove_all_listeners();
    contents.main_frame()->ipc().remove_all_listeners("x");
    (void)co_await ask(contents, "send x");
  });
  EXPECT_THAT(notes,
              ElementsAre("frame", "page", "all", "once", "frame", "page", "all", "frame", "page"));
}

TEST_F(AppTest, APageThatSendsWhatIsNoCloneOrNoListIsEndedAndTheAppGoesOn) {
  std::vector<std::string> gone;
  auto garbage = app->ipc_main().on("garbage", [] { FAIL() << "it was heard"; });
  app->ipc_main().handle("sum", [](int a, int b) { return a + b; });
  run([&](App& app) -> Task<> {
    for (const char* lie : {"garbage", "object sum"}) {
      auto contents = co_await page(app);
      auto told = contents.on_render_process_gone(
          [&](const std::string& reason) { gone.push_back(reason); });
      (void)co_await ask(contents, lie);
      auto honest = co_await page(app);
      EXPECT_EQ(co_await ask(honest, "invoke sum", 2, 40), Value(42)) << lie;
    }
  });
  EXPECT_THAT(gone, ElementsAre("killed", "killed"));
}

TEST_F(AppTest, AListenerAnswersSendSyncByWhatItReturnsOrByItsEvent) {
  IpcMain ipc = app->ipc_main();
  auto value = ipc.on("value", [](int n) { return n + 1; });
  auto by_event = ipc.on("event", [](Event& event) { event.return_value("by the event"); });
  auto task = ipc.on("task", [&]() -> Task<std::string> {
    co_await app->sleep(1ms);
    co_return "later";
  });
  auto silent = ipc.on("silent", [] {});
  auto wrong = ipc.on("wrong", [](int n) { return n; });
  run([](App& app) -> Task<> {
    auto contents = co_await page(app);
    EXPECT_EQ(co_await ask(contents, "sync value", 1), Value(2));
    EXPECT_EQ(co_await ask(contents, "sync event"), Value("by the event"));
    EXPECT_EQ(co_await ask(contents, "sync task"), Value("later"));
    EXPECT_THAT(std::string((co_await ask(contents, "sync silent")).text()),
                HasSubstr("reply was never sent"));
    EXPECT_EQ(co_await ask(contents, "sync wrong", "x"),
              Value("!TypeError: argument 1: expected a number, got a string"));
  });
}

TEST_F(AppTest, MessagesGoToPagesAndToTheVeryDocumentThatSent) {
  auto replies = app->ipc_main().on("say", [](Event& event, std::string text) {
    EXPECT_TRUE(event.reply("reply", text, 2));
    EXPECT_TRUE(event.sender_frame()->send("frame", text));
  });
  run([](App& app) -> Task<> {
    auto window = BrowserWindow::create(app);
    auto contents = window->web_contents();
    EXPECT_TRUE(contents.send("early", 1));
    (void)co_await window->load_url("page:");
    (void)co_await ask(contents, "send say", "hi");
    EXPECT_EQ(co_await ask(contents, "heard"),
              list(list("early", 1), list("reply", "hi", 2), list("frame", "hi")));
  });
}

TEST_F(AppTest, ScriptsGiveValuesOfTheTypeThatIsAskedForOrErrors) {
  run([](App& app) -> Task<> {
    auto contents = co_await page(app);
    auto text = contents.execute_javascript<std::string>("a text");
    EXPECT_EQ(*co_await text, "a text");
    auto number = contents.execute_javascript<int>("a text");
    EXPECT_EQ((co_await number).error().message, "expected a number, got a string");
    auto thrown = contents.execute_javascript("throw");
    auto error = (co_await thrown).error();
    EXPECT_EQ(error, (Error{"TypeError: no such thing", "E_NONE"}));
    auto never = contents.execute_javascript("never");
    auto loading = contents.load_url("page:other");
    EXPECT_THAT((co_await never).error().message, HasSubstr("navigated away"));
    (void)co_await loading;
    auto dead = contents.execute_javascript("die");
    EXPECT_THAT((co_await dead).error().message, HasSubstr("crashed or was closed"));
  });
}

TEST_F(AppTest, ATaskEndsWithTheDocumentThatAsked) {
  struct Guard {
    std::vector<std::string>& notes;
    ~Guard() { notes.push_back("cancelled"); }
  };
  std::vector<std::string> notes;
  app->ipc_main().handle("slow", [&]() -> Task<int> {
    Guard guard{notes};
    notes.push_back("begun");
    co_await app->sleep(1h);
    notes.push_back("not reached");
    co_return 1;
  });
  run([&](App& app) -> Task<> {
    auto contents = co_await page(app);
    auto asking = ask(contents, "invoke slow");
    auto begun = ask(contents, "heard");
    (void)co_await begun;
    EXPECT_THAT(notes, ElementsAre("begun"));
    (void)co_await contents.load_url("page:other");
    while (notes.size() < 2) co_await app.sleep(1ms);
    EXPECT_THAT(notes, ElementsAre("begun", "cancelled"));
    EXPECT_THAT(std::string((co_await asking).text()), HasSubstr("navigated away"));
  });
}

TEST_F(AppTest, ATaskThatClosesTheWindowThatAskedGoesOnToItsNextWait) {
  std::vector<std::string> notes;
  app->ipc_main().handle("close", [&](Event& event) -> Task<> {
    co_await app->sleep(1ms);
    event.sender().owner_window()->destroy();
    notes.push_back("goes on");
    co_await app->sleep(1h);
    notes.push_back("not reached");
  });
  auto stay = app->on_window_all_closed([](Preventable& event) { event.prevent_default(); });
  run([&](App& app) -> Task<> {
    auto contents = co_await page(app);
    auto asking = ask(contents, "invoke close");
    (void)co_await asking;
    co_await app.sleep(1ms);
  });
  EXPECT_THAT(notes, ElementsAre("goes on"));
}

}  // namespace
}  // namespace cation
