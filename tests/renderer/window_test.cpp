// The renderer library in a real window: a shell on a display of its own, and a test that speaks
// main's side of the protocol to the page.

#include "../shell/driver.h"
#include "page_link.h"

namespace cation::renderer {
namespace {

using ipc::Kind;
using ::testing::Test;

class RendererWindowTest : public shell::test::ShellTest {
 protected:
  /// Opens a window with these preferences and loads a page; its link is there afterwards.
  void open(const std::string& html, const std::string& preload = "",
            std::vector<Value::Member> preferences = {}) {
    if (!preload.empty()) {
      preload_ = pages_.write("preload.js", preload);
      preferences.push_back({"preload", preload_});
    }
    driver().create_window({{"webPreferences", Value::object(preferences)}});
    load(html);
    link_.emplace(PageLink::accept(driver().listener()));
  }
  void load(const std::string& html) {
    const std::string name = "page" + std::to_string(++loads_) + ".html";
    url_ = "file://" + pages_.write(name, html);
    driver().send("contents.load", {11, loads_, url_, Value::object()});
  }
  PageLink& link() { return *link_; }
  Heard attached() { return link().wait(Kind::frame_attached); }

  std::string preload_;
  std::string url_;
  int loads_ = 0;
  std::optional<PageLink> link_;
};

constexpr const char* expose = R"js(
  const { contextBridge, ipcRenderer } = require("electron");
  contextBridge.exposeInMainWorld("api", {
    send: (...args) => ipcRenderer.send(...args),
    sendSync: (...args) => ipcRenderer.sendSync(...args),
    invoke: (...args) => ipcRenderer.invoke(...args),
    on: (channel, callback) => { ipcRenderer.on(channel, (event, ...args) => callback(...args)) },
    echo: (value) => value,
    body: () => document.body,
    rejectLater: () => { Promise.reject(new Error("rejected in the preload")) },
    throwLater: () => { setTimeout(() => { throw new Error("thrown in the preload") }, 0) },
    dispatch: () => { window.dispatchEvent(new CustomEvent("custom", { detail: { x: {} } })) },
  });
)js";

TEST_F(RendererWindowTest, AWebProcessSaysHelloWithTheTokenThatTheShellHasTold) {
  open("<title>x</title>");
  const Value token = driver().wait("renderer.expected")[0];
  EXPECT_EQ(Value(link().wait(Kind::hello).channel), token);
  const Value bound = driver().wait("page.bound");
  EXPECT_EQ(bound[2], token);
  EXPECT_EQ(bound[1], Value(attached().page));
}

TEST_F(RendererWindowTest, ADocumentIsAttachedBeforeAllElse) {
  open("<script>api.send('page')</script>", expose);
  const Heard document = attached();
  EXPECT_EQ(document.body[0]["url"], Value(url_));
  EXPECT_EQ(document.body[0]["main"], Value(true));
  EXPECT_FALSE(link().has_heard(Kind::send));
  EXPECT_EQ(link().wait(Kind::send, "page").frame, document.frame);
  EXPECT_EQ(link().wait(Kind::frame_event, "dom-ready").frame, document.frame);
}

TEST_F(RendererWindowTest, ThePreloadRunsBeforeThePagesScripts) {
  open("<script>window.early = typeof api; api.send('page', early)</script>",
       std::string(expose) + "ipcRenderer.send('preload', document.readyState)");
  const Heard first = link().wait(Kind::send);
  EXPECT_EQ(first.channel, "preload");
  EXPECT_EQ(first.body, Value::array({"loading"}));
  EXPECT_EQ(link().wait(Kind::send).body, Value::array({"object"}));
}

TEST_F(RendererWindowTest, ASynchronousCallBlocksThePageAndGivesTheAnswer) {
  open("<script>const x = api.sendSync('ask', 1); api.send('got', x)</script>", expose);
  const Heard call = link().wait(Kind::send_sync, "ask");
  EXPECT_EQ(call.body, Value::array({1}));
  link().send(call, "meanwhile", Value::array({}));
  link().resolve(call, Value::object({{"answer", 42}}));
  EXPECT_EQ(link().wait(Kind::send, "got").body[0]["answer"], Value(42));
}

TEST_F(RendererWindowTest, WhatComesInDuringASynchronousCallIsHeardAfterIt) {
  open(
      "<script>const order = []; api.on('meanwhile', (n) => { order.push(n); if (n === 2) "
      "api.send('order', order) });"
      "api.sendSync('ask'); order.push('answer')</script>",
      expose);
  const Heard call = link().wait(Kind::send_sync);
  link().send(call, "meanwhile", Value::array({1}));
  link().send(call, "meanwhile", Value::array({2}));
  link().resolve(call, Value());
  EXPECT_EQ(link().wait(Kind::send, "order").body[0], Value::array({"answer", 1, 2}));
}

TEST_F(RendererWindowTest, CallsAreAnsweredAndMessagesHeard) {
  open(
      "<script>api.on('tell', async (x) => api.send('got', await api.invoke('ask', x)));"
      "api.send('ready')</script>",
      expose);
  const Heard ready = link().wait(Kind::send, "ready");
  link().send(ready, "tell", Value::array({Value::object({{"n", 5}})}));
  const Heard call = link().wait(Kind::invoke, "ask");
  EXPECT_EQ(call.body[0]["n"], Value(5));
  link().resolve(call, "fine");
  EXPECT_EQ(link().wait(Kind::send, "got").body[0], Value("fine"));
}

TEST_F(RendererWindowTest, ScriptsOfMainRunWhateverThePagesPolicySays) {
  open(
      "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\"><title>T</title>");
  const Heard document = attached();
  link().wait(Kind::frame_event, "dom-ready");
  EXPECT_EQ(link().execute(document, "Promise.resolve([document.title])").body,
            Value::array({"T"}));
  EXPECT_EQ(link().execute(document, "throw new RangeError('no')").kind, Kind::reject);
}

TEST_F(RendererWindowTest, ANavigationMakesANewDocument) {
  open("<script>api.send('page', 1)</script>", expose);
  const Heard first = attached();
  EXPECT_EQ(link().wait(Kind::send).frame, first.frame);
  load("<script>api.send('page', 2)</script>");
  EXPECT_EQ(link().wait(Kind::frame_detached).frame, first.frame);
  const Heard second = attached();
  EXPECT_GT(second.frame, first.frame);
  EXPECT_EQ(second.page, first.page);
  EXPECT_EQ(link().wait(Kind::send).frame, second.frame);
}

TEST_F(RendererWindowTest, AFramesDocumentsAreNumberedAndItsParentNamed) {
  open(
      "<iframe name=inner srcdoc='<p>'></iframe><script>api.on('remove', () => "
      "document.querySelector('iframe').remove()); api.send('ready')</script>",
      expose);
  const Heard outer = attached();
  const Heard inner = link().wait([&](const Heard& heard) {
    return heard.kind == Kind::frame_attached && heard.body[0]["url"] == Value("about:srcdoc");
  });
  EXPECT_EQ(inner.body[0]["main"], Value(false));
  EXPECT_EQ(inner.body[0]["parent"], Value(outer.frame));
  EXPECT_EQ(inner.body[0]["name"], Value("inner"));
  link().send(outer, "remove", Value::array({}));
  link().wait([&](const Heard& heard) {
    return heard.kind == Kind::frame_detached && heard.frame == inner.frame;
  });
}

TEST_F(RendererWindowTest, FramesHaveThePreloadOnlyWhereTheyAreToHaveIt) {
  const std::string preload =
      "require('electron').ipcRenderer.send('here', process.isMainFrame, window === top)";
  open("<iframe srcdoc='<p>'></iframe>", preload, {{"nodeIntegrationInSubFrames", true}});
  EXPECT_EQ(link().wait(Kind::send, "here").body, Value::array({true, true}));
  EXPECT_EQ(link().wait(Kind::send, "here").body, Value::array({false, false}));
}

TEST_F(RendererWindowTest, AFrameHasNoPreloadUnlessItIsToHaveIt) {
  open(
      "<iframe srcdoc='<p>'></iframe><script>onload = () => api.send('loaded', "
      "typeof frames[0].api)</script>",
      expose);
  EXPECT_EQ(link().wait(Kind::send, "loaded").body, Value::array({"undefined"}));
}

TEST_F(RendererWindowTest, APageWithNodeIntegrationTalksToMainItself) {
  open(
      "<script>const { ipcRenderer } = require('electron'); "
      "ipcRenderer.send('hi', ipcRenderer.sendSync('ask'), process.type, __filename)</script>",
      "", {{"nodeIntegration", true}, {"contextIsolation", false}});
  link().resolve(link().wait(Kind::send_sync, "ask"), "pong");
  EXPECT_EQ(link().wait(Kind::send, "hi").body,
            Value::array({"pong", "renderer", url_.substr(std::string("file://").size())}));
}

TEST_F(RendererWindowTest, APreloadThatThrowsIsToldAndThePageGoesOn) {
  open("<title>Alive</title>", "\nthrow new TypeError('no')");
  const Value error = driver().wait("contents.preload_error");
  EXPECT_EQ(error[1], Value(preload_));
  EXPECT_NE(error[2].value_or<std::string>("").find("preload.js:2"), std::string::npos)
      << error.debug_string();
  driver().wait("window.title", shell::test::starts_with({1, "Alive"}));
}

// The engine gives what a world leaves unhandled to the listeners of all worlds.
TEST_F(RendererWindowTest, UnhandledErrorsOfThePreloadDoNotLeadThePageThere) {
  open(R"html(<script>
    const foreign = (value) => {
      if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
      let last = value;
      for (let next = value; next !== null; next = Reflect.getPrototypeOf(next)) last = next;
      return last !== value && last !== Object.prototype;
    };
    const seen = [];
    const note = (what, ...values) => { seen.push(what + (values.some(foreign) ? " leads there" : "")) };
    addEventListener("error", (event) => {
      note(event.message, event, event.error);
      api.send("seen", seen);
    });
    addEventListener("custom", (event) => note("custom", event, event.detail));
    for (const name of ["unhandledrejection", "rejectionhandled"])
      addEventListener(name, (event) => note(name, event, event.promise, event.reason), true);
    api.dispatch();
    api.rejectLater();
    setTimeout(api.throwLater, 0);
  </script>)html",
       expose);
  EXPECT_EQ(link().wait(Kind::send, "seen").body[0],
            Value::array({"custom", "Error: thrown in the preload"}));
}

TEST_F(RendererWindowTest, NodesAndBlobsCrossTheBridgeAsThePagesOwn) {
  open(
      "<body><script>const echoed = api.echo(new Blob(['abc']));"
      "api.send('seen', api.body() === document.body, api.echo(document.body) === document.body, "
      "echoed instanceof Blob, echoed.size)</script>",
      expose);
  EXPECT_EQ(link().wait(Kind::send, "seen").body, Value::array({true, true, true, 3}));
}

TEST_F(RendererWindowTest, AFrameMayRemoveItselfFromAScriptThatGoesOn) {
  open(
      "<script>onmessage = ({ data }) => { document.querySelector('iframe').remove(); "
      "api.send('told', data) }</script>"
      "<iframe srcdoc='<p>'></iframe>",
      std::string(expose) + R"js(
         if (!process.isMainFrame) {
           ipcRenderer.on("go", () => {
             const { parent } = window;
             window.frameElement.remove();
             const tried = [];
             for (const action of [() => api_send(), () => ipcRenderer.sendSync("x"), () => ipcRenderer.send("x")])
               try { action(); tried.push("sent") } catch (error) { tried.push(error.code ?? error.name) }
             parent.postMessage(tried, "*");
           });
           ipcRenderer.send("inner");
         }
       )js",
      {{"nodeIntegrationInSubFrames", true}});
  const Heard inner = link().wait(Kind::send, "inner");
  link().send(inner, "go", Value::array({}));
  EXPECT_EQ(link().wait(Kind::frame_detached).frame, inner.frame);
  // Messages for a document that is gone do no harm.
  link().send(inner, "go", Value::array({}));
  const Heard main = link().wait([](const Heard& heard) {
    return heard.kind == Kind::frame_attached && heard.body[0]["main"] == Value(true);
  });
  EXPECT_EQ(link().execute(main, "1").body, Value(1));
}

TEST_F(RendererWindowTest, CallsThatWaitRejectWhenMainGoes) {
  open("<script>api.invoke('ask').catch((error) => { document.title = error.message })</script>",
       expose);
  link().wait(Kind::invoke, "ask");
  link().close();
  driver().wait("window.title", [](const Value& arguments) {
    return arguments[1].value_or<std::string>("").find("The main process has gone") !=
           std::string::npos;
  });
}

TEST_F(RendererWindowTest, ThousandsOfMessagesEachWayKeepTheirOrder) {
  constexpr int count = 20'000;
  open(
      "<script>let next = 0, wrong = 0; api.on('n', (n) => { if (n !== next++) wrong++; "
      "api.send('back', n); "
      "if (next === 20000) api.send('done', wrong) }); api.send('ready')</script>",
      expose);
  const Heard ready = link().wait(Kind::send, "ready");
  for (int n = 0; n < count; ++n) link().send(ready, "n", Value::array({n}));
  EXPECT_EQ(link().wait(Kind::send, "done").body, Value::array({0}));
  int next = 0;
  for (const Heard& heard : link().heard())
    if (heard.channel == "back") {
      EXPECT_EQ(heard.body[0], Value(next));
      ++next;
    }
  EXPECT_EQ(next, count);
}

TEST_F(RendererWindowTest, APageIsNotHeldUpByAFloodOfMessages) {
  open(
      "<script>let ticks = 0; api.on('n', () => {}); api.on('end', () => api.send('ticks', ticks > "
      "0));"
      "const tick = () => { ticks++; setTimeout(tick, 0) }; api.on('start', tick); "
      "api.send('ready')</script>",
      expose);
  const Heard ready = link().wait(Kind::send, "ready");
  link().send(ready, "start", Value::array({}));
  const std::string text(1000, 'x');
  for (int n = 0; n < 30'000; ++n) link().send(ready, "n", Value::array({text}));
  link().send(ready, "end", Value::array({}));
  EXPECT_EQ(link().wait(Kind::send, "ticks").body, Value::array({true}));
}

}  // namespace
}  // namespace cation::renderer
