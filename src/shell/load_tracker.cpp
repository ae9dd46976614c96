#include "shell/load_tracker.h"

#include <string_view>
#include <utility>

namespace cation::shell {
namespace {

std::string_view without_fragment(std::string_view url) { return url.substr(0, url.find('#')); }

bool same_document(std::string_view url, std::string_view document) {
  return url.find('#') != std::string_view::npos &&
         without_fragment(url) == without_fragment(document);
}

bool uses_ports(std::string_view url) {
  return url.starts_with("http:") || url.starts_with("https:") || url.starts_with("ftp:");
}

}  // namespace

void LoadTracker::requested(LoadId load, std::string url) {
  fail_request(load_errors::aborted);
  fail_current(load_errors::aborted);
  request_ = Request{load, std::move(url)};
  phase_ = Phase::requested;
}

void LoadTracker::navigation_requested() {
  fail_request(load_errors::aborted);
  fail_current(load_errors::aborted);
  phase_ = Phase::requested;
}

void LoadTracker::allowed(const std::string& url) {
  allowed_url_ = url;
  if (request_ && request_->url == url) {
    request_->allowed = true;
    phase_ = Phase::requested;
  }
}

void LoadTracker::started() {
  if (request_ && !request_->allowed) {
    // A navigation that had begun before main asked for another: it will be replaced.
    phase_ = Phase::provisional;
    reported_ = true;
    return;
  }
  if (std::exchange(asked_again_, false) && !request_) {
    phase_ = Phase::provisional;
    return;
  }
  fail_current(load_errors::aborted);
  tried_twice_ = false;
  current_ = request_ ? request_->load : 0;
  current_url_ = request_ ? std::move(request_->url) : allowed_url_;
  request_.reset();
  reported_ = false;
  phase_ = Phase::provisional;
  listener_.load_started(current_, current_url_);
}

void LoadTracker::committed(const std::string& url) {
  document_url_ = url;
  phase_ = Phase::committed;
  // One whose end main was told of is there all the same.
  if (reported_) return listener_.load_committed(0, url);
  // WebKit answers a request for a port that it forbids with an empty document.
  if (url == "about:blank" && uses_ports(current_url_)) {
    reported_ = true;
    listener_.load_failed(current_, load_errors::unsafe_port, current_url_);
    return;
  }
  listener_.load_committed(current_, url);
}

void LoadTracker::finished(const std::string& url) {
  if (std::exchange(lost_, false)) {
    asked_again_ = true;
    phase_ = Phase::requested;
    return listener_.load_lost(current_, current_url_);
  }
  // What ends may be an older load, while a request waits for its start.
  phase_ = request_ ? Phase::requested : Phase::idle;
  if (std::exchange(reported_, true)) return;
  listener_.load_finished(current_, url);
}

void LoadTracker::failed(LoadError error, const std::string& url) {
  if (!reported_) {
    reported_ = true;
    listener_.load_failed(current_, error, url);
  } else if (request_ && request_->allowed && request_->url == url) {
    fail_request(error);
  }
}

void LoadTracker::lost(LoadError error, const std::string& url) {
  if (reported_ || request_ || std::exchange(tried_twice_, true)) return failed(error, url);
  lost_ = true;
}

void LoadTracker::stopped() {
  fail_request(load_errors::aborted);
  fail_current(load_errors::aborted);
  if (phase_ == Phase::requested) phase_ = Phase::idle;
}

void LoadTracker::prevented() {
  fail_request(load_errors::aborted);
  if (phase_ == Phase::requested) phase_ = Phase::idle;
}

void LoadTracker::gone() {
  fail_request(load_errors::failed);
  fail_current(load_errors::failed);
  phase_ = Phase::idle;
}

void LoadTracker::address_changed(const std::string& url) {
  if (phase_ == Phase::idle || phase_ == Phase::committed) change_address(url);
}

void LoadTracker::loading_ended(const std::string& url) {
  if (phase_ != Phase::requested || asked_again_) return;
  if (!request_) {  // a step in the history, within the document
    phase_ = Phase::idle;
    change_address(url);
  } else if (request_->allowed && same_document(request_->url, document_url_)) {
    phase_ = Phase::idle;
    const Request request = *std::exchange(request_, std::nullopt);
    change_address(request.url);
    listener_.load_finished(request.load, request.url);
  }
}

void LoadTracker::fail_request(LoadError error) {
  if (!request_) return;
  const Request request = *std::exchange(request_, std::nullopt);
  listener_.load_failed(request.load, error, request.url);
}

void LoadTracker::fail_current(LoadError error) {
  lost_ = asked_again_ = false;
  if (std::exchange(reported_, true)) return;
  listener_.load_failed(current_, error, current_url_);
}

void LoadTracker::change_address(const std::string& url) {
  if (url.empty() || url == document_url_) return;
  document_url_ = url;
  listener_.url_changed(url);
}

}  // namespace cation::shell
