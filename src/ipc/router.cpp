#include "ipc/router.h"

#include <algorithm>

#include "ipc/frame_words.h"

namespace cation::ipc {

Renderer* Router::find(RendererId id) const {
  auto found = renderers_.find(id);
  return found == renderers_.end() ? nullptr : found->second.get();
}

Renderer* Router::find(std::string_view token) const {
  for (const auto& [id, renderer] : renderers_) {
    if (renderer->admitted && renderer->token == token) return renderer.get();
  }
  return nullptr;
}

void Router::take(Renderer& renderer, const Message& message) {
  if (!renderer.peer.is_open()) return;
  if (!renderer.admitted) return take_hello(renderer, message);
  if (message.kind == Kind::hello) return break_off(renderer, "it says hello again");
  auto page = pages_.find(message.page);
  // A page keeps its number when its process has died and another takes its place: the shell's word
  // on that may still be under way. One that names a stranger's page waits for ever, unheard.
  if (page == pages_.end() || page->second.token != renderer.token) return pause(renderer, message);
  take_from_page(renderer, page->second, message);
}

void Router::take_hello(Renderer& renderer, const Message& message) {
  if (message.kind != Kind::hello || message.channel.empty() || !renderer.token.empty())
    return renderer.peer.link().close();
  const bool is_used = std::ranges::any_of(renderers_, [&](const auto& each) {
    return each.second->admitted && each.second->token == message.channel;
  });
  if (is_used) return renderer.peer.link().close();
  renderer.token = message.channel;
  auto expected = expected_.find(message.channel);
  if (expected == expected_.end()) {
    renderer.paused = true;
    return;
  }
  admit(renderer, expected);
}

void Router::admit(Renderer& renderer, Tokens::iterator expected) {
  expected_.erase(expected);
  renderer.admitted = true;
  renderer.peer.link().take_all();
}

void Router::pause(Renderer& renderer, const Message& message) {
  // A page's first word is of its document: more is not kept of one that may be a stranger's.
  if (message.body.size() > max_words_bytes)
    return break_off(renderer, "it speaks for a page that is not its own");
  renderer.paused = true;
  auto header = header_of(message);
  renderer.held.assign(header.begin(), header.end());
  auto append = [&](Body bytes) {
    renderer.held.insert(renderer.held.end(), bytes.begin(), bytes.end());
  };
  append(std::as_bytes(std::span(message.channel)));
  append(message.body);
}

void Router::resume(std::string_view token) {
  for (const auto& [id, entry] : renderers_) {
    Renderer& renderer = *entry;
    if (renderer.token != token || !renderer.paused) continue;
    if (!renderer.admitted) {
      auto expected = expected_.find(token);
      if (expected == expected_.end()) continue;
      admit(renderer, expected);
    }
    renderer.paused = false;
    const auto held = std::exchange(renderer.held, {});
    ++receiving_;
    if (!held.empty()) take(renderer, *parse_message(held));
    --receiving_;
    if (!renderer.paused) delegate_.on_resumed(renderer.id);
    return;
  }
}

void Router::expect(std::string_view token) {
  expected_.emplace(token);
  resume(token);
}

void Router::bind(ContentsId contents, std::uint64_t page, std::string_view token) {
  pages_[page] = {contents_.contains(contents) ? contents : 0, std::string(token), {}};
  resume(token);
}

void Router::show(std::uint64_t page, std::uint32_t document, std::string url, std::string origin) {
  auto found = pages_.find(page);
  if (found == pages_.end()) return;
  if (const Frame* empty = main_document(page, document)) {
    // The engine shows another page in the window of an empty one, whose document goes on.
    const FrameKey key = empty->key;
    const Value words = Value::array({url});
    set_url(key, std::move(url), empty->origin == origin ? origin : "null");
    if (const auto frame = frames_.share(key)) delegate_.on_frame_event(*frame, "url", words);
    return;
  }
  auto& documents = found->second.documents;
  documents[document] = {std::move(url), std::move(origin)};
  if (documents.size() > max_shown) documents.erase(documents.begin());
  resume(found->second.token);
}

const Frame* Router::main_document(std::uint64_t page, std::uint32_t document) const {
  const auto found = pages_.find(page);
  const Renderer* renderer = found == pages_.end() ? nullptr : find(found->second.token);
  const Frame* frame = renderer ? frames_.find({renderer->id, document}) : nullptr;
  return frame != nullptr && frame->main && frame->page == page ? frame : nullptr;
}

RendererId Router::renderer_of(ContentsId contents) const {
  for (const auto& [number, page] : pages_) {
    const Renderer* renderer = page.contents == contents ? find(page.token) : nullptr;
    if (renderer != nullptr) return renderer->id;
  }
  return 0;
}

void Router::unbind(std::uint64_t page) {
  auto found = pages_.find(page);
  if (found == pages_.end()) return;
  // The entry stays: what the page still says is not for anybody, but it is no stranger's.
  found->second.contents = 0;
  for (const auto& [id, renderer] : renderers_) {
    if (renderer->token != found->second.token) continue;
    detach_page(id, page);
    return;
  }
}

void Router::take_from_page(Renderer& renderer, Page& page, const Message& message) {
  FrameKey key{renderer.id, message.frame};
  switch (message.kind) {
    case Kind::frame_attached:
      return page.contents == 0 ? void() : attach(renderer, page, message);
    case Kind::frame_detached:
      return take_detached(renderer, key, message);
    case Kind::resolve:
    case Kind::reject:
      return finish_script(renderer, message);
    case Kind::frame_event:
    case Kind::send:
    case Kind::send_sync:
    case Kind::invoke:
    case Kind::read_file:
    case Kind::read_environment:
    case Kind::guest:
    case Kind::to_guest:
    case Kind::to_host:
    case Kind::post:
    case Kind::port_message:
    case Kind::port_close:
    case Kind::port_returned:
    case Kind::port_way:
    case Kind::port_lost:
      break;
    case Kind::hello:
    case Kind::execute:
    case Kind::port_met:
    case Kind::link_closing:
      return break_off(renderer, "it says what is main's to say");
  }
  // Kept: the delegate may end the document while it is told.
  const auto frame = frames_.share(key);
  bool known = frame != nullptr && frame->page == message.page;
  const bool is_call = message.kind == Kind::invoke || message.kind == Kind::send_sync ||
                       message.kind == Kind::read_file || message.kind == Kind::read_environment ||
                       (message.kind == Kind::guest && message.call != 0);
  if (is_call) {
    if (known) return call(renderer, *frame, message);
    auto body = error_body("The document is not open");
    return answer(key, {.kind = Kind::reject,
                        .call = message.call,
                        .page = message.page,
                        .frame = message.frame,
                        .channel = {},
                        .body = body});
  }
  if (message.kind >= Kind::post && message.kind <= Kind::port_lost)
    return take_port(renderer, key, known, message);
  if (!known) return;
  if (message.kind == Kind::frame_event) return take_event(renderer, *frame, message);
  if (auto checked = check_arguments(message.body); !checked)
    return break_off(renderer, checked.error().message);
  if (message.kind == Kind::guest)
    return delegate_.on_guest(*frame, message.channel, message.body, std::nullopt);
  if (message.kind == Kind::to_guest)
    return delegate_.on_to_guest(*frame, message.call, message.channel, message.body);
  if (message.kind == Kind::to_host)
    return delegate_.on_to_host(*frame, message.channel, message.body);
  delegate_.on_send(*frame, message.channel, message.body);
}

void Router::call(Renderer& renderer, const Frame& sender, const Message& message) {
  if (auto checked = check_arguments(message.body); !checked)
    return break_off(renderer, checked.error().message);
  if (renderer.open_calls >= max_open_calls) {
    const auto body = error_body("More than " + std::to_string(max_open_calls) +
                                 " calls of this process wait for main: await some of them first");
    return answer(sender.key, {.kind = Kind::reject,
                               .call = message.call,
                               .page = message.page,
                               .frame = message.frame,
                               .channel = {},
                               .body = body});
  }
  ++renderer.open_calls;
  Reply reply(self_, sender.key, sender.page, message.call);
  if (message.kind == Kind::send_sync)
    return delegate_.on_send_sync(sender, message.channel, message.body, std::move(reply));
  if (message.kind == Kind::read_file)
    return delegate_.on_read_file(sender, message.channel, std::move(reply));
  if (message.kind == Kind::read_environment)
    return delegate_.on_read_environment(sender, std::move(reply));
  if (message.kind == Kind::guest)
    return delegate_.on_guest(sender, message.channel, message.body, std::move(reply));
  auto handler = handlers_.find(sender.place, sender.contents, message.channel);
  if (!handler)
    return reply.reject("No handler registered for '" + std::string(message.channel) + "'");
  delegate_.on_invoke(sender, *handler, message.channel, message.body, std::move(reply));
}

}  // namespace cation::ipc
