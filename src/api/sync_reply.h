#pragma once

// The answer to a page that waits in `sendSync`, shared by the copies of its Event.

#include <optional>
#include <utility>

#include "cation/result.h"
#include "cation/value.h"
#include "ipc/reply.h"

namespace cation::api {

/// Resolves with a value, or rejects where it cannot be encoded.
void resolve(ipc::Reply& reply, const Value& value);
void reject(ipc::Reply& reply, const Error& error);

class SyncReply {
 public:
  explicit SyncReply(ipc::Reply reply) : reply_(std::move(reply)) {}

  /// The first answer counts.
  void answer(const Value& value) {
    if (reply_) resolve(*reply_, value);
    reply_.reset();
  }
  void refuse(const Error& error) {
    if (reply_) reject(*reply_, error);
    reply_.reset();
  }

 private:
  std::optional<ipc::Reply> reply_;
};

}  // namespace cation::api
