// `require` in a preload script: the modules that come with it, and the app's own files.

#include "worlds.h"

namespace cation::renderer {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class RequireTest : public ::testing::Test {
 protected:
  Worlds worlds;
  std::map<std::string, std::string>& files = worlds.host.files;
};

TEST_F(RequireTest, PathIsThatOfLinux) {
  EXPECT_EQ(worlds.in_preload("[require('path').join('/a', '..', 'b', 'c.js'), "
                              "require('node:path').extname('x.tar.gz'), require('path').sep, "
                              "require('path').basename(__filename), "
                              "require('path/posix') === require('path')].join()"),
            "/b/c.js,.gz,/,preload.js,true");
}

TEST_F(RequireTest, BufferIsAModuleAndAName) {
  EXPECT_EQ(worlds.in_preload(
                "[require('buffer').Buffer === Buffer, "
                "Buffer.from('héllo').toString('base64'), Buffer.isBuffer(Buffer.alloc(2)), "
                "Buffer.from([1, 2]) instanceof Uint8Array, "
                "Buffer.concat([Buffer.from('a'), Buffer.from('b')]).toString('hex'), "
                "Buffer.byteLength('€')].join()"),
            "true,aMOpbGxv,true,true,6162,3");
}

TEST_F(RequireTest, ABufferIsSentAsItsBytes) {
  worlds.preload("require('electron').ipcRenderer.send('x', Buffer.from([1, 2, 255]))");
  ASSERT_EQ(worlds.host.posted.size(), 1u);
  const Value& sent = worlds.host.posted[0].body[0];
  EXPECT_EQ(sent.debug_string(),
            Value::bytes(std::vector{std::byte{1}, std::byte{2}, std::byte{255}}).debug_string());
}

TEST_F(RequireTest, UtilFormatsInspectsAndPromisifies) {
  EXPECT_EQ(worlds.in_preload("[require('util').format('%s=%d %j', 'a', 1, { b: 2 }), "
                              "require('node:util').inspect({ a: [1, 'x'] }), "
                              "typeof require('util').promisify((done) => done(null, 1)), "
                              "require('util').types.isDate(new Date()), "
                              "require('util').isDeepStrictEqual === undefined].join('|')"),
            "a=1 {\"b\":2}|{ a: [ 1, 'x' ] }|function|true|true");
}

TEST_F(RequireTest, UtilInheritsFromEvents) {
  EXPECT_EQ(
      worlds.in_preload("(() => { function A() {} require('util').inherits(A, require('events')); "
                        "return new A() instanceof require('events') })()"),
      "true");
}

TEST_F(RequireTest, StringDecoderJoinsWhatWasCut) {
  EXPECT_EQ(
      worlds.in_preload("(() => { const { StringDecoder } = require('string_decoder'); "
                        "const decoder = new StringDecoder('utf8'); const euro = Buffer.from('€'); "
                        "return decoder.write(euro.subarray(0, 1)) + '|' + "
                        "decoder.write(euro.subarray(1)) })()"),
      "|€");
}

TEST_F(RequireTest, QuerystringReadsAndWrites) {
  EXPECT_EQ(worlds.in_preload("[require('querystring').parse('a=1&b=%20x').b, "
                              "require('node:querystring').stringify({ a: [1, 2], b: 'ü' }), "
                              "require('querystring').escape('a b'), "
                              "require('querystring').unescape('%zz')].join('|')"),
            " x|a=1&a=2&b=%C3%BC|a%20b|%zz");
}

TEST_F(RequireTest, ProcessIsTheNameThatIsThere) {
  EXPECT_EQ(
      worlds.in_preload("require('process') === process && require('node:process') === process"),
      "true");
}

TEST_F(RequireTest, WhatIsNotUsedIsNotLoaded) {
  EXPECT_EQ(worlds.in_preload("typeof setImmediate"), "function");
  EXPECT_TRUE(worlds.host.files_asked.empty());
}

TEST_F(RequireTest, AFileOfTheAppIsRunOnceWithNodesNames) {
  files["/app/lib/one.js"] =
      "globalThis.runs = (globalThis.runs ?? 0) + 1; module.exports = [__filename, __dirname, "
      "module.id === __filename, this === exports, typeof process, typeof Buffer, "
      "module.parent.filename, require.main === module.parent].join()";
  EXPECT_EQ(worlds.in_preload(
                "[require('./lib/one'), require('./lib/one.js') === require('/app/lib/one'), "
                "runs, require.resolve('./lib/one'), "
                "Object.keys(require.cache).join()].join('|')"),
            "/app/lib/one.js,/app/lib,true,true,object,function,/app/preload.js,true|true|1|"
            "/app/lib/one.js|/app/lib/one.js");
}

TEST_F(RequireTest, AFileThatIsKnownIsNotAskedForAgain) {
  files["/app/one.js"] = "exports.n = 1";
  worlds.in_preload("require('./one.js').n + require('./one.js').n");
  EXPECT_THAT(worlds.host.files_asked, ElementsAre("/app/one.js"));
}

TEST_F(RequireTest, AFileRequiresOthersFromWhereItLies) {
  files["/app/a/index.js"] = "module.exports = require('../b') + require('./c.json').text";
  files["/app/b.js"] = "module.exports = 'b'";
  files["/app/a/c.json"] = "\xEF\xBB\xBF{ \"text\": \"c\" }";
  EXPECT_EQ(worlds.in_preload("require('./a') + require('./a/')"), "bcbc");
}

TEST_F(RequireTest, CyclesGetWhatIsExportedSoFar) {
  files["/app/a.js"] = "exports.early = 1; exports.seen = require('./b').seen; exports.late = 2";
  files["/app/b.js"] = "const a = require('./a'); exports.seen = a.early + ' ' + a.late";
  EXPECT_EQ(worlds.in_preload("require('./a').seen + ' ' + require('./a').late"), "1 undefined 2");
}

TEST_F(RequireTest, WhatTypeScriptMakesOfModulesWorks) {
  files["/app/lib.js"] =
      "\"use strict\";\nObject.defineProperty(exports, \"__esModule\", { value: true });\n"
      "exports.default = function () { return this === undefined; };";
  worlds.preload(
      "\"use strict\";\nObject.defineProperty(exports, \"__esModule\", { value: true });\n"
      "const lib_1 = require(\"./lib\");\nglobalThis.seen = (0, lib_1.default)() && "
      "(function () { return this })() === undefined");
  EXPECT_EQ(worlds.isolated("seen"), "true");
}

TEST_F(RequireTest, PackagesLieInNodeModulesOfAnyFolderAbove) {
  worlds.config.preload = "/app/src/pages/preload.js";
  files["/app/node_modules/plain/package.json"] = R"({ "main": "./lib/main" })";
  files["/app/node_modules/plain/lib/main.js"] = "module.exports = 'plain ' + require('./part')";
  files["/app/node_modules/plain/lib/part.js"] = "module.exports = 'part'";
  files["/app/node_modules/@of/someone/package.json"] = "{}";
  files["/app/node_modules/@of/someone/index.js"] = "module.exports = 'scoped'";
  files["/app/node_modules/@of/someone/deep/file.js"] = "module.exports = 'deep'";
  EXPECT_EQ(worlds.in_preload("[require('plain'), require('@of/someone'), "
                              "require('@of/someone/deep/file')].join()"),
            "plain part,scoped,deep");
}

TEST_F(RequireTest, ExportsOfAPackageSayWhatItShows) {
  files["/app/node_modules/p/package.json"] = R"({ "main": "./no.js", "exports": {
    ".": { "import": "./m.mjs", "require": { "node": "./node.js", "default": "./page.js" } },
    "./feature/*": { "browser": "./features/*.js" }, "./old": "./old.cjs" } })";
  files["/app/node_modules/p/page.js"] = "module.exports = 'page'";
  files["/app/node_modules/p/features/x/y.js"] = "module.exports = 'feature'";
  files["/app/node_modules/p/old.cjs"] = "module.exports = 'old'";
  files["/app/node_modules/p/hidden.js"] = "module.exports = 'hidden'";
  files["/app/node_modules/for-node/package.json"] = R"({ "exports": { "node": "./n.js" } })";
  files["/app/node_modules/for-node/n.js"] = "module.exports = 'node'";
  EXPECT_EQ(worlds.in_preload("[require('p'), require('p/feature/x/y'), require('p/old'), "
                              "require('for-node')].join()"),
            "page,feature,old,node");
  EXPECT_THAT(worlds.in_preload("require('p/hidden')"), HasSubstr("Cannot find module 'p/hidden'"));
}

TEST_F(RequireTest, APackageForPagesIsTakenAsOne) {
  files["/app/node_modules/both/package.json"] =
      R"({ "main": "./node.js", "browser": "./page.js" })";
  files["/app/node_modules/both/node.js"] = "require('fs')";
  files["/app/node_modules/both/page.js"] = "module.exports = 'page'";
  EXPECT_EQ(worlds.in_preload("require('both')"), "page");
}

TEST_F(RequireTest, WhatIsNotThereSaysWhatToDo) {
  EXPECT_THAT(worlds.in_preload("require('./none')"),
              HasSubstr("no such script or JSON file (required by /app/preload.js)"));
  EXPECT_THAT(worlds.in_preload("require('nothing')"), HasSubstr("bundler"));
  EXPECT_THAT(worlds.in_preload("require('node:fs/promises')"), HasSubstr("ipcRenderer.invoke"));
  EXPECT_THAT(worlds.in_preload("require('./x.mjs')"), HasSubstr("CommonJS"));
  EXPECT_THAT(worlds.in_preload("require('./x.node')"), HasSubstr("native addons"));
  EXPECT_THAT(worlds.in_preload("require('')"), StartsWith("thrown: TypeError"));
}

TEST_F(RequireTest, WhatLiesOutsideOfTheAppIsRefused) {
  EXPECT_THAT(worlds.in_preload("require('../secret.json')"), HasSubstr("outside of /app"));
  EXPECT_THAT(worlds.in_preload("require('/etc/secret.js')"), HasSubstr("outside of /app"));
  EXPECT_THAT(worlds.in_preload("require('file:///etc/secret.js')"), HasSubstr("outside of /app"));
}

TEST_F(RequireTest, AFileThatFailsIsToldWithItsLineAndRunAgain) {
  files["/app/bad.js"] = "\n\nundefined.x;";
  worlds.preload("require('./bad')");
  ASSERT_EQ(worlds.host.preload_errors.size(), 1u);
  EXPECT_THAT(worlds.host.preload_errors[0], HasSubstr("/app/bad.js:3"));
  files["/app/bad.js"] = "exports.fine = true";
  EXPECT_EQ(worlds.in_preload("require('./bad').fine"), "true");
  files["/app/bad.json"] = "{ oh no";
  EXPECT_THAT(worlds.in_preload("require('./bad.json')"), HasSubstr("SyntaxError: /app/bad.json"));
}

TEST_F(RequireTest, AnEsModuleSaysWhatToDo) {
  worlds.preload("import x from './x.js';\n");
  ASSERT_EQ(worlds.host.preload_errors.size(), 1u);
  EXPECT_THAT(worlds.host.preload_errors[0], HasSubstr("compile it to CommonJS"));
  files["/app/es.js"] = "export default 1;\n";
  EXPECT_THAT(worlds.in_preload("require('./es')"), HasSubstr("/app/es.js is an ES module"));
  worlds.config.preload = "/app/preload.mjs";
  worlds.preload("export default 1;");
  ASSERT_EQ(worlds.host.preload_errors.size(), 2u);
  EXPECT_THAT(worlds.host.preload_errors[1], HasSubstr("/app/preload.mjs is an ES module"));
}

TEST_F(RequireTest, APreloadIsCommonJsWhateverItsNameIs) {
  worlds.config.preload = "/app/preload.mjs";
  worlds.preload("globalThis.ran = typeof require('electron').ipcRenderer");
  EXPECT_TRUE(worlds.host.preload_errors.empty());
  EXPECT_EQ(worlds.isolated("ran"), "object");
}

TEST_F(RequireTest, AMistakeInAScriptIsNotTakenForAnEsModule) {
  files["/app/wrong.js"] = "const = 1;";
  EXPECT_THAT(worlds.in_preload("require('./wrong')"), Not(HasSubstr("ES module")));
}

TEST(RequireOfAPage, DoesNotLeakToAPageThatSharesThePreloadsWorld) {
  Worlds worlds(Isolation::off);
  worlds.host.files["/app/late.js"] = "exports.json = require('./late.json').n";
  worlds.host.files["/app/late.json"] = R"({ "n": 1 })";
  worlds.preload("globalThis.late = () => require('./late').json");
  // What the page's own traps get to see of what can read files.
  worlds.page(R"js(
    globalThis.caught = [];
    const { apply, ownKeys, getOwnPropertyDescriptor } = Reflect;
    const { defineProperty } = Object;
    const isRequire = (value) => typeof value === "function" && value !== Promise && getOwnPropertyDescriptor(value, "resolve") !== undefined;
    const look = (value) => {
      if (isRequire(value)) caught[caught.length] = "require";
      else if (typeof value === "object" && value !== null && isRequire(value.require)) caught[caught.length] = "module";
    };
    const trap = (owner, name) => {
      const original = owner[name];
      if (typeof original !== "function" || name === "constructor") return;
      defineProperty(owner, name, { configurable: true, writable: true, value(...args) {
        look(this);
        for (let i = 0; i < args.length; i++) {
          look(args[i]);
          if (name === "apply" && args[i] && typeof args[i] === "object") for (let j = 0; j < args[i].length; j++) look(args[i][j]);
        }
        return apply(original, this, args);
      } });
    };
    for (const owner of [Reflect, Object, Array, Array.prototype, Map.prototype, Function.prototype, String.prototype, RegExp.prototype, JSON])
      for (const name of ownKeys(owner)) if (typeof name === "string") trap(owner, name);
    for (const name of ["require", "resolve", "cache", "main", "0", "children", "parent"])
      defineProperty(Object.prototype, name, { configurable: true, set(value) { look(value); look(this); } });
  )js");
  EXPECT_EQ(worlds.page("late()"), "1");
  EXPECT_EQ(
      worlds.page("let all = ''; for (let i = 0; i < caught.length; i++) all += caught[i]; all"),
      "");
}

TEST(RequireOfAPage, HasTheBuffersOfNodeAndNoFilesWhereItIsNone) {
  Worlds worlds(Isolation::off);
  worlds.config.node_integration = true;
  worlds.config.preload = "";
  worlds.preload("");
  EXPECT_EQ(worlds.page("Buffer.from('a').toString('hex') + Object.keys(globalThis)"
                        ".includes('Buffer')"),
            "61false");
  EXPECT_EQ(worlds.page("Buffer = 1; Buffer"), "1");
  EXPECT_THAT(worlds.page("require('./x.js')"), HasSubstr("Cannot find module './x.js'"));
  EXPECT_TRUE(worlds.host.files_asked.empty());
}

TEST(RequireOfAPage, IsRelativeToThePagesFile) {
  Worlds worlds(Isolation::off);
  worlds.config.node_integration = true;
  worlds.config.preload = "";
  worlds.host.files["/app/a b/x.js"] = "module.exports = __filename";
  worlds.page("globalThis.location = { href: 'file:///app/a%20b/page.html?query#part' }");
  worlds.preload("");
  EXPECT_EQ(worlds.page("require('./x') + __dirname"), "/app/a b/x.js/app/a b");
}

}  // namespace
}  // namespace cation::renderer
