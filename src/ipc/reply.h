#pragma once

// The duty to answer one call. Whoever holds a Reply answers it once; one that is dropped
// unanswered tells the caller so, and no caller waits for ever.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "ipc/ids.h"
#include "ipc/message.h"

namespace cation::ipc {

class Router;

class Reply {
 public:
  /// For the Router, which puts itself where `router` points to, and nothing when it ends: a Reply
  /// may outlive it, and says nothing then.
  Reply(std::weak_ptr<Router*> router, FrameKey frame, std::uint64_t page, std::uint32_t call)
      : router_(std::move(router)), frame_(frame), page_(page), call_(call) {}
  Reply(Reply&& other) noexcept = default;
  Reply& operator=(Reply&&) = delete;
  /// Rejects with "reply was never sent" where nothing was said.
  ~Reply();

  /// `body`: the clone of the value, or of the error. Goes nowhere when the document is gone.
  void resolve(const Outgoing& body);
  void reject(const Outgoing& body);
  /// Rejects with an Error of this text.
  void reject(std::string_view message);

 private:
  /// The Router, once; whoever answers takes it.
  Router* take();

  std::weak_ptr<Router*> router_;
  FrameKey frame_;
  std::uint64_t page_;
  std::uint32_t call_;
};

}  // namespace cation::ipc
