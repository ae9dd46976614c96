#include <cstring>

#include "driver.h"

namespace cation::shell::test {
namespace {

class ToolsTest : public ShellTest {
 protected:
  ToolsTest() { driver().create_window({{"x", 100}, {"y", 50}}); }

  std::string page(const std::string& name, std::string_view html) const {
    return "file://" + pages_.write(name, html);
  }
  std::optional<std::string> load(const std::string& url) { return driver().load(11, url); }
  Value ask(const char* channel, std::vector<Value> arguments) {
    return driver().answer(driver().invoke(channel, std::move(arguments)));
  }
  void expect_title(const char* title) { driver().wait("window.title", starts_with({1, title})); }
  static bool begins_with(const Value& bytes, std::string_view text) {
    const auto found = bytes.bytes();
    return found.size() > text.size() && std::memcmp(found.data(), text.data(), text.size()) == 0;
  }
};

TEST_F(ToolsTest, TheHistoryIsToldAndGoneThrough) {
  EXPECT_EQ(load(page("one.html", "<title>One")), std::nullopt);
  driver().wait("contents.history", starts_with({11, 0, 1}));
  EXPECT_EQ(load(page("two.html", "<title>Two")), std::nullopt);
  driver().wait("contents.history", starts_with({11, 1, 2}));
  EXPECT_EQ(load(page("three.html", "<title>Three")), std::nullopt);
  driver().wait("contents.history", starts_with({11, 2, 3}));
  driver().send("contents.go_to", {11, -2});
  driver().wait("contents.history", starts_with({11, 0, 3}));
  driver().wait("contents.finished", starts_with({11, 0}));
  driver().send("contents.go_to", {11, 1});
  driver().wait("contents.history", starts_with({11, 1, 3}));
  driver().wait("contents.finished", starts_with({11, 0}));
  // Beyond the ends, and what is no number.
  for (const Value& bad : {Value(5), Value(-9), Value("1"), Value(1e300), Value()})
    driver().send("contents.go_to", {11, bad});
  EXPECT_EQ(load(page("four.html", "<title>Four")), std::nullopt);
  driver().wait("contents.history", starts_with({11, 2, 3}));
}

TEST_F(ToolsTest, AHistoryThatIsClearedHasTheShownPageAlone) {
  driver().send("contents.clear_history", {11});
  for (const char* name : {"one", "two", "three"})
    EXPECT_EQ(load(page(std::string(name) + ".html", "<title>page")), std::nullopt);
  driver().wait("contents.history", starts_with({11, 2, 3}));
  driver().send("contents.go_back", {11});
  driver().wait("contents.history", starts_with({11, 1, 3}));
  driver().wait("contents.finished", starts_with({11, 0}));
  driver().send("contents.clear_history", {11});
  driver().wait("contents.history", starts_with({11, 0, 1}));
  driver().send("contents.go_back", {11});
  driver().send("contents.go_forward", {11});
  EXPECT_EQ(load(page("four.html", "<title>Four")), std::nullopt);
  driver().wait("contents.history", starts_with({11, 1, 2}));
  driver().send("contents.go_back", {11});
  driver().wait("contents.committed", [](const Value& told) {
    return told[2].value_or(std::string()).ends_with("/two.html");
  });
}

TEST_F(ToolsTest, TextIsFoundForwardAndBackward) {
  EXPECT_EQ(load(page("text.html", "<p>word one <p>Word two <p>word three")), std::nullopt);
  auto find = [&](int request, const char* text, std::vector<Value::Member> options) {
    driver().send("contents.find", {11, request, text, Value::object(options)});
    return driver().wait("contents.found");
  };
  EXPECT_EQ(find(1, "word", {{"findNext", true}}), Value::array({11, 1, 3, 1}));
  EXPECT_EQ(find(2, "word", {}), Value::array({11, 2, 3, 2}));
  EXPECT_EQ(find(3, "word", {{"forward", false}}), Value::array({11, 3, 3, 1}));
  EXPECT_EQ(find(4, "word", {{"forward", false}}), Value::array({11, 4, 3, 3}));
  EXPECT_EQ(find(5, "word", {{"matchCase", true}}), Value::array({11, 5, 2, 1}));
  EXPECT_EQ(find(6, "nowhere", {}), Value::array({11, 6, 0, 0}));
  EXPECT_EQ(find(7, "", {}), Value::array({11, 7, 0, 0}));
  for (const char* action : {"clearSelection", "keepSelection", "activateSelection", "nonsense"})
    driver().send("contents.stop_find", {11, action});
  driver().send("contents.find", {11, "x", Value(), Value()});
  EXPECT_EQ(driver().wait("contents.found")[2], 0);
}

TEST_F(ToolsTest, ASearchInAPageThatCrashesIsAnsweredAllTheSame) {
  EXPECT_EQ(load(page("text.html", "<p>word")), std::nullopt);
  driver().send("contents.crash", {11});
  driver().send("contents.find", {11, 1, "word", Value::object()});
  driver().wait("contents.gone");
  EXPECT_EQ(load(page("text.html", "<p>word")), std::nullopt);
  driver().send("contents.find", {11, 2, "word", Value::object()});
  EXPECT_EQ(driver().wait("contents.found", starts_with({11, 2})), Value::array({11, 2, 1, 1}));
}

TEST_F(ToolsTest, APageIsZoomedWithinBounds) {
  EXPECT_EQ(load("data:text/html,<p>page"), std::nullopt);
  driver().send("contents.set_zoom", {11, 2});
  EXPECT_EQ(driver().wait("contents.zoom"), Value::array({11, 2}));
  for (const Value& bad : {Value(0), Value(-1), Value("2"), Value(), Value(0.0 / 0.0)})
    driver().send("contents.set_zoom", {11, bad});
  driver().send("contents.set_zoom", {11, 1e9});
  EXPECT_EQ(driver().wait("contents.zoom"), Value::array({11, 5}));
}

TEST_F(ToolsTest, TextIsEdited) {
  EXPECT_EQ(load(page("edit.html",
                      "<input id=i autofocus><script>i.oninput = () => { document.title = "
                      "'has ' + i.value }; i.onfocus = () => { document.title = 'ready' }"
                      "</script>")),
            std::nullopt);
  expect_title("ready");
  driver().send("contents.insert_text", {11, "hello"});
  expect_title("has hello");
  driver().send("contents.edit", {11, "Undo"});
  expect_title("has");
  driver().send("contents.edit", {11, "Redo"});
  expect_title("has hello");
  driver().send("contents.edit", {11, "SelectAll"});
  driver().send("contents.insert_text", {11, "more"});
  expect_title("has more");
  driver().send("contents.edit", {11, "NoSuchCommand"});
  driver().send("contents.edit", {11, Value()});
  driver().send("contents.insert_text", {11, 5});
  driver().send("contents.insert_text", {11, "!"});
  expect_title("has more!");
}

TEST_F(ToolsTest, APictureIsOfWhatIsAskedFor) {
  EXPECT_EQ(load(page("red.html", "<body style='background:red'>")), std::nullopt);
  const Value whole = ask("contents.capture", {11, Value(nullptr)});
  EXPECT_EQ(whole["width"], 400);
  EXPECT_EQ(whole["height"], 300);
  EXPECT_TRUE(begins_with(whole["png"], "\x89PNG"));
  auto rectangle = [](Value x, Value y, Value width, Value height) {
    return Value::object({{"x", x}, {"y", y}, {"width", width}, {"height", height}});
  };
  const Value part = ask("contents.capture", {11, rectangle(10, 20, 50, 60)});
  EXPECT_EQ(part["width"], 50);
  EXPECT_EQ(part["height"], 60);
  EXPECT_EQ(ask("contents.capture", {11, rectangle(390, -20, 50, 60)})["width"], 10);
  EXPECT_EQ(ask("contents.capture", {11, rectangle(1000, 0, 50, 60)})["width"], 0);
  EXPECT_EQ(ask("contents.capture", {11, rectangle(0, 0, -5, 1e12)})["width"], 0);
  EXPECT_EQ(ask("contents.capture", {11, rectangle("a", 0, 1, 1)})["code"], "ERR_INVALID_ARG_TYPE");
  EXPECT_EQ(ask("contents.capture", {11, "all"})["code"], "ERR_INVALID_ARG_TYPE");
  EXPECT_EQ(ask("contents.capture", {99, Value(nullptr)})["code"], "ERR_DESTROYED");
  EXPECT_EQ(ask("contents.capture", {"x", Value(nullptr)})["code"], "ERR_INVALID_ARG_TYPE");
}

TEST_F(ToolsTest, APageIsPrintedToAPdf) {
  EXPECT_EQ(load(page("print.html", "<p>page")), std::nullopt);
  EXPECT_TRUE(begins_with(ask("contents.print_to_pdf", {11, Value::object()}), "%PDF"));
  const Value margins = Value::object({{"top", 1}, {"left", 0}});
  EXPECT_TRUE(
      begins_with(ask("contents.print_to_pdf", {11, Value::object({{"landscape", true},
                                                                   {"pageSize", "A5"},
                                                                   {"scale", 0.5},
                                                                   {"margins", margins},
                                                                   {"pageRanges", "1"},
                                                                   {"printBackground", true}})}),
                  "%PDF"));
  auto refusal = [&](std::vector<Value::Member> options) {
    return ask("contents.print_to_pdf", {11, Value::object(options)})["code"];
  };
  EXPECT_EQ(refusal({{"pageSize", "A99"}}), "ERR_INVALID_ARG_VALUE");
  EXPECT_EQ(refusal({{"pageSize", Value::object({{"width", -1}, {"height", 5}})}}),
            "ERR_INVALID_ARG_VALUE");
  EXPECT_EQ(refusal({{"scale", 100}}), "ERR_INVALID_ARG_VALUE");
  EXPECT_EQ(refusal({{"pageRanges", "x-y"}}), "ERR_INVALID_ARG_VALUE");
  EXPECT_EQ(refusal({{"pageRanges", "5-2"}}), "ERR_INVALID_ARG_VALUE");
  EXPECT_EQ(refusal({{"margins", Value::object({{"top", 50}})}}), "ERR_INVALID_ARG_VALUE");
}

TEST_F(ToolsTest, TheLinkUnderThePointerIsToldAndSoIsWhatAMenuIsAskedFor) {
  EXPECT_EQ(load(page("link.html",
                      "<body style='margin:0'><a href='https://there.invalid/x' "
                      "style='display:block;height:100px'>Over there</a>")),
            std::nullopt);
  const auto window = screen_.find("Window");
  screen_.point(window, 20, 50);
  screen_.point(window, 30, 10);
  EXPECT_EQ(driver().wait("contents.target_url"), Value::array({11, "https://there.invalid/x"}));
  screen_.click(window, 30, 10, 3);
  const Value menu = driver().wait("contents.context_menu")[1];
  EXPECT_EQ(menu["linkURL"], "https://there.invalid/x");
  EXPECT_EQ(menu["linkText"], "Over there");
  EXPECT_EQ(menu["mediaType"], "none");
  EXPECT_EQ(menu["x"], 30);
  EXPECT_EQ(menu["y"], 10);
  screen_.point(window, 30, 200);
  EXPECT_EQ(driver().wait("contents.target_url"), Value::array({11, ""}));
}

TEST_F(ToolsTest, PagesHearTheNameOfTheBrowserThatMainGives) {
  driver().send("contents.set_user_agent", {11, "Reader/1"});
  const auto url = page("agent.html", "<script>document.title = navigator.userAgent</script>");
  EXPECT_EQ(load(url), std::nullopt);
  expect_title("Reader/1");
  driver().send("contents.load", {11, 9, url, Value::object({{"userAgent", "Once/2"}})});
  expect_title("Once/2");
  EXPECT_EQ(load(url), std::nullopt);
  expect_title("Reader/1");
}

TEST_F(ToolsTest, ADownloadAsksAPersonAndBadAddressesAreNone) {
  driver().send("contents.download", {11, "javascript:alert(1)"});
  driver().send("contents.download", {11, "file:///proc/self/environ"});
  driver().send("contents.download", {11, "no address"});
  driver().send("contents.download", {11, Value()});
  driver().send("contents.download", {11, page("file.bin", "bytes")});
  screen_.find("Save.*");
}

TEST_F(ToolsTest, AnElementFillsTheScreenAndLeavesIt) {
  EXPECT_EQ(load(page("full.html",
                      "<body onclick='document.body.requestFullscreen()'>text<script>"
                      "onkeydown = () => document.exitFullscreen()</script>")),
            std::nullopt);
  screen_.click(screen_.find("Window"), 100, 100);
  EXPECT_EQ(driver().wait("contents.html_fullscreen"), Value::array({11, true}));
  screen_.press({"a"});
  EXPECT_EQ(driver().wait("contents.html_fullscreen"), Value::array({11, false}));
}

TEST_F(ToolsTest, APageIsMuted) {
  driver().send("contents.set_muted", {11, true});
  driver().send("contents.set_muted", {11, "yes"});
  EXPECT_EQ(load("data:text/html,<p>page"), std::nullopt);
}

}  // namespace
}  // namespace cation::shell::test
