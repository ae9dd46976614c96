// What tests/e2e/mains.test.mjs asks of a main process, in C++.
// tests/fixtures/apps/semantics/main.js is the same in JavaScript.

#include <cation/cation.h>

#include <cstdio>
#include <iostream>
#include <list>
#include <thread>

using namespace cation;
using namespace std::chrono_literals;

namespace {

/// Runs the scripts that come in line by line, and prints what they give.
Task<> serve(WebContents page, std::string number, std::string code) {
  auto running = page.execute_javascript<std::string>(std::move(code));
  auto given = co_await running;
  if (given) {
    std::printf("%s %s\n", number.c_str(), given->c_str());
  } else {
    std::printf("%s! %s\n", number.c_str(), given.error().message.c_str());
  }
  std::fflush(stdout);
}

/// Ports that are answered, as long as they are open.
class Served {
 public:
  explicit Served(std::vector<Value>& seen) : seen_(seen) {}

  void serve(MessagePort taken, const std::string& name) {
    MessagePort& port = ports_.emplace_back(std::move(taken));
    port.on_close([this, name] { seen_.push_back(name + " closed"); });
    port.on_message([this, name, &port](PortMessage message) {
      if (message.data == Value("close")) return port.close();
      for (MessagePort& each : message.ports) serve(std::move(each), name + "'s");
      (void)port.post_message(std::tuple(name, message.data));
    });
  }

 private:
  std::vector<Value>& seen_;
  std::list<MessagePort> ports_;
};

}  // namespace

int main(int count, char** words) {
  auto app = App::create({.folder = count > 1 ? words[1] : "."});
  if (!app) {
    std::fprintf(stderr, "%s\n", app.error().message.c_str());
    return 1;
  }
  std::vector<Value> seen;
  Served served(seen);
  std::optional<Event> held;
  std::string second;
  std::vector<Subscription> heard;
  IpcMain ipc = app->ipc_main();
  auto on = [&](const char* channel, auto listener) { heard.push_back(ipc.on(channel, listener)); };

  ipc.handle("echo", [](Value value) { return value; });
  ipc.handle("sum", [](int a, int b) { return a + b; });
  ipc.handle("throws", []() -> Result<int> { return fail("no luck", "E_LUCK"); });
  ipc.handle("later", [&]() -> Task<std::string> {
    co_await app->sleep(5ms);
    co_return "later";
  });
  ipc.handle("rejects", [&]() -> Task<Result<int>> {
    co_await app->sleep(1ms);
    co_return fail("no luck later");
  });
  ipc.handle("nothing", [] {});
  ipc.handle_once("once", [] { return 1; });
  ipc.handle("who", [] { return "everybody's"; });
  if (auto another = ipc.handle("who", [] { return "another"; }); !another)
    second = another.error().message;
  ipc.handle("second", [&] { return second; });
  ipc.handle("own", [](Event& event) {
    return event.sender().ipc().handle("who", [] { return "the page's"; });
  });
  ipc.handle("disown", [](Event& event) { event.sender().ipc().remove_handler("who"); });
  ipc.handle("remove", [=]() mutable { ipc.remove_handler("sum"); });

  on("sync", [](int n) { return n + 1; });
  on("sync-later", [&]() -> Task<std::string> {
    co_await app->sleep(5ms);
    co_return "late";
  });
  on("note", [&](Value what) { seen.push_back(what); });
  heard.push_back(ipc.once("note-once", [&] { seen.push_back("once"); }));
  on("bytes", [&](Event& event, std::span<const std::byte> bytes) {
    seen.push_back(bytes.size());
    event.reply("back", bytes.size(), std::to_integer<int>(bytes.front()), bytes);
  });
  ipc.handle("seen", [&] { return Value::array(std::exchange(seen, {})); });
  on("answer", [](Event& event, int n) {
    event.reply("back", n);
    event.sender().send("direct", n);
  });
  ipc.handle("answer-asked", [](Event& event, int n) { return event.reply("back", n); });
  on("hold", [&](Event& event) { held = event; });
  on("release", [&](Event& event) {
    held->reply("secret");
    event.reply("public");
  });
  ipc.handle("flood", [](Event& event, int messages) {
    auto page = event.sender();
    for (int n = 0; n < messages; ++n) page.send("down", n);
  });
  ipc.handle("own-frame", [](Event& event) {
    return event.sender_frame()->ipc().handle("who", [] { return "the frame's"; });
  });
  ipc.handle("held", [&] {
    const std::string url = held->sender_url();
    return std::tuple(!held->sender_frame(), url.substr(url.rfind('/') + 1));
  });
  ipc.handle("watch", [&](Event& event) {
    auto name_of = [](const WebFrame& frame) { return frame.is_main() ? "main" : frame.name(); };
    WebContents page = event.sender();
    heard.push_back(page.on_console_message([&seen, name_of](const ConsoleMessage& said) {
      seen.push_back(said.level + " " + said.message + " " + name_of(said.frame));
    }));
    heard.push_back(page.on_did_frame_navigate([&seen, name_of](const FrameNavigation& to) {
      seen.push_back("shows " + name_of(to.frame));
    }));
    heard.push_back(page.on_did_frame_finish_load(
        [&seen, name_of](const WebFrame& frame) { seen.push_back("loaded " + name_of(frame)); }));
    heard.push_back(page.on_did_navigate_in_page([&seen, name_of](const FrameNavigation& to) {
      seen.push_back("moved " + to.url.substr(to.url.find('#')) + " " + name_of(to.frame));
    }));
    heard.push_back(
        page.on_ipc_message([&seen](Event&, const std::string& channel, const Value& arguments) {
          seen.push_back("message " + channel + " " + std::to_string(arguments.size()));
        }));
    heard.push_back(
        page.on_ipc_message_sync([](Event& sent, const std::string& channel, const Value&) {
          if (channel == "watched") sent.return_value("by the watcher");
        }));
  });
  ipc.handle("frames", [](Event& event) {
    std::vector<std::string> names;
    for (const WebFrame& frame : event.sender().main_frame()->frames_in_subtree())
      names.push_back(frame.name());
    return names;
  });
  ipc.handle("style", [](Event& event) -> Task<Result<std::string>> {
    auto styling = event.sender().insert_css("body { color: rgb(1, 2, 3) }");
    co_return co_await styling;
  });
  ipc.handle("unstyle", [](Event& event, std::string key) -> Task<Result<void>> {
    auto removing = event.sender().remove_inserted_css(std::move(key));
    co_return co_await removing;
  });
  ipc.handle("world", [](Event& event) -> Task<Result<std::string>> {
    auto page = event.sender();
    auto running = page.execute_javascript_in_isolated_world<std::string>(7, "typeof got");
    co_return co_await running;
  });
  auto print = [](const std::string& what) {
    std::printf("%s\n", what.c_str());
    std::fflush(stdout);
  };
  on("print", print);
  ipc.handle("watch closing", [&](Event& event) {
    WebContents page = event.sender();
    heard.push_back(page.owner_window()->on_close([print](Preventable&) { print("close"); }));
    heard.push_back(page.on_destroyed([print] { print("destroyed"); }));
    heard.push_back(page.on_will_prevent_unload([print](Preventable& question) {
      print("objects");
      question.prevent_default();
    }));
  });
  ipc.handle("watch guests", [&](Event& event) {
    WebContents page = event.sender();
    heard.push_back(
        page.on_will_attach_webview([&](Preventable& question, WebviewAttachment& asked) {
          if (asked.src.find("refused") != std::string::npos) question.prevent_default();
          asked.web_preferences.preload = "guest.js";
          const auto at = asked.src.find("asked");
          if (at != std::string::npos) asked.src.replace(at, 5, "given");
        }));
    heard.push_back(page.on_did_attach_webview([&, page](WebContents guest) {
      const auto host = guest.host_web_contents();
      seen.push_back(host == page && !host->host_web_contents() ? "guest of its page"
                                                                : "guest of another");
      heard.push_back(guest.on_destroyed([&] { seen.push_back("guest ended"); }));
    }));
  });
  on("guest", [](Event& event) {
    (void)event.reply("back", event.sender().host_web_contents().has_value());
  });
  ipc.handle("empty page", [&]() -> Task<Result<std::string>> {
    BrowserWindowOptions options{.show = false};
    options.web_preferences.node_integration = true;
    options.web_preferences.context_isolation = false;
    auto window = BrowserWindow::create(*app, options);
    if (!window) co_return std::unexpected(window.error());
    auto loading = window->load_url("about:blank");
    if (auto loaded = co_await loading; !loaded) co_return std::unexpected(loaded.error());
    auto running = window->web_contents().execute_javascript<std::string>("typeof require");
    co_return co_await running;
  });
  on("port", [&](Event& event, const std::string& name) {
    for (MessagePort& port : event.ports()) served.serve(std::move(port), name);
  });
  ipc.handle("channel", [&](Event& event, const std::string& name) -> Result<void> {
    auto [near, far] = MessageChannel::create(*app);
    (void)near.post_message("first");
    auto posted = event.sender().post_message("ports", name, far);
    served.serve(std::move(near), name);
    return posted;
  });
  ipc.handle("pair", [&](Event& event) {
    auto [one, other] = MessageChannel::create(*app);
    std::vector<MessagePort> both;
    both.push_back(std::move(one));
    both.push_back(std::move(other));
    return event.sender().post_message("ports", "pair", both);
  });
  ipc.handle("busy", [] { std::this_thread::sleep_for(700ms); });

  return app->run([&]() -> Result<void> {
    BrowserWindowOptions options;
    options.web_preferences.node_integration = true;
    options.web_preferences.context_isolation = false;
    options.web_preferences.webview_tag = true;
    auto window = BrowserWindow::create(*app, options);
    if (!window) return std::unexpected(window.error());
    window->load_file("index.html");
    // A thread reads, since reading blocks; it ends with the process.
    std::thread([&app, page = window->web_contents(), poster = app->poster()] {
      for (std::string line; std::getline(std::cin, line);) {
        const auto space = line.find(' ');
        poster.post([&app, page, number = line.substr(0, space), code = line.substr(space + 1)] {
          app->spawn(serve(page, number, code));
        });
      }
    }).detach();
    return {};
  });
}
