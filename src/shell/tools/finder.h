#pragma once

#include <webkit2/webkit2.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <string>

#include "cation/value.h"
#include "shell/signals.h"

namespace cation::shell {

/// The search for a text in a page. The engine counts what it finds, and does not say which of them
/// it has come to: that is counted here, from the first that a search shows.
class Finder {
 public:
  /// `active`: which match is shown, from 1; 0 where there is none.
  using Found =
      std::function<void(std::uint32_t request, std::uint32_t matches, std::uint32_t active)>;

  /// `view` outlives this.
  Finder(WebKitWebView* view, Found found);

  /// Options: `{forward, findNext, matchCase}`, as Electron's `findInPage`. Every request is
  /// answered once, in order, as long as the page's process lives.
  void find(std::uint32_t request, const std::string& text, const Value& options);
  /// "clearSelection", "keepSelection" or "activateSelection".
  void stop(const std::string& action);
  /// The page's process has gone.
  void forget();

 private:
  struct Asked {
    std::uint32_t request = 0;
    bool forward = true;
    bool is_first = true;
  };
  void answered(std::uint32_t matches);

  WebKitWebView* view_;
  WebKitFindController* controller_;
  Found found_;
  std::deque<Asked> asked_;
  std::string text_;
  bool match_case_ = false;
  std::uint32_t matches_ = 0;
  std::uint32_t active_ = 0;
  Signals signals_;
};

}  // namespace cation::shell
