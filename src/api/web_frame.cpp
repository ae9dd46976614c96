#include "cation/web_frame.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

#include "api/core.h"
#include "api/scripts.h"
#include "cation/web_contents.h"

namespace cation {

namespace {

/// What is known of the document that a place shows; nothing where it shows none.
std::optional<ipc::Frame> find(const std::weak_ptr<api::Core>& weak, std::uint32_t place) {
  auto core = weak.lock();
  return core ? core->shown_in(ipc::PlaceId{place}) : std::nullopt;
}

std::unexpected<Error> disposed() {
  return fail("Render frame was disposed before WebFrameMain could be accessed", "ERR_DESTROYED");
}

}  // namespace

std::optional<WebFrame> WebFrame::from_id(App& app, std::uint32_t process_id,
                                          std::uint32_t routing_id) {
  auto core = app.core().lock();
  return core ? core->frame_of({process_id, routing_id}) : std::nullopt;
}

std::optional<WebFrame> WebFrame::from_frame_token(App& app, std::uint32_t process_id,
                                                   std::string_view frame_token) {
  std::uint32_t number = 0;
  const char* end = frame_token.data() + frame_token.size();
  const auto read = std::from_chars(frame_token.data(), end, number, 16);
  if (frame_token.size() != 32 || read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return from_id(app, process_id, number);
}

bool WebFrame::is_destroyed() const {
  auto core = core_.lock();
  return !core || !core->has_place(ipc::PlaceId{place_});
}

bool WebFrame::is_main() const {
  auto core = core_.lock();
  return core && core->is_running() &&
         core->host().router().main_place(contents_) == ipc::PlaceId{place_};
}

std::string WebFrame::url() const {
  auto frame = find(core_, place_);
  return frame ? frame->url : "";
}

std::string WebFrame::origin() const {
  auto frame = find(core_, place_);
  return frame ? frame->origin : "null";
}

std::string WebFrame::name() const {
  auto frame = find(core_, place_);
  return frame ? frame->name : "";
}

std::optional<WebFrame> WebFrame::top() const {
  return is_destroyed() ? std::nullopt : contents().main_frame();
}

std::optional<WebFrame> WebFrame::parent() const {
  auto frame = find(core_, place_);
  if (!frame || frame->parent == 0) return std::nullopt;
  return core_.lock()->frame_of({frame->key.renderer, frame->parent});
}

std::vector<WebFrame> WebFrame::frames() const {
  std::vector<WebFrame> frames;
  auto frame = find(core_, place_);
  if (!frame) return frames;
  auto core = core_.lock();
  for (ipc::FrameKey key : core->host().router().frames_in(frame->key)) {
    if (auto embedded = core->frame_of(key)) frames.push_back(*embedded);
  }
  return frames;
}

std::vector<WebFrame> WebFrame::frames_in_subtree() const {
  std::vector<WebFrame> subtree{*this};
  for (const WebFrame& frame : frames()) {
    for (const WebFrame& each : frame.frames_in_subtree()) subtree.push_back(each);
  }
  return subtree;
}

std::string WebFrame::visibility_state() const {
  auto core = core_.lock();
  auto* window = core && !is_destroyed() ? core->window(contents_) : nullptr;
  return window && window->is_visible() && !window->is_minimized() ? "visible" : "hidden";
}

std::uint32_t WebFrame::process_id() const {
  if (auto frame = find(core_, place_)) return frame->key.renderer;
  auto core = core_.lock();
  return core && is_main() ? core->host().router().renderer_of(contents_) : 0;
}

std::uint32_t WebFrame::routing_id() const {
  auto frame = find(core_, place_);
  return frame ? frame->key.frame : 0;
}

std::string WebFrame::frame_token() const {
  std::array<char, 33> token{};
  // One that shows nothing has a word of its own, which no document's is like.
  if (const auto number = routing_id()) {
    std::snprintf(token.data(), token.size(), "%032X", number);
  } else {
    std::snprintf(token.data(), token.size(), "F%031X", place_);
  }
  return token.data();
}

std::int32_t WebFrame::os_process_id() const {
  auto core = core_.lock();
  return core && core->is_running() ? core->host().router().process_of(process_id()) : 0;
}

bool WebFrame::reload() {
  auto core = core_.lock();
  auto* contents = core ? core->contents(contents_) : nullptr;
  return contents && contents->reload_frame(ipc::PlaceId{place_});
}

Task<Result<Value>> WebFrame::execute(WebFrame self, std::string code) {
  if (self.is_destroyed()) co_return disposed();
  auto frame = find(self.core_, self.place_);
  const ipc::FrameKey document = frame ? frame->key : ipc::FrameKey{};
  auto running = api::run_script(self.core_, document, "main", std::move(code));
  co_return co_await running;
}

WebContents WebFrame::contents() const { return {core_, contents_}; }

Result<void> WebFrame::send_values(std::string_view channel, const Value& arguments) const {
  if (is_destroyed()) return disposed();
  auto frame = find(core_, place_);
  return core_.lock()->send(frame ? frame->key : ipc::FrameKey{}, channel, arguments);
}

Result<void> WebFrame::post(std::string_view channel, const Value& message,
                            std::vector<MessagePort>& ports) const {
  if (is_destroyed()) return disposed();
  auto core = core_.lock();
  auto frame = find(core_, place_);
  const ipc::FrameKey document = frame ? frame->key : ipc::FrameKey{};
  return core->post(ports, 0, message,
                    [&](const ipc::Outgoing& clone, const std::vector<ipc::PortId>& ids) {
                      return core->host().router().post_message(document, channel, clone, ids);
                    });
}

IpcMain WebFrame::ipc() const { return {core_, contents_, place_}; }

Subscription WebFrame::on_dom_ready(std::function<void()> listener) {
  auto core = core_.lock();
  if (!core || is_destroyed()) return {};
  std::function<void(const ipc::Frame&, std::string_view, const Value&)> heard =
      [place = ipc::PlaceId{place_}, listener = std::move(listener)](
          const ipc::Frame& frame, std::string_view name, const Value&) {
        if (frame.place == place && name == "dom-ready") listener();
      };
  return core->host().frame_event.subscribe(core->guarded(std::move(heard)));
}

}  // namespace cation
