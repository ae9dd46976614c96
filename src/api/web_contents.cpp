#include "cation/web_contents.h"

#include <utility>

#include "api/core.h"
#include "api/encoded.h"
#include "api/errors.h"
#include "api/file_url.h"
#include "api/scripts.h"
#include "cation/browser_window.h"

namespace cation {

namespace {

Value to_value(const LoadOptions& options) {
  auto text = [](const std::string& given) { return given.empty() ? Value() : Value(given); };
  return Value::object(
      {{"userAgent", text(options.user_agent)}, {"extraHeaders", text(options.extra_headers)}});
}

Error to_error(const main::LoadFailure& failure) {
  return {
      failure.description + " (" + std::to_string(failure.code) + ") loading '" + failure.url + "'",
      failure.description};
}

constexpr int aborted = -3;

/// A world as the renderer knows it.
std::string world_name(std::uint32_t id) {
  return id == 0 ? "main" : id == 999 ? "isolated" : std::to_string(id);
}

}  // namespace

bool WebContents::is_destroyed() const { return api::contents_of(core_.lock(), id_) == nullptr; }

std::optional<WebContents> WebContents::host_web_contents() const {
  auto core = core_.lock();
  main::Guest* guest = core && core->is_running() ? core->host().guests().find(id_) : nullptr;
  if (guest == nullptr) return std::nullopt;
  return WebContents(core_, guest->embedder());
}

Loading WebContents::load_url(std::string_view url, const LoadOptions& options) {
  Loading loading;
  auto core = core_.lock();
  auto* contents = api::contents_of(core, id_);
  if (contents == nullptr) {
    loading.complete(std::unexpected(api::destroyed()));
    return loading;
  }
  contents->load_url(url, to_value(options),
                     [weak = core_, loading](const main::LoadFailure* failure) {
                       auto still = weak.lock();
                       if (!still) return;
                       Result<void> result;
                       if (failure != nullptr) {
                         result = std::unexpected(to_error(*failure));
                         if (failure->code != aborted)
                           api::tell("Failed to load: " + result.error().message);
                       }
                       still->later([loading, result] { loading.complete(result); });
                     });
  return loading;
}

Loading WebContents::load_url(std::string_view url) { return load_url(url, {}); }

Loading WebContents::load_file(std::string_view path, const LoadFileOptions& options) {
  auto core = core_.lock();
  return load_url(core ? api::file_url(core->path_of(path), options) : "");
}

Loading WebContents::load_file(std::string_view path) { return load_file(path, {}); }

void WebContents::order(std::string_view word) const {
  auto core = core_.lock();
  if (auto* contents = api::contents_of(core, id_)) contents->order(word);
}

void WebContents::reload() { order("reload"); }
void WebContents::reload_ignoring_cache() { order("reload_from_origin"); }
void WebContents::stop() { order("stop"); }
void WebContents::go_back() { order("go_back"); }
void WebContents::go_forward() { order("go_forward"); }
void WebContents::open_dev_tools() { order("open_devtools"); }
void WebContents::close_dev_tools() { order("close_devtools"); }
void WebContents::forcefully_crash_renderer() { order("crash"); }

std::string WebContents::url() const {
  auto core = core_.lock();
  auto* contents = api::contents_of(core, id_);
  return contents ? contents->url() : "";
}

std::string WebContents::title() const {
  auto core = core_.lock();
  auto* contents = api::contents_of(core, id_);
  return contents ? contents->title() : "";
}

bool WebContents::is_loading() const {
  auto core = core_.lock();
  auto* contents = api::contents_of(core, id_);
  return contents && contents->is_loading();
}

bool WebContents::is_loading_main_frame() const {
  auto core = core_.lock();
  auto* contents = api::contents_of(core, id_);
  return contents && contents->is_loading_main_frame();
}

bool WebContents::is_crashed() const {
  auto core = core_.lock();
  auto* contents = api::contents_of(core, id_);
  return contents && contents->is_crashed();
}

std::optional<bool> WebContents::is_sandboxed() const {
  auto core = core_.lock();
  auto* contents = api::contents_of(core, id_);
  return contents != nullptr ? core->host().is_sandboxed(*contents) : std::nullopt;
}

bool WebContents::is_dev_tools_opened() const {
  auto core = core_.lock();
  auto* contents = api::contents_of(core, id_);
  return contents && contents->is_devtools_open();
}

std::optional<BrowserWindow> WebContents::owner_window() const {
  if (is_destroyed()) return std::nullopt;
  return BrowserWindow(core_, id_);
}

Result<void> WebContents::send_values(std::string_view channel, const Value& arguments) const {
  auto core = core_.lock();
  auto* contents = api::contents_of(core, id_);
  if (contents == nullptr) return std::unexpected(api::destroyed());
  auto body = api::Encoded::of(arguments, core->limits());
  if (!body) return std::unexpected(body.error());
  return contents->send(channel, *body);
}

Result<void> WebContents::post(std::string_view channel, const Value& message,
                               std::vector<MessagePort>& ports) const {
  auto core = core_.lock();
  if (api::contents_of(core, id_) == nullptr) return std::unexpected(api::destroyed());
  return core->post(ports, 0, message,
                    [&](const ipc::Outgoing& clone, const std::vector<ipc::PortId>& ids) {
                      return core->host().router().post_message(id_, channel, clone, ids);
                    });
}

std::uint32_t WebContents::process_id() const {
  const auto frame = main_frame();
  return frame ? frame->process_id() : 0;
}

std::int32_t WebContents::os_process_id() const {
  const auto frame = main_frame();
  return frame ? frame->os_process_id() : 0;
}

Task<bool> WebContents::loaded(WebContents self) {
  auto core = self.core_.lock();
  auto* contents = api::contents_of(core, self.id_);
  if (contents == nullptr) co_return false;
  if (contents->url().empty() || contents->is_loading_main_frame()) {
    Completion<bool> stopped;
    auto stop = [weak = self.core_, stopped] {
      if (auto still = weak.lock()) still->later([stopped] { stopped.complete(true); });
    };
    auto on_stopped = contents->did_stop_loading.subscribe(stop);
    auto on_destroyed = contents->destroyed.subscribe(stop);
    // The app must be able to end while this waits.
    core.reset();
    co_await stopped;
  }
  co_return !self.is_destroyed();
}

Task<Result<Value>> WebContents::execute(WebContents self, std::string code,
                                         std::uint32_t world_id) {
  auto loading = loaded(self);
  if (!co_await loading) co_return std::unexpected(api::destroyed());
  const ipc::Frame* frame = self.core_.lock()->host().router().main_frame(self.id_);
  const ipc::FrameKey key = frame ? frame->key : ipc::FrameKey{};
  auto running = api::run_script(self.core_, key, world_name(world_id), std::move(code));
  co_return co_await running;
}

Task<Result<std::string>> WebContents::insert_css(std::string css) const {
  const WebContents self = *this;
  auto loading = loaded(self);
  if (!co_await loading) co_return std::unexpected(api::destroyed());
  Completion<Result<std::string>> done;
  auto inserted = api::in_a_later_turn(self.core_, done);
  api::contents_of(self.core_.lock(), self.id_)->insert_css(css, std::move(inserted));
  co_return co_await done;
}

Task<Result<void>> WebContents::remove_inserted_css(std::string key) const {
  const WebContents self = *this;
  if (self.is_destroyed()) co_return std::unexpected(api::destroyed());
  Completion<Result<void>> done;
  auto removed = api::in_a_later_turn(self.core_, done);
  api::contents_of(self.core_.lock(), self.id_)->remove_inserted_css(key, std::move(removed));
  co_return co_await done;
}

IpcMain WebContents::ipc() const { return {core_, id_, 0}; }

std::optional<WebFrame> WebContents::main_frame() const {
  auto core = core_.lock();
  if (api::contents_of(core, id_) == nullptr) return std::nullopt;
  return core->frame_in(id_, core->host().router().main_place(id_));
}

std::vector<WebFrame> WebContents::frames() const {
  std::vector<WebFrame> frames;
  auto core = core_.lock();
  if (api::contents_of(core, id_) == nullptr) return frames;
  for (ipc::FrameKey key : core->host().router().frames_of(id_)) {
    if (auto frame = core->frame_of(key)) frames.push_back(*frame);
  }
  return frames;
}

}  // namespace cation
