#pragma once

// Main's end of a web process's link, in a test.

#include <functional>
#include <list>
#include <optional>
#include <string>

#include "cation/value.h"
#include "ipc/peer.h"

namespace cation::renderer {

/// A message of a page.
struct Heard {
  ipc::Kind kind;
  std::uint32_t call;
  std::uint64_t page;
  std::uint32_t frame;
  std::string channel;
  Value body;
};

class PageLink {
 public:
  /// Waits for a web process to connect.
  static PageLink accept(int listener);

  using Wanted = std::function<bool(const Heard&)>;
  /// Waits for the next message that is wanted; those before it stay to be waited for. Fails the
  /// test where none comes.
  Heard wait(const Wanted& wanted);
  Heard wait(ipc::Kind kind, const std::string& channel = "");
  /// The messages heard and not waited for.
  const std::list<Heard>& heard() const { return heard_; }
  bool has_heard(ipc::Kind kind) const;

  void send(const Heard& to, const std::string& channel, const Value& arguments);
  void resolve(const Heard& call, const Value& value);
  /// Runs a script in a document, and gives the answer.
  Heard execute(const Heard& in, const std::string& code);
  void close() { peer_.link().close(); }

 private:
  explicit PageLink(link::Link link) : peer_(std::move(link)) {}
  void post(const ipc::Message& message, const Value& body);
  bool read_more();

  ipc::Peer peer_;
  std::list<Heard> heard_;
  bool closed_ = false;
};

}  // namespace cation::renderer
