#include "cation/web_frame.h"

#include "api/core.h"
#include "api/encoded.h"
#include "api/scripts.h"
#include "cation/web_contents.h"

namespace cation {

namespace {

/// What is known of a document that is open; nothing of one that is not.
std::optional<ipc::Frame> find(const std::weak_ptr<api::Core>& weak, ipc::FrameKey key) {
  auto core = weak.lock();
  const ipc::Frame* frame = core ? core->frame(key) : nullptr;
  if (frame == nullptr) return std::nullopt;
  return *frame;
}

}  // namespace

bool WebFrame::is_destroyed() const { return !find(core_, {renderer_, frame_}); }

bool WebFrame::is_main() const {
  auto frame = find(core_, {renderer_, frame_});
  return frame && frame->main;
}

std::string WebFrame::url() const {
  auto frame = find(core_, {renderer_, frame_});
  return frame ? frame->url : "";
}

std::string WebFrame::name() const {
  auto frame = find(core_, {renderer_, frame_});
  return frame ? frame->name : "";
}

std::optional<WebFrame> WebFrame::parent() const {
  auto frame = find(core_, {renderer_, frame_});
  if (!frame || frame->parent == 0 || !find(core_, {renderer_, frame->parent})) return std::nullopt;
  return WebFrame(core_, contents_, renderer_, frame->parent);
}

std::string WebFrame::origin() const {
  auto frame = find(core_, {renderer_, frame_});
  return frame ? frame->origin : "";
}

std::vector<WebFrame> WebFrame::frames() const {
  std::vector<WebFrame> frames;
  auto core = core_.lock();
  if (!core || !core->is_running()) return frames;
  for (ipc::FrameKey key : core->host().router().frames_in({renderer_, frame_}))
    frames.push_back(WebFrame(core_, contents_, key.renderer, key.frame));
  return frames;
}

std::uint32_t WebFrame::frame_tree_node_id() const {
  auto frame = find(core_, {renderer_, frame_});
  return frame ? static_cast<std::uint32_t>(frame->place) : 0;
}

std::int32_t WebFrame::os_process_id() const {
  auto core = core_.lock();
  return core && !is_destroyed() ? core->host().router().process_of(renderer_) : 0;
}

Task<Result<Value>> WebFrame::execute(WebFrame self, std::string code) {
  return api::run_script(self.core_, {self.renderer_, self.frame_}, "main", std::move(code));
}

WebContents WebFrame::contents() const { return {core_, contents_}; }

Result<void> WebFrame::send_values(std::string_view channel, const Value& arguments) const {
  auto core = core_.lock();
  if (!core || !core->is_running()) return {};
  auto body = api::Encoded::of(arguments);
  if (!body) return std::unexpected(body.error());
  return core->host().router().send(ipc::FrameKey{renderer_, frame_}, channel, *body);
}

Result<void> WebFrame::post(std::string_view channel, const Value& message,
                            std::vector<MessagePort>& ports) const {
  auto core = core_.lock();
  if (!core || !core->is_running()) {
    ports.clear();
    return {};
  }
  const ipc::FrameKey frame{renderer_, frame_};
  return core->post(ports, 0, message,
                    [&](const ipc::Outgoing& clone, const std::vector<ipc::PortId>& ids) {
                      return core->host().router().post_message(frame, channel, clone, ids);
                    });
}

IpcMain WebFrame::ipc() const { return {core_, contents_, renderer_, frame_}; }

}  // namespace cation
