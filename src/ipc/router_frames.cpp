// The documents that renderers open and leave, and what ends with them.

#include <utility>

#include "clone/decoder.h"
#include "ipc/router.h"

namespace cation::ipc {

void Router::attach(Renderer& renderer, const Page& page, const Message& message) {
  auto arguments = clone::decode(message.body);
  if (!arguments || !(*arguments)[0].is_object()) return renderer.peer.link().close();
  const Value& facts = (*arguments)[0];
  Frame frame{.key = {renderer.id, message.frame},
              .contents = page.contents,
              .page = message.page,
              .main = facts["main"].value_or(false),
              .parent = facts["parent"].value_or<std::uint32_t>(0),
              .engine_frame = facts["frameId"].value_or<std::uint64_t>(0),
              .url = facts["url"].value_or<std::string>(""),
              .origin = facts["origin"].value_or<std::string>("null"),
              .name = facts["name"].value_or<std::string>("")};
  if (frame.main) {
    // A new main document ends all that the page showed before.
    detach_page(renderer.id, message.page);
    frame.place = main_place(frame.contents);
  } else {
    if (auto before = frames_.shown_in(renderer.id, frame.page, frame.engine_frame))
      detach(*before);
    const Frame* parent = frames_.find({renderer.id, frame.parent});
    if (parent == nullptr || parent->page != frame.page) frame.parent = 0;
  }
  if (!frames_.attach(frame)) return renderer.peer.link().close();
  // With its place, and kept: the delegate may end the document while it is told.
  const auto attached = frames_.share(frame.key);
  if (frame.main) {
    Contents& contents = contents_[frame.contents];
    contents.main_frame = frame.key;
    contents.waiting_bytes = 0;
    for (auto& waiting : std::exchange(contents.waiting, {})) {
      if (waiting.ports) {
        if (!post_message(frame.key, waiting.channel, waiting.body, *waiting.ports))
          ports_.close_all(*waiting.ports);
        continue;
      }
      (void)post(renderer, {.kind = Kind::send,
                            .call = 0,
                            .page = frame.page,
                            .frame = frame.key.frame,
                            .channel = waiting.channel,
                            .body = waiting.body});
    }
  }
  delegate_.on_frame_attached(*attached);
}

void Router::take_detached(FrameKey key, const Message& message) {
  auto arguments = clone::decode(message.body);
  if (!arguments) return find(key.renderer)->peer.link().close();
  const Frame* frame = frames_.find(key);
  if (frame != nullptr && frame->page == message.page) detach(key, (*arguments)[0].value_or(false));
}

void Router::detach(FrameKey key, bool gone) {
  std::vector<FrameKey> subtree{key};
  for (std::size_t i = 0; i < subtree.size(); ++i) {
    for (FrameKey child : frames_.children_of(subtree[i])) subtree.push_back(child);
  }
  // The innermost first; a loop, since a renderer says how deep it goes.
  for (; subtree.size() > 1; subtree.pop_back()) detach_one(subtree.back(), true);
  detach_one(key, gone);
}

void Router::detach_page(RendererId renderer, std::uint64_t page) {
  for (FrameKey key : frames_.of_page(renderer, page)) detach(key, true);
  for (PlaceId place : frames_.iframes_of(renderer, page)) end_place(place);
}

void Router::end_place(PlaceId place) {
  frames_.end_place(place);
  handlers_.clear(place);
  delegate_.on_place_ended(place);
}

void Router::detach_one(FrameKey key, bool gone) {
  auto frame = frames_.detach(key);
  if (!frame) return;
  ports_.on_frame_gone(key);
  auto contents = contents_.find(frame->contents);
  if (contents != contents_.end() && contents->second.main_frame == key)
    contents->second.main_frame = {};
  if (Renderer* renderer = find(key.renderer)) {
    std::vector<ScriptDone> ended;
    for (auto at = renderer->scripts.begin(); at != renderer->scripts.end();) {
      if (at->second.frame != key.frame) {
        ++at;
        continue;
      }
      ended.push_back(std::move(at->second.done));
      at = renderer->scripts.erase(at);
    }
    for (auto& done : ended)
      done(false, error_body("The page was navigated away or closed before its script was done"));
  }
  delegate_.on_frame_detached(*frame);
  // The place of main documents ends with their contents, one that nothing tells from others now.
  if (!frame->main && (gone || frame->engine_frame == 0)) end_place(frame->place);
}

void Router::finish_script(Renderer& renderer, const Message& message) {
  auto node = renderer.scripts.extract(message.call);
  if (!node.empty()) node.mapped().done(message.kind == Kind::resolve, message.body);
}

}  // namespace cation::ipc
