#include "cation/dialog.h"

#include <utility>

#include "api/core.h"
#include "api/errors.h"
#include "cation/app.h"
#include "main/dialog.h"

namespace cation::api {

/// The way of the dialogs to what is behind an app and a window.
struct DialogOwner {
  std::weak_ptr<Core> core;
  std::uint32_t window = 0;

  static DialogOwner of(const BrowserWindow& window) { return {window.core_, window.id_}; }
  static DialogOwner of(const App& app) { return {app.core_, 0}; }
};

}  // namespace cation::api

namespace cation::dialog {

namespace {

using api::DialogOwner;
using Show = void (*)(main::Host&, main::WindowId, const Value&, main::Answered);

Value text(const std::string& given) { return given.empty() ? Value() : Value(given); }
Value number(const std::optional<int>& given) { return given ? Value(*given) : Value(); }

template <typename T>
Task<Result<T>> show(Show show_it, DialogOwner owner, Value options) {
  Completion<Result<Value>> answered;
  {
    auto core = owner.core.lock();
    if (!core || !core->is_running()) co_return fail("The app has ended", "ERR_APP_ENDED");
    if (owner.window != 0 && core->window(owner.window) == nullptr)
      co_return std::unexpected(api::destroyed());
    show_it(core->host(), owner.window, options,
            [weak = owner.core, answered](Result<Value> result) {
              auto still = weak.lock();
              if (!still) return;
              still->later([answered, result = std::move(result)] { answered.complete(result); });
            });
  }
  Result<Value> result = co_await answered;
  if (!result) co_return std::unexpected(result.error());
  co_return result->to<T>();
}

/// What the shell answers, by its names.
struct Opened {
  bool canceled = true;
  std::vector<std::string> filePaths;
};
struct Saved {
  bool canceled = true;
  std::optional<std::string> filePath;
};
struct Pressed {
  int response = 0;
};

Task<Result<OpenDialogResult>> open(DialogOwner owner, OpenDialogOptions options) {
  Value given = Value::object({{"title", text(options.title)},
                               {"defaultPath", text(options.default_path)},
                               {"buttonLabel", text(options.button_label)},
                               {"filters", Value::from(options.filters)},
                               {"properties", Value::from(options.properties)}});
  auto task = show<Opened>(main::show_open_dialog, std::move(owner), std::move(given));
  auto opened = co_await task;
  if (!opened) co_return std::unexpected(opened.error());
  co_return OpenDialogResult{opened->canceled, opened->filePaths};
}

Task<Result<SaveDialogResult>> save(DialogOwner owner, SaveDialogOptions options) {
  Value given = Value::object({{"title", text(options.title)},
                               {"defaultPath", text(options.default_path)},
                               {"buttonLabel", text(options.button_label)},
                               {"filters", Value::from(options.filters)}});
  auto task = show<Saved>(main::show_save_dialog, std::move(owner), std::move(given));
  auto saved = co_await task;
  if (!saved) co_return std::unexpected(saved.error());
  co_return SaveDialogResult{saved->canceled, saved->filePath.value_or("")};
}

Task<Result<int>> ask(DialogOwner owner, MessageBoxOptions options) {
  Value given = Value::object({{"type", options.type},
                               {"message", options.message},
                               {"detail", text(options.detail)},
                               {"title", text(options.title)},
                               {"buttons", Value::from(options.buttons)},
                               {"defaultId", number(options.default_id)},
                               {"cancelId", number(options.cancel_id)}});
  auto task = show<Pressed>(main::show_message_box, std::move(owner), std::move(given));
  auto pressed = co_await task;
  if (!pressed) co_return std::unexpected(pressed.error());
  co_return pressed->response;
}

}  // namespace

NamedTask<Result<OpenDialogResult>> show_open_dialog(BrowserWindow window,
                                                     OpenDialogOptions options) {
  return open(DialogOwner::of(window), std::move(options));
}
NamedTask<Result<OpenDialogResult>> show_open_dialog(App& app, OpenDialogOptions options) {
  return open(DialogOwner::of(app), std::move(options));
}
NamedTask<Result<SaveDialogResult>> show_save_dialog(BrowserWindow window,
                                                     SaveDialogOptions options) {
  return save(DialogOwner::of(window), std::move(options));
}
NamedTask<Result<SaveDialogResult>> show_save_dialog(App& app, SaveDialogOptions options) {
  return save(DialogOwner::of(app), std::move(options));
}
NamedTask<Result<int>> show_message_box(BrowserWindow window, MessageBoxOptions options) {
  return ask(DialogOwner::of(window), std::move(options));
}
NamedTask<Result<int>> show_message_box(App& app, MessageBoxOptions options) {
  return ask(DialogOwner::of(app), std::move(options));
}

}  // namespace cation::dialog
