#include "shell/downloads.h"

#include <memory>
#include <string>

#include "shell/arguments.h"
#include "shell/file_dialog.h"

namespace cation::shell {
namespace {

std::string proposal(const char* name) {
  const char* folder = g_get_user_special_dir(G_USER_DIRECTORY_DOWNLOAD);
  const bool is_there = folder != nullptr && g_file_test(folder, G_FILE_TEST_IS_DIR);
  const std::string base = to_string(name).empty() ? "download" : to_string(name);
  // The server's word: a name, and no way to another folder.
  const CharPtr last(g_path_get_basename(base.c_str()));
  return std::string(is_there ? folder : g_get_home_dir()) + "/" + last.get();
}

}  // namespace

Downloads::Downloads(Engine& engine, const Windows& windows, OpenDialogs& dialogs)
    : windows_(windows), dialogs_(dialogs) {
  engine.on_opened([this](Session& session) {
    session.signals.connect(
        session.context.get(), "download-started",
        +[](WebKitWebContext*, WebKitDownload* download, gpointer self) {
          static_cast<Downloads*>(self)->started(download);
        },
        this);
  });
}

void Downloads::started(WebKitDownload* download) {
  // As long as the download, which may outlive its page but not the shell's loop.
  g_signal_connect(
      download, "decide-destination",
      G_CALLBACK(+[](WebKitDownload* asks, const char* name, gpointer self) -> gboolean {
        static_cast<Downloads*>(self)->ask(asks, name);
        return TRUE;
      }),
      this);
}

void Downloads::ask(WebKitDownload* download, const char* name) {
  const Window* window = windows_.find_view(webkit_download_get_web_view(download));
  auto parts = make_save_dialog(Value::object({{"defaultPath", proposal(name)}}));
  dialogs_.show(std::move(parts), window != nullptr ? window->id() : 0,
                [kept = std::shared_ptr(share(download))](const Value& answer) {
                  const std::string path = text_of(answer["filePath"]);
                  if (path.empty()) return webkit_download_cancel(kept.get());
                  // A person has agreed to what is there already.
                  webkit_download_set_allow_overwrite(kept.get(), TRUE);
                  webkit_download_set_destination(kept.get(), path.c_str());
                });
}

}  // namespace cation::shell
