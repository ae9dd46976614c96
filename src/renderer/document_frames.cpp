// What a document can find out about the others of its process, and have them do.

#include <utility>

#include "clone/encoder.h"
#include "renderer/document.h"
#include "renderer/process_documents.h"

namespace cation::renderer {
namespace {

/// Calls that main did not make. Its own numbers do not come so far.
constexpr std::uint32_t first_local_call = 0x80000000U;

using Found = std::shared_ptr<Document>;

JSObjectRef object_of(JSContextRef context, JSValueRef value) {
  return value != nullptr && JSValueIsObject(context, value)
             ? JSValueToObject(context, value, nullptr)
             : nullptr;
}

/// Runs `action` in a turn of its own: between two scripts, and not amid one.
void in_own_turn(std::function<void()> action) {
  using Action = std::function<void()>;
  g_idle_add_full(
      G_PRIORITY_HIGH,
      [](gpointer kept) -> gboolean {
        (*static_cast<Action*>(kept))();
        return G_SOURCE_REMOVE;
      },
      std::make_unique<Action>(std::move(action)).release(),
      [](gpointer kept) { const std::unique_ptr<Action> owned(static_cast<Action*>(kept)); });
}

}  // namespace

JSObjectRef Document::window() const { return JSContextGetGlobalObject(context_.get()); }

Found Document::window_property(std::string_view name) const {
  return around_.documents.of_window(context_.get(), get_property(context_.get(), window(), name));
}

std::vector<Found> Document::children() const {
  JSContextRef context = context_.get();
  const JSValueRef length = get_property(context, window(), "length");
  const double count = length != nullptr ? JSValueToNumber(context, length, nullptr) : 0;
  std::vector<Found> found;
  for (unsigned i = 0; i < count; ++i)
    found.push_back(around_.documents.of_window(
        context, JSObjectGetPropertyAtIndex(context, window(), i, nullptr)));
  return found;
}

Found Document::named(const std::string& name) const {
  for (const auto& child : children()) {
    if (!child) continue;
    if (child->text_of("name", name.size() + 1) == name) return child;
    if (auto deeper = child->named(name)) return deeper;
  }
  return nullptr;
}

Found Document::selected(const std::string& selector) const {
  JSContextRef context = context_.get();
  JSObjectRef document = object_of(context, get_property(context, window(), "document"));
  if (document == nullptr) return nullptr;
  JSObjectRef query = object_of(context, get_property(context, document, "querySelector"));
  if (query == nullptr) return nullptr;
  const JSValueRef argument = to_js(context, selector);
  JSObjectRef element =
      object_of(context, JSObjectCallAsFunction(context, query, document, 1, &argument, nullptr));
  if (element == nullptr) return nullptr;
  return around_.documents.of_window(context, get_property(context, element, "contentWindow"));
}

Found Document::related(std::string_view relation, const std::string& argument) const {
  if (relation == "self") return around_.documents.find(number_);
  if (relation == "top" || relation == "opener") return window_property(relation);
  if (relation == "named") {
    if (auto below = named(argument)) return below;
    const auto top = window_property("top");
    return top && top->text_of("name", argument.size() + 1) == argument ? top
           : top                                                        ? top->named(argument)
                                                                        : nullptr;
  }
  if (relation == "selected") return selected(argument);
  if (relation == "child") {
    const auto all = children();
    return all.empty() ? nullptr : all.front();
  }
  const auto parent = window_property("parent");
  if (!parent || parent->number_ == number_) return nullptr;
  if (relation == "parent") return parent;
  // What is left is "next".
  const auto all = parent->children();
  for (std::size_t i = 0; i + 1 < all.size(); ++i)
    if (all[i] && all[i]->number_ == number_) return all[i + 1];
  return nullptr;
}

std::uint32_t Document::related_frame(std::uint32_t document, std::string_view relation,
                                      const std::string& argument) {
  if (ended_) return 0;
  const auto from = around_.documents.find(document);
  const auto found = from ? from->related(relation, argument) : nullptr;
  return found ? found->number_ : 0;
}

Result<std::uint32_t> Document::execute_in_frame(std::uint32_t document, std::string_view world,
                                                 Body body) {
  if (ended_) return fail("IPC method called after context was released", "ERR_FRAME_GONE");
  const auto asked = around_.documents.find(document);
  if (!asked) return fail("The frame has gone", "ERR_FRAME_GONE");
  const std::uint32_t call = around_.link.next_call();
  asked->run_for(weak_from_this(), call, std::string(world), {body.begin(), body.end()});
  return call;
}

void Document::run_for(std::weak_ptr<Document> asker, std::uint32_t call, std::string world,
                       std::vector<std::byte> body) {
  const std::uint32_t own = first_local_call + ++last_local_call_;
  asked_.emplace(own, Asked{std::move(asker), call});
  in_own_turn([weak = weak_from_this(), own, world = std::move(world), body = std::move(body)] {
    if (const auto self = weak.lock())
      self->receive({.kind = ipc::Kind::execute, .call = own, .channel = world, .body = body});
  });
}

bool Document::answer_locally(ipc::Kind kind, std::uint32_t call, Body body) {
  const auto found = asked_.find(call);
  if (found == asked_.end()) return false;
  const Asked asked = found->second;
  asked_.erase(found);
  in_own_turn([asked, kind, body = std::vector(body.begin(), body.end())] {
    const auto asker = asked.asker.lock();
    if (asker && !asker->ended_ && asker->realm_)
      std::shared_ptr(asker->realm_)->receive({.kind = kind, .call = asked.call, .body = body});
  });
  return true;
}

void Document::refuse_local_calls() {
  const auto body = clone::encode(Value::error(ErrorKind::error, "The frame has gone", {}));
  while (body && !asked_.empty()) answer_locally(ipc::Kind::reject, asked_.begin()->first, *body);
}

}  // namespace cation::renderer
