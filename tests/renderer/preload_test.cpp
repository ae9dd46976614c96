#include "worlds.h"

namespace cation::renderer {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class PreloadTest : public ::testing::Test {
 protected:
  Worlds worlds;
};

TEST_F(PreloadTest, ItRunsInItsOwnWorld) {
  worlds.preload("globalThis.mine = 1; var local = 2");
  EXPECT_EQ(worlds.isolated("mine"), "1");
  EXPECT_EQ(worlds.isolated("typeof local"), "undefined");
  EXPECT_EQ(worlds.page("typeof mine"), "undefined");
}

TEST_F(PreloadTest, RequireHasElectronUnderItsNames) {
  EXPECT_EQ(
      worlds.in_preload("['electron', 'electron/renderer', 'electron/common'].every((name) => "
                        "require(name).ipcRenderer === require('electron').ipcRenderer)"),
      "true");
}

TEST_F(PreloadTest, RequireHasAFewOfNodesModules) {
  EXPECT_EQ(worlds.in_preload(
                "[typeof require('events'), require('node:events') === require('events'), "
                "require('events').EventEmitter === require('events'), "
                "typeof require('timers').setImmediate, typeof require('node:timers').setTimeout]"),
            "function,true,true,function,function");
}

TEST_F(PreloadTest, RequireHasTheUrlModule) {
  worlds.isolated("globalThis.URL = class {}; globalThis.URLSearchParams = class {}");
  EXPECT_EQ(worlds.in_preload("require('url').parse('http://a.b:1/c?d#e').pathname + "
                              "require('node:url').resolve('http://a/b/c', '../d')"),
            "/chttp://a/d");
}

TEST_F(PreloadTest, RequireOfAnythingElseSaysWhatToDo) {
  EXPECT_THAT(worlds.in_preload("require('fs')"), HasSubstr("ipcRenderer.invoke"));
  EXPECT_THAT(worlds.in_preload("require('left-pad')"), HasSubstr("bundler"));
  EXPECT_THAT(worlds.in_preload("require('electron/main')"), HasSubstr("electron/renderer"));
  EXPECT_THAT(worlds.in_preload("require('node:electron')"), HasSubstr("Cannot find module"));
  EXPECT_THAT(worlds.in_preload("require('constructor')"), HasSubstr("Cannot find module"));
  EXPECT_THAT(worlds.in_preload("require(5)"), StartsWith("thrown: TypeError"));
  EXPECT_EQ(worlds.in_preload("(() => { try { require('fs') } catch (e) { return e.code } })()"),
            "MODULE_NOT_FOUND");
}

TEST_F(PreloadTest, ProcessTellsWhereItIs) {
  worlds.config.arguments = {"--flag", "--other=1"};
  EXPECT_EQ(worlds.in_preload(
                "[process.type, process.platform, process.contextIsolated, process.sandboxed, "
                "/^[0-9]+\\./.test(process.versions.electron), process.versions.cation, "
                "process.versions.webkit, "
                "process.argv.slice(1).join(' '), process.isMainFrame, typeof process.pid, "
                "typeof process.env, process.execPath === process.argv[0]].join('|')"),
            "renderer|linux|true|true|true|0.1.0|2.50.6|--flag --other=1|true|number|object|true");
}

TEST_F(PreloadTest, ProcessHasMainsEnvironmentWhereSomebodyLooks) {
  EXPECT_EQ(worlds.in_preload("'env' in process"), "true");
  EXPECT_EQ(worlds.host.environments_asked, 0);
  EXPECT_EQ(worlds.in_preload("(process.env.MORE = 'own', [process.env.HOME, process.env.EMPTY, "
                              "process.env.NONE, process.env.MORE, "
                              "Object.keys(process.env)].join('|'))"),
            "/home/me|||own|HOME,EMPTY,MORE");
  EXPECT_EQ(worlds.host.environments_asked, 1);
}

TEST_F(PreloadTest, ProcessTellsOfItselfAndItsMachine) {
  EXPECT_EQ(
      worlds.in_preload(
          "(() => { const { total, free, swapTotal, swapFree } = process.getSystemMemoryInfo();"
          "const { percentCPUUsage, cumulativeCPUUsage } = process.getCPUUsage();"
          "return [Math.abs(process.getCreationTime() - Date.now()) < 1e9, "
          "/^[0-9]+[.][0-9]+/.test(process.getSystemVersion()), total > free && free > 0, "
          "swapTotal >= swapFree, percentCPUUsage === 0, cumulativeCPUUsage > 0, "
          "process.getCPUUsage().percentCPUUsage >= 0, process.mas, process.windowsStore].join() "
          "})()"),
      "true,true,true,true,true,true,true,,");
  worlds.in_preload(
      "process.getProcessMemoryInfo().then((info) => { globalThis.memory = info; }), 1");
  EXPECT_EQ(worlds.isolated("memory.residentSet > memory.private && memory.private > 0 && "
                            "memory.shared > 0"),
            "true");
}

TEST_F(PreloadTest, ProcessEmitsLoadedAfterThePreload) {
  worlds.preload(
      "globalThis.order = ['preload']; process.once('loaded', () => order.push('loaded'))");
  EXPECT_EQ(worlds.isolated("order.join()"), "preload,loaded");
}

TEST_F(PreloadTest, ItHasTheNamesThatNodeHas) {
  EXPECT_EQ(worlds.in_preload(
                "[typeof module, module.exports === exports, this === exports, __filename, "
                "__dirname, global === globalThis, typeof setImmediate, typeof clearImmediate]"),
            "object,true,true,/app/preload.js,/app,true,function,function");
}

TEST_F(PreloadTest, ImmediatesRunOnceAndCanBeCleared) {
  worlds.preload(
      "globalThis.ran = []; setImmediate((x) => ran.push(x), 'a');"
      "clearImmediate(setImmediate(() => ran.push('b')))");
  EXPECT_EQ(worlds.isolated("ran.join()"), "");
  worlds.run_timers();
  EXPECT_EQ(worlds.isolated("ran.join()"), "a");
}

TEST_F(PreloadTest, NextTickRunsAfterTheScript) {
  worlds.preload(
      "globalThis.order = []; process.nextTick((x) => order.push(x), 'tick'); "
      "order.push('script')");
  EXPECT_EQ(worlds.isolated("order.join()"), "script,tick");
}

TEST_F(PreloadTest, ItMayPostMessages) {
  worlds.preload("require('electron').ipcRenderer.send('loaded', process.type)");
  ASSERT_EQ(worlds.host.posted.size(), 1u);
  EXPECT_EQ(worlds.host.posted[0].body, Value::array({"renderer"}));
}

TEST_F(PreloadTest, AnErrorIsToldWithItsFileAndLine) {
  worlds.preload("const a = 1;\n\nundefined.x;\n");
  ASSERT_EQ(worlds.host.preload_errors.size(), 1u);
  EXPECT_THAT(worlds.host.preload_errors[0], StartsWith("/app/preload.js\nTypeError"));
  EXPECT_THAT(worlds.host.preload_errors[0], HasSubstr("/app/preload.js:3"));
  EXPECT_THAT(worlds.isolated("logs[0]"),
              HasSubstr("Unable to load preload script: /app/preload.js"));
  EXPECT_THAT(worlds.isolated("logs[1]"), HasSubstr("/app/preload.js:3"));
}

TEST_F(PreloadTest, ASyntaxErrorIsToldWithItsFileAndLine) {
  worlds.preload("const a = 1;\n\nconst = 2;\n");
  ASSERT_EQ(worlds.host.preload_errors.size(), 1u);
  EXPECT_THAT(worlds.host.preload_errors[0], StartsWith("/app/preload.js\nSyntaxError"));
  EXPECT_THAT(worlds.host.preload_errors[0], HasSubstr("/app/preload.js:3"));
}

TEST_F(PreloadTest, AnythingMayBeThrown) {
  worlds.preload("throw { toString() { throw 1 } }");
  EXPECT_EQ(worlds.host.preload_errors.size(), 1u);
}

TEST_F(PreloadTest, AfterAnErrorThePageGoesOn) {
  worlds.preload("throw new Error('x')");
  EXPECT_EQ(worlds.page("1 + 1"), "2");
}

TEST_F(PreloadTest, AFileNameMayHaveAnyCharacters) {
  worlds.config.preload = "/a b/ü'\"/100%.js";
  EXPECT_EQ(worlds.in_preload("__dirname + __filename"), "/a b/ü'\"/a b/ü'\"/100%.js");
  worlds.preload("\nthrow new Error('x')");
  ASSERT_EQ(worlds.host.preload_errors.size(), 1u);
  EXPECT_THAT(worlds.host.preload_errors[0], HasSubstr("at /a b/ü'\"/100%.js:2"));
}

TEST_F(PreloadTest, APageWithIsolationHasNoNodeNames) {
  worlds.config.node_integration = true;
  worlds.preload("0");
  EXPECT_EQ(worlds.page("typeof require + typeof process + typeof module"),
            "undefinedundefinedundefined");
}

class NodeIntegrationTest : public ::testing::Test {
 protected:
  NodeIntegrationTest() {
    worlds.config.node_integration = true;
    worlds.config.preload = "";
  }
  Worlds worlds{Isolation::off};
};

TEST_F(NodeIntegrationTest, ThePageHasNodesNames) {
  worlds.preload("");
  EXPECT_EQ(worlds.page("[require, process, module, exports, setImmediate, clearImmediate]"
                        ".map((v) => typeof v).join()"),
            "function,object,object,object,function,function");
  EXPECT_EQ(worlds.page("process.contextIsolated"), "false");
}

TEST_F(NodeIntegrationTest, ThePageTalksToMain) {
  worlds.preload("");
  worlds.page(
      "const { ipcRenderer } = require('electron'); ipcRenderer.on('pong', (e, x) => { "
      "globalThis.got = x });"
      "ipcRenderer.send('ping', 1)");
  ASSERT_EQ(worlds.host.posted.size(), 1u);
  EXPECT_EQ(worlds.host.posted[0].channel, "ping");
  worlds.receive(ipc::Kind::send, 0, "pong", Value::array({2}));
  EXPECT_EQ(worlds.page("got"), "2");
}

TEST(PreloadWithoutIsolation, ItSharesThePagesWindow) {
  Worlds worlds(Isolation::off);
  worlds.preload("globalThis.shared = require('electron').ipcRenderer");
  EXPECT_EQ(worlds.page("typeof shared.send + typeof require"), "functionundefined");
}

}  // namespace
}  // namespace cation::renderer
