#include "shell/shell.h"

#include <glib-unix.h>
#include <gtk/gtk.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "shell/channels.h"
#include "shell/key_bindings.h"
#include "shell/log.h"

namespace cation::shell {
namespace {

Result<void> open_display(const std::string& app_name) {
  // The class of the windows, which window managers and desktops know the app by.
  g_set_prgname(app_name.c_str());
  g_set_application_name(app_name.c_str());
  if (gtk_init_check(nullptr, nullptr)) {
    gdk_set_program_class(app_name.c_str());
    drop_foreign_bindings();
    return {};
  }
  const char* display = g_getenv("DISPLAY");
  const char* backend = g_getenv("GDK_BACKEND");
  std::string why = display == nullptr || *display == '\0' ? "DISPLAY is not set"
                                                           : "cannot open " + std::string(display);
  if (backend != nullptr && *backend != '\0') {
    why += " (GDK_BACKEND is " + std::string(backend) + ": unset it to use any display there is)";
  }
  return fail("There is no display to open windows on: " + why, "ERR_NO_DISPLAY");
}

}  // namespace

Shell::Shell(Options options, link::Link link)
    : options_(std::move(options)),
      folder_(options_.socket),
      main_(std::move(link)),
      loop_(g_main_loop_new(nullptr, FALSE)) {}

Shell::~Shell() {
  if (terminate_ != 0) g_source_remove(terminate_);
  g_main_loop_unref(loop_);
}

int Shell::run() {
  if (const auto opened = open_display(options_.app_name); !opened) {
    warn(opened.error().message);
    main_.send("failed", opened.error().message, opened.error().code);
    main_.flush();
    return 1;
  }
  start();
  g_main_loop_run(loop_);
  // The views are left as they are, and what they have goes with this process: to destroy one whose
  // process was ended in an unlucky moment is a fault of the engine's (WebKit 2.50.6 follows a null
  // pointer in the view's disposal, once in some seventy ends of busy apps).
  std::fflush(nullptr);
  std::_Exit(0);
}

void Shell::start() {
  engine_.emplace(options_, folder_.path(), [this](const std::string& token) {
    main_.send("renderer.expected", token);
    // Before the process can say it itself.
    main_.flush();
  });
  windows_.emplace(*engine_, main_);
  dialogs_.emplace(*windows_);
  downloads_.emplace(*engine_, *windows_, *dialogs_);
  listen_to_windows(main_, *windows_, *dialogs_);
  listen_to_contents(main_, *windows_);
  listen_to_tools(main_, *windows_);
  listen_to_menus(main_, *windows_);
  listen_to_dialogs(main_, *dialogs_);

  terminate_ = g_unix_signal_add(
      SIGTERM,
      [](gpointer self) -> gboolean {
        static_cast<Shell*>(self)->end();
        return G_SOURCE_CONTINUE;
      },
      this);
  main_.start([this](const std::optional<Error>& error) {
    if (error) warn("main does not speak the protocol: " + error->message);
    end();
  });
  main_.send("ready",
             Value::object({{"webkit", Engine::webkit_version()}, {"gtk", Engine::gtk_version()}}),
             Value::object({{"documents", true}}));
}

void Shell::end() {
  // At once, however long the rest takes.
  folder_.remove();
  windows_->end_processes();
  g_main_loop_quit(loop_);
}

}  // namespace cation::shell
