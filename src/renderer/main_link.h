#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "cation/result.h"
#include "ipc/peer.h"
#include "renderer/link_source.h"

namespace cation::renderer {

/// The process's one connection to main. One thread, that of the loop.
class MainLink {
 public:
  using Handler = LinkSource::Handler;
  using Closed = LinkSource::Closed;

  /// Connects to main's socket, and proves with the token who this is.
  static Result<std::unique_ptr<MainLink>> connect(const std::string& socket,
                                                   const std::string& token, Handler handler,
                                                   Closed closed);

  /// Posts a message. Where main does not keep up this blocks, and hears main meanwhile, rather
  /// than drop a message.
  Result<void> post(const ipc::Message& message);
  /// Sends what was posted, as far as the socket takes it; the loop sends the rest.
  void flush();
  /// Posts a call and blocks until its answer is there.
  Result<void> call_and_wait(const ipc::Message& message,
                             const std::function<void(const ipc::Message&)>& answer);
  std::uint32_t next_call() { return peer_.next_call(); }
  /// Of all links of the process, which this one outlives.
  Linger& linger() { return linger_; }

 private:
  MainLink(link::Link link, Handler handler, Closed closed);

  ipc::Peer peer_;
  Linger linger_;
  LinkSource source_;
};

}  // namespace cation::renderer
