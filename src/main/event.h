#pragma once

// Something that happens, and those who want to hear of it.
//
//   Subscription closed = window.closed.subscribe([] { … });   // heard as long as `closed` lives
//
// Listeners are called in the order in which they subscribed, on the loop's thread. A listener may
// subscribe, end any subscription, its own too, and end the owner of the event.

#include <functional>
#include <list>
#include <memory>
#include <utility>

#include "cation/subscription.h"

namespace cation::main {

template <typename... Arguments>
class Event {
 public:
  using Listener = std::function<void(Arguments...)>;

  Subscription subscribe(Listener listener) {
    auto entry = std::make_shared<Listener>(std::move(listener));
    listeners_->push_back(entry);
    return Subscription([listeners = std::weak_ptr(listeners_), entry = std::weak_ptr(entry)] {
      auto list = listeners.lock();
      auto own = entry.lock();
      if (list && own) list->remove(own);
      // One that is ended while the event is under way is not called any more.
      if (own) *own = nullptr;
    });
  }

  bool has_listeners() const { return !listeners_->empty(); }

  void emit(Arguments... arguments) const {
    // A copy: what the listeners do to the list, or to the owner of this event, is not felt here.
    auto now = *listeners_;
    for (const auto& listener : now) {
      // And one that ends itself stays alive until it has returned.
      if (Listener call = *listener) call(arguments...);
    }
  }

 private:
  using List = std::list<std::shared_ptr<Listener>>;
  std::shared_ptr<List> listeners_ = std::make_shared<List>();
};

}  // namespace cation::main
