// The pages' messages, brought to the app's functions, and what those say brought back.

#include "api/core.h"
#include "api/encoded.h"
#include "api/errors.h"
#include "api/sync_reply.h"
#include "clone/decoder.h"

namespace cation::api {

namespace {

/// The arguments of a message, or an Error for what is no array.
Result<Value> arguments_of(ipc::Body body, const clone::Limits& limits) {
  auto value = clone::decode(body, limits);
  if (value && !value->is_array())
    return fail("A message's arguments must be an array", "ERR_INVALID_ARG_TYPE");
  return value;
}

/// Calls a function of the app; what it throws becomes its error.
call::Answer call_guarded(const call::Function& function, Event& event, const Value& arguments,
                          std::exception_ptr& thrown) {
  try {
    return function(event, arguments);
  } catch (...) {
    thrown = std::current_exception();
    return to_error(thrown);
  }
}

}  // namespace

void resolve(ipc::Reply& reply, const Value& value, const clone::Limits& limits) {
  auto body = Encoded::of(value, limits);
  if (!body) return reject(reply, body.error());
  reply.resolve(*body);
}

void reject(ipc::Reply& reply, const Error& error) {
  auto body = Encoded::of(to_value(error), {});
  if (!body) return reply.reject("The error could not be encoded");
  reply.reject(*body);
}

Result<void> Core::send(ipc::FrameKey document, std::string_view channel, const Value& arguments) {
  if (!is_running()) return {};
  auto body = Encoded::of(arguments, limits_);
  if (!body) return std::unexpected(body.error());
  return host_->router().send(document, channel, *body);
}

Event Core::event_of(const ipc::Frame& sender) {
  return Event(weak_from_this(), host_->router().share_frame(sender.key));
}

void Core::refuse(const ipc::Frame& sender, const Error& error) {
  host_->router().refuse(sender.key.renderer, error.message);
}

// ---- calls ----

void Core::on_invoke(const ipc::Frame& sender, ipc::HandlerId id, std::string_view channel,
                     ipc::Body body, ipc::Reply reply) {
  auto arguments = arguments_of(body, limits_);
  if (!arguments) return refuse(sender, arguments.error());
  auto found = handlers_.find(id);
  if (found == handlers_.end())
    return reject(reply, {"No handler registered for '" + std::string(channel) + "'", ""});
  // Kept: it may remove itself.
  auto handler = found->second;
  if (handler->once) unhandle(handler->scope, handler->channel);
  Event event = event_of(sender);
  std::exception_ptr thrown;
  auto answer = call_guarded(handler->function, event, *arguments, thrown);
  if (thrown)
    tell("Error occurred in handler for '" + std::string(channel) +
         "': " + std::get<Error>(answer).message);
  if (auto* error = std::get_if<Error>(&answer)) return reject(reply, *error);
  if (auto* value = std::get_if<Value>(&answer)) return resolve(reply, *value, limits_);
  if (std::holds_alternative<std::monostate>(answer)) return resolve(reply, Value(), limits_);
  const auto number = tasks_.next();
  tasks_.keep(
      number,
      finish_invoke(number, std::string(channel), std::get<Task<Result<Value>>>(std::move(answer)),
                    std::make_shared<ipc::Reply>(std::move(reply))),
      sender.key);
}

Task<> Core::finish_invoke(Tasks::Number number, std::string channel, Task<Result<Value>> task,
                           std::shared_ptr<ipc::Reply> reply) {
  Result<Value> result;
  try {
    result = co_await task;
  } catch (...) {
    result = std::unexpected(to_error(std::current_exception()));
    tell("Error occurred in handler for '" + channel + "': " + result.error().message);
  }
  if (result) {
    resolve(*reply, *result, limits_);
  } else {
    reject(*reply, result.error());
  }
  finish(number);
}

// ---- messages ----

std::vector<std::shared_ptr<const ListenerList>> Core::listeners_for(
    const ipc::Frame& sender, std::string_view channel) const {
  std::vector<std::shared_ptr<const ListenerList>> lists;
  for (const ipc::Scope& scope :
       {ipc::Scope(sender.place), ipc::Scope(sender.contents), ipc::Scope()}) {
    if (auto list = listeners_.find(scope, channel)) lists.push_back(std::move(list));
  }
  return lists;
}

void Core::on_send(const ipc::Frame& sender, std::string_view channel, ipc::Body body) {
  auto lists = listeners_for(sender, channel);
  if (lists.empty() && !ipc_message.has_listeners()) return;
  auto arguments = arguments_of(body, limits_);
  if (!arguments) return refuse(sender, arguments.error());
  Event event = event_of(sender);
  deliver(sender, channel, *arguments, event, lists);
}

void Core::on_send_sync(const ipc::Frame& sender, std::string_view channel, ipc::Body body,
                        ipc::Reply reply) {
  auto arguments = arguments_of(body, limits_);
  if (!arguments) return refuse(sender, arguments.error());
  auto lists = listeners_for(sender, channel);
  if (lists.empty() && !ipc_message_sync.has_listeners())
    return reject(reply, {"No listener answered sendSync('" + std::string(channel) +
                              "'): return a value from IpcMain::on, or call Event::return_value",
                          ""});
  Event event = event_of(sender);
  event.sync_ = std::make_shared<SyncReply>(std::move(reply), limits_);
  deliver(sender, channel, *arguments, event, lists);
}

void Core::deliver(const ipc::Frame& sender, std::string_view channel, const Value& arguments,
                   Event& event, const std::vector<std::shared_ptr<const ListenerList>>& lists) {
  // Kept: a listener may end the document.
  const ipc::FrameKey frame = sender.key;
  (event.is_sync() ? ipc_message_sync : ipc_message).emit(event, std::string(channel), arguments);
  for (const auto& list : lists) {
    for (const auto& listener : *list) {
      if (!listener->has_ended) hear(*listener, channel, event, arguments, frame);
    }
  }
}

void Core::hear(Subscriber& listener, std::string_view channel, Event& event,
                const Value& arguments, ipc::FrameKey frame) {
  std::exception_ptr thrown;
  auto answer = call_guarded(listener.function, event, arguments, thrown);
  if (thrown && !event.is_sync()) return uncaught(std::get<Error>(answer));
  if (auto* error = std::get_if<Error>(&answer)) return refused(channel, event, *error);
  if (auto* value = std::get_if<Value>(&answer)) return event.answer(*value);
  if (std::holds_alternative<std::monostate>(answer)) return;
  const auto number = tasks_.next();
  tasks_.keep(number,
              finish_listener(number, std::string(channel),
                              std::get<Task<Result<Value>>>(std::move(answer)), event),
              frame);
}

Task<> Core::finish_listener(Tasks::Number number, std::string channel, Task<Result<Value>> task,
                             Event event) {
  Result<Value> result;
  std::exception_ptr thrown;
  try {
    result = co_await task;
  } catch (...) {
    thrown = std::current_exception();
    result = std::unexpected(to_error(thrown));
  }
  if (result) {
    event.answer(*result);
  } else if (thrown && !event.is_sync()) {
    uncaught(result.error());
  } else {
    refused(channel, event, result.error());
  }
  finish(number);
}

void Core::refused(std::string_view channel, const Event& event, const Error& error) {
  if (event.sync_) return event.sync_->refuse(error);
  // The page does not wait for an answer: whoever looks after the app is told.
  tell("a message on '" + std::string(channel) + "' was refused: " + error.message);
}

// ---- who hears and answers ----

Subscription Core::listen(const ipc::Scope& scope, std::string_view channel,
                          call::Function function, bool once) {
  auto self = weak_from_this();
  auto cell = std::make_shared<std::weak_ptr<Subscriber>>();
  auto end = [self, cell, scope, channel = std::string(channel)] {
    auto core = self.lock();
    auto listener = cell->lock();
    if (core && listener) core->listeners_.remove(scope, channel, *listener);
  };
  if (once) {
    // It leaves the list as it is called, before its function runs.
    function = [end, function = std::move(function)](Event& event, const Value& arguments) {
      end();
      return function(event, arguments);
    };
  }
  *cell = listeners_.add(scope, channel, std::move(function));
  return Subscription(end);
}

void Core::unlisten(const ipc::Scope& scope, std::string_view channel) {
  listeners_.remove_all(scope, channel);
}

void Core::unlisten(const ipc::Scope& scope) { listeners_.clear(scope); }

Result<void> Core::handle(const ipc::Scope& scope, std::string_view channel,
                          call::Function function, bool once) {
  if (!is_running()) return std::unexpected(destroyed());
  auto id = host_->router().handlers().add(scope, channel);
  if (!id) return fail(id.error().message, "ERR_HANDLER");
  handlers_.emplace(
      *id, std::make_shared<Handler>(std::move(function), scope, std::string(channel), once));
  return {};
}

void Core::unhandle(const ipc::Scope& scope, std::string_view channel) {
  if (!is_running()) return;
  if (auto id = host_->router().handlers().remove(scope, channel)) handlers_.erase(*id);
}

}  // namespace cation::api
