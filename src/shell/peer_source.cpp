#include "shell/peer_source.h"

#include <utility>

namespace cation::shell {
namespace {

constexpr auto incoming = static_cast<GIOCondition>(G_IO_IN | G_IO_HUP | G_IO_ERR);

}  // namespace

struct PeerSource::Source {
  GSource base;
  PeerSource* owner;
};

PeerSource::PeerSource(ipc::Peer& peer, Handler handler, Closed closed)
    : peer_(peer), handler_(std::move(handler)), closed_(std::move(closed)), watched_(incoming) {
  static GSourceFuncs functions = {
      .prepare = &PeerSource::prepare,
      .check = &PeerSource::check,
      .dispatch = &PeerSource::dispatch,
      .finalize = nullptr,
      .closure_callback = nullptr,
      .closure_marshal = nullptr,
  };
  source_ = g_source_new(&functions, sizeof(Source));
  reinterpret_cast<Source*>(source_)->owner = this;
  g_source_set_static_name(source_, "cation link");
  tag_ = g_source_add_unix_fd(source_, peer_.link().fd(), watched_);
  g_source_attach(source_, nullptr);
}

PeerSource::~PeerSource() {
  g_source_destroy(source_);
  g_source_unref(source_);
}

gboolean PeerSource::prepare(GSource* source, gint* timeout) {
  *timeout = -1;
  PeerSource* self = reinterpret_cast<Source*>(source)->owner;
  if (self->ended_) return FALSE;
  // The end of a turn: all that the turn has posted leaves as one packet. A link that is found
  // closed here is reported from `run`, where closing is handled.
  if (self->peer_.is_open()) (void)self->peer_.link().flush();
  if (!self->peer_.is_open()) return TRUE;
  const auto wanted = static_cast<GIOCondition>(
      incoming | (self->peer_.link().wants_write() ? G_IO_OUT : GIOCondition{}));
  if (wanted != self->watched_) {
    g_source_modify_unix_fd(source, self->tag_, wanted);
    self->watched_ = wanted;
  }
  return self->peer_.has_backlog() ? TRUE : FALSE;
}

gboolean PeerSource::check(GSource* source) {
  PeerSource* self = reinterpret_cast<Source*>(source)->owner;
  if (self->ended_) return FALSE;
  return !self->peer_.is_open() || self->peer_.has_backlog() ||
         g_source_query_unix_fd(source, self->tag_) != 0;
}

gboolean PeerSource::dispatch(GSource* source, GSourceFunc, gpointer) {
  reinterpret_cast<Source*>(source)->owner->run();
  return G_SOURCE_CONTINUE;
}

void PeerSource::run() {
  if (ended_) return;
  if (!peer_.is_open() && !peer_.has_backlog()) return end(std::nullopt);
  const auto state = peer_.dispatch(handler_);
  if (!state) return end(state.error());
  if (*state == ipc::Peer::State::closed || !peer_.is_open()) end(std::nullopt);
}

void PeerSource::end(std::optional<Error> error) {
  ended_ = true;
  g_source_remove_unix_fd(source_, tag_);
  closed_(std::move(error));
}

}  // namespace cation::shell
