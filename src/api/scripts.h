#pragma once

// Scripts that the app runs in documents.

#include <memory>
#include <string>

#include "api/core.h"
#include "cation/task.h"

namespace cation::api {

/// Runs a script in a world of a document (see ipc::Kind::execute), and gives what it gives. An
/// Error for what it throws or rejects with, and when the document goes first.
Task<Result<Value>> run_script(std::weak_ptr<Core> core, ipc::FrameKey frame, std::string world,
                               std::string code);

}  // namespace cation::api
