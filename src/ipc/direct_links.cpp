#include "ipc/direct_links.h"

#include <algorithm>

#include "link/link.h"

namespace cation::ipc {

Result<DirectLinks::Ends> DirectLinks::use(RendererId first, RendererId second) {
  const Pair pair = std::minmax(first, second);
  auto found = links_.find(pair);
  Ends ends{{.renderer = pair.first}, {.renderer = pair.second}};
  if (found == links_.end()) {
    auto sockets = link::Link::socket_pair();
    if (!sockets) return std::unexpected(sockets.error());
    ends.first.socket.push_back(std::move(sockets->first));
    ends.second.socket.push_back(std::move(sockets->second));
    found = links_.emplace(pair, Link{.number = last_number_ += 2}).first;
  }
  ++found->second.users;
  ends.first.number = found->second.number;
  ends.second.number = found->second.number + 1;
  if (pair.first != first) std::swap(ends.first, ends.second);
  return ends;
}

std::optional<DirectLinks::Ends> DirectLinks::release(std::uint32_t number) {
  auto found = std::ranges::find_if(
      links_, [&](const auto& each) { return each.second.number == (number & ~1U); });
  if (found == links_.end() || --found->second.users > 0) return std::nullopt;
  const auto [pair, link] = *found;
  links_.erase(found);
  return Ends{{.renderer = pair.first, .number = link.number},
              {.renderer = pair.second, .number = link.number + 1}};
}

void DirectLinks::on_renderer_gone(RendererId renderer) {
  std::erase_if(links_, [&](const auto& each) {
    return each.first.first == renderer || each.first.second == renderer;
  });
}

}  // namespace cation::ipc
