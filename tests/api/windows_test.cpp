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
    return event.sender_frame().url();
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
    EXPECT_THAT(frames[0].frames(), ElementsAre(frames[1]));
    EXPECT_EQ(frames[1].origin(), "page://inner");
    EXPECT_NE(frames[1].frame_tree_node_id(), frames[0].frame_tree_node_id());
    EXPECT_GT(frames[1].os_process_id(), 0);
    auto script = frames[1].execute_javascript<std::string>("a text");
    EXPECT_EQ(co_await script, "a text");
    EXPECT_TRUE(frames[1].ipc().handle("own", [] { return "mine"; }));
    (void)co_await ask(contents, "unframe");
    EXPECT_TRUE(frames[1].is_destroyed());
    EXPECT_EQ(frames[1].url(), "");
    EXPECT_EQ(frames[1].os_process_id(), 0);
    auto late = frames[1].execute_javascript("late");
    EXPECT_FALSE(co_await late);
    EXPECT_TRUE(asked->sender_frame().is_destroyed());
    EXPECT_EQ(asked->sender_url(), "page:inner");
    EXPECT_EQ(asked->sender_origin(), "page://inner");
    EXPECT_TRUE(frames[1].send("x")) << "a message for a document that was left goes nowhere";
    EXPECT_EQ(frames[1].ipc().handle("late", [] {}).error().code, "ERR_DESTROYED");
  });
  EXPECT_THAT(created, ElementsAre("page:inner"));
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
        [&, opened](const WindowOpenDetails&) -> std::optional<BrowserWindowOptions> {
          app.post([opened] { opened.complete(1); });
          return BrowserWindowOptions{.title = "made"};
        });
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
    EXPECT_THAT(Menu::build_from_template(app, {{.role = "nonsense"}}).error().message,
                HasSubstr("Unknown menu role"));
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
