#include "renderer/link_source.h"

#include <utility>

namespace cation::renderer {
namespace {

constexpr auto incoming = static_cast<GIOCondition>(G_IO_IN | G_IO_HUP | G_IO_ERR);
// In microseconds: how long messages may keep all else waiting, and all else messages.
constexpr gint64 slice = 4000;
constexpr gint64 longest_wait = 4000;

}  // namespace

struct LinkSource::Source {
  GSource base;
  LinkSource* owner;
};

LinkSource::LinkSource(ipc::Peer& peer, Linger& linger, Handler handler, Closed closed)
    : peer_(peer),
      linger_(linger),
      handler_(std::move(handler)),
      closed_(std::move(closed)),
      watched_(incoming) {
  static GSourceFuncs functions = {
      .prepare = &LinkSource::prepare,
      .check = &LinkSource::check,
      .dispatch = &LinkSource::dispatch,
      .finalize = nullptr,
      .closure_callback = nullptr,
      .closure_marshal = nullptr,
  };
  source_.reset(g_source_new(&functions, sizeof(Source)));
  reinterpret_cast<Source*>(source_.get())->owner = this;
  g_source_set_static_name(source_.get(), "cation link");
  g_source_set_priority(source_.get(), G_PRIORITY_HIGH);
  tag_ = g_source_add_unix_fd(source_.get(), peer_.link().fd(), watched_);
  // For a source that must not recurse GLib takes the descriptor out of the loop while it is
  // dispatched, and wakes the loop twice for that. This one minds a loop within a handler itself.
  g_source_set_can_recurse(source_.get(), TRUE);
  g_source_attach(source_.get(), nullptr);
  linger_.add(*this);
}

gboolean LinkSource::prepare(GSource* source, gint* timeout) {
  *timeout = -1;
  LinkSource* self = reinterpret_cast<Source*>(source)->owner;
  if (self->ended_) return FALSE;
  self->watch();
  return self->due();
}

gboolean LinkSource::check(GSource* source) {
  LinkSource* self = reinterpret_cast<Source*>(source)->owner;
  if (self->ended_) return FALSE;
  return self->due() || (!self->running_ && g_source_query_unix_fd(source, self->tag_) != 0);
}

gboolean LinkSource::dispatch(GSource* source, GSourceFunc, gpointer) {
  reinterpret_cast<Source*>(source)->owner->run();
  return G_SOURCE_CONTINUE;
}

gboolean LinkSource::dispatch_spare(gpointer self) {
  static_cast<LinkSource*>(self)->run();
  return G_SOURCE_REMOVE;
}

/// Whether there is something to do that no readable socket announces.
bool LinkSource::due() const { return !is_quiet() && (!peer_.is_open() || peer_.has_backlog()); }

/// Ends a turn of the loop: what it has posted leaves, and the socket is watched for what is next.
void LinkSource::watch() {
  // A link that is found closed here is reported from `run`.
  if (peer_.is_open()) (void)peer_.link().flush();
  if (!peer_.is_open()) return;
  const auto wanted = static_cast<GIOCondition>((is_quiet() ? 0 : incoming) |
                                                (peer_.link().wants_write() ? G_IO_OUT : 0));
  if (wanted == watched_) return;
  g_source_modify_unix_fd(source_.get(), tag_, wanted);
  watched_ = wanted;
}

void LinkSource::run() {
  if (ended_ || running_) return;
  if (standing_back_) {
    standing_back_ = false;
    spare_.reset();
    g_source_set_ready_time(source_.get(), -1);
  }
  const gint64 end_of_slice = g_get_monotonic_time() + slice;
  if (hear(end_of_slice)) linger_.wait(end_of_slice);
  if (!ended_ && g_get_monotonic_time() >= end_of_slice) stand_back();
}

bool LinkSource::hear(gint64 end_of_slice) {
  if (ended_ || is_quiet()) return false;
  running_ = true;
  bool heard = false;
  auto state = Result<ipc::Peer::State>(ipc::Peer::State::more);
  // A packet may name gigabytes, which lie beside it: what is left of it has the next turn.
  const auto handle = [&](const ipc::Message& message, std::vector<link::UniqueFd>& fds) {
    handler_(message, fds);
    if (g_get_monotonic_time() >= end_of_slice) peer_.link().hold_rest();
  };
  do {
    state = peer_.dispatch(handle, 1);
    if (state && *state == ipc::Peer::State::more) heard = true;
  } while (state && *state == ipc::Peer::State::more && g_get_monotonic_time() < end_of_slice);
  running_ = false;
  // Scripts answer what they hear at once; the answers do not wait for the turn's end.
  if (heard && peer_.is_open()) (void)peer_.link().flush();
  if (!state) {
    end(state.error());
  } else if (*state == ipc::Peer::State::closed) {
    end(std::nullopt);
  }
  return heard;
}

std::uint64_t LinkSource::arrived() const {
  return peer_.link().received_bytes() + peer_.link().readable_bytes();
}

bool LinkSource::has_heard(std::uint64_t bytes) const {
  if (ended_ || !peer_.is_open()) return true;
  const std::uint64_t taken = peer_.link().received_bytes();
  // The next packet is taken when the one before has been heard.
  return taken > bytes || (taken == bytes && !peer_.has_backlog());
}

void LinkSource::stand_back() {
  standing_back_ = true;
  g_source_set_ready_time(source_.get(), g_get_monotonic_time() + longest_wait);
  spare_.reset(g_idle_source_new());
  g_source_set_static_name(spare_.get(), "cation link, spare time");
  g_source_set_priority(spare_.get(), G_PRIORITY_LOW);
  g_source_set_callback(spare_.get(), &LinkSource::dispatch_spare, this, nullptr);
  g_source_attach(spare_.get(), nullptr);
}

void LinkSource::end(std::optional<Error> error) {
  ended_ = true;
  g_source_remove_unix_fd(source_.get(), tag_);
  closed_(std::move(error));
}

}  // namespace cation::renderer
