// The pages' messages with ports, and the ports themselves.

#include "api/core.h"
#include "clone/decoder.h"

namespace cation::api {

void Core::on_post(const ipc::Frame&, std::string_view, ipc::Body,
                   std::vector<ipc::PortId> ports) {
  host_->router().ports().close_all(ports);
}

void Core::on_port_message(ipc::PortId, ipc::Body, std::vector<ipc::PortId>) {}

void Core::on_port_closed(ipc::PortId) {}

}  // namespace cation::api
