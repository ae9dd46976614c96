// The documents that renderers open and leave, and what ends with them.

#include <iterator>
#include <utility>

#include "ipc/frame_words.h"
#include "ipc/router.h"

namespace cation::ipc {

namespace {

/// What a document has main keep.
std::size_t kept_bytes(const Frame& frame) {
  return document_bytes + frame.name.size() + frame.origin.size() + frame.url.size();
}

/// Whether an address has this scheme and host.
bool is_origin_of(std::string_view origin, std::string_view url) {
  if (origin.empty() || !url.starts_with(origin)) return false;
  return url.size() == origin.size() || std::string_view("/?#").contains(url[origin.size()]);
}

}  // namespace

bool Router::put_shown(Page& page, Frame& frame) {
  if (shell_shows_) {
    auto shown = page.documents.find(frame.key.frame);
    if (shown == page.documents.end()) return false;
    frame.url = std::move(shown->second.url);
    if (frame.origin != shown->second.origin) frame.origin = "null";
    page.documents.erase(page.documents.begin(), std::next(shown));
    return true;
  }
  auto contents = contents_.find(frame.contents);
  if (contents == contents_.end() || contents->second.address.empty()) return true;
  frame.url = contents->second.address;
  if (!is_origin_of(frame.origin, frame.url)) frame.origin = "null";
  return true;
}

void Router::set_address(ContentsId id, std::string url) {
  auto found = contents_.find(id);
  if (found == contents_.end()) return;
  found->second.address = url;
  if (!shell_shows_) set_url(found->second.main_frame, std::move(url));
}

void Router::attach(Renderer& renderer, Page& page, const Message& message) {
  auto read = read_attached(message.body);
  if (!read) return break_off(renderer, read.error().message);
  // A number that came before may still be known where its document was.
  if (message.frame <= renderer.last_document)
    return break_off(renderer, "the number of a document was used before");
  Frame& frame = *read;
  frame.key = {renderer.id, message.frame};
  frame.contents = page.contents;
  frame.page = message.page;
  if (frame.main && !put_shown(page, frame)) return pause(renderer, message);
  renderer.last_document = message.frame;
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
  // Who was told of that may have closed the process, or ended or moved its page.
  if (!renderer.peer.is_open() || page.contents != frame.contents) return;
  const std::size_t kept = kept_bytes(frame);
  if (!may_keep(renderer, kept)) return;
  if (auto attached = frames_.attach(frame); !attached)
    return break_off(renderer, attached.error().message);
  renderer.kept_bytes += kept;
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

bool Router::may_keep(Renderer& renderer, std::size_t more) {
  if (renderer.kept_bytes + more <= max_kept_bytes) return true;
  break_off(renderer, "it has main keep more than " + std::to_string(max_kept_bytes) +
                          " bytes about its documents");
  return false;
}

void Router::set_url(FrameKey key, std::string url, std::optional<std::string> origin) {
  const Frame* frame = frames_.find(key);
  Renderer* renderer = find(key.renderer);
  if (frame == nullptr || renderer == nullptr) return;
  const std::size_t before = kept_bytes(*frame);
  frames_.set_url(key, std::move(url), std::move(origin));
  renderer->kept_bytes += kept_bytes(*frames_.find(key)) - before;
  (void)may_keep(*renderer, 0);
}

void Router::take_event(Renderer& renderer, const Frame& frame, const Message& message) {
  auto words = read_event(message.channel, message.body);
  if (!words) return break_off(renderer, words.error().message);
  if (frame.main && message.channel == "url")
    return break_off(renderer, "the address of a page is not its own to tell");
  delegate_.on_frame_event(frame, message.channel, *words);
}

void Router::take_detached(Renderer& renderer, FrameKey key, const Message& message) {
  const auto gone = read_detached(message.body);
  if (!gone) return break_off(renderer, gone.error().message);
  const Frame* frame = frames_.find(key);
  if (frame != nullptr && frame->page == message.page) detach(key, *gone);
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

void Router::leave(ContentsId contents) {
  const Frame* frame = main_frame(contents);
  if (frame != nullptr) detach_page(frame->key.renderer, frame->page);
}

void Router::end_place(PlaceId place) {
  // Whoever is told of an end may have ended it too.
  if (!frames_.has_place(place)) return;
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
    renderer->kept_bytes -= kept_bytes(*frame);
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
      done(false, gone_body("The page was navigated away or closed before its script was done"));
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
