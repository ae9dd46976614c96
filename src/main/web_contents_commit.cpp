// A commit and its document: the shell tells of the one, the page's own process of the other, and
// main acts on both at once, whichever is known first. docs/architecture.md, "What keeps order".

#include <utility>

#include "main/host.h"
#include "main/web_contents.h"

namespace cation::main {

namespace {

// Of words of the shell that wait for a document: more than come in the moment that one takes.
constexpr std::size_t max_held = 64;

}  // namespace

void WebContents::in_order(std::function<void()> told) {
  // A renderer that keeps its document to itself is not waited for until memory ends.
  if (commit_ && held_.size() >= max_held) tell_commit();
  if (commit_) {
    held_.push_back(std::move(told));
  } else {
    told();
  }
}

void WebContents::commit(const Value& arguments) {
  auto text = [&](int index) { return arguments[index].value_or<std::string>(""); };
  commit_ = Commit{.load = arguments[1].value_or<std::uint32_t>(0),
                   .url = text(2),
                   .code = arguments[3].value_or(-1),
                   .text = text(4),
                   .page = arguments[5].value_or<std::uint64_t>(0),
                   .document = arguments[6].value_or<std::uint32_t>(0)};
  if (commit_->document == 0) return tell_commit();
  const auto [page, document] = std::pair(commit_->page, commit_->document);
  // Its document may have told of itself before, and is opened now; or it is there already.
  host_.router().show(page, document, commit_->url, text(7));
  if (commit_ && host_.router().is_open(page, document)) tell_commit();
}

bool WebContents::is_committed(const ipc::Frame& frame) const {
  return commit_ && frame.main && frame.page == commit_->page &&
         frame.key.frame == commit_->document;
}

void WebContents::take_commit() {
  if (std::exchange(commit_->is_taken, true)) return;
  url_ = commit_->url;
  title_.clear();
  response_code_ = commit_->code;
  response_text_ = commit_->text;
  shows_asked_ = commit_->load == last_load_;
  crashed_ = false;
  has_shown_ = true;
  host_.router().set_address(id_, url_);
  // Where nothing is known of the document, the last one is not what is shown either.
  ipc::Router& router = host_.router();
  if (router.shell_shows() && !router.is_open(commit_->page, commit_->document)) router.leave(id_);
}

void WebContents::tell_commit() {
  if (!commit_) return;
  Host& host = host_;
  const ipc::ContentsId id = id_;
  // Whoever is told may end this; it lives until the end of the turn.
  const auto is_gone = [this, &host, id] { return host.contents(id) != this; };
  take_commit();
  commit_.reset();
  did_navigate.emit(url_);
  if (!is_gone()) did_frame_navigate.emit({url_, response_code_, response_text_, main_frame()});
  while (!is_gone() && !commit_ && !held_.empty()) {
    const auto told = std::move(held_.front());
    held_.pop_front();
    told();
  }
}

void WebContents::before_frame_attached(const ipc::Frame& frame) {
  if (is_committed(frame)) take_commit();
}

}  // namespace cation::main
