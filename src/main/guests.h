#pragma once

// The guests of pages: contents without a window, each shown by a `<webview>` of another page, its
// embedder. A guest ends with its element, with the document that the element is in, and with the
// embedder's contents. https://www.electronjs.org/docs/latest/api/webview-tag

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cation/value.h"
#include "ipc/router.h"
#include "main/event.h"
#include "main/web_contents.h"

namespace cation::main {

class Host;

/// A page is about to get a guest. A listener may change both, and prevent it.
struct GuestRequest {
  /// As an app gives them to a window.
  Value web_preferences;
  /// The attributes of the element: {src, partition, useragent, httpreferrer, …}.
  Value params;
  bool prevented = false;
};

class Guest {
 public:
  Guest(Host& host, ipc::ContentsId id, ipc::ContentsId embedder, ipc::FrameKey document);
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;

  WebContents& contents() { return contents_; }
  const WebContents& contents() const { return contents_; }
  ipc::ContentsId embedder() const { return embedder_; }
  /// The embedder's document that its element is in.
  ipc::FrameKey document() const { return document_; }
  /// Has the shell make it.
  void attach(const GuestRequest& request);
  /// Tells the element of an event, and of its state; an empty name: of that alone.
  void tell(std::string_view name, Value fields);
  /// Whether a message that is lost is the first one.
  bool loses_first() { return !std::exchange(has_lost_, true); }

 private:
  void subscribe();
  void subscribe_to_frames();
  void on_told(std::string_view what, const Value& arguments);
  std::vector<Value::Member> state() const;

  Host& host_;
  ipc::ContentsId embedder_;
  ipc::FrameKey document_;
  bool has_lost_ = false;
  WebContents contents_;
  std::vector<Subscription> subscriptions_;
};

class Guests {
 public:
  explicit Guests(Host& host) : host_(host) {}
  Guests(const Guests&) = delete;
  Guests& operator=(const Guests&) = delete;

  /// nullptr for one that is none.
  Guest* find(ipc::ContentsId id);
  std::vector<ipc::ContentsId> ids() const;
  /// Those of one page.
  std::vector<ipc::ContentsId> of(ipc::ContentsId embedder) const;
  /// Ends it, and what it shows itself, where it still is there.
  void remove(ipc::ContentsId id);
  void remove_all_of(ipc::ContentsId embedder);
  /// Drops all, when the Host ends.
  void clear() { guests_.clear(); }
  /// A document has gone, and its elements with it.
  void on_frame_detached(const ipc::Frame& frame);

  // What the renderers say; docs/protocol.md has the words.
  void on_word(const ipc::Frame& sender, std::string_view word, ipc::Body arguments,
               std::optional<ipc::Reply> reply);
  void on_to_guest(const ipc::Frame& sender, ipc::ContentsId guest, std::string_view channel,
                   ipc::Body arguments);
  void on_to_host(const ipc::Frame& sender, std::string_view channel, ipc::Body arguments);

 private:
  void create(const ipc::Frame& sender, const Value& attributes, ipc::Reply reply);
  /// The guest that a document names, which may be none of its own.
  Guest* named_by(const ipc::Frame& sender, const Value& id);

  Host& host_;
  std::map<ipc::ContentsId, std::unique_ptr<Guest>> guests_;
};

}  // namespace cation::main
