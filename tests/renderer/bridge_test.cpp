#include "worlds.h"

namespace cation::renderer {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class BridgeTest : public ::testing::Test {
 protected:
  /// Exposes an API, an expression, as `api`.
  void expose(const std::string& api) {
    worlds.preload(
        "globalThis.bridge = require('electron').contextBridge;"
        "globalThis.ipc = require('electron').ipcRenderer;"
        "globalThis.frame = require('electron').webFrame;"
        "bridge.exposeInMainWorld('api', " +
        api + ");");
    ASSERT_THAT(worlds.host.preload_errors, ::testing::IsEmpty());
  }
  std::string page(const std::string& script) { return worlds.page(script); }
  std::string isolated(const std::string& script) { return worlds.isolated(script); }

  Worlds worlds;
};

TEST_F(BridgeTest, ValuesAreCopied) {
  expose(
      "{ text: 'a', number: -0, flag: true, nothing: null, big: 10n, list: [1, [2]], deep: { er: { "
      "x: 1 } } }");
  EXPECT_EQ(page("JSON.stringify([api.text, api.flag, api.nothing, api.list, api.deep])"),
            "[\"a\",true,null,[1,[2]],{\"er\":{\"x\":1}}]");
  EXPECT_EQ(page("Object.is(api.number, -0) && api.big === 10n"), "true");
  EXPECT_EQ(page("api.deep instanceof Object && api.list instanceof Array"), "true");
}

TEST_F(BridgeTest, AnApiMayBeAnyValue) {
  expose("'text'");
  EXPECT_EQ(page("api"), "text");
}

TEST_F(BridgeTest, TheApiIsFrozenThroughout) {
  expose("{ list: [1], deep: { er: {} }, f() {} }");
  EXPECT_EQ(page("[api, api.list, api.deep, api.deep.er, api.f].every(Object.isFrozen)"), "true");
  EXPECT_THAT(page("'use strict'; api.x = 1"), StartsWith("thrown: TypeError"));
  EXPECT_THAT(page("'use strict'; api = 1"), StartsWith("thrown: TypeError"));
  EXPECT_EQ(page("delete globalThis.api"), "false");
}

TEST_F(BridgeTest, WhatFunctionsReturnIsNotFrozen) {
  expose("{ make: () => ({ x: 1 }) }");
  EXPECT_EQ(page("const made = api.make(); made.x = 2; made.x"), "2");
}

TEST_F(BridgeTest, ANameThatIsTakenIsAnError) {
  expose("1");
  const std::string message =
      "thrown: Error: Cannot bind an API on top of an existing property on the window object";
  EXPECT_EQ(isolated("bridge.exposeInMainWorld('api', 2)"), message);
  EXPECT_EQ(isolated("bridge.exposeInMainWorld('Object', 2)"), message);
  EXPECT_EQ(page("api"), "1");
}

TEST_F(BridgeTest, FunctionsAreCalledWithCopies) {
  expose("{ sum: (a, b) => a + b, nest: (o) => ({ got: o.x.y, kind: o instanceof Object }) }");
  EXPECT_EQ(page("api.sum(1, 2)"), "3");
  EXPECT_EQ(page("JSON.stringify(api.nest({ x: { y: [1] } }))"), "{\"got\":[1],\"kind\":true}");
}

TEST_F(BridgeTest, TheBuiltInTypesKeepTheirKind) {
  expose(R"js({
    date: new Date(5), regexp: /a+/gi, map: new Map([[{ k: 1 }, [2]]]), set: new Set(['x']),
    boxed: new Number(3), bytes: new Uint16Array([1, 2, 3]).subarray(1), view: new DataView(new ArrayBuffer(4), 2),
    buffer: new Uint8Array([7, 8]).buffer, error: Object.assign(new TypeError('bad', { cause: 'why' }), { code: 'E' }),
  })js");
  EXPECT_EQ(page("api.date instanceof Date && api.date.getTime()"), "5");
  EXPECT_EQ(page("api.regexp instanceof RegExp && String(api.regexp)"), "/a+/gi");
  EXPECT_EQ(page("api.map instanceof Map && JSON.stringify([...api.map])"), "[[{\"k\":1},[2]]]");
  EXPECT_EQ(page("api.set instanceof Set && api.set.has('x')"), "true");
  EXPECT_EQ(page("api.boxed instanceof Number && api.boxed.valueOf()"), "3");
  EXPECT_EQ(
      page("api.bytes instanceof Uint16Array && api.bytes.join() + api.bytes.buffer.byteLength"),
      "2,36");
  EXPECT_EQ(page("api.view instanceof DataView && api.view.byteOffset + api.view.byteLength"), "4");
  EXPECT_EQ(page("api.buffer instanceof ArrayBuffer && new Uint8Array(api.buffer).join()"), "7,8");
  EXPECT_EQ(page("api.error instanceof TypeError && [api.error.message, api.error.cause, "
                 "api.error.code].join()"),
            "bad,why,E");
}

TEST_F(BridgeTest, TheBuiltInTypesCrossTheOtherWayToo) {
  expose(
      "{ kindOf: (v) => Object.prototype.toString.call(v) + (v instanceof "
      "globalThis[v.constructor.name]) }");
  for (const char* value :
       {"new Date(0)", "/x/", "new Map()", "new Set()", "new ArrayBuffer(1)", "new Float64Array(2)",
        "new RangeError('x')", "[1]", "Promise.resolve()"})
    EXPECT_THAT(page("api.kindOf(" + std::string(value) + ")"), HasSubstr("]true")) << value;
}

TEST_F(BridgeTest, ViewsOfOneBufferStillShareIt) {
  expose(
      "(() => { const b = new ArrayBuffer(8); return { a: new Uint8Array(b), b: new Uint8Array(b, "
      "4) } })()");
  EXPECT_EQ(page("api.a.buffer === api.b.buffer && api.b.byteOffset"), "4");
}

TEST_F(BridgeTest, CyclesAndSharedObjectsStayAsTheyAre) {
  expose(
      "(() => { const o = { name: 'o' }; o.self = o; o.both = [o, o]; return { get: () => o } "
      "})()");
  EXPECT_EQ(page("const o = api.get(); o.self === o && o.both[0] === o && o.both[1] === o"),
            "true");
}

TEST_F(BridgeTest, HolesInArraysStayHoles) {
  expose("{ list: [1, , undefined], echo: (v) => v }");
  EXPECT_EQ(page("api.list.length + ' ' + (1 in api.list) + ' ' + (2 in api.list)"),
            "3 false true");
  EXPECT_EQ(page("const sparse = []; sparse[4000000000] = 'x'; const back = api.echo(sparse);"
                 "back.length + back[4000000000] + Object.keys(back).length"),
            "4000000001x1");
}

TEST_F(BridgeTest, SymbolsCrossAndStayEqual) {
  expose(
      "(() => { const tag = Symbol('tag'); return { [Symbol('a')]: 1, [tag]: { deep: tag }, tag, "
      "is: (s) => s === tag, echo: (v) => v, keys: (o) => Object.getOwnPropertySymbols(o).length "
      "} })()");
  EXPECT_EQ(page("Object.getOwnPropertySymbols(api).length + String(api.tag)"), "2Symbol(tag)");
  EXPECT_EQ(page("api.is(api.tag) && api[api.tag].deep === api.tag"), "true");
  EXPECT_EQ(page("const s = Symbol('c'); api.echo(s) === s && api.echo([s])[0] === s"), "true");
  EXPECT_EQ(page("api.echo(Symbol.for('r')) === Symbol.for('r')"), "true");
  EXPECT_EQ(page("api.keys({ [Symbol()]: 1, [Symbol()]: 2, a: 3 })"), "2");
  EXPECT_EQ(page("api.keys(Object.defineProperty({}, Symbol(), { value: 1 }))"), "0");
}

TEST_F(BridgeTest, WhatIsGivenTwiceInOneCallIsOne) {
  expose("{ same: (a, b) => a === b, sameIn: ([a, b], c) => a === b && b === c.in }");
  EXPECT_EQ(page("const o = {}; [api.same(o, o), api.sameIn([o, o], { in: o }), api.same({}, {})]"),
            "true,true,false");
  EXPECT_EQ(page("const p = Promise.resolve(1), d = new Date(); [api.same(p, p), api.same(d, d)]"),
            "true,true");
  EXPECT_EQ(isolated("const o = {}; bridge.executeInMainWorld({ func: (a, b, c) => a === b && "
                     "c.o === a, args: [o, o, { o }] })"),
            "true");
}

TEST_F(BridgeTest, WhatOnlyCallsItselfSomethingIsAPlainObject) {
  expose("{ echo: (v) => v, kind: (v) => v.constructor === Object && v.x }");
  for (const char* tag : {"Promise", "Error", "WeakMap", "Symbol", "Window", "Generator", "Map",
                          "ArrayBuffer", "SharedArrayBuffer", "Date", "VideoFrame"}) {
    EXPECT_EQ(page("api.kind({ [Symbol.toStringTag]: '" + std::string(tag) + "', x: 1 })"), "1")
        << tag;
  }
  EXPECT_EQ(page("class E extends Error { get [Symbol.toStringTag]() { return 'E' } }"
                 "const e = api.echo(new E('mine')); (e instanceof Error) + e.message"),
            "truemine");
}

TEST_F(BridgeTest, BuffersThatGrowStayAsTheyAre) {
  expose("{ echo: (v) => v }");
  EXPECT_EQ(page("const b = api.echo(new ArrayBuffer(2, { maxByteLength: 6 })); b.resize(4);"
                 "[b.resizable, b.byteLength, b.maxByteLength]"),
            "true,4,6");
}

TEST_F(BridgeTest, WhatADetachedBufferHeldCannotCross) {
  expose(
      "{ echo: (v) => v, give: () => { const b = new ArrayBuffer(4); b.transfer(); return b } }");
  page(
      "globalThis.gone = (make) => { const b = new ArrayBuffer(4), v = make(b); b.transfer(); "
      "return v }");
  for (const char* make :
       {"(b) => b", "(b) => new Uint8Array(b)", "(b) => new DataView(b)", "(b) => ({ b: [b] })"}) {
    EXPECT_EQ(page("api.echo(gone(" + std::string(make) + "))"),
              "thrown: Error: An object could not be cloned.");
  }
  EXPECT_EQ(page("api.give()"), "thrown: Error: An object could not be cloned.");
  EXPECT_EQ(page("const b = new ArrayBuffer(8, { maxByteLength: 8 }), v = new DataView(b, 4, 4);"
                 "b.resize(2); api.echo(v)"),
            "thrown: Error: An object could not be cloned.");
}

TEST_F(BridgeTest, InstancesOfClassesCrossAsPlainObjects) {
  expose("new (class Point { x = 1; #y = 2; method() {} })()");
  EXPECT_EQ(page("JSON.stringify(api) + (Object.getPrototypeOf(api) === Object.prototype)"),
            "{\"x\":1}true");
}

TEST_F(BridgeTest, APropertyNamedProtoIsAProperty) {
  expose("JSON.parse('{\"__proto__\": {\"x\": 1}}')");
  EXPECT_EQ(page("Object.hasOwn(api, '__proto__') && api.x"), "undefined");
}

TEST_F(BridgeTest, IpcRendererCrossesAsAnEmptyObject) {
  expose("{ ipc: require('electron').ipcRenderer }");
  EXPECT_EQ(page("JSON.stringify(api)"), "{\"ipc\":{}}");
  EXPECT_EQ(page("Object.getPrototypeOf(api.ipc) === Object.prototype"), "true");
}

TEST_F(BridgeTest, WhatCannotBeClonedIsAnError) {
  expose("{ echo: (v) => v, give: () => new WeakMap() }");
  EXPECT_THAT(page("api.echo(new WeakMap())"), HasSubstr("An object could not be cloned"));
  EXPECT_THAT(page("api.give()"), HasSubstr("An object could not be cloned"));
  EXPECT_THAT(isolated("bridge.exposeInMainWorld('x', { f: new WeakRef({}) })"),
              HasSubstr("An object could not be cloned"));
  EXPECT_EQ(page("'x' in globalThis"), "false");
}

TEST_F(BridgeTest, TooDeepANestingIsAnError) {
  expose("{ echo: (v) => v }");
  page("globalThis.nest = (n) => { let o = {}; while (n-- > 0) o = { o }; return o }");
  EXPECT_EQ(page("typeof api.echo(nest(999))"), "object");
  EXPECT_THAT(page("api.echo(nest(1000))"), HasSubstr("recursion depth exceeded"));
  EXPECT_EQ(page("let list = []; for (let i = 0; i < 999; i++) list = [list]; typeof "
                 "api.echo(list)"),
            "object");
  EXPECT_THAT(page("api.echo([list])"), HasSubstr("recursion depth exceeded"));
}

TEST_F(BridgeTest, ErrorsThatAreThrownAreMadeAnew) {
  expose(
      "{ fail() { throw new RangeError('too far') }, odd() { throw { code: 1 } }, text() { throw "
      "'text' } }");
  EXPECT_EQ(page("try { api.fail() } catch (e) { (e instanceof RangeError) + e.message }"),
            "truetoo far");
  const std::string unknown =
      "An unknown exception occurred in the isolated context, an error occurred but a valid "
      "exception was not thrown.";
  EXPECT_EQ(page("try { api.odd() } catch (e) { e.message + (e instanceof Error) + e.cause.code }"),
            unknown + "true1");
  EXPECT_EQ(page("try { api.text() } catch (e) { e.message + (e instanceof Error) + e.cause }"),
            unknown + "truetext");
}

TEST_F(BridgeTest, ErrorsOfThePageAreMadeAnewInThePreload) {
  expose("{ run(f) { try { f() } catch (e) { return (e instanceof TypeError) + e.message } } }");
  EXPECT_EQ(page("api.run(() => { throw new TypeError('page') })"), "truepage");
}

TEST_F(BridgeTest, CallbacksAreCalledWithCopies) {
  expose("{ each: (list, f) => list.map((x) => f(x, { x })) }");
  EXPECT_EQ(page("api.each([1, 2], (x, o) => x + o.x).join()"), "2,4");
}

TEST_F(BridgeTest, ACallbackCanBeKeptAndCalledLater) {
  expose("{ keep: (f) => { globalThis.kept = f } }");
  page("globalThis.heard = []; api.keep((value) => heard.push(value))");
  worlds.collect_garbage();
  isolated("kept(1); kept({ toString: () => 'never' })");
  EXPECT_EQ(page("heard.length + typeof heard[1]"), "2object");
}

TEST_F(BridgeTest, OneFunctionHasOneStandIn) {
  expose(
      "{ same: (f, g) => f === g, add: (f) => { globalThis.f = f }, has: (f) => globalThis.f === "
      "f, self: () => api }");
  EXPECT_EQ(
      page("const f = () => {}; api.add(f); api.has(f) && api.same(f, f) && !api.has(() => {})"),
      "true");
}

TEST_F(BridgeTest, AFunctionComesHomeAsItself) {
  expose("{ echo: (v) => v, own: globalThis.own = () => 1, is: (f) => f === own }");
  EXPECT_EQ(page("const f = () => {}; api.echo(f) === f"), "true");
  EXPECT_EQ(page("api.is(api.own)"), "true");
}

TEST_F(BridgeTest, PromisesAreMapped) {
  expose(
      "{ later: async (v) => ({ v }), fail: async () => { throw new RangeError('late') }, ready: "
      "Promise.resolve(5) }");
  page("api.later([1]).then((v) => { globalThis.a = (v instanceof Object) + JSON.stringify(v) })");
  page("api.fail().catch((e) => { globalThis.b = (e instanceof RangeError) + e.message })");
  page("api.ready.then((v) => { globalThis.c = v })");
  page("globalThis.d = api.ready instanceof Promise");
  EXPECT_EQ(page("[a, b, c, d].join('|')"), "true{\"v\":[1]}|truelate|5|true");
}

TEST_F(BridgeTest, PromisesOfThePageAreMapped) {
  expose("{ wait: async (p) => { const v = await p; return String(v instanceof Object) + v.x } }");
  page("api.wait(Promise.resolve({ x: 1 })).then((v) => { globalThis.a = v })");
  page("api.wait(Promise.reject(new Error('no'))).catch((e) => { globalThis.b = e.message })");
  EXPECT_EQ(page("a + ' ' + b"), "true1 no");
}

TEST_F(BridgeTest, FunctionsCannotBeConstructed) {
  expose("{ Thing: class { constructor() { this.x = 1 } } }");
  EXPECT_THAT(page("new api.Thing()"), StartsWith("thrown: TypeError"));
}

TEST_F(BridgeTest, GettersAreReadOnce) {
  expose("{ get now() { return 7 } }");
  EXPECT_EQ(page("Object.getOwnPropertyDescriptor(api, 'now').value"), "7");
}

TEST_F(BridgeTest, AnApiCanBeExposedToThePreloadsOwnWorld) {
  expose("1");
  EXPECT_EQ(isolated("bridge.exposeInIsolatedWorld(999, 'mine', { x: 1 }); mine.x"), "1");
}

TEST_F(BridgeTest, AnApiCanBeExposedToAnyOtherWorld) {
  expose("1");
  isolated(
      "globalThis.run = (world, code) => frame.executeJavaScriptInIsolatedWorld(world, [{ code: "
      "'0' }, { code }]);"
      "bridge.exposeInIsolatedWorld(1234, 'mine', { add: (a, b) => a + b, s: Symbol.iterator });"
      "run(1234, '[mine.add(1, 2), Object.isFrozen(mine), mine.add.constructor === Function]')"
      ".then((v) => { globalThis.got = v });"
      "run(1234, 'mine.add(1, 2), mine.x.y').catch((e) => { globalThis.failed = e.name });"
      "run(77, 'typeof mine').then((v) => { globalThis.other = v })");
  EXPECT_EQ(isolated("JSON.stringify([got, failed, other])"),
            "[[3,true,true],\"TypeError\",\"undefined\"]");
  EXPECT_EQ(page("typeof mine"), "undefined");
  EXPECT_THAT(isolated("bridge.exposeInIsolatedWorld(1234, 'mine', 1)"),
              HasSubstr("Cannot bind an API on top of an existing property"));
  EXPECT_THAT(isolated("bridge.exposeInIsolatedWorld(-1, 'mine', 1)"), HasSubstr("integer"));
}

TEST_F(BridgeTest, AFunctionCanBeRunInThePagesWorld) {
  expose("1");
  page("globalThis.inPage = 5");
  EXPECT_EQ(isolated("JSON.stringify(bridge.executeInMainWorld({ func: (a, b) => ({ sum: a + b + "
                     "inPage }), args: [1, 2] }))"),
            "{\"sum\":8}");
  EXPECT_EQ(
      isolated("bridge.executeInMainWorld({ func: () => { throw new TypeError('in page') } })"),
      "thrown: TypeError: in page");
  EXPECT_EQ(isolated("try { bridge.executeInMainWorld({ func: () => { throw 'text' } }) } catch "
                     "(e) { (e instanceof Error) + e.cause }"),
            "truetext");
}

TEST(BridgeWithoutIsolation, ItSaysThatItNeedsIsolation) {
  Worlds worlds(Isolation::off);
  worlds.preload("require('electron').contextBridge.exposeInMainWorld('api', 1)");
  ASSERT_EQ(worlds.host.preload_errors.size(), 1u);
  EXPECT_THAT(worlds.host.preload_errors[0],
              HasSubstr("contextBridge API can only be used when contextIsolation is enabled"));
}

}  // namespace
}  // namespace cation::renderer
