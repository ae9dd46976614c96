// What happens to a page, told to the app's listeners.

#include <utility>

#include "api/core.h"
#include "api/window_options.h"
#include "cation/browser_window.h"
#include "cation/web_contents.h"

namespace cation {

namespace {

/// Subscribes a listener of the app to what happens to a contents.
template <typename... A>
Subscription subscribe(const std::weak_ptr<api::Core>& weak, std::uint32_t id,
                       main::Event<A...> main::WebContents::* event,
                       std::function<void(A...)> listener) {
  auto core = weak.lock();
  auto* contents = api::contents_of(core, id);
  if (contents == nullptr) return {};
  return (contents->*event).subscribe(core->guarded(std::move(listener)));
}

/// The same for what happens to its frames; `tell` says it in the app's words.
template <typename Fact, typename Tell>
Subscription subscribe_to_frames(const std::weak_ptr<api::Core>& weak, std::uint32_t id,
                                 main::Event<const Fact&> main::WebContents::* event, Tell tell) {
  std::function<void(const Fact&)> heard = [weak, tell = std::move(tell)](const Fact& fact) {
    if (auto core = weak.lock()) tell(*core, fact);
  };
  return subscribe(weak, id, event, std::move(heard));
}

auto navigation(std::uint32_t id, WebContents::FrameListener listener) {
  return [id, listener = std::move(listener)](api::Core& core, const main::FrameNavigation& to) {
    listener({to.url, to.response_code, to.response_text, core.frame_in(id, to.frame.place)});
  };
}

auto start(std::uint32_t id, WebContents::StartListener listener) {
  return [id, listener = std::move(listener)](api::Core& core, const main::NavigationStart& to) {
    listener({to.url, to.is_same_document, core.frame_in(id, to.frame.place)});
  };
}

Subscription subscribe_to_messages(const std::weak_ptr<api::Core>& weak, std::uint32_t id,
                                   api::Core::MessageEvent api::Core::* event,
                                   WebContents::MessageListener listener) {
  auto core = weak.lock();
  if (api::contents_of(core, id) == nullptr) return {};
  WebContents::MessageListener heard = [id, listener = std::move(listener)](
                                           Event& sent, const std::string& channel,
                                           const Value& arguments) {
    if (sent.sender().id() == id) listener(sent, channel, arguments);
  };
  return ((*core).*event).subscribe(core->guarded(std::move(heard)));
}

}  // namespace

Subscription WebContents::on_did_start_loading(Listener listener) {
  return subscribe(core_, id_, &main::WebContents::did_start_loading, std::move(listener));
}

Subscription WebContents::on_did_stop_loading(Listener listener) {
  return subscribe(core_, id_, &main::WebContents::did_stop_loading, std::move(listener));
}

Subscription WebContents::on_did_finish_load(Listener listener) {
  return subscribe(core_, id_, &main::WebContents::did_finish_load, std::move(listener));
}

Subscription WebContents::on_did_fail_load(std::function<void(const LoadFailure&)> listener) {
  std::function<void(const main::LoadFailure&)> failed =
      [listener = std::move(listener)](const main::LoadFailure& failure) {
        listener({failure.code, failure.description, failure.url});
      };
  return subscribe(core_, id_, &main::WebContents::did_fail_load, std::move(failed));
}

Subscription WebContents::on_dom_ready(Listener listener) {
  return subscribe(core_, id_, &main::WebContents::dom_ready, std::move(listener));
}

Subscription WebContents::on_did_navigate(TextListener listener) {
  return subscribe(core_, id_, &main::WebContents::did_navigate, std::move(listener));
}

Subscription WebContents::on_did_start_navigation(StartListener listener) {
  return subscribe_to_frames(core_, id_, &main::WebContents::did_start_navigation,
                             start(id_, std::move(listener)));
}

Subscription WebContents::on_did_redirect_navigation(StartListener listener) {
  return subscribe_to_frames(core_, id_, &main::WebContents::did_redirect_navigation,
                             start(id_, std::move(listener)));
}

Subscription WebContents::on_did_frame_navigate(FrameListener listener) {
  return subscribe_to_frames(core_, id_, &main::WebContents::did_frame_navigate,
                             navigation(id_, std::move(listener)));
}

Subscription WebContents::on_did_navigate_in_page(FrameListener listener) {
  return subscribe_to_frames(core_, id_, &main::WebContents::did_navigate_in_page,
                             navigation(id_, std::move(listener)));
}

Subscription WebContents::on_did_frame_finish_load(std::function<void(WebFrame)> listener) {
  return subscribe_to_frames(
      core_, id_, &main::WebContents::did_frame_finish_load,
      [id = id_, listener = std::move(listener)](api::Core& core, const main::FrameId& frame) {
        listener(core.frame_in(id, frame.place));
      });
}

Subscription WebContents::on_console_message(std::function<void(const ConsoleMessage&)> listener) {
  auto core = core_.lock();
  if (auto* contents = api::contents_of(core, id_)) contents->watch_console();
  return subscribe_to_frames(core_, id_, &main::WebContents::console_message,
                             [id = id_, listener = std::move(listener)](
                                 api::Core& core, const main::ConsoleMessage& said) {
                               listener({said.level, said.text, said.line, said.source,
                                         core.frame_in(id, said.frame.place)});
                             });
}

Subscription WebContents::on_ipc_message(MessageListener listener) {
  return subscribe_to_messages(core_, id_, &api::Core::ipc_message, std::move(listener));
}

Subscription WebContents::on_ipc_message_sync(MessageListener listener) {
  return subscribe_to_messages(core_, id_, &api::Core::ipc_message_sync, std::move(listener));
}

Subscription WebContents::on_page_title_updated(TextListener listener) {
  return subscribe(core_, id_, &main::WebContents::page_title_updated, std::move(listener));
}

Subscription WebContents::on_render_process_gone(TextListener listener) {
  std::function<void(const main::ProcessEnd&)> gone =
      [listener = std::move(listener)](const main::ProcessEnd& end) { listener(end.reason); };
  return subscribe(core_, id_, &main::WebContents::render_process_gone, std::move(gone));
}

Subscription WebContents::on_preload_error(
    std::function<void(const std::string&, const std::string&)> listener) {
  return subscribe(core_, id_, &main::WebContents::preload_error, std::move(listener));
}

Subscription WebContents::on_unresponsive(Listener listener) {
  return subscribe(core_, id_, &main::WebContents::unresponsive, std::move(listener));
}

Subscription WebContents::on_responsive(Listener listener) {
  return subscribe(core_, id_, &main::WebContents::responsive, std::move(listener));
}

Subscription WebContents::on_window_open(
    std::function<std::optional<BrowserWindowOptions>(const WindowOpenDetails&)> handler) {
  std::function<void(const main::WindowRequest&)> asked =
      [weak = core_, id = id_, handler = std::move(handler)](const main::WindowRequest& request) {
        auto core = weak.lock();
        auto options =
            handler({request.url, request.frame_name, request.features, request.disposition});
        if (options && api::contents_of(core, id) != nullptr)
          core->host().create_window(api::to_value(*core, *options, id, request.number));
      };
  return subscribe(core_, id_, &main::WebContents::window_requested, std::move(asked));
}

Subscription WebContents::on_will_navigate(
    std::function<void(Preventable&, const std::string& url)> listener) {
  if (auto* contents = api::contents_of(core_.lock(), id_)) contents->watch_navigation();
  std::function<void(Preventable&, const main::NavigationRequest&)> asked =
      [listener = std::move(listener)](Preventable& event, const main::NavigationRequest& to) {
        if (to.main) listener(event, to.url);
      };
  return subscribe(core_, id_, &main::WebContents::will_navigate, std::move(asked));
}

Subscription WebContents::on_login(
    std::function<std::optional<LoginCredentials>(const LoginDetails&)> handler) {
  std::function<void(const main::LoginRequest&)> asked =
      [weak = core_, id = id_, handler = std::move(handler)](const main::LoginRequest& request) {
        auto core = weak.lock();
        const Value& facts = request.facts;
        const auto given = handler({.url = request.url,
                                    .is_proxy = facts["isProxy"].value_or(false),
                                    .scheme = facts["scheme"].value_or<std::string>(""),
                                    .host = facts["host"].value_or<std::string>(""),
                                    .port = facts["port"].value_or(0),
                                    .realm = facts["realm"].value_or<std::string>("")});
        auto* contents = api::contents_of(core, id);
        if (contents == nullptr) return;
        contents->answer_login(
            request.number,
            given ? Value::object({{"user", given->user}, {"password", given->password}})
                  : Value(nullptr));
      };
  return subscribe(core_, id_, &main::WebContents::login, std::move(asked));
}

Subscription WebContents::on_frame_created(std::function<void(WebFrame)> listener) {
  auto core = core_.lock();
  if (api::contents_of(core, id_) == nullptr) return {};
  std::function<void(WebFrame)> created = [id = id_,
                                           listener = std::move(listener)](WebFrame frame) {
    if (frame.contents().id() == id) listener(std::move(frame));
  };
  return core->frame_created.subscribe(core->guarded(std::move(created)));
}

Subscription WebContents::on_will_prevent_unload(std::function<void(Preventable&)> listener) {
  return subscribe(core_, id_, &main::WebContents::will_prevent_unload, std::move(listener));
}

Subscription WebContents::on_will_attach_webview(
    std::function<void(Preventable&, WebviewAttachment&)> listener) {
  std::function<void(main::GuestRequest&)> asked =
      [weak = core_, listener = std::move(listener)](main::GuestRequest& request) {
        auto core = weak.lock();
        WebviewAttachment asked = api::attachment_of(request.web_preferences, request.params);
        Preventable event;
        listener(event, asked);
        request.prevented = request.prevented || event.prevented();
        request.web_preferences = api::to_value(*core, asked.web_preferences);
        request.params = api::params_of(asked);
      };
  return subscribe(core_, id_, &main::WebContents::will_attach_webview, std::move(asked));
}

Subscription WebContents::on_did_attach_webview(std::function<void(WebContents)> listener) {
  std::function<void(main::WebContents&)> attached =
      [weak = core_, listener = std::move(listener)](main::WebContents& guest) {
        listener(WebContents(weak, guest.id()));
      };
  return subscribe(core_, id_, &main::WebContents::did_attach_webview, std::move(attached));
}

Subscription WebContents::on_destroyed(Listener listener) {
  return subscribe(core_, id_, &main::WebContents::destroyed, std::move(listener));
}

}  // namespace cation
