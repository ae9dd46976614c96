#pragma once

#include <glib-object.h>

#include <memory>
#include <vector>

namespace cation::renderer {

/// Signal handlers whose data is a C++ object: they are disconnected before that object goes. Make
/// it the last member, so that it ends first. The emitters may go before.
class Signals {
 public:
  Signals() = default;
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals() {
    for (const auto& connection : connections_) disconnect(connection);
  }

  /// `callback` has the C signature of the signal, with `data` last.
  template <typename Callback>
  void connect(gpointer object, const char* signal, Callback* callback, gpointer data) {
    connections_.emplace_back(std::make_unique<Connection>());
    Connection& made = *connections_.back();
    made.object = G_OBJECT(object);
    g_object_add_weak_pointer(made.object, reinterpret_cast<gpointer*>(&made.object));
    made.id = g_signal_connect(object, signal, G_CALLBACK(callback), data);
  }

 private:
  struct Connection {
    GObject* object = nullptr;  // null once it is gone
    gulong id = 0;
  };
  static void disconnect(const std::unique_ptr<Connection>& connection) {
    if (connection->object == nullptr) return;
    g_signal_handler_disconnect(connection->object, connection->id);
    g_object_remove_weak_pointer(connection->object,
                                 reinterpret_cast<gpointer*>(&connection->object));
  }
  std::vector<std::unique_ptr<Connection>> connections_;
};

}  // namespace cation::renderer
