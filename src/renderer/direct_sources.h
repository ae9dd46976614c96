#pragma once

// The links to other renderers on the loop of this one. One thread, that of the loop.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "ipc/direct_ports.h"
#include "renderer/link_source.h"
#include "renderer/main_link.h"

namespace cation::renderer {

class DirectSources final : private ipc::DirectOwner {
 public:
  using Deliver = std::function<void(const ipc::Message&)>;

  /// `deliver` gets what comes for ports of this process; `main` outlives this.
  DirectSources(MainLink& main, Deliver deliver) : main_(main), deliver_(std::move(deliver)) {}
  DirectSources(const DirectSources&) = delete;
  DirectSources& operator=(const DirectSources&) = delete;
  ~DirectSources() override;

  ipc::DirectPorts& ports() { return ports_; }
  /// Delivers a message of main behind all that has come straight by now: at once where that has
  /// been heard. Others that are delivered so keep their order.
  void deliver_behind(const ipc::Message& message);

 private:
  void post_to_main(const ipc::Message& message) override;
  void deliver(const ipc::Message& message) override { deliver_(message); }
  void on_opened(std::uint32_t link, ipc::Peer& peer) override;
  void on_done(std::uint32_t link) override;
  void sweep();
  /// A message of main that waits for links to be heard.
  struct Behind {
    ipc::Message message;
    std::vector<std::byte> body;
    std::map<std::uint32_t, std::uint64_t> until;
  };
  bool has_heard(const Behind& behind) const;
  void hear_on();

  MainLink& main_;
  Deliver deliver_;
  ipc::DirectPorts ports_{*this};
  std::map<std::uint32_t, std::unique_ptr<LinkSource>> sources_;
  std::set<std::uint32_t> done_;
  guint sweeping_ = 0;
  std::deque<Behind> behind_;
  guint hearing_on_ = 0;
};

}  // namespace cation::renderer
