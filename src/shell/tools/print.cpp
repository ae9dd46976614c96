#include "shell/tools/print.h"

#include <glib/gstdio.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "shell/arguments.h"
#include "shell/signals.h"
#include "shell/tools/page_setup.h"

namespace cation::shell {
namespace {

/// A folder of one's own for one file, which goes with it.
class PrivateFile {
 public:
  PrivateFile() {
    const CharPtr made(g_dir_make_tmp("cation-print-XXXXXX", nullptr));
    if (made) folder_ = made.get();
  }
  ~PrivateFile() {
    if (folder_.empty()) return;
    g_unlink(path().c_str());
    g_rmdir(folder_.c_str());
  }
  PrivateFile(const PrivateFile&) = delete;
  PrivateFile& operator=(const PrivateFile&) = delete;

  bool is_there() const { return !folder_.empty(); }
  std::string path() const { return folder_ + "/page.pdf"; }

 private:
  std::string folder_;
};

/// A page that is being printed; it ends with the operation.
struct Printing {
  ObjectPtr<WebKitWebView> view;
  ObjectPtr<WebKitPrintOperation> operation;
  /// What the view has for the pages that it shows.
  gboolean shows_backgrounds = FALSE;
  std::function<void(bool)> done;
};

void set_backgrounds(WebKitWebView* view, gboolean printed) {
  webkit_settings_set_print_backgrounds(webkit_web_view_get_settings(view), printed);
}

void finished(Printing* printing, bool well) {
  const std::unique_ptr<Printing> owned(printing);
  g_signal_handlers_disconnect_by_data(owned->operation.get(), printing);
  set_backgrounds(owned->view.get(), owned->shows_backgrounds);
  owned->done(well);
}

/// `done` is called once, when all is printed, or nothing will be.
Printing* begin(WebKitWebView* view, const PrintSetup& setup, std::function<void(bool)> done) {
  auto printing = std::make_unique<Printing>(
      Printing{.view = share(view),
               .operation = ObjectPtr<WebKitPrintOperation>(webkit_print_operation_new(view)),
               .shows_backgrounds =
                   webkit_settings_get_print_backgrounds(webkit_web_view_get_settings(view)),
               .done = std::move(done)});
  set_backgrounds(view, setup.backgrounds);
  WebKitPrintOperation* operation = printing->operation.get();
  webkit_print_operation_set_page_setup(operation, setup.page.get());
  webkit_print_operation_set_print_settings(operation, setup.settings.get());
  // The engine tells of the end after a failure too.
  g_signal_connect(operation, "failed",
                   G_CALLBACK(+[](WebKitPrintOperation*, GError*, gpointer data) {
                     finished(static_cast<Printing*>(data), false);
                   }),
                   printing.get());
  g_signal_connect(operation, "finished", G_CALLBACK(+[](WebKitPrintOperation*, gpointer data) {
                     finished(static_cast<Printing*>(data), true);
                   }),
                   printing.get());
  return printing.release();
}

}  // namespace

void print_to_pdf(WebKitWebView* view, const Value& options, Reply reply) {
  const auto setup = read_print_setup(options);
  if (!setup) return reply.reject(setup.error());
  const auto file = std::make_shared<PrivateFile>();
  GError* raw_error = nullptr;
  const CharPtr uri(file->is_there() ? g_filename_to_uri(file->path().c_str(), nullptr, &raw_error)
                                     : nullptr);
  const ErrorPtr error(raw_error);
  if (!uri) return reply.reject(Error{"There is no place for the PDF", "ERR_PRINT_FAILED"});
  GtkPrintSettings* settings = setup->settings.get();
  // The toolkit's own name for it, in the person's language.
  gtk_print_settings_set_printer(settings, g_dgettext("gtk30", "Print to File"));
  gtk_print_settings_set(settings, GTK_PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf");
  gtk_print_settings_set(settings, GTK_PRINT_SETTINGS_OUTPUT_URI, uri.get());
  Printing* printing = begin(view, *setup, [file, reply](bool well) {
    char* contents = nullptr;
    gsize length = 0;
    well = well && g_file_get_contents(file->path().c_str(), &contents, &length, nullptr);
    const CharPtr bytes(contents);
    if (!well || length == 0)
      return reply.reject(Error{"Failed to generate PDF", "ERR_PRINT_FAILED"});
    reply.resolve(Value::bytes(std::as_bytes(std::span(bytes.get(), length))));
  });
  // It may be done before this returns.
  const auto operation = share(printing->operation.get());
  webkit_print_operation_print(operation.get());
}

void print(WebKitWebView* view, const Value& options, Reply reply) {
  const auto setup = read_print_setup(options);
  if (!setup) return reply.reject(setup.error());
  GtkPrintSettings* settings = setup->settings.get();
  if (const auto name = optional_text(options["deviceName"]); name && !name->empty())
    gtk_print_settings_set_printer(settings, name->c_str());
  gtk_print_settings_set_n_copies(
      settings, std::clamp(optional_pixels(options["copies"]).value_or(1), 1, 999));
  Printing* printing = begin(view, *setup, [reply](bool well) {
    if (reply.is_due()) reply.resolve(well);
  });
  const auto operation = share(printing->operation.get());
  if (options["silent"].value_or(false)) return webkit_print_operation_print(operation.get());
  GtkWidget* window = gtk_widget_get_toplevel(GTK_WIDGET(view));
  const auto said = webkit_print_operation_run_dialog(
      operation.get(), GTK_IS_WINDOW(window) ? GTK_WINDOW(window) : nullptr);
  if (said == WEBKIT_PRINT_OPERATION_RESPONSE_CANCEL) finished(printing, false);
}

}  // namespace cation::shell
