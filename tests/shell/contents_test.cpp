#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "driver.h"

namespace cation::shell::test {
namespace {

class ContentsTest : public ShellTest {
 protected:
  ContentsTest() { driver().create_window({{"show", false}}); }

  std::string page(const std::string& name, std::string_view html) const {
    return "file://" + pages_.write(name, html);
  }
  std::optional<std::string> load(const std::string& url) { return driver().load(11, url); }
  void expect_title(const char* title) { driver().wait("window.title", starts_with({1, title})); }
};

/// A port of this machine that nothing listens on, for as long as this lives.
class ClosedPort {
 public:
  ClosedPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    EXPECT_EQ(bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size), 0);
    number_ = ntohs(address.sin_port);
  }
  std::string number() const { return std::to_string(number_); }

 private:
  link::UniqueFd socket_;
  int number_ = 0;
};

TEST_F(ContentsTest, ALoadIsToldFromItsStartToItsEnd) {
  const auto url = page("page.html", "<title>Page</title>");
  driver().send("contents.load", {11, 7, url, Value::object()});
  EXPECT_EQ(driver().wait("contents.started"), Value::array({11, 7, url}));
  // The page, the number of its document there, and its origin.
  const Value committed = driver().wait("contents.committed", starts_with({11, 7, url, -1, ""}));
  EXPECT_GT(committed[5].value_or(0), 0);
  EXPECT_EQ(committed[6], Value(1));
  EXPECT_EQ(committed[7], Value("file://"));
  EXPECT_EQ(driver().wait("contents.finished"), Value::array({11, 7, url}));
  expect_title("Page");
}

TEST_F(ContentsTest, AFileThatIsNotThereIsNotFound) {
  EXPECT_EQ(load("file://" + pages_.path() + "/none.html"), "-6 ERR_FILE_NOT_FOUND");
  EXPECT_FALSE(driver().has_heard("contents.committed"));
}

TEST_F(ContentsTest, AFailedLoadLeavesThePageThatWasThere) {
  EXPECT_EQ(load(page("page.html", "<title>Page</title>")), std::nullopt);
  EXPECT_EQ(load("file://" + pages_.path() + "/none.html"), "-6 ERR_FILE_NOT_FOUND");
  driver().send("contents.reload", {11});
  driver().wait("contents.finished",
                starts_with({11, 0, "file://" + pages_.path() + "/page.html"}));
}

TEST_F(ContentsTest, ErrorsHaveChromiumsNumbersAndNames) {
  const ClosedPort port;
  EXPECT_EQ(load("http://127.0.0.1:" + port.number() + "/"), "-102 ERR_CONNECTION_REFUSED");
  EXPECT_EQ(load("http://nowhere.invalid/"), "-105 ERR_NAME_NOT_RESOLVED");
  EXPECT_EQ(load("nonsense://there"), "-302 ERR_UNKNOWN_URL_SCHEME");
  EXPECT_EQ(load("http://localhost:1/"), "-312 ERR_UNSAFE_PORT");
  EXPECT_EQ(load("no address"), "-300 ERR_INVALID_URL");
  EXPECT_EQ(load(""), "-300 ERR_INVALID_URL");
  EXPECT_EQ(load("http://"), "-300 ERR_INVALID_URL");
  EXPECT_EQ(load("javascript:alert(1)"), "-301 ERR_DISALLOWED_URL_SCHEME");
  EXPECT_EQ(load("data:text/html,<title>After all</title>"), std::nullopt);
  expect_title("After all");
}

TEST_F(ContentsTest, ANewerLoadAbortsAnOlderOne) {
  const auto first = page("first.html", "<title>First</title>");
  const auto second = page("second.html", "<title>Second</title>");
  driver().send("contents.load", {11, 1, first, Value::object()});
  driver().send("contents.load", {11, 2, second, Value::object()});
  EXPECT_EQ(driver().wait("contents.failed"), Value::array({11, 1, -3, "ERR_ABORTED", first}));
  driver().wait("contents.finished", starts_with({11, 2, second}));
  expect_title("Second");
}

TEST_F(ContentsTest, EveryLoadOfManyHasOneEnd) {
  constexpr int count = 20;
  const auto url = page("page.html", "<p>page");
  for (int i = 1; i <= count; ++i) {
    driver().send("contents.load", {11, i, url, Value::object()});
  }
  driver().wait("contents.finished", starts_with({11, count}));
  for (int i = 1; i < count; ++i) driver().wait("contents.failed", starts_with({11, i, -3}));
  for (const Word& word : driver().heard()) {
    EXPECT_NE(word.channel, "contents.failed");
    EXPECT_NE(word.channel, "contents.finished");
  }
}

TEST_F(ContentsTest, ALoadThatIsStoppedIsAborted) {
  const auto url = page("page.html", "<p>page");
  driver().send("contents.load", {11, 1, url, Value::object()});
  driver().send("contents.stop", {11});
  driver().wait("contents.failed", starts_with({11, 1, -3, "ERR_ABORTED"}));
}

TEST_F(ContentsTest, AddressesWithinADocumentAreTold) {
  const auto url = page("page.html",
                        "<title>Page</title><script>onhashchange = () => "
                        "{ history.pushState(0, '', '#pushed') }</script>");
  EXPECT_EQ(load(url), std::nullopt);
  EXPECT_EQ(load(url + "#asked"), std::nullopt);
  EXPECT_EQ(driver().wait("contents.url"), Value::array({11, url + "#asked"}));
  EXPECT_EQ(driver().wait("contents.url"), Value::array({11, url + "#pushed"}));
  // WebKit goes past what a page has added to the history without a person's doing.
  driver().send("contents.go_back", {11});
  EXPECT_EQ(driver().wait("contents.url"), Value::array({11, url}));
}

TEST_F(ContentsTest, WhereAPageGoesByItselfHasNoNumber) {
  const auto second = page("second.html", "<title>Second</title>");
  EXPECT_EQ(load(page("first.html",
                      "<script>onload = () => setTimeout(() => "
                      "{ location = 'second.html' })</script>")),
            std::nullopt);
  driver().wait("contents.committed", starts_with({11, 0, second}));
  driver().wait("contents.finished", starts_with({11, 0, second}));
}

TEST_F(ContentsTest, HistoryGoesBackAndForward) {
  const auto first = page("first.html", "<title>First</title>");
  const auto second = page("second.html", "<title>Second</title>");
  EXPECT_EQ(load(first), std::nullopt);
  EXPECT_EQ(load(second), std::nullopt);
  driver().send("contents.go_back", {11});
  driver().wait("contents.finished", starts_with({11, 0, first}));
  driver().send("contents.go_forward", {11});
  driver().wait("contents.finished", starts_with({11, 0, second}));
  driver().send("contents.go_forward", {11});
  EXPECT_EQ(load(first), std::nullopt);
}

TEST_F(ContentsTest, APageIsBoundToATokenThatMainWasTold) {
  EXPECT_EQ(load("data:text/html,<p>page"), std::nullopt);
  const Value bound = driver().wait("page.bound");
  EXPECT_EQ(bound[0], 11);
  const std::string token = bound[2].value_or(std::string());
  EXPECT_EQ(token.size(), 64u);
  driver().wait("renderer.expected", starts_with({token}));
}

TEST_F(ContentsTest, APageThatCrashesIsGoneAndComesBack) {
  EXPECT_EQ(load("data:text/html,<title>Alive</title>"), std::nullopt);
  const Value bound = driver().wait("page.bound");
  driver().send("contents.crash", {11});
  EXPECT_EQ(driver().wait("page.unbound")[0], bound[1]);
  EXPECT_EQ(driver().wait("contents.gone"), Value::array({11, "killed"}));
  driver().send("contents.reload", {11});
  driver().wait("contents.finished", starts_with({11, 0}));
  const Value again = driver().wait("page.bound");
  EXPECT_EQ(again[0], 11);
  EXPECT_NE(again[2], bound[2]);
  EXPECT_EQ(load("data:text/html,<title>Alive again</title>"), std::nullopt);
}

TEST_F(ContentsTest, ACrashEndsTheLoadThatWasOnItsWay) {
  EXPECT_EQ(load("data:text/html,<p>page"), std::nullopt);
  driver().send("contents.load", {11, 9, page("page.html", "<p>page"), Value::object()});
  driver().send("contents.crash", {11});
  driver().wait("contents.failed", starts_with({11, 9, -2, "ERR_FAILED"}));
  driver().wait("contents.gone");
}

TEST_F(ContentsTest, TheDestructionOfAWindowUnbindsItsPage) {
  EXPECT_EQ(load("data:text/html,<p>page"), std::nullopt);
  const Value bound = driver().wait("page.bound");
  driver().send("window.destroy", {1});
  EXPECT_EQ(driver().wait("page.unbound")[0], bound[1]);
  driver().wait("window.closed");
}

TEST_F(ContentsTest, APreloadRunsAsTheFileIsAtEachLoad) {
  auto preload_saying = [](const std::string& word) {
    return "addEventListener('DOMContentLoaded', () => { document.title = '" + word + "' })";
  };
  const auto preload = pages_.write("preload.js", preload_saying("one"));
  driver().create_window({{"id", 2},
                          {"contents", 12},
                          {"show", false},
                          {"webPreferences", Value::object({{"preload", preload}})}});
  const auto url = page("page.html", "<p>page");
  EXPECT_EQ(driver().load(12, url), std::nullopt);
  driver().wait("window.title", starts_with({2, "one"}));
  pages_.write("preload.js", preload_saying("two"));
  driver().send("contents.reload", {12});
  driver().wait("window.title", starts_with({2, "two"}));
  pages_.write("preload.js", preload_saying("three"));
  EXPECT_EQ(driver().load(12, "data:text/html,<p>another"), std::nullopt);
  driver().wait("window.title", starts_with({2, "three"}));
}

TEST_F(ContentsTest, APreloadThatIsNotThereIsToldWithTheLoad) {
  const auto missing = pages_.path() + "/missing.js";
  driver().create_window({{"id", 2},
                          {"contents", 12},
                          {"show", false},
                          {"webPreferences", Value::object({{"preload", missing}})}});
  EXPECT_EQ(driver().load(12, page("page.html", "<title>Page</title>")), std::nullopt);
  EXPECT_EQ(driver().wait("contents.preload_error"),
            Value::array({12, missing, "Cannot find the preload script " + missing}));
  driver().wait("window.title", starts_with({2, "Page"}));
}

TEST_F(ContentsTest, ModulesOfFilesLoad) {
  pages_.write("module.mjs", "export const title = 'From a module';");
  EXPECT_EQ(load(page("page.html",
                      "<script type=module>import { title } from './module.mjs';"
                      "document.title = title;</script>")),
            std::nullopt);
  expect_title("From a module");
}

TEST_F(ContentsTest, MarkupScriptsStayOffWhereJavaScriptIsOff) {
  driver().create_window({{"id", 2},
                          {"contents", 12},
                          {"show", false},
                          {"webPreferences", Value::object({{"javascript", false}})}});
  EXPECT_EQ(driver().load(12,
                          "data:text/html,<title>Quiet</title><script>document.title = "
                          "'Loud'</script>"),
            std::nullopt);
  driver().wait("window.title", starts_with({2, "Quiet"}));
}

TEST_F(ContentsTest, DevtoolsOpenAndClose) {
  driver().send("window.show", {1});
  EXPECT_EQ(load("data:text/html,<p>page"), std::nullopt);
  driver().send("contents.open_devtools", {11});
  EXPECT_EQ(driver().wait("contents.devtools"), Value::array({11, true}));
  driver().send("contents.close_devtools", {11});
  EXPECT_EQ(driver().wait("contents.devtools"), Value::array({11, false}));
}

TEST_F(ContentsTest, APageThatOpensAWindowWaitsForMainsWordAndTheShellDoesNot) {
  driver().send("contents.load",
                {11, 1,
                 "data:text/html,<script>document.title = String(window.open('about:blank'))"
                 "</script>",
                 Value::object()});
  const Value asked = driver().wait("contents.window_open");
  EXPECT_EQ(asked[0], Value(11));
  EXPECT_EQ(asked[2]["url"], Value("about:blank"));
  EXPECT_EQ(asked[2]["disposition"], Value("foreground-tab"));
  driver().send("window.set_title", {1, "meanwhile"});
  driver().send("window.set_bounds", {1, Value::object({{"width", 345}, {"height", 234}})});
  driver().send("window.show", {1});
  driver().wait("window.event", starts_with({1, "show"}));
  driver().send("contents.open_window", {asked[1], Value(nullptr)});
  expect_title("null");
}

TEST_F(ContentsTest, AWindowThatMainAllowsIsThePagesToScript) {
  driver().send("contents.load", {11, 1,
                                  page("opener.html",
                                       "<script>const child = window.open('about:blank');"
                                       "child.document.title = 'made';"
                                       "document.title = child.document.title</script>"),
                                  Value::object()});
  const Value asked = driver().wait("contents.window_open");
  driver().send(
      "contents.open_window",
      {asked[1],
       Value::object(
           {{"id", 2}, {"contents", 12}, {"show", false}, {"webPreferences", Value::object()}})});
  expect_title("made");
  driver().send("window.destroy", {2});
  driver().wait("window.closed", starts_with({2}));
}

TEST_F(ContentsTest, AnOpenerThatIsClosedWhileItWaitsGetsNoWindow) {
  driver().send(
      "contents.load",
      {11, 1, "data:text/html,<script>window.open('about:blank')</script>", Value::object()});
  const Value asked = driver().wait("contents.window_open");
  driver().send("window.destroy", {1});
  driver().wait("window.closed", starts_with({1}));
  driver().send("contents.open_window",
                {asked[1], Value::object({{"id", 2}, {"contents", 12}, {"show", false}})});
  driver().wait("window.closed", starts_with({2}));
  // An answer too many is nobody's.
  driver().send("contents.open_window", {asked[1], Value(nullptr)});
  driver().create_window({{"show", false}});
  EXPECT_EQ(load("data:text/html,<title>after</title>"), std::nullopt);
}

TEST_F(ContentsTest, AWindowThatIsClosedBeforeThePageHasItIsNone) {
  driver().send("contents.load",
                {11, 1,
                 "data:text/html,<script>document.title = String(window.open('about:blank'))"
                 "</script>",
                 Value::object()});
  const Value asked = driver().wait("contents.window_open");
  driver().send("contents.open_window",
                {asked[1], Value::object({{"id", 2}, {"contents", 12}, {"show", false}})});
  driver().send("window.destroy", {2});
  driver().wait("window.closed", starts_with({2}));
  expect_title("null");
  driver().wait("contents.finished");
  EXPECT_EQ(load("data:text/html,<title>after</title>"), std::nullopt);
}

TEST_F(ContentsTest, TheShellEndsThoughAPageWaitsForAWindow) {
  driver().send(
      "contents.load",
      {11, 1, "data:text/html,<script>window.open('about:blank')</script>", Value::object()});
  driver().wait("contents.window_open");
  driver().hang_up();
  EXPECT_EQ(driver().process().wait(), 0);
}

}  // namespace
}  // namespace cation::shell::test
