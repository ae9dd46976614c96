#pragma once

#include <glib-object.h>

#include <vector>

#include "shell/glib_ptr.h"

namespace cation::shell {

/// Signal handlers whose data is a C++ object: they are disconnected before that object goes. Make
/// it the last member, so that it ends first.
class Signals {
 public:
  Signals() = default;
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals() { disconnect_all(); }

  /// `callback` has the C signature of the signal, with `data` last.
  template <typename Callback>
  gulong connect(gpointer object, const char* signal, Callback* callback, gpointer data) {
    const gulong id = g_signal_connect(object, signal, G_CALLBACK(callback), data);
    connected_.push_back({share(G_OBJECT(object)), id});
    return id;
  }

  void disconnect_all() {
    for (const auto& [object, id] : connected_) {
      if (g_signal_handler_is_connected(object.get(), id)) {
        g_signal_handler_disconnect(object.get(), id);
      }
    }
    connected_.clear();
  }

 private:
  struct Connection {
    ObjectPtr<GObject> object;
    gulong id;
  };
  std::vector<Connection> connected_;
};

}  // namespace cation::shell
