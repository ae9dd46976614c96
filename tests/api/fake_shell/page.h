#pragma once

// A page without an engine: it proves itself as a renderer does, opens a document, and does what
// the scripts say that main runs in it.
//
//   invoke <channel>   calls main with the arguments that the message "arguments" has brought, and
//                      gives what comes back
//   sync <channel>     the same as sendSync
//   send <channel>     sends them
//   heard              gives all messages: [[channel, …arguments], …]
//   throw              throws a TypeError with a code
//   frame              opens an iframe, and speaks from its document from now on
//   next               shows another document in it, "page:next"
//   unframe            removes it
//   tell <name>        tells of an event of the document, with the arguments
//   garbage            sends what is no clone
//   object <channel>   invokes with arguments that are no array
//   die                closes the connection
//   never              gives nothing
//   <else>             gives its own text

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cation/value.h"
#include "ipc/peer.h"

namespace cation::fake {

class Page {
 public:
  Page(link::Link link, std::string token, std::uint64_t page);

  int fd() { return peer_.link().fd(); }
  bool is_open() const { return peer_.is_open(); }
  /// Opens a new main document.
  void open_document(const std::string& url);
  /// Takes what has come.
  void read();

 private:
  void take(const ipc::Message& message);
  void run(std::uint32_t call, const std::string& script);
  void ask(ipc::Kind kind, std::uint32_t call, const std::string& channel, const Value& arguments);
  void attach(bool main, const std::string& url);
  void post(ipc::Kind kind, std::uint32_t call, std::string_view channel, const Value& body);
  void answer(std::uint32_t call, bool resolved, const Value& value);

  ipc::Peer peer_;
  std::uint64_t page_;
  std::uint32_t last_frame_ = 0;
  std::uint32_t main_frame_ = 0;
  /// The document that speaks.
  std::uint32_t frame_ = 0;
  Value arguments_ = Value::array();
  std::vector<Value> heard_;
  /// The scripts that wait for an answer of main, by the number of their call.
  std::map<std::uint32_t, std::uint32_t> asked_;
};

}  // namespace cation::fake
