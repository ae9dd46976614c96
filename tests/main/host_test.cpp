#include "main/host.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>
#include <vector>

#include "host_fixture.h"
#include "main/dialog.h"

namespace cation::main {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(HostTest, AnAppBecomesReadyAndQuitsWhenItsLastWindowIsClosed) {
  start();
  on(host->app().ready, [this] { host->create_window(Value()).close(); });
  on(host->app().before_quit, [this](Preventable&) { note("before-quit"); });
  on(host->app().will_quit, [this](Preventable&) { note("will-quit"); });
  on(host->app().quitting, [this](int) { note("quit"); });
  run();
  EXPECT_THAT(notes, ElementsAre("ready", "before-quit", "will-quit", "quit", "exited 0"));
}

TEST_F(HostTest, AnAppWithoutWindowsMayStay) {
  start();
  on(host->app().window_all_closed, [this](Preventable& event) {
    event.prevent_default();
    note("stays");
    host->app().exit(3);
  });
  on(host->app().ready, [this] { host->create_window(Value()).destroy(); });
  run();
  EXPECT_THAT(notes, ElementsAre("ready", "stays", "exited 3"));
}

TEST_F(HostTest, AWindowThatWillNotCloseKeepsTheAppFromQuitting) {
  start();
  int asked = 0;
  on(host->app().ready, [&] {
    BrowserWindow& window = host->create_window(Value());
    on(window.closing, [&, id = window.id()](Preventable& event) {
      if (++asked == 1) {
        event.prevent_default();
        host->later([this, id] { host->window(id)->close(); });
      }
    });
    host->app().quit();
  });
  run();
  EXPECT_EQ(asked, 2);
  EXPECT_THAT(notes, ElementsAre("ready", "exited 0"));
}

TEST_F(HostTest, QuittingCanBePreventedBeforeAndAfterTheWindowsAreClosed) {
  start();
  int before = 0, will = 0;
  on(host->app().before_quit, [&](Preventable& event) {
    if (++before == 1) event.prevent_default();
  });
  on(host->app().will_quit, [&](Preventable& event) {
    if (++will == 1) {
      event.prevent_default();
      host->later([this] { host->app().quit(); });
    }
  });
  on(host->app().ready, [&] {
    host->app().quit();
    host->later([this] { host->app().quit(); });
  });
  run();
  EXPECT_EQ(before, 3);
  EXPECT_EQ(will, 2);
}

TEST_F(HostTest, APersonWhoClosesAWindowIsAsked) {
  start();
  on(host->app().ready, [&] {
    BrowserWindow& window = host->create_window(Value());
    on(window.closing, [this](Preventable&) { note("closing"); });
    on(window.closed, [this] { note("closed"); });
    window.contents().load_url("ask-to-close:", Value(), [](const LoadFailure*) {});
  });
  run();
  EXPECT_THAT(notes, ElementsAre("ready", "closing", "closed", "exited 0"));
}

TEST_F(HostTest, ALoadTellsItsEndOnce) {
  start();
  on(host->app().ready, [&] {
    BrowserWindow& window = host->create_window(Value());
    WebContents& contents = window.contents();
    on(window.ready_to_show, [this] { note("ready-to-show"); });
    on(contents.did_navigate, [this](const std::string& url) { note("at " + url); });
    on(contents.did_fail_load, [this](const LoadFailure& failure) { note(failure.description); });
    contents.load_url("ok:", Value(), [&](const LoadFailure* failure) {
      note(failure ? "failed" : "loaded");
      contents.load_url("bad:", Value(), [&](const LoadFailure* second) {
        note(second ? "failed " + std::to_string(second->code) : "loaded");
        contents.load_url("hang:", Value(), [&](const LoadFailure* third) {
          note(third ? third->description : "loaded");
        });
        host->app().exit(0);
      });
    });
  });
  run();
  EXPECT_THAT(notes, ElementsAre("ready", "at ok:", "ready-to-show", "loaded", "ERR_FILE_NOT_FOUND",
                                 "failed -6", "ERR_ABORTED", "exited 0"));
}

TEST_F(HostTest, AWindowThatAPageOpensIsTrustedAsItsOpenerAndEndsWithIt) {
  start();
  on(host->app().window_all_closed, [this](Preventable&) { note("all closed"); });
  on(host->window_created, [this](BrowserWindow& window) {
    on(window.closed, [this, id = window.id()] { note("closed " + std::to_string(id)); });
    on(window.page_title_updated, [this, &window](Preventable&, const std::string& title) {
      note(std::to_string(window.id()) + " " + title);
      EXPECT_EQ(window.opener(), 1U);
      host->window(1)->destroy();
    });
  });
  on(host->app().ready, [&] {
    Value preferences = Value::object({{"contextIsolation", false}});
    host->create_window(Value::object({{"webPreferences", preferences}}))
        .contents()
        .load_url("opens:", Value(), [](const LoadFailure*) {});
  });
  run();
  EXPECT_THAT(notes, ElementsAre("ready", "2 opened without isolation", "closed 1", "closed 2",
                                 "all closed", "exited 0"));
}

TEST_F(HostTest, AListenerHasTheLastWordOnAWindowThatAPageOpens) {
  start();
  on(host->app().ready, [&] {
    BrowserWindow& window = host->create_window(Value());
    WebContents& contents = window.contents();
    on(contents.window_requested, [this, &contents](const WindowRequest& request) {
      note(request.url + " " + request.frame_name + " " + request.disposition);
      Value opener = Value::object(
          {{"contents", contents.id()}, {"number", request.number}, {"outlives", true}});
      Value preferences = Value::object({{"contextIsolation", true}});
      BrowserWindow& made =
          host->create_window(Value::object({{"opener", opener}, {"webPreferences", preferences}}));
      EXPECT_EQ(made.opener(), 0U);
      // A second one for the same request opens by itself.
      host->create_window(Value::object({{"opener", opener}}));
      on(made.page_title_updated, [this](Preventable&, const std::string& title) {
        note(title);
        host->app().exit(0);
      });
    });
    contents.load_url("opens:", Value(), [](const LoadFailure*) {});
  });
  run();
  EXPECT_THAT(notes, ElementsAre("ready", "child: kid new-window", "opened", "exited 0"));
}

TEST_F(HostTest, AWindowThatNoListenerOpensIsRefused) {
  start();
  on(host->app().ready, [&] {
    BrowserWindow& window = host->create_window(Value());
    on(window.contents().window_requested, [this](const WindowRequest&) { note("asked"); });
    on(window.page_title_updated, [this](Preventable&, const std::string& title) {
      note(title);
      host->app().exit(0);
    });
    window.contents().load_url("opens:", Value(), [](const LoadFailure*) {});
  });
  run();
  EXPECT_THAT(notes, ElementsAre("ready", "asked", "refused", "exited 0"));
}

TEST_F(HostTest, APageThatObjectsKeepsItsWindowAndTheAppUnlessAListenerWillNotHaveIt) {
  start();
  int asked = 0;
  std::optional<Timer> again;
  on(host->app().will_quit, [this](Preventable&) { note("will-quit"); });
  on(host->app().ready, [&] {
    BrowserWindow& window = host->create_window(Value());
    on(window.closing, [this](Preventable&) { note("closing"); });
    on(window.closed, [this] { note("closed"); });
    on(window.contents().will_prevent_unload, [&](Preventable& event) {
      note("objects");
      if (++asked == 2) return event.prevent_default();
      // Asked again when the window is known to stay.
      again.emplace(&loop(), 20, [this] { host->app().quit(); });
    });
    window.contents().load_url("objects:", Value(),
                               [this](const LoadFailure*) { host->app().quit(); });
  });
  run();
  EXPECT_THAT(notes, ElementsAre("ready", "closing", "objects", "closing", "objects", "closed",
                                 "will-quit", "exited 0"));
}

TEST_F(HostTest, APageThatDoesNotAnswerIsToldOf) {
  start();
  on(host->app().ready, [&] {
    WebContents& contents = host->create_window(Value()).contents();
    on(contents.unresponsive, [this] { note("unresponsive"); });
    on(contents.responsive, [this] {
      note("responsive");
      host->app().exit(0);
    });
    contents.load_url("stops:", Value(), [](const LoadFailure*) {});
  });
  run();
  EXPECT_THAT(notes, ElementsAre("ready", "unresponsive", "responsive", "exited 0"));
}

TEST_F(HostTest, AShellThatIsMissingIsAnErrorAndNoFolderIsLeft) {
  Silent silent;
  uv_loop_t loop;
  uv_loop_init(&loop);
  auto started = Host::start({.loop = &loop, .folder = "/nowhere", .app_name = "Test"}, silent);
  ASSERT_FALSE(started);
  EXPECT_THAT(started.error().message, HasSubstr("/nowhere/cation-shell"));
  uv_run(&loop, UV_RUN_DEFAULT);
  EXPECT_EQ(uv_loop_close(&loop), 0);
}

TEST_F(HostTest, WhatWasSetReadsBackAtOnce) {
  start();
  on(host->app().ready, [&] {
    BrowserWindow& window =
        host->create_window(Value::object({{"title", "first"}, {"width", 300}}));
    EXPECT_EQ(window.title(), "first");
    EXPECT_EQ(window.bounds().width, 300);
    window.set_title("second");
    EXPECT_EQ(window.title(), "second");
    window.hide();
    EXPECT_FALSE(window.is_visible());
    window.set_bounds(Value::object({{"x", 5}}));
    EXPECT_EQ(window.bounds(), (Bounds{5, 0, 300, 600}));
    on(window.page_title_updated, [this](Preventable&, const std::string& title) {
      note(title);
      host->app().exit(0);
    });
  });
  run();
  EXPECT_THAT(notes, ElementsAre("ready", "second (set)", "exited 0"));
}

TEST_F(HostTest, ADialogIsAnsweredAndBadOptionsAreRefused) {
  start();
  on(host->app().ready, [&] {
    auto refused = [this](Result<Value> answer) {
      note(answer ? "answered" : answer.error().code);
    };
    show_open_dialog(*host, 0, Value("text"), refused);
    show_open_dialog(*host, 0, Value::object({{"title", 1}}), refused);
    show_open_dialog(*host, 0, Value::object({{"properties", "openFile"}}), refused);
    show_open_dialog(*host, 0, Value::object({{"filters", Value::array({1})}}), refused);
    show_open_dialog(*host, 0, Value(), [this](Result<Value> answer) {
      note((*answer)["filePaths"][0].value_or<std::string>(""));
      host->app().exit(0);
    });
  });
  run();
  std::string wrong = "ERR_INVALID_ARG_TYPE";
  EXPECT_THAT(notes, ElementsAre("ready", wrong, wrong, wrong, wrong, "/chosen", "exited 0"));
}

TEST_F(HostTest, EscapeIsTheButtonThatReadsCancelOrNo) {
  struct Case {
    std::vector<Value> buttons;
    Value default_id;
    Value cancel_id;
    int expected;
  };
  const std::vector<Case> cases = {{{"OK", "Cancel"}, {}, {}, 1},
                                   {{"Save", "Don't Save", "CANCEL"}, {}, {}, 2},
                                   {{"Yes", "&No"}, 0, {}, 1},
                                   {{"No", "Cancel"}, {}, {}, 0},
                                   {{"X", "Cancel"}, {}, 0, 0},
                                   {{"Save", "Discard"}, 0, {}, 1},
                                   {{"Discard", "Save"}, 1, {}, 0},
                                   {{"A", "B"}, {}, {}, 0},
                                   {{}, 0, {}, 0}};
  start();
  std::vector<int> pressed;
  on(host->app().ready, [&] {
    for (const Case& one : cases) {
      show_message_box(*host, 0,
                       Value::object({{"message", "m"},
                                      {"buttons", Value::array(one.buttons)},
                                      {"defaultId", one.default_id},
                                      {"cancelId", one.cancel_id}}),
                       [&](Result<Value> answer) {
                         pressed.push_back((*answer)["response"].value_or(-1));
                         if (pressed.size() == cases.size()) host->app().exit(0);
                       });
    }
  });
  run();
  ASSERT_EQ(pressed.size(), cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i)
    EXPECT_EQ(pressed[i], cases[i].expected) << "of case " << i;
}

TEST_F(HostTest, AMenuTemplateIsCompletedAndABadOneRefused) {
  start();
  Menu& menu = host->menu();
  auto items = menu.build(
      Value::array({Value::object({{"label", "File"},
                                   {"submenu", Value::array({Value::object({{"role", "QUIT"}})})}}),
                    Value::object({{"role", "editMenu"}})}));
  ASSERT_TRUE(items) << items.error().message;
  EXPECT_EQ((*items)[0]["type"], Value("submenu"));
  EXPECT_EQ((*items)[0]["submenu"][0]["label"], Value("Quit"));
  EXPECT_EQ((*items)[0]["submenu"][0]["accelerator"], Value("CommandOrControl+Q"));
  EXPECT_GT((*items)[1]["submenu"].size(), 5u);
  EXPECT_FALSE(menu.build(Value("File")));
  EXPECT_FALSE(menu.build(Value::array({1})));
  EXPECT_FALSE(menu.build(Value::array({Value::object({})})));
  EXPECT_EQ((*menu.build(Value::array({Value::object({{"role", "Fly"}})})))[0]["role"], "fly");
  EXPECT_THAT(
      menu.build(Value::array({Value::object({{"label", "x"}, {"type", "y"}})})).error().message,
      HasSubstr("y"));
  host->app().exit(0);
  run();
}

TEST(PrivateFolder, NobodyElseMayEnterAndItGoesWithItsOwner) {
  std::string socket;
  {
    auto folder = PrivateFolder::make(PrivateFolder::places());
    ASSERT_TRUE(folder);
    socket = folder->socket_path();
    struct stat facts{};
    ASSERT_EQ(stat(socket.substr(0, socket.rfind('/')).c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777, 0700u);
    EXPECT_EQ(accept_one(folder->listener()).get(), -1);
  }
  EXPECT_NE(access(socket.substr(0, socket.rfind('/')).c_str(), F_OK), 0);
}

TEST(Event, AListenerMayEndItselfAndOthersWhileItIsCalled) {
  Event<int> event;
  std::vector<int> heard;
  Subscription first, second;
  first = event.subscribe([&](int) {
    heard.push_back(1);
    first.reset();
    second.reset();
  });
  second = event.subscribe([&](int) { heard.push_back(2); });
  auto third = event.subscribe([&](int) { heard.push_back(3); });
  event.emit(0);
  event.emit(0);
  EXPECT_THAT(heard, ElementsAre(1, 3, 3));
  EXPECT_TRUE(event.has_listeners());
}

}  // namespace
}  // namespace cation::main
