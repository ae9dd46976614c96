// A page asks for a file: the person chooses it, and a thread of the pool reads it.

#include <cation/cation.h>

#include <cstdio>
#include <fstream>
#include <sstream>

using namespace cation;

namespace {

// What the page gets, by the names of the fields.
struct OpenedFile {
  std::string path;
  std::size_t length = 0;
  std::string preview;
};

constexpr std::size_t preview_length = 400;

Result<OpenedFile> read(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) return fail("EISDIR: cannot read '" + path + "'");
  return OpenedFile{path, text.str().size(), text.str().substr(0, preview_length)};
}

Task<Result<std::optional<OpenedFile>>> open_file(App& app, WebContents page) {
  auto window = page.owner_window();
  if (!window) co_return fail("The window is closed");
  dialog::OpenDialogOptions options;
  options.title = "Choose a text file";
  auto asking = dialog::show_open_dialog(*window, options);
  auto chosen = co_await asking;
  if (!chosen) co_return std::unexpected(chosen.error());
  if (chosen->canceled) co_return std::nullopt;

  const std::string path = chosen->file_paths.front();
  auto reading = app.run_blocking([path] { return read(path); });
  auto file = co_await reading;
  if (!file) co_return std::unexpected(file.error());
  std::printf("opened %s\n", path.c_str());
  std::fflush(stdout);
  co_return *file;
}

}  // namespace

int main() {
  auto app = App::create();
  if (!app) {
    std::fprintf(stderr, "%s\n", app.error().message.c_str());
    return 1;
  }
  app->ipc_main().handle("open-file",
                         [&](Event& event) { return open_file(*app, event.sender()); });
  return app->run([&]() -> Result<void> {
    BrowserWindowOptions options{.width = 640, .height = 460};
    options.web_preferences.preload = "preload.js";
    auto window = BrowserWindow::create(*app, options);
    if (!window) return std::unexpected(window.error());
    window->load_file("index.html");
    return {};
  });
}
