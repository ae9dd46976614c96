#pragma once

#include <optional>
#include <string>

#include "shell/ids.h"
#include "shell/load_errors.h"

namespace cation::shell {

/// Hears of the loads of one web view. `load` is 0 for a navigation that main did not ask for.
class LoadListener {
 public:
  virtual ~LoadListener() = default;
  virtual void load_started(LoadId load, const std::string& url) = 0;
  virtual void load_committed(LoadId load, const std::string& url) = 0;
  virtual void load_finished(LoadId load, const std::string& url) = 0;
  virtual void load_failed(LoadId load, LoadError error, const std::string& url) = 0;
  /// The address changed within the document: a fragment, or the history API.
  virtual void url_changed(const std::string& url) = 0;
  /// The engine has lost this load to the end of a process of its own: it is to be asked for it
  /// once more. Nobody has been told, and what comes of it is this load's end.
  virtual void load_lost(LoadId load, const std::string& url) = 0;
};

/// Tells which of WebKit's load events belong to which request of main: WebKit's events carry no
/// number, a page may navigate by itself at any time, and a request may replace another that has
/// not started. Every request gets exactly one `load_finished` or `load_failed`. Knows no engine:
/// the owner passes on the engine's signals.
class LoadTracker {
 public:
  explicit LoadTracker(LoadListener& listener) : listener_(listener) {}

  /// Whether nothing is asked for or loaded.
  bool is_idle() const { return phase_ == Phase::idle; }

  /// Main asks for `url`, in the engine's spelling; called before the engine is told.
  void requested(LoadId load, std::string url);
  /// A reload or a step in the history is about to be asked of the engine.
  void navigation_requested();
  /// The engine asks whether a navigation to `url` may go on, and is told that it may.
  void allowed(const std::string& url);
  void started();
  void committed(const std::string& url);
  void finished(const std::string& url);
  void failed(LoadError error, const std::string& url);
  /// The same, where it is the engine's own fault: such a load is tried a second time.
  void lost(LoadError error, const std::string& url);
  /// Whether what main has asked for has not begun.
  bool is_requested() const { return phase_ == Phase::requested; }
  /// A navigation that was allowed is not made after all: the page stays.
  void prevented();
  /// Loading is stopped, before the engine is told.
  void stopped();
  /// The web process is gone.
  void gone();
  /// The view's address reads `url` now.
  void address_changed(const std::string& url);
  /// The engine has nothing to load any more.
  void loading_ended(const std::string& url);

 private:
  enum class Phase { idle, requested, provisional, committed };
  struct Request {
    LoadId load;
    std::string url;
    bool allowed = false;
  };
  void fail_request(LoadError error);
  void fail_current(LoadError error);
  void change_address(const std::string& url);

  LoadListener& listener_;
  Phase phase_ = Phase::idle;
  std::optional<Request> request_;  // main's, not started yet
  LoadId current_ = 0;
  std::string current_url_;
  // Of the current load: it was lost, and is asked for again when the engine is done with it.
  bool lost_ = false;
  bool asked_again_ = false;
  bool tried_twice_ = false;
  bool reported_ = true;  // the current load has ended, or its end is nobody's business
  std::string allowed_url_;
  std::string document_url_;
};

}  // namespace cation::shell
