#include "api/listeners.h"

#include <utility>

namespace cation::api {

std::shared_ptr<Subscriber> Listeners::add(const ipc::Scope& scope, std::string_view channel,
                                           call::Function function) {
  auto listener = std::make_shared<Subscriber>(std::move(function));
  auto& list = scopes_[scope].try_emplace(std::string(channel)).first->second;
  auto longer = list ? std::make_shared<ListenerList>(*list) : std::make_shared<ListenerList>();
  longer->push_back(listener);
  list = std::move(longer);
  return listener;
}

void Listeners::remove(const ipc::Scope& scope, std::string_view channel, Subscriber& listener) {
  listener.has_ended = true;
  auto channels = scopes_.find(scope);
  if (channels == scopes_.end()) return;
  auto found = channels->second.find(channel);
  if (found == channels->second.end()) return;
  auto shorter = std::make_shared<ListenerList>(*found->second);
  std::erase_if(*shorter, [&](const auto& entry) { return entry.get() == &listener; });
  if (shorter->empty()) {
    channels->second.erase(found);
  } else {
    found->second = std::move(shorter);
  }
}

void Listeners::remove_all(const ipc::Scope& scope, std::string_view channel) {
  auto list = find(scope, channel);
  if (!list) return;
  for (const auto& listener : *list) listener->has_ended = true;
  auto& channels = scopes_.at(scope);
  channels.erase(channels.find(channel));
}

void Listeners::clear(const ipc::Scope& scope) {
  auto node = scopes_.extract(scope);
  if (node.empty()) return;
  for (const auto& [channel, list] : node.mapped()) {
    for (const auto& listener : *list) listener->has_ended = true;
  }
}

std::shared_ptr<const ListenerList> Listeners::find(const ipc::Scope& scope,
                                                    std::string_view channel) const {
  auto channels = scopes_.find(scope);
  if (channels == scopes_.end()) return nullptr;
  auto found = channels->second.find(channel);
  return found == channels->second.end() ? nullptr : found->second;
}

}  // namespace cation::api
