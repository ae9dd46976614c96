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
  on("hold", [&](Event& event) { held = event; });
  on("release", [&](Event& event) {
    held->reply("secret");
    event.reply("public");
  });
  ipc.handle("flood", [](Event& event, int messages) {
    auto page = event.sender();
    for (int n = 0; n < messages; ++n) page.send("down", n);
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
