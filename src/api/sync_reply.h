#pragma once

// The answer to a page that waits in `sendSync`, shared by the copies of its Event.

#include <optional>
#include <utility>

#include "cation/result.h"
#include "cation/value.h"
#include "clone/limits.h"
#include "ipc/reply.h"

namespace cation::api {

/// Resolves with a value, or rejects where it cannot be encoded.
void resolve(ipc::Reply& reply, const Value& value, const clone::Limits& limits);
void reject(ipc::Reply& reply, const Error& error);

class SyncReply {
 public:
  SyncReply(ipc::Reply reply, const clone::Limits& limits)
      : reply_(std::move(reply)), limits_(limits) {}

  /// The first answer counts.
  void answer(const Value& value) {
    if (reply_) resolve(*reply_, value, limits_);
    reply_.reset();
  }
  void refuse(const Error& error) {
    if (reply_) reject(*reply_, error);
    reply_.reset();
  }

 private:
  std::optional<ipc::Reply> reply_;
  clone::Limits limits_;
};

}  // namespace cation::api
