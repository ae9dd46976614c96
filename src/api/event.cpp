#include "cation/event.h"

#include "api/core.h"
#include "api/errors.h"
#include "api/sync_reply.h"
#include "cation/web_contents.h"
#include "cation/web_frame.h"

namespace cation {

WebContents Event::sender() const { return {core_, frame_->contents}; }

std::optional<WebFrame> Event::sender_frame() const {
  auto core = core_.lock();
  return core ? core->frame_of(frame_->key) : std::nullopt;
}

std::uint32_t Event::process_id() const { return frame_->key.renderer; }

std::uint32_t Event::frame_id() const { return frame_->key.frame; }

std::string Event::sender_url() const { return frame_->url; }

std::string Event::sender_origin() const { return frame_->origin; }

bool Event::sender_verified() const { return frame_->main; }

std::vector<MessagePort>& Event::ports() const { return *ports_; }

Result<void> Event::send(std::string_view channel, const Value& arguments) const {
  auto core = core_.lock();
  return core ? core->send(frame_->key, channel, arguments) : Result<void>();
}

void Event::answer(const Value& value) {
  if (sync_) sync_->answer(value);
}

}  // namespace cation
