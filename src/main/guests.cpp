#include "main/guests.h"

#include <cstdio>
#include <utility>

#include "clone/decoder.h"
#include "clone/encoder.h"
#include "ipc/limits.h"
#include "main/guest_calls.h"
#include "main/host.h"
#include "main/web_preferences.h"

namespace cation::main {

namespace {

void resolve(ipc::Reply& reply, const Value& value) {
  const auto body = clone::encode(value);
  body ? reply.resolve(*body) : reply.reject(body.error().message);
}

/// What an element may say of itself, each of the kind that it is.
Value params_of(const Value& attributes) {
  std::vector<Value::Member> params;
  for (const char* name :
       {"src", "preload", "partition", "useragent", "httpreferrer", "webpreferences"})
    params.emplace_back(name, attributes[name].value_or<std::string>(""));
  for (const char* name : {"nodeintegration", "nodeintegrationinsubframes", "plugins",
                           "disablewebsecurity", "allowpopups"})
    params.emplace_back(name, attributes[name].value_or(false));
  return Value::object(std::move(params));
}

}  // namespace

Guest* Guests::find(ipc::ContentsId id) {
  const auto found = guests_.find(id);
  return found == guests_.end() ? nullptr : found->second.get();
}

std::vector<ipc::ContentsId> Guests::ids() const {
  std::vector<ipc::ContentsId> ids;
  for (const auto& [id, guest] : guests_) ids.push_back(id);
  return ids;
}

std::vector<ipc::ContentsId> Guests::of(ipc::ContentsId embedder) const {
  std::vector<ipc::ContentsId> ids;
  for (const auto& [id, guest] : guests_) {
    if (guest->embedder() == embedder) ids.push_back(id);
  }
  return ids;
}

void Guests::remove(ipc::ContentsId id) {
  auto node = guests_.extract(id);
  if (node.empty()) return;
  // Kept to the end of the turn, since one of its own events may be under way.
  std::shared_ptr<Guest> guest = std::move(node.mapped());
  // Where the shell was lost, its view was too.
  if (host_.has_shell()) host_.shell().tell("guest.destroy", {id});
  host_.router().end(id);
  guest->tell("destroyed", Value::object({}));
  host_.later([guest] {});
  host_.close_opened_by(id);
}

void Guests::remove_all_of(ipc::ContentsId embedder) {
  for (const ipc::ContentsId id : of(embedder)) remove(id);
}

void Guests::on_frame_detached(const ipc::Frame& frame) {
  for (const ipc::ContentsId id : of(frame.contents)) {
    const Guest* guest = find(id);
    if (guest != nullptr && guest->document() == frame.key) remove(id);
  }
}

Guest* Guests::named_by(const ipc::Frame& sender, const Value& id) {
  Guest* guest = find(id.value_or<ipc::ContentsId>(0));
  return guest != nullptr && guest->document() == sender.key ? guest : nullptr;
}

void Guests::on_word(const ipc::Frame& sender, std::string_view word, ipc::Body body,
                     std::optional<ipc::Reply> reply) {
  const auto arguments = clone::decode(body);
  if (!arguments || !arguments->is_array())
    return host_.router().refuse(sender.key.renderer, "what it says of a guest is no clone");
  if (word == "destroy") {
    if (named_by(sender, (*arguments)[0]) != nullptr)
      remove((*arguments)[0].value_or<ipc::ContentsId>(0));
    return;
  }
  // What else there is wants to be answered.
  if (!reply) return;
  if (word == "create") return create(sender, (*arguments)[0], std::move(*reply));
  Guest* guest = named_by(sender, (*arguments)[0]);
  if (guest == nullptr) return reply->reject("This page shows no such guest");
  if (word == "call") return call_guest(host_, *guest, *arguments, std::move(*reply));
  reply->reject("There is no such word of guests: " + std::string(word));
}

void Guests::create(const ipc::Frame& sender, const Value& attributes, ipc::Reply reply) {
  WebContents* embedder = host_.contents(sender.contents);
  if (embedder == nullptr || !sender.main || !embedder->preferences()["webviewTag"].value_or(false))
    return reply.reject("This page has no <webview>: its window has webviewTag off");
  if (of(sender.contents).size() >= ipc::max_guests)
    return reply.reject("A page shows at most " + std::to_string(ipc::max_guests) + " guests");
  const Value params = params_of(attributes);
  GuestRequest request{
      .web_preferences = guest_preferences(params, embedder->preferences(), sender.url),
      .params = params};
  const ipc::FrameKey document = sender.key;
  const ipc::ContentsId embedder_id = sender.contents;
  embedder->will_attach_webview.emit(request);
  // A listener may have ended it.
  if (request.prevented || host_.router().frame(document) == nullptr)
    return reply.reject("The app does not let this page have the guest (will-attach-webview)");
  const ipc::ContentsId id = host_.new_contents_id();
  auto made = std::make_unique<Guest>(host_, id, embedder_id, document);
  Guest& guest = *made;
  guests_.emplace(id, std::move(made));
  guest.attach(request);
  resolve(reply, id);
  guest.tell("did-attach", Value::object({}));
  host_.guest_created.emit(guest);
  if (WebContents* target = host_.contents(embedder_id); target && find(id) != nullptr)
    target->did_attach_webview.emit(guest.contents());
  // The listeners may have ended it, or loaded something else.
  if (find(id) == nullptr || guest.contents().is_loading_main_frame()) return;
  const auto src = request.params["src"].value_or<std::string>("");
  const auto referrer = request.params["httpreferrer"].value_or<std::string>("");
  load_guest(guest, src, referrer);
}

void Guests::on_to_guest(const ipc::Frame& sender, ipc::ContentsId id, std::string_view channel,
                         ipc::Body arguments) {
  Guest* guest = named_by(sender, id);
  if (guest == nullptr) return;
  auto sent = host_.router().send(id, channel, arguments);
  if (!sent && guest->loses_first())
    std::fprintf(stderr, "cation: a message for a guest is lost: %s\n",
                 sent.error().message.c_str());
}

void Guests::on_to_host(const ipc::Frame& sender, std::string_view channel, ipc::Body arguments) {
  Guest* guest = find(sender.contents);
  if (guest == nullptr)
    return host_.router().refuse(sender.key.renderer, "it is no guest, and speaks to a host");
  auto sent = host_.router().send_from_guest(guest->document(), sender.contents, channel,
                                             sender.key, arguments);
  if (!sent && guest->loses_first())
    std::fprintf(stderr, "cation: a message of a guest is lost: %s\n",
                 sent.error().message.c_str());
}

}  // namespace cation::main
