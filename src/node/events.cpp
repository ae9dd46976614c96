// What happens in the Host, told to JavaScript by name: ["app", name, …], ["window", id, name, …],
// ["contents", id, name, …], ["menu", number, window, checked], ["frame", name, …].

#include <utility>

#include "main/window_features.h"
#include "node/bridge.h"

namespace cation::node {

void Bridge::subscribe() {
  main::App& app = host_->app();
  auto add = [this](Subscription subscription) {
    subscriptions_.push_back(std::move(subscription));
  };
  auto question = [this](const char* name) {
    return [this, name](Preventable& event) {
      if (emit({"app", name})) event.prevent_default();
    };
  };
  add(app.ready.subscribe([this] { emit({"app", "ready", host_->versions()}); }));
  add(app.window_all_closed.subscribe(question("window-all-closed")));
  add(app.before_quit.subscribe(question("before-quit")));
  add(app.will_quit.subscribe(question("will-quit")));
  add(app.quitting.subscribe([this](int code) { emit({"app", "quit", code}); }));
  add(app.exited.subscribe([this](int code) { emit({"app", "exited", code}); }));
  add(app.failed.subscribe(
      [this](const Error& error) { emit({"app", "failed", error.message, error.code}); }));
  add(host_->window_created.subscribe([this](main::BrowserWindow& window) {
    subscribe(window);
    subscribe(window.contents());
  }));
  add(host_->guest_created.subscribe([this](main::Guest& guest) {
    subscribe(guest.contents());
    const ipc::ContentsId id = guest.contents().id();
    const main::BrowserWindow* window = host_->window_of(id);
    emit({"guest", id, static_cast<std::uint32_t>(host_->router().main_place(id)), guest.embedder(),
          window ? window->id() : 0});
  }));
  subscribe_to_frames();
  add(host_->menu().clicked.subscribe(
      [this](main::Menu::Number item, std::uint32_t window, bool checked) {
        emit({"menu", item, window, checked});
      }));
}

void Bridge::subscribe_to_frames() {
  auto add = [this](Subscription subscription) {
    subscriptions_.push_back(std::move(subscription));
  };
  add(host_->frame_attached.subscribe([this](const ipc::Frame& frame) {
    emit({"frame", "attached",
          Value::object({{"contents", frame.contents},
                         {"renderer", frame.key.renderer},
                         {"frame", frame.key.frame},
                         {"place", static_cast<std::uint32_t>(frame.place)},
                         {"parent", frame.parent},
                         {"main", frame.main},
                         {"first", frame.first},
                         {"process", host_->router().process_of(frame.key.renderer)},
                         {"url", frame.url},
                         {"origin", frame.origin},
                         {"name", frame.name}})});
  }));
  add(host_->frame_detached.subscribe([this](const ipc::Frame& frame) {
    emit({"frame", "detached", frame.key.renderer, frame.key.frame});
  }));
  add(host_->place_ended.subscribe([this](ipc::PlaceId place) {
    emit({"frame", "place-ended", static_cast<std::uint32_t>(place)});
  }));
  add(host_->frame_event.subscribe(
      [this](const ipc::Frame& frame, std::string_view name, const Value& arguments) {
        emit({"frame", "event", frame.key.renderer, frame.key.frame, name, arguments});
      }));
}

void Bridge::amend_guest(Value web_preferences, Value params) {
  if (guest_request_ == nullptr) return;
  guest_request_->web_preferences = std::move(web_preferences);
  guest_request_->params = std::move(params);
}

void Bridge::subscribe(main::BrowserWindow& window) {
  main::WindowId id = window.id();
  auto& list = of_windows_[id];
  auto add = [&](Subscription subscription) { list.push_back(std::move(subscription)); };
  add(window.closing.subscribe([this, id](Preventable& event) {
    if (emit({"window", id, "close"})) event.prevent_default();
  }));
  add(window.closed.subscribe([this, id] { emit({"window", id, "closed"}); }));
  add(window.ready_to_show.subscribe([this, id] { emit({"window", id, "ready-to-show"}); }));
  add(window.page_title_updated.subscribe([this, id](Preventable& event, const std::string& title) {
    if (emit({"window", id, "page-title-updated", title})) event.prevent_default();
  }));
  add(window.changed.subscribe(
      [this, id](const std::string& name) { emit({"window", id, name}); }));
}

void Bridge::subscribe(main::WebContents& contents) {
  ipc::ContentsId id = contents.id();
  auto& list = of_windows_[id];
  auto add = [&](Subscription subscription) { list.push_back(std::move(subscription)); };
  auto plain = [this, id](const char* name) {
    return [this, id, name] { emit({"contents", id, name}); };
  };
  auto with_text = [this, id](const char* name) {
    return [this, id, name](const std::string& text) { emit({"contents", id, name, text}); };
  };
  add(contents.did_start_loading.subscribe(plain("did-start-loading")));
  add(contents.did_stop_loading.subscribe(plain("did-stop-loading")));
  add(contents.did_finish_load.subscribe(plain("did-finish-load")));
  add(contents.dom_ready.subscribe(plain("dom-ready")));
  add(contents.did_fail_load.subscribe([this, id](const main::LoadFailure& failure) {
    emit({"contents", id, "did-fail-load", failure.code, failure.description, failure.url});
  }));
  add(contents.did_navigate.subscribe([this, id, page = &contents](const std::string& url) {
    emit({"contents", id, "did-navigate", url, page->response_code(), page->response_text()});
  }));
  add(contents.did_frame_navigate.subscribe([this, id](const main::FrameNavigation& to) {
    const auto& [main, document, place] = to.frame;
    emit({"contents", id, "did-frame-navigate", to.url, to.response_code, to.response_text, main,
          document.renderer, document.frame});
  }));
  auto start = [this, id](const char* name) {
    return [this, id, name](const main::NavigationStart& to) {
      const auto& [main, document, place] = to.frame;
      emit({"contents", id, name, to.url, to.is_same_document, main, document.renderer,
            document.frame});
    };
  };
  add(contents.did_start_navigation.subscribe(start("did-start-navigation")));
  add(contents.did_redirect_navigation.subscribe(start("did-redirect-navigation")));
  add(contents.did_navigate_in_page.subscribe([this, id](const main::FrameNavigation& to) {
    const auto& [main, document, place] = to.frame;
    emit({"contents", id, "did-navigate-in-page", to.url, main, document.renderer, document.frame});
  }));
  add(contents.did_frame_finish_load.subscribe([this, id](const main::FrameId& frame) {
    emit({"contents", id, "did-frame-finish-load", frame.main, frame.document.renderer,
          frame.document.frame});
  }));
  add(contents.console_message.subscribe([this, id](const main::ConsoleMessage& said) {
    const ipc::FrameKey document = said.frame.document;
    emit({"contents", id, "console-message", said.level, said.text, said.line, said.source,
          document.renderer, document.frame});
  }));
  add(contents.page_title_updated.subscribe(with_text("page-title-updated")));
  add(contents.render_process_gone.subscribe([this, id](const main::ProcessEnd& end) {
    emit({"contents", id, "render-process-gone", end.reason, end.exit_code, end.message});
  }));
  add(contents.preload_error.subscribe(
      [this, id](const std::string& path, const std::string& message) {
        emit({"contents", id, "preload-error", path, message});
      }));
  add(contents.window_requested.subscribe([this, id](const main::WindowRequest& request) {
    emit({"contents", id, "window-open",
          Value::object({{"number", request.number},
                         {"url", request.url},
                         {"frameName", request.frame_name},
                         {"features", request.features},
                         {"options", main::with_features(Value::object({}), request.features)},
                         {"disposition", request.disposition}})});
  }));
  add(contents.will_navigate.subscribe(
      [this, id](Preventable& event, const main::NavigationRequest& to) {
        if (emit({"navigation", id, to.url, to.main})) event.prevent_default();
      }));
  add(contents.will_attach_webview.subscribe([this, id](main::GuestRequest& request) {
    auto* const outer = std::exchange(guest_request_, &request);
    request.prevented =
        emit({"contents", id, "will-attach-webview", request.web_preferences, request.params});
    guest_request_ = outer;
  }));
  add(contents.did_attach_webview.subscribe([this, id](main::WebContents& guest) {
    emit({"contents", id, "did-attach-webview", guest.id()});
  }));
  add(contents.told.subscribe([this, id](std::string_view what, const Value& arguments) {
    emit({"contents", id, "told", what, arguments});
  }));
  add(contents.login.subscribe([this, id](const main::LoginRequest& request) {
    emit({"login", id, request.number, request.url, request.facts});
  }));
  add(contents.will_prevent_unload.subscribe([this, id](Preventable& event) {
    if (emit({"contents", id, "will-prevent-unload"})) event.prevent_default();
  }));
  add(contents.unresponsive.subscribe(plain("unresponsive")));
  add(contents.responsive.subscribe(plain("responsive")));
  add(contents.devtools_changed.subscribe([this, id](bool open) {
    emit({"contents", id, open ? "devtools-opened" : "devtools-closed"});
  }));
  add(contents.destroyed.subscribe([this, id] {
    emit({"contents", id, "destroyed"});
    // Ends the window's subscriptions, this one too, when nothing is under way.
    host_->later([this, id] { of_windows_.erase(id); });
  }));
}

}  // namespace cation::node
