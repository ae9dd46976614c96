// The Router's way to the pages: messages, scripts and replies.

#include <array>

#include "clone/encoder.h"
#include "ipc/router.h"

namespace cation::ipc {

std::vector<std::byte> error_body(std::string_view message) {
  auto body = clone::encode(Value::error(message));
  return body ? std::move(*body) : std::vector<std::byte>{};
}

std::vector<std::byte> gone_body(std::string_view message) {
  auto body = clone::encode(Value::error(ErrorKind::error, message, {{"code", "ERR_PAGE_GONE"}}));
  return body ? std::move(*body) : std::vector<std::byte>{};
}

void Router::open(ContentsId contents) {
  auto [at, is_new] = contents_.try_emplace(contents);
  if (is_new) at->second.place = frames_.new_place();
}

void Router::end(ContentsId contents) {
  std::vector<std::uint64_t> pages;
  for (const auto& [page, entry] : pages_) {
    if (entry.contents == contents) pages.push_back(page);
  }
  for (std::uint64_t page : pages) unbind(page);
  auto node = contents_.extract(contents);
  handlers_.clear(contents);
  if (node.empty()) return;
  for (const Waiting& waiting : node.mapped().waiting) {
    if (waiting.ports) ports_.close_all(*waiting.ports);
  }
  end_place(node.mapped().place);
}

PlaceId Router::main_place(ContentsId contents) const {
  auto found = contents_.find(contents);
  return found == contents_.end() ? PlaceId{} : found->second.place;
}

std::int32_t Router::process_of(RendererId id) const {
  Renderer* renderer = find(id);
  return renderer ? renderer->peer.link().peer_process() : 0;
}

const Frame* Router::main_frame(ContentsId contents) const {
  auto found = contents_.find(contents);
  return found == contents_.end() ? nullptr : frames_.find(found->second.main_frame);
}

Result<void> Router::post(Renderer& renderer, const Message& message,
                          std::vector<link::UniqueFd> fds) {
  return renderer.peer.post(message, std::move(fds));
}

Result<void> Router::send(ContentsId id, std::string_view channel, const Outgoing& arguments) {
  auto found = contents_.find(id);
  if (found == contents_.end()) return fail("Object has been destroyed", "ERR_DESTROYED");
  Contents& contents = found->second;
  if (frames_.find(contents.main_frame)) return send(contents.main_frame, channel, arguments);
  return wait(contents, channel, arguments, std::nullopt);
}

Result<void> Router::wait(Contents& contents, std::string_view channel, const Outgoing& message,
                          std::optional<std::vector<PortId>> ports) {
  std::size_t bytes = channel.size() + message.size();
  if (contents.waiting.size() >= max_waiting_messages ||
      contents.waiting_bytes + bytes > max_waiting_bytes)
    return fail("The page is not loaded, and too many messages already wait for it",
                "ERR_LINK_FULL");
  contents.waiting_bytes += bytes;
  contents.waiting.push_back({std::string(channel), message.copy(), std::move(ports)});
  return {};
}

Result<void> Router::send(FrameKey key, std::string_view channel, const Outgoing& arguments) {
  auto sent = send_to(key, Kind::send, 0, channel, arguments);
  if (!sent) return std::unexpected(sent.error());
  return {};
}

Result<void> Router::tell_of_guest(FrameKey key, std::string_view word, const Outgoing& arguments) {
  auto sent = send_to(key, Kind::guest, 0, word, arguments);
  if (!sent) return std::unexpected(sent.error());
  return {};
}

Result<void> Router::send_from_guest(FrameKey key, ContentsId guest, std::string_view channel,
                                     FrameKey sender, Body arguments) {
  const std::array<std::uint32_t, 2> from{sender.renderer, sender.frame};
  auto sent = send_to(key, Kind::to_host, guest, channel,
                      {std::as_bytes(std::span(from)), {&arguments, 1}});
  if (!sent) return std::unexpected(sent.error());
  return {};
}

void Router::execute(ContentsId contents, std::string_view world, Body arguments, ScriptDone done) {
  const Frame* frame = main_frame(contents);
  execute(frame ? frame->key : FrameKey{}, world, arguments, std::move(done));
}

void Router::execute(FrameKey key, std::string_view world, Body arguments, ScriptDone done) {
  const Frame* frame = frames_.find(key);
  Renderer* renderer = frame ? find(key.renderer) : nullptr;
  if (renderer == nullptr) return done(false, gone_body("The page is not loaded"));
  std::uint32_t call = renderer->peer.next_call();
  auto posted = post(*renderer, {.kind = Kind::execute,
                                 .call = call,
                                 .page = frame->page,
                                 .frame = frame->key.frame,
                                 .channel = world,
                                 .body = arguments});
  if (!posted) return done(false, error_body(posted.error().message));
  renderer->scripts.emplace(call, Renderer::Script{frame->key.frame, std::move(done)});
}

void Router::answer(FrameKey frame, const Message& message) {
  Renderer* renderer = find(frame.renderer);
  if (renderer == nullptr || !renderer->peer.is_open()) return;
  auto posted = post(*renderer, message);
  if (posted) return;
  if (posted.error().code == "ERR_MESSAGE_TOO_LARGE" && message.kind == Kind::resolve) {
    auto body = error_body(posted.error().message);
    return answer(frame, {Kind::reject, message.call, message.page, message.frame, {}, body, {}});
  }
  // A caller that cannot be answered would wait for ever.
  break_off(*renderer, "it does not read its answers: " + posted.error().message);
}

void Router::answer_open(FrameKey frame, const Message& message) {
  if (Renderer* renderer = find(frame.renderer)) --renderer->open_calls;
  answer(frame, message);
}

Router* Reply::take() {
  auto router = std::exchange(router_, {}).lock();
  return router ? *router : nullptr;
}

Reply::~Reply() {
  if (!router_.expired()) reject("reply was never sent");
}

void Reply::resolve(const Outgoing& body) {
  if (Router* router = take())
    router->answer_open(frame_,
                        {Kind::resolve, call_, page_, frame_.frame, {}, body.first, body.rest});
}

void Reply::reject(const Outgoing& body) {
  if (Router* router = take())
    router->answer_open(frame_,
                        {Kind::reject, call_, page_, frame_.frame, {}, body.first, body.rest});
}

void Reply::reject(std::string_view message) { reject(error_body(message)); }

}  // namespace cation::ipc
