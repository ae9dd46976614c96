#include "cation/web_contents.h"

#include <utility>

#include "api/core.h"
#include "api/encoded.h"
#include "api/errors.h"
#include "api/file_url.h"
#include "api/scripts.h"
#include "api/window_options.h"
#include "cation/browser_window.h"

namespace cation {

namespace {

/// The contents while they live; nullptr afterwards. `core` keeps them.
main::WebContents* find(const std::shared_ptr<api::Core>& core, std::uint32_t id) {
  return core ? core->contents(id) : nullptr;
}

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

}  // namespace

bool WebContents::is_destroyed() const { return find(core_.lock(), id_) == nullptr; }

Loading WebContents::load_url(std::string_view url, const LoadOptions& options) {
  Loading loading;
  auto core = core_.lock();
  auto* contents = find(core, id_);
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

Loading WebContents::load_file(std::string_view path) {
  auto core = core_.lock();
  return load_url(core ? api::file_url(core->path_of(path)) : "");
}

void WebContents::order(std::string_view word) const {
  auto core = core_.lock();
  if (auto* contents = find(core, id_)) contents->order(word);
}

void WebContents::reload() { order("reload"); }
void WebContents::stop() { order("stop"); }
void WebContents::go_back() { order("go_back"); }
void WebContents::go_forward() { order("go_forward"); }
void WebContents::open_dev_tools() { order("open_devtools"); }
void WebContents::close_dev_tools() { order("close_devtools"); }
void WebContents::forcefully_crash_renderer() { order("crash"); }

std::string WebContents::url() const {
  auto core = core_.lock();
  auto* contents = find(core, id_);
  return contents ? contents->url() : "";
}

std::string WebContents::title() const {
  auto core = core_.lock();
  auto* contents = find(core, id_);
  return contents ? contents->title() : "";
}

bool WebContents::is_loading() const {
  auto core = core_.lock();
  auto* contents = find(core, id_);
  return contents && contents->is_loading();
}

bool WebContents::is_crashed() const {
  auto core = core_.lock();
  auto* contents = find(core, id_);
  return contents && contents->is_crashed();
}

bool WebContents::is_dev_tools_opened() const {
  auto core = core_.lock();
  auto* contents = find(core, id_);
  return contents && contents->is_devtools_open();
}

std::optional<BrowserWindow> WebContents::owner_window() const {
  if (is_destroyed()) return std::nullopt;
  return BrowserWindow(core_, id_);
}

Result<void> WebContents::send_values(std::string_view channel, const Value& arguments) const {
  auto core = core_.lock();
  auto* contents = find(core, id_);
  if (contents == nullptr) return std::unexpected(api::destroyed());
  auto body = api::Encoded::of(arguments);
  if (!body) return std::unexpected(body.error());
  return contents->send(channel, *body);
}

Result<void> WebContents::post(std::string_view channel, const Value& message,
                               std::vector<MessagePort>& ports) const {
  auto core = core_.lock();
  if (find(core, id_) == nullptr) return std::unexpected(api::destroyed());
  return core->post(ports, 0, message,
                    [&](const ipc::Outgoing& clone, const std::vector<ipc::PortId>& ids) {
                      return core->host().router().post_message(id_, channel, clone, ids);
                    });
}

Task<Result<Value>> WebContents::execute(WebContents self, std::string code) {
  auto core = self.core_.lock();
  auto* contents = find(core, self.id_);
  if (contents == nullptr) co_return std::unexpected(api::destroyed());
  if (contents->url().empty() || contents->is_loading()) {
    Completion<bool> stopped;
    auto stop = [weak = self.core_, stopped] {
      if (auto still = weak.lock()) still->later([stopped] { stopped.complete(true); });
    };
    auto on_stopped = contents->did_stop_loading.subscribe(stop);
    auto on_destroyed = contents->destroyed.subscribe(stop);
    // The app must be able to end while this waits.
    core.reset();
    co_await stopped;
    core = self.core_.lock();
    contents = find(core, self.id_);
    if (contents == nullptr) co_return std::unexpected(api::destroyed());
  }
  const ipc::Frame* frame = core->host().router().main_frame(self.id_);
  const ipc::FrameKey key = frame ? frame->key : ipc::FrameKey{};
  core.reset();
  auto running = api::run_script(self.core_, key, "main", std::move(code));
  co_return co_await running;
}

IpcMain WebContents::ipc() const { return {core_, id_, 0, 0}; }

std::optional<WebFrame> WebContents::main_frame() const {
  auto core = core_.lock();
  if (find(core, id_) == nullptr) return std::nullopt;
  const ipc::Frame* frame = core->host().router().main_frame(id_);
  if (frame == nullptr) return std::nullopt;
  return WebFrame(core_, id_, frame->key.renderer, frame->key.frame);
}

std::vector<WebFrame> WebContents::frames() const {
  std::vector<WebFrame> frames;
  auto core = core_.lock();
  if (find(core, id_) == nullptr) return frames;
  for (ipc::FrameKey key : core->host().router().frames_of(id_))
    frames.push_back(WebFrame(core_, id_, key.renderer, key.frame));
  return frames;
}

// ---- events ----

namespace {

/// Subscribes a listener of the app to what happens to a contents.
template <typename... A>
Subscription subscribe(const std::weak_ptr<api::Core>& weak, std::uint32_t id,
                       main::Event<A...> main::WebContents::* event,
                       std::function<void(A...)> listener) {
  auto core = weak.lock();
  auto* contents = find(core, id);
  if (contents == nullptr) return {};
  return (contents->*event).subscribe(core->guarded(std::move(listener)));
}

}  // namespace

Subscription WebContents::on_did_start_loading(Listener listener) {
  return subscribe(core_, id_, &main::WebContents::did_start_loading, std::move(listener));
}

Subscription WebContents::on_did_stop_loading(Listener listener) {
  return subscribe(core_, id_, &main::WebContents::did_stop_loading, std::move(listener));
}

Subscription WebContents::on_did_finish_load(Listener listener) {
  return subscribe(core_, id_, &main::WebContents::did_finish_load, std::move(listener));
}

Subscription WebContents::on_did_fail_load(std::function<void(const LoadFailure&)> listener) {
  std::function<void(const main::LoadFailure&)> failed =
      [listener = std::move(listener)](const main::LoadFailure& failure) {
        listener({failure.code, failure.description, failure.url});
      };
  return subscribe(core_, id_, &main::WebContents::did_fail_load, std::move(failed));
}

Subscription WebContents::on_dom_ready(Listener listener) {
  return subscribe(core_, id_, &main::WebContents::dom_ready, std::move(listener));
}

Subscription WebContents::on_did_navigate(TextListener listener) {
  return subscribe(core_, id_, &main::WebContents::did_navigate, std::move(listener));
}

Subscription WebContents::on_did_navigate_in_page(TextListener listener) {
  return subscribe(core_, id_, &main::WebContents::did_navigate_in_page, std::move(listener));
}

Subscription WebContents::on_page_title_updated(TextListener listener) {
  return subscribe(core_, id_, &main::WebContents::page_title_updated, std::move(listener));
}

Subscription WebContents::on_render_process_gone(TextListener listener) {
  return subscribe(core_, id_, &main::WebContents::render_process_gone, std::move(listener));
}

Subscription WebContents::on_preload_error(
    std::function<void(const std::string&, const std::string&)> listener) {
  return subscribe(core_, id_, &main::WebContents::preload_error, std::move(listener));
}

Subscription WebContents::on_unresponsive(Listener listener) {
  return subscribe(core_, id_, &main::WebContents::unresponsive, std::move(listener));
}

Subscription WebContents::on_responsive(Listener listener) {
  return subscribe(core_, id_, &main::WebContents::responsive, std::move(listener));
}

Subscription WebContents::on_window_open(
    std::function<std::optional<BrowserWindowOptions>(const WindowOpenDetails&)> handler) {
  std::function<void(const main::WindowRequest&)> asked =
      [weak = core_, id = id_, handler = std::move(handler)](const main::WindowRequest& request) {
        auto core = weak.lock();
        auto options = handler({request.url, request.frame_name, request.disposition});
        if (options && find(core, id) != nullptr)
          core->host().create_window(api::to_value(*core, *options, id, request.number));
      };
  return subscribe(core_, id_, &main::WebContents::window_requested, std::move(asked));
}

Subscription WebContents::on_frame_created(std::function<void(WebFrame)> listener) {
  auto core = core_.lock();
  if (find(core, id_) == nullptr) return {};
  std::function<void(WebFrame)> created = [id = id_,
                                           listener = std::move(listener)](WebFrame frame) {
    if (frame.contents().id() == id) listener(std::move(frame));
  };
  return core->frame_created.subscribe(core->guarded(std::move(created)));
}

Subscription WebContents::on_destroyed(Listener listener) {
  return subscribe(core_, id_, &main::WebContents::destroyed, std::move(listener));
}

}  // namespace cation
