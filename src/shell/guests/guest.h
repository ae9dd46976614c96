#pragma once

#include <functional>
#include <string>

#include "shell/web_contents.h"

namespace cation::shell {

/// What is known of a guest before it is there: `guest.create` of docs/protocol.md.
struct GuestOptions {
  ContentsId contents = 0;
  ContentsId embedder = 0;
  std::string partition;
  std::string user_agent;
  Value web_preferences;

  /// An Error where a number is missing; all else has a default.
  static Result<GuestOptions> read(const Value& value);
};

/// A web view in the page of another (`<webview>`). What it asks of a window it asks of the one
/// that it is in.
class Guest : private ContentsOwner {
 public:
  struct Callbacks {
    /// As ContentsOwner has it.
    std::function<WebKitWebView*(ContentsId opener, const OpenRequest&)> opens;
    /// The page does nothing with a key that it was announced.
    std::function<void(std::uint32_t key)> leaves_key;
  };

  Guest(const GuestOptions& options, Engine& engine, SessionPtr session, MainLink& main,
        Callbacks callbacks);

  WebContents& contents() { return contents_; }

 private:
  void page_titled(const std::string& title) override;
  void page_closes(bool agrees) override;
  WebKitWebView* page_opens(const OpenRequest& request) override;
  void page_leaves_key(std::uint32_t key) override;

  MainLink& main_;
  Callbacks callbacks_;
  WebContents contents_;
};

}  // namespace cation::shell
