#pragma once

// What a renderer says of its documents, read and checked: whatever comes out of here keeps the
// bounds of ipc/limits.h and is of the types that it should be of. docs/protocol.md, "Documents and
// their places".

#include <string>
#include <string_view>
#include <vector>

#include "cation/result.h"
#include "cation/value.h"
#include "ipc/frames.h"
#include "ipc/message.h"

namespace cation::ipc {

/// The body of a `frame_attached`. All but what the message's header has: `key`, `page`, `place`
/// and `contents` are the caller's to fill in. An Error for one that breaks the protocol.
Result<Frame> read_attached(Body body);

/// The body of a `frame_detached`: whether the iframe has gone too.
Result<bool> read_detached(Body body);

/// The body of a `frame_event`: an array of texts, as many as an event of this name has. An Error
/// for one that there is none of.
Result<Value> read_event(std::string_view name, Body body);

/// The body of a call or a `send`: an Error where it is no array, or one of too many arguments. It
/// looks at the first bytes alone: whoever decodes the rest finds what is wrong with that.
Result<void> check_arguments(Body body);

}  // namespace cation::ipc
