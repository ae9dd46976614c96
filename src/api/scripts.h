#pragma once

// Scripts that the app runs in documents.

#include <memory>
#include <string>

#include "api/core.h"
#include "cation/completion.h"
#include "cation/task.h"

namespace cation::api {

/// Completes in a turn of its own: who awaits may end the app.
template <typename T>
auto in_a_later_turn(std::weak_ptr<Core> weak, Completion<T> done) {
  return [weak = std::move(weak), done = std::move(done)](T value) {
    if (auto core = weak.lock())
      core->later([done, value = std::move(value)] { done.complete(value); });
  };
}

/// Runs a script in a world of a document (see ipc::Kind::execute), and gives what it gives. An
/// Error for what it throws or rejects with, and when the document goes first.
Task<Result<Value>> run_script(std::weak_ptr<Core> core, ipc::FrameKey frame, std::string world,
                               std::string code);

}  // namespace cation::api
