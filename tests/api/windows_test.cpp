#include "app_fixture.h"

namespace cation {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(AppTest, FramesAreKnownWithTheirParentsAndEndWithTheirDocuments) {
  std::vector<std::string> created;
  std::optional<Event> asked;
  app->ipc_main().handle("where", [&asked](Event& event) {
    asked = event;
    return event.sender_frame()->url();
  });
  run([&](App& app) -> Task<> {
    auto contents = co_await page(app);
    auto watched =
        contents.on_frame_created([&](WebFrame frame) { created.push_back(frame.url()); });
    (void)co_await ask(contents, "frame");
    EXPECT_EQ(co_await ask(contents, "invoke where"), Value("page:inner"));
    auto frames = contents.frames();
    if (frames.size() != 2) {
      ADD_FAILURE() << frames.size() << " frames";
      co_return;
    }
    EXPECT_TRUE(frames[0].is_main());
    EXPECT_EQ(frames[1].name(), "inner");
    EXPECT_EQ(frames[1].parent(), frames[0]);
    EXPECT_EQ(contents.main_frame(), frames[0]);
    EXPECT_EQ(contents.process_id(), frames[0].process_id());
    EXPECT_EQ(contents.os_process_id(), frames[0].os_process_id());
    EXPECT_THAT(frames[0].frames(), ElementsAre(frames[1]));
    EXPECT_THAT(frames[0].frames_in_subtree(), ElementsAre(frames[0], frames[1]));
    EXPECT_EQ(frames[1].top(), frames[0]);
    EXPECT_EQ(frames[1].visibility_state(), "visible");
    EXPECT_EQ(WebFrame::from_id(app, frames[1].process_id(), frames[1].routing_id()), frames[1]);
    EXPECT_EQ(WebFrame::from_frame_token(app, frames[1].process_id(), frames[1].frame_token()),
              frames[1]);
    EXPECT_FALSE(WebFrame::from_frame_token(app, frames[1].process_id(), "no token"));
    EXPECT_EQ(frames[1].origin(), "page://inner");
    EXPECT_NE(frames[1].frame_tree_node_id(), frames[0].frame_tree_node_id());
    EXPECT_GT(frames[1].os_process_id(), 0);
    auto script = frames[1].execute_javascript<std::string>("a text");
    EXPECT_EQ(co_await script, "a text");
    (void)co_await ask(contents, "unframe");
    EXPECT_TRUE(frames[1].is_destroyed());
    EXPECT_FALSE(frames[1].reload());
    EXPECT_EQ(frames[1].url(), "");
    EXPECT_EQ(frames[1].os_process_id(), 0);
    auto late = frames[1].execute_javascript("late");
    EXPECT_FALSE(co_await late);
    EXPECT_FALSE(asked->sender_frame());
    EXPECT_GT(asked->process_id(), 0U);
    EXPECT_GT(asked->frame_id(), 0U);
    EXPECT_TRUE(asked->reply("late")) << "a reply to a document that was left goes nowhere";
    EXPECT_EQ(asked->sender_url(), "page:inner");
    EXPECT_EQ(asked->sender_origin(), "page://inner");
    EXPECT_EQ(frames[1].send("x").error().message,
              "Render frame was disposed before WebFrameMain could be accessed");
    EXPECT_EQ(frames[1].ipc().handle("late", [] {}).error().code, "ERR_DESTROYED");
  });
  EXPECT_THAT(created, ElementsAre("page:inner"));
}

TEST_F(AppTest, AFrameStaysWhenItShowsAnotherDocumentAndItsHandlersWithIt) {
  std::vector<std::string> notes;
  std::optional<Event> asked;
  run([&](App& app) -> Task<> {
    auto window = BrowserWindow::create(app);
    auto contents = window->web_contents();
    // Before its first document too.
    EXPECT_TRUE(contents.main_frame()->ipc().handle("who", [] { return "main"; }));
    auto loading = window->load_url("page:");
    (void)co_await loading;
    EXPECT_EQ(co_await ask(contents, "invoke who"), Value("main"));
    (void)co_await ask(contents, "frame");
    WebFrame frame = contents.main_frame()->frames().front();
    const std::uint32_t document = frame.routing_id();
    auto ready = frame.on_dom_ready([&] { notes.push_back("ready " + frame.url()); });
    auto heard = frame.ipc().on("say", [&](Event& event) { asked = event; });
    EXPECT_TRUE(frame.ipc().handle("who", [] { return "kid"; }));
    (void)co_await ask(contents, "send say");
    (void)co_await ask(contents, "next");
    EXPECT_EQ(frame.url(), "page:next");
    EXPECT_NE(frame.routing_id(), document);
    EXPECT_FALSE(asked->sender_frame());
    EXPECT_EQ(asked->frame_id(), document);
    EXPECT_EQ(co_await ask(contents, "invoke who"), Value("kid"));
    (void)co_await ask(contents, "tell dom-ready");
    EXPECT_TRUE(frame.send("to the kid"));
    (void)co_await ask(contents, "unframe");
    auto again = window->load_url("page:again");
    (void)co_await again;
    EXPECT_EQ(co_await ask(contents, "invoke who"), Value("main"));
  });
  EXPECT_THAT(notes, ElementsAre("ready page:next"));
}

TEST_F(AppTest, WhatHappensInThePagesFramesIsTold) {
  std::vector<std::string> notes;
  auto note = [&](std::string text) { notes.push_back(std::move(text)); };
  auto from = [](const WebFrame& frame) { return frame.is_main() ? " main" : " " + frame.url(); };
  run([&](App& app) -> Task<> {
    auto window = BrowserWindow::create(app);
    auto contents = window->web_contents();
    std::vector<Subscription> all;
    auto moved = [&](std::string what) {
      return [&note, &from, what](const FrameNavigation& to) {
        note(what + to.url + from(to.frame) + " " + std::to_string(to.response_code));
      };
    };
    all.push_back(contents.on_did_frame_navigate(moved("shows ")));
    all.push_back(contents.on_did_navigate_in_page(moved("moved ")));
    all.push_back(contents.on_did_frame_finish_load(
        [&](const WebFrame& frame) { note("loaded" + from(frame)); }));
    all.push_back(contents.on_console_message([&](const ConsoleMessage& said) {
      note(said.level + " " + said.message + " " + said.source_id + ":" +
           std::to_string(said.line_number) + from(said.frame));
    }));
    all.push_back(
        contents.on_ipc_message([&](Event&, const std::string& channel, const Value& arguments) {
          note("message " + channel + " " + std::to_string(arguments.size()));
        }));
    all.push_back(contents.on_ipc_message_sync([&](Event& event, const std::string& channel,
                                                   const Value&) { event.return_value(channel); }));
    auto loading = window->load_file("/a b.html", {.query = {{"q", "1&2"}}, .hash = "#end"});
    (void)co_await loading;
    (void)co_await ask(contents, "frame");
    (void)co_await ask(contents, "tell load");
    (void)co_await ask(contents, "tell url", "page:moved");
    (void)co_await ask(contents, "tell console", "error", "oh", "12", "x.js");
    (void)co_await ask(contents, "send note", 1, 2);
    EXPECT_EQ(co_await ask(contents, "sync asked"), Value("asked"));
  });
  EXPECT_THAT(notes, ElementsAre("shows file:///a%20b.html?q=1%262#end main -1", "loaded main",
                                 "shows page:inner page:inner -1", "loaded page:inner",
                                 "moved page:moved page:moved -1", "error oh x.js:12 page:moved",
                                 "message note 2"));
}

TEST_F(AppTest, ScriptsAndStyleSheetsGoToTheWorldThatIsMeant) {
  run([](App& app) -> Task<> {
    auto contents = co_await page(app);
    auto script = contents.execute_javascript_in_isolated_world<std::string>(7, "a text");
    EXPECT_EQ(co_await script, "a text");
    auto first = contents.insert_css("a { content: \"\\\"\" }");
    EXPECT_EQ(co_await first, "1");
    auto second = contents.insert_css("b {}");
    EXPECT_EQ(co_await second, "2");
    auto removed = contents.remove_inserted_css("1");
    EXPECT_TRUE(co_await removed);
    contents.owner_window()->destroy();
    auto late = contents.insert_css("c {}");
    EXPECT_EQ((co_await late).error().code, "ERR_DESTROYED");
    app.exit();
  });
}

TEST_F(AppTest, AnAppHasTheLastWordOnWindowsThatPagesOpen) {
  auto stay = app->on_window_all_closed([](Preventable& event) { event.prevent_default(); });
  std::vector<std::string> notes;
  run([&](App& app) -> Task<> {
    auto window = BrowserWindow::create(app);
    Completion<bool> told;
    auto titled = window->on_page_title_updated([&, told](Preventable&, const std::string& title) {
      notes.push_back(title);
      told.complete(true);
    });
    auto asked = window->web_contents().on_window_open(
        [&](const WindowOpenDetails& details) -> std::optional<BrowserWindowOptions> {
          notes.push_back(details.url + " " + details.frame_name + " " + details.disposition);
          return std::nullopt;
        });
    window->load_url("opens:");
    co_await told;

    auto second = BrowserWindow::create(app);
    Completion<std::uint32_t> opened;
    auto allowed = second->web_contents().on_window_open(
        [&, opened](const WindowOpenDetails& details) -> std::optional<BrowserWindowOptions> {
          EXPECT_EQ(details.frame_name, "own");
          EXPECT_EQ(details.features, "width=3");
          app.post([opened] { opened.complete(1); });
          return BrowserWindowOptions{.title = "made"};
        });
    auto loading = second->load_url("page:");
    (void)co_await loading;
    (void)co_await ask(second->web_contents(), "tell opening", "own", "width=3");
    second->load_url("opens:");
    co_await opened;
    EXPECT_EQ(app.windows().size(), 3U);
    second->destroy();
    EXPECT_EQ(app.windows().size(), 1U);
  });
  EXPECT_THAT(notes, ElementsAre("child: kid new-window", "refused"));
}

TEST_F(AppTest, APageThatDoesNotAnswerIsToldOf) {
  std::vector<std::string> notes;
  run([&](App& app) -> Task<> {
    auto window = BrowserWindow::create(app);
    Completion<bool> back;
    auto lost = window->web_contents().on_unresponsive([&] { notes.push_back("lost"); });
    auto found = window->web_contents().on_responsive([&, back] {
      notes.push_back("back");
      back.complete(true);
    });
    window->load_url("stops:");
    co_await back;
  });
  EXPECT_THAT(notes, ElementsAre("lost", "back"));
}

TEST_F(AppTest, WhatIsDestroyedSaysSo) {
  auto stay = app->on_window_all_closed([](Preventable& event) { event.prevent_default(); });
  std::vector<std::string> notes;
  run([&](App& app) -> Task<> {
    auto contents = co_await page(app);
    auto window = *contents.owner_window();
    auto closed = window.on_closed([&] { notes.push_back("closed"); });
    Completion<bool> end;
    auto gone = contents.on_destroyed([&] {
      notes.push_back("destroyed");
      end.complete(true);
    });
    window.destroy();
    EXPECT_TRUE(window.is_destroyed() && contents.is_destroyed());
    EXPECT_EQ(contents.send("x").error().code, "ERR_DESTROYED");
    auto script = contents.execute_javascript("x");
    EXPECT_EQ((co_await script).error().code, "ERR_DESTROYED");
    EXPECT_EQ((co_await contents.load_url("page:")).error().code, "ERR_DESTROYED");
    EXPECT_EQ(contents.ipc().handle("x", [] {}).error().code, "ERR_DESTROYED");
    window.set_title("x");
    window.close();
    EXPECT_EQ(window.title(), "");
    EXPECT_FALSE(contents.owner_window());
    EXPECT_FALSE(contents.main_frame());
    auto dialog = dialog::show_message_box(window, {});
    EXPECT_EQ((co_await dialog).error().code, "ERR_DESTROYED");
    co_await end;
  });
  EXPECT_THAT(notes, ElementsAre("closed", "destroyed"));
}

TEST_F(AppTest, LoadsThatFailGiveAnErrorWithChromiumsName) {
  run([](App& app) -> Task<> {
    auto window = BrowserWindow::create(app);
    auto failed = co_await window->load_url("bad:");
    EXPECT_EQ(failed.error().code, "ERR_FILE_NOT_FOUND");
    EXPECT_THAT(failed.error().message, HasSubstr("(-6) loading 'bad:'"));
    auto hanging = window->load_url("hang:");
    window->destroy();
    EXPECT_EQ((co_await hanging).error().code, "ERR_ABORTED");
  });
}

TEST_F(AppTest, AMenusItemsCallTheirFunctions) {
  std::vector<std::string> notes;
  run([&](App& app) -> Task<> {
    auto contents = co_await page(app);
    std::vector<MenuItem> inner{
        {.label = "Up",
         .id = "up",
         .click = [&](MenuClick& click) { notes.push_back(click.window ? "up" : "?"); }},
        {.type = MenuItemType::separator},
        {.role = "quit"}};
    auto menu = Menu::build_from_template(app, {{.label = "Count", .submenu = inner}});
    EXPECT_TRUE(menu);
    app.set_application_menu(*menu);
    EXPECT_TRUE(menu->set_enabled("up", false));
    EXPECT_EQ(menu->set_enabled("down", false).error().code, "ERR_NO_MENU_ITEM");
    EXPECT_TRUE(Menu::build_from_template(app, {{.role = "nonsense"}}));
    EXPECT_THAT(Menu::build_from_template(app, {MenuItem{}}).error().message,
                HasSubstr("at least one of label, role or type"));
    (void)co_await ask(contents, "heard");
    (void)co_await ask(contents, "heard");
  });
  EXPECT_THAT(notes, ElementsAre("up"));
}

TEST_F(AppTest, DialogsGiveWhatWasChosen) {
  run([](App& app) -> Task<> {
    dialog::OpenDialogOptions options;
    options.filters.push_back({"Text", {"txt"}});
    auto opening = dialog::show_open_dialog(app, options);
    auto opened = co_await opening;
    EXPECT_FALSE(opened->canceled);
    EXPECT_THAT(opened->file_paths, ElementsAre("/chosen"));
    auto saving = dialog::show_save_dialog(app, {});
    EXPECT_EQ((co_await saving)->file_path, "/saved");
    dialog::MessageBoxOptions question{.message = "Sure?", .buttons = {"No", "Yes"}};
    auto asking = dialog::show_message_box(app, question);
    EXPECT_EQ(co_await asking, 1);
  });
}

}  // namespace
}  // namespace cation
