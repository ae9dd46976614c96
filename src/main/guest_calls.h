#pragma once

// What the page that shows a guest may have it do: the methods of `<webview>` that are not answered
// from the guest's state. https://www.electronjs.org/docs/latest/api/webview-tag#methods

#include <string>

#include "cation/value.h"
#include "ipc/reply.h"

namespace cation::main {

class Guest;
class Host;

/// `arguments`: [contents, method, …its arguments]. Answers once.
void call_guest(Host& host, Guest& guest, const Value& arguments, ipc::Reply reply);
/// Loads its `src`; how that goes, its events tell.
void load_guest(Guest& guest, const std::string& url, const std::string& referrer);

}  // namespace cation::main
