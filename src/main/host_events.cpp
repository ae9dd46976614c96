// What the Host is told by the shell and by the pages, given to the objects that it is about.

#include <unistd.h>

#include <cstdio>

#include "clone/encoder.h"
#include "main/app_files.h"
#include "main/host.h"

namespace cation::main {

void Host::on_shell(std::string_view channel, const Value& arguments) {
  auto text = [&](int index) { return arguments[index].value_or<std::string>(""); };
  auto number = [&](int index) { return arguments[index].value_or<std::uint32_t>(0); };
  if (channel == "renderer.expected") return router_.expect(text(0));
  if (channel == "page.bound")
    return bind_page(number(0), arguments[1].value_or<std::uint64_t>(0), text(2));
  if (channel == "page.document")
    return router_.show(arguments[0].value_or<std::uint64_t>(0), number(1), text(2), text(3));
  if (channel == "page.unbound") return router_.unbind(arguments[0].value_or<std::uint64_t>(0));
  if (channel == "ready") {
    shell_is_ready_ = true;
    if (app_.is_ready()) return;
    versions_ = arguments[0];
    if (arguments[1]["documents"].value_or(false)) router_.expect_documents();
    return app_.on_ready();
  }
  if (channel == "failed") return app_.on_failed(Error{text(0), text(1)});
  if (channel == "menu.clicked")
    return menu_.on_clicked(number(0), number(1), arguments[2].value_or(false));
  if (channel.starts_with("window.")) return on_shell_window(channel.substr(7), arguments);
  if (channel.starts_with("contents.")) {
    if (WebContents* target = contents(number(0))) target->on_shell(channel.substr(9), arguments);
  }
}

void Host::on_shell_window(std::string_view what, const Value& arguments) {
  BrowserWindow* target = window(arguments[0].value_or<std::uint32_t>(0));
  if (target == nullptr) return;
  if (what == "close_requested") return target->on_close_requested(arguments[1].value_or(false));
  if (what == "closed") return remove_window(target->id());
  if (what == "event")
    return target->on_shell_event(arguments[1].value_or<std::string>(""), arguments[2]);
  if (what == "title") return target->on_page_title(arguments[1].value_or<std::string>(""));
}

void Host::on_send(const ipc::Frame& sender, std::string_view channel, ipc::Body arguments) {
  listener_.on_send(sender, channel, arguments);
}

void Host::on_send_sync(const ipc::Frame& sender, std::string_view channel, ipc::Body arguments,
                        ipc::Reply reply) {
  listener_.on_send_sync(sender, channel, arguments, std::move(reply));
}

void Host::on_invoke(const ipc::Frame& sender, ipc::HandlerId handler, std::string_view channel,
                     ipc::Body arguments, ipc::Reply reply) {
  listener_.on_invoke(sender, handler, channel, arguments, std::move(reply));
}

void Host::on_broken(ipc::RendererId, const std::string& why,
                     const std::vector<ipc::ContentsId>& contents) {
  std::fprintf(stderr, "cation: the process of a page was ended, for it broke the protocol: %s\n",
               why.c_str());
  for (ipc::ContentsId id : contents) {
    if (WebContents* target = this->contents(id)) target->on_broken(why);
  }
}

const WebContents* Host::with_preload(const ipc::Frame& sender) {
  const WebContents* target = contents(sender.contents);
  if (target == nullptr || target->script_folder().empty()) return nullptr;
  return sender.main || target->preferences()["nodeIntegrationInSubFrames"].value_or(false)
             ? target
             : nullptr;
}

void Host::on_read_file(const ipc::Frame& sender, std::string_view path, ipc::Reply reply) {
  const WebContents* target = with_preload(sender);
  if (target == nullptr)
    return reply.reject("A document without a preload script can require no files");
  auto text = read_app_file(target->script_folder(), std::string(path));
  if (!text)
    return reply.reject(*clone::encode(
        Value::error(ErrorKind::error, text.error().message, {{"code", text.error().code}})));
  reply.resolve(*clone::encode(*text ? Value(**text) : Value(nullptr)));
}

void Host::on_read_environment(const ipc::Frame& sender, ipc::Reply reply) {
  if (with_preload(sender) == nullptr)
    return reply.reject("A document without a preload script has no environment");
  std::vector<Value::Member> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable(*entry);
    const auto end = variable.find('=');
    if (end != variable.npos)
      variables.emplace_back(variable.substr(0, end), variable.substr(end + 1));
  }
  auto body = clone::encode(Value::object(std::move(variables)));
  if (!body) return reply.reject(body.error().message);
  reply.resolve(*body);
}

void Host::on_frame_attached(const ipc::Frame& frame) {
  if (WebContents* target = contents(frame.contents)) target->before_frame_attached(frame);
  frame_attached.emit(frame);
  if (WebContents* target = contents(frame.contents)) target->on_frame_attached(frame);
}

void Host::on_frame_event(const ipc::Frame& frame, std::string_view name, const Value& arguments) {
  // The address of a page is the shell's to tell.
  if (name == "url" && !frame.main)
    router_.set_url(frame.key, arguments[0].value_or<std::string>(""));
  // A page that ends with its window is left for no other.
  const BrowserWindow* owner = window(frame.contents);
  if (name == "leaving" && owner != nullptr && owner->is_closing()) return;
  frame_event.emit(frame, name, arguments);
  if (WebContents* target = contents(frame.contents))
    target->on_frame_event(frame, name, arguments);
}

}  // namespace cation::main
