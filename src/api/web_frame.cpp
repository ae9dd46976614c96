#include "cation/web_frame.h"

#include "api/core.h"
#include "api/encoded.h"
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

WebContents WebFrame::contents() const { return {core_, contents_}; }

Result<void> WebFrame::send_values(std::string_view channel, const Value& arguments) const {
  auto core = core_.lock();
  if (!core || !core->is_running()) return {};
  auto body = api::Encoded::of(arguments);
  if (!body) return std::unexpected(body.error());
  return core->host().router().send(ipc::FrameKey{renderer_, frame_}, channel, *body);
}

IpcMain WebFrame::ipc() const { return {core_, contents_, renderer_, frame_}; }

}  // namespace cation
