#pragma once

// Main's side of all renderers: who may connect, which page is whose, which documents are open, who
// gets a message and who answers a call. It is the door where a renderer's words are checked: what
// passes it keeps the bounds of ipc/limits.h and the order of the protocol, and who breaks these is
// ended (`on_broken`). What only a language can see in a body it tells by `refuse`. It knows no
// event loop, no engine and no language: the owner reads the sockets (`receive`), brings the
// shell's word (`expect`, `bind`, …), and is told what happens through a Delegate. One thread.
// docs/protocol.md describes a renderer's way in.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cation/result.h"
#include "cation/value.h"
#include "ipc/direct_links.h"
#include "ipc/frames.h"
#include "ipc/handlers.h"
#include "ipc/ids.h"
#include "ipc/limits.h"
#include "ipc/ports.h"
#include "ipc/renderer.h"
#include "ipc/reply.h"

namespace cation::ipc {

/// What a Router tells its owner. Views are valid during the call only; a delegate may call back
/// into the Router.
class Delegate {
 public:
  virtual ~Delegate() = default;
  virtual void on_send(const Frame& sender, std::string_view channel, Body arguments) = 0;
  virtual void on_send_sync(const Frame& sender, std::string_view channel, Body arguments,
                            Reply reply) = 0;
  virtual void on_invoke(const Frame& sender, HandlerId handler, std::string_view channel,
                         Body arguments, Reply reply) = 0;
  /// A script requires a file of the app. The answer is its text, or null where there is none.
  virtual void on_read_file(const Frame& sender, std::string_view path, Reply reply) = 0;
  /// A script wants to know the environment of this process. The answer is an object of strings.
  virtual void on_read_environment(const Frame& sender, Reply reply) = 0;
  /// A page has said something of the guests that it shows. `reply` where it wants to know.
  virtual void on_guest(const Frame& sender, std::string_view word, Body arguments,
                        std::optional<Reply> reply) = 0;
  /// A page sends to one of its guests, or a guest to the page that shows it.
  virtual void on_to_guest(const Frame& sender, ContentsId guest, std::string_view channel,
                           Body arguments) = 0;
  virtual void on_to_host(const Frame& sender, std::string_view channel, Body arguments) = 0;
  /// A message that may carry ports, which are in this process now: of `postMessage`.
  virtual void on_post(const Frame& sender, std::string_view channel, Body message,
                       std::vector<PortId> ports) = 0;
  /// A message for a started port, with the ports that it carries.
  virtual void on_port_message(PortId port, Body message, std::vector<PortId> ports) = 0;
  /// The other end is closed or gone. The port is no more.
  virtual void on_port_closed(PortId port) = 0;
  /// `ports().deliver()` is to be called in the next turn of the loop.
  virtual void on_ports_due() = 0;
  virtual void on_frame_attached(const Frame& frame) = 0;
  virtual void on_frame_detached(const Frame& frame) = 0;
  /// No document will be shown there any more.
  virtual void on_place_ended(PlaceId place) = 0;
  virtual void on_frame_event(const Frame& frame, std::string_view name,
                              const Value& arguments) = 0;
  /// A paused renderer may be read again, when the word of the shell that did it is acted on.
  virtual void on_resumed(RendererId renderer) = 0;
  /// A renderer has broken the protocol, and its link is closed: its process is to be ended.
  /// `contents`: what it shows. `on_closed` follows.
  virtual void on_broken(RendererId renderer, const std::string& why,
                         const std::vector<ContentsId>& contents) = 0;
  virtual void on_closed(RendererId renderer) = 0;
};

class Router : private PortOwner {
 public:
  /// What may wait for a contents that has no document yet.
  static constexpr std::size_t max_waiting_messages = 10'000;
  static constexpr std::size_t max_waiting_bytes = std::size_t{16} << 20;
  explicit Router(Delegate& delegate) : delegate_(delegate), ports_(*this) {}
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  // ---- the renderers' connections ----

  /// Takes a new connection. Where too many have not proved themselves, one of them is closed.
  RendererId adopt(link::Link link);
  /// Closes one that has not proved itself: the oldest of the process that has the most of them.
  /// False where there is none.
  bool drop_stranger();
  /// Gives a renderer its turn. `more`: it has said more, which no readable socket may announce.
  /// `paused`: it is to be watched for its end alone, until `on_resumed`. After `closed`,
  /// `on_closed` has been called.
  enum class Progress { idle, more, paused, closed };
  Progress receive(RendererId renderer, const Turn& turn = {});
  /// Whether it is not read until the shell says more.
  bool is_paused(RendererId renderer) const;
  /// The link of a renderer; nullptr for one that is gone.
  const link::Link* link_of(RendererId renderer) const;
  /// What a message of this renderer holds breaks the protocol.
  void refuse(RendererId renderer, std::string_view why);
  /// The socket to watch; -1 when it is closed. `wants_write`: watch for writability too.
  int fd(RendererId renderer) const;
  bool wants_write(RendererId renderer) const;
  void close(RendererId renderer);
  std::vector<RendererId> renderers() const;

  /// Sends all that was posted since, as far as the sockets take it.
  void flush();

  // ---- the shell's word ----

  /// A web process with this token will connect.
  void expect(std::string_view token);
  /// The page belongs to this contents, and to the renderer with this token.
  void bind(ContentsId contents, std::uint64_t page, std::string_view token);
  void unbind(std::uint64_t page);
  /// The address that the shell has committed for a contents. Where it tells no more (`show`), it
  /// is that of each main document.
  void set_address(ContentsId contents, std::string url);
  /// From now on `show` tells of each main document of a page: until then the document waits.
  void expect_documents() { shell_shows_ = true; }
  bool shell_shows() const { return shell_shows_; }
  /// What a main document of a page shows is the shell's to tell, not its renderer's. An origin
  /// that the two do not agree on is none ("null").
  void show(std::uint64_t page, std::uint32_t document, std::string url, std::string origin);
  /// Whether a main document is open that the page's own process has told of.
  bool is_open(std::uint64_t page, std::uint32_t document) const {
    return main_document(page, document) != nullptr;
  }
  /// Ends the documents of a contents: it shows one that nothing is known of.
  void leave(ContentsId contents);
  /// The shell has gone, and its web processes go with it: every renderer is closed, and no token
  /// or page of the past is known any more. Contents stay, without a document.
  void forget_shell();

  // ---- to pages ----

  /// Makes a contents known; before its first document, messages wait.
  void open(ContentsId contents);
  /// Ends it: its documents are gone, what waited is dropped.
  void end(ContentsId contents);
  /// Sends to the main frame. An Error (ERR_LINK_FULL) where too much already waits.
  Result<void> send(ContentsId contents, std::string_view channel, const Outgoing& arguments);
  /// Sends to one document; goes nowhere when it is gone.
  Result<void> send(FrameKey frame, std::string_view channel, const Outgoing& arguments);
  /// Tells a document of the guests that it shows; goes nowhere when it is gone.
  Result<void> tell_of_guest(FrameKey frame, std::string_view word, const Outgoing& arguments);
  /// Sends on what a guest has sent to the page that shows it.
  Result<void> send_from_guest(FrameKey frame, ContentsId guest, std::string_view channel,
                               FrameKey sender, Body arguments);
  /// Runs a script in the main frame, or in one document; `world` and `arguments` are those of
  /// Kind::execute. `done` is called once, also when the document goes first.
  void execute(ContentsId contents, std::string_view world, Body arguments, ScriptDone done);
  void execute(FrameKey frame, std::string_view world, Body arguments, ScriptDone done);

  /// The same for a message with ports, which leave this process. An Error leaves them here.
  Result<void> post_message(ContentsId contents, std::string_view channel, const Outgoing& message,
                            const std::vector<PortId>& ports);
  Result<void> post_message(FrameKey frame, std::string_view channel, const Outgoing& message,
                            const std::vector<PortId>& ports);
  Ports& ports() { return ports_; }

  Handlers& handlers() { return handlers_; }
  const Frame* frame(FrameKey key) const { return frames_.find(key); }
  /// See Frames::share.
  std::shared_ptr<const Frame> share_frame(FrameKey key) const { return frames_.share(key); }
  const Frame* main_frame(ContentsId contents) const;
  /// The address of an open document has changed; its origin where one is given.
  void set_url(FrameKey frame, std::string url, std::optional<std::string> origin = {});
  /// The renderer that a contents has now, before its first document too; 0 where there is none.
  RendererId renderer_of(ContentsId contents) const;
  /// Where the main documents of a contents are shown; none for a contents that is not open.
  PlaceId main_place(ContentsId contents) const;
  /// Whether documents may be shown in a place, and the one that it shows now.
  bool has_place(PlaceId place) const { return frames_.has_place(place); }
  std::optional<FrameKey> shown_in(PlaceId place) const { return frames_.shown_in(place); }
  /// The process of a renderer, as the system numbers it; 0 for one that is gone.
  std::int32_t process_of(RendererId renderer) const;
  /// The open documents that are embedded in this one.
  std::vector<FrameKey> frames_in(FrameKey parent) const { return frames_.children_of(parent); }
  /// Every open document of a contents, the oldest first.
  std::vector<FrameKey> frames_of(ContentsId contents) const {
    return frames_.of_contents(contents);
  }

 private:
  friend class Reply;

  struct Waiting {
    std::string channel;
    std::vector<std::byte> body;
    /// Of a `post`: what it carries.
    std::optional<std::vector<PortId>> ports;
  };
  struct Contents {
    PlaceId place{};
    FrameKey main_frame;
    std::string address;
    std::deque<Waiting> waiting;
    std::size_t waiting_bytes = 0;
  };
  struct Shown {
    std::string url;
    std::string origin;
  };
  struct Page {
    ContentsId contents;
    std::string token;
    /// Main documents that the shell has told of and the renderer has not.
    std::map<std::uint32_t, Shown> documents = {};
  };
  /// More than are ever under way.
  static constexpr std::size_t max_shown = 16;

  // What Ports want.
  void on_port_message(PortId port, Body clone, std::vector<PortId> ports) override {
    delegate_.on_port_message(port, clone, std::move(ports));
  }
  void on_port_closed(PortId port) override { delegate_.on_port_closed(port); }
  void want_delivery() override { delegate_.on_ports_due(); }
  Result<bool> post_to(FrameKey frame, Kind kind, std::uint32_t number,
                       const Outgoing& body) override;
  std::uint32_t join(PortPlace first, PortPlace second) override;
  void part(std::uint32_t joint) override;
  /// Asks the process of a document that is gone.
  Result<bool> post_to_gone(FrameKey frame, std::uint32_t number, const Outgoing& body);
  /// Tells a document the way to the other end of a port's channel; as send_to.
  Result<bool> show_way(PortPlace port, DirectLinks::End& end, PortPlace other);

  void take(Renderer& renderer, const Message& message);
  void break_off(Renderer& renderer, std::string why);
  std::vector<ContentsId> contents_of(const Renderer& renderer) const;
  void take_port(Renderer& renderer, FrameKey key, bool known, const Message& message);
  Result<void> take_post(FrameKey key, const Message& message);
  /// False where the document is gone.
  Result<bool> send_to(FrameKey frame, Kind kind, std::uint32_t call, std::string_view channel,
                       const Outgoing& body, std::vector<link::UniqueFd> fds = {});
  Result<void> wait(Contents& contents, std::string_view channel, const Outgoing& message,
                    std::optional<std::vector<PortId>> ports);
  using Tokens = std::set<std::string, std::less<>>;
  void take_hello(Renderer& renderer, const Message& message);
  void admit(Renderer& renderer, Tokens::iterator expected);
  void take_from_page(Renderer& renderer, Page& page, const Message& message);
  /// Puts the shell's word in the place of a main document's own; false where it is not there yet.
  bool put_shown(Page& page, Frame& frame);
  void attach(Renderer& renderer, Page& page, const Message& message);
  void take_detached(Renderer& renderer, FrameKey key, const Message& message);
  /// Ends a document and all that is embedded in it. `gone`: its place has gone too.
  void detach(FrameKey key, bool gone = false);
  void detach_one(FrameKey key, bool gone);
  /// The same for all that a page shows.
  void detach_page(RendererId renderer, std::uint64_t page);
  void end_place(PlaceId place);
  /// Whether it may have main keep so much more; it is ended where not.
  bool may_keep(Renderer& renderer, std::size_t more);
  void take_event(Renderer& renderer, const Frame& frame, const Message& message);
  void call(Renderer& renderer, const Frame& sender, const Message& message);
  /// What a Reply says: the call is open no more.
  void answer_open(FrameKey frame, const Message& message);
  void finish_script(Renderer& renderer, const Message& message);
  void pause(Renderer& renderer, const Message& message);
  void resume(std::string_view token);
  void drop(Renderer& renderer);
  Result<void> post(Renderer& renderer, const Message& message,
                    std::vector<link::UniqueFd> fds = {});
  void answer(FrameKey frame, const Message& message);
  Renderer* find(RendererId id) const;
  Renderer* find(std::string_view token) const;
  const Frame* main_document(std::uint64_t page, std::uint32_t document) const;

  Delegate& delegate_;
  std::shared_ptr<Router*> self_ = std::make_shared<Router*>(this);
  Frames frames_;
  Handlers handlers_;
  DirectLinks direct_links_;
  Ports ports_;
  std::map<RendererId, std::unique_ptr<Renderer>> renderers_;
  RendererId last_renderer_ = 0;
  bool shell_shows_ = false;
  // Those that have gone, kept until no handler can still be inside one.
  std::vector<std::unique_ptr<Renderer>> dropped_;
  int receiving_ = 0;
  Tokens expected_;
  std::map<std::uint64_t, Page> pages_;
  std::map<ContentsId, Contents> contents_;
};

/// The clone of an Error with this text, as the body of a reject.
std::vector<std::byte> error_body(std::string_view message);
/// That of a script that nobody runs, with the code ERR_PAGE_GONE.
std::vector<std::byte> gone_body(std::string_view message);

}  // namespace cation::ipc
