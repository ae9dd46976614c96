// The documents that a web view shows: what the engine and the page say of each, told to main as
// one.

#include <utility>

#include "shell/addresses.h"
#include "shell/limits.h"
#include "shell/web_contents.h"

namespace cation::shell {

void WebContents::leave_sandbox(const std::string& url) {
  if (runs_scripts_ || !inherits_policy(url)) return;
  // Other pages live in that process, and this one stays as the engine has it.
  if (was_opened_ || engine_.tokens().users(bound_token_) != 1) return;
  is_leaving_sandbox_ = true;
  webkit_web_view_terminate_web_process(view_.get());
  is_leaving_sandbox_ = false;
}

void WebContents::begin_navigation(const std::string& url) {
  // The engine opens an empty page without waiting for the word that it may: what is told to the
  // page in `decide` would come too late for it.
  if (!has_page_ || is_empty_page(url)) configure_page();
  has_page_ = true;
}

std::string WebContents::origin() const {
  // Whoever opens an empty window writes into it: what its own process says of it decides between
  // that one's origin and none at all.
  return committed_url_.starts_with("about:blank") ? opener_origin_ : origin_of(committed_url_);
}

void WebContents::document_opened(std::uint32_t document, bool runs_scripts) {
  if (!bound_page_) return;
  runs_scripts_ = runs_scripts;
  if (commit_) {
    tell_commit(document);
  } else {
    // An empty window that a page has opened has loaded nothing.
    if (committed_url_.empty()) committed_url_ = "about:blank";
    main_.send("page.document", *bound_page_, document, committed_url_, origin());
  }
  // The document's messages wait at main for this word.
  main_.flush();
}

void WebContents::tell_commit(std::uint32_t document) {
  const auto commit = std::exchange(commit_, std::nullopt);
  if (!commit) return;
  main_.send("contents.committed", id_, commit->load, commit->url, commit->code, commit->text,
             bound_page_.value_or(0), document, origin());
  if (preload_error_) {
    main_.send("contents.preload_error", id_, preferences_.preload, preload_error_->message);
    preload_error_.reset();
  }
}

void WebContents::titled(const std::string& given) {
  std::string title = limits::cut_to_characters(given, limits::title_characters);
  // WebKit empties the title when a page goes; a page without one keeps the window's. And it tells
  // of a title once more, later, that the page has told itself.
  if (title.empty() || title == last_title_) return;
  last_title_ = title;
  title_.set(std::move(title));
}

}  // namespace cation::shell
