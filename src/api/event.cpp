#include "cation/event.h"

#include "api/core.h"
#include "api/errors.h"
#include "api/sync_reply.h"
#include "cation/web_contents.h"
#include "cation/web_frame.h"

namespace cation {

WebContents Event::sender() const { return {core_, frame_->contents}; }

WebFrame Event::sender_frame() const {
  return {core_, frame_->contents, frame_->key.renderer, frame_->key.frame};
}

std::string Event::sender_url() const { return frame_->url; }

std::string Event::sender_origin() const { return frame_->origin; }

std::vector<MessagePort>& Event::ports() const { return *ports_; }

Result<void> Event::send(std::string_view channel, const Value& arguments) const {
  return sender_frame().send_values(channel, arguments);
}

void Event::answer(const Value& value) {
  if (sync_) sync_->answer(value);
}

}  // namespace cation
