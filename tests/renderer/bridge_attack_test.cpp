// Pages that try to reach the preload's world through the bridge. Each attack is a script of the
// page that hands whatever it can lay hands on to `grab`; none of it may be of the other world, and
// nothing that it leads to.

#include "worlds.h"

namespace cation::renderer {
namespace {

// Shown to every attacker: each kind of value, and functions that give, take, call, keep and throw.
constexpr const char* preload = R"js(
  const { contextBridge, ipcRenderer } = require("electron");
  const weird = { get boom() { throw new Error("in a getter of the preload") } };
  contextBridge.exposeInMainWorld("api", {
    data: { list: [1, { x: {} }], map: new Map([[{ k: 1 }, new Set([[1]])]]), date: new Date(0), regexp: /x/g,
            bytes: new Uint8Array([1, 2]), view: new DataView(new ArrayBuffer(2)), error: new TypeError("x"),
            boxed: new String("s"), nothing: null },
    ipcRenderer,
    echo: (value) => value,
    call: (callee, ...args) => callee(...args),
    look: (object) => { for (const key in object) object[key]; return JSON.stringify(object) },
    keep: (callee) => { globalThis.kept = callee },
    fail: () => { throw new RangeError("of the preload") },
    failWith: (value) => { throw value },
    failOdd: () => { throw { f() {}, list: [{}] } },
    failFunction: () => { throw () => {} },
    weird: () => weird,
    uncloneable: () => new WeakMap(),
    uncloneableDeep: () => ({ a: [{ b: new WeakRef({}) }] }),
    symbol: () => Symbol("x"),
    later: async (value) => value,
    laterFail: async () => { throw new RangeError("late") },
    laterWeird: async () => weird,
    promise: Promise.resolve({ x: [{}] }),
    broken: Promise.reject(new Error("broken")),
    make: () => (a) => ({ a, again: (b) => [a, b] }),
    deep: (n, callee) => (n > 0 ? globalThis.deep(n - 1, callee) : callee()),
    recurse: (callee) => callee(callee),
  });
  globalThis.deep = (n, callee) => (n > 0 ? deep(n - 1, callee) : callee());
  globalThis.secret = "of the preload";
)js";

// `grab(value)` walks all that a value leads to and notes what is foreign; it keeps what it needs
// before the attack changes the page's globals.
constexpr const char* arsenal = R"js(
  globalThis.leaks = [];
  globalThis.grabbed = 0;
  globalThis.grab = (() => {
    const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys, apply } = Reflect;
    const foreign = isForeign;
    const { forEach } = Map.prototype, forEachOfSet = Set.prototype.forEach;
    const { has, add } = WeakSet.prototype;
    const seen = new WeakSet();
    const { leaks } = globalThis;
    const note = leaks.push.bind(leaks);
    // A list of our own: the attack may have changed what arrays do.
    let left = null;
    const later = (value) => { left = { __proto__: null, value, next: left } };
    let walking = false;
    return (start) => {
      globalThis.grabbed++;
      later(start);
      // What the walk itself sets off, traps and getters, adds to it. They may make objects for ever.
      if (walking) return;
      walking = true;
      let most = 5000;
      while (left !== null && most-- > 0) {
        const { value } = left;
        left = left.next;
        if ((typeof value !== "object" && typeof value !== "function") || value === null) continue;
        if (value === globalThis || apply(has, seen, [value])) continue;
        apply(add, seen, [value]);
        try {
          if (foreign(value)) { note("a foreign object"); continue; }
          later(getPrototypeOf(value));
          const keys = ownKeys(value);
          for (let i = 0; i < keys.length; i++) {
            const found = getOwnPropertyDescriptor(value, keys[i]);
            if (!found) continue;
            later(found.value);
            later(found.get);
            later(found.set);
          }
        } catch {}
        try { apply(forEach, value, [(v, k) => { later(v); later(k) }]) } catch {}
        try { apply(forEachOfSet, value, [later]) } catch {}
        try { later(value.constructor) } catch {}
      }
      left = null;
      walking = false;
    };
  })();
  // The shortest way out, where one is open.
  globalThis.escape = (() => {
    let escaping = false;
    const { leaks } = globalThis;
    const note = leaks.push.bind(leaks);
    return (value) => {
      if (escaping) return;
      escaping = true;
      try { if (value.constructor.constructor("return typeof secret")() === "string") note("escaped") } catch {}
      try { if (value.constructor("return typeof secret")() === "string") note("escaped") } catch {}
      escaping = false;
    };
  })();
  globalThis.attempt = (action) => {
    try { const value = action(); grab(value); escape(value); return value } catch (error) { grab(error); escape(error) }
  };
)js";

struct Attack {
  const char* name;
  const char* script;
};

void PrintTo(const Attack& attack, std::ostream* out) { *out << attack.name; }

class BridgeAttackTest : public ::testing::TestWithParam<Attack> {};

TEST_P(BridgeAttackTest, ReachesNothingOfThePreloadsWorld) {
  Worlds worlds;
  worlds.page(arsenal);
  worlds.preload(preload);
  ASSERT_THAT(worlds.host.preload_errors, ::testing::IsEmpty());
  const std::string result = worlds.page(GetParam().script);
  EXPECT_THAT(result, ::testing::Not(::testing::StartsWith("thrown: SyntaxError")));
  // What the attack has left behind goes off when the preload has its turn.
  worlds.isolated("try { kept({ x: [{}] }, () => {}) } catch {}");
  worlds.run_timers();
  worlds.isolated("0");
  worlds.page("attempt(() => api.echo({}))");
  EXPECT_EQ(worlds.page("leaks.join()"), "") << result;
  EXPECT_NE(worlds.page("grabbed"), "0");
}

constexpr Attack attacks[] = {
    {"TheApiItself", "grab(api)"},
    {"EveryFunctionAndItsResult",
     "for (const key in api) { if (typeof api[key] === 'function') for (const args of [[], [{}], "
     "[() => {}], [1, () => ({})]])"
     " attempt(() => api[key](...args)) }"},
    {"TheFunctionConstructorOfAResult",
     "escape(api.echo({})); escape(api.echo([])); escape(api.make()); escape(api); attempt(() => "
     "api.make()(1).again({}))"},
    {"ThrownErrors",
     "attempt(() => api.fail()); attempt(() => api.failOdd()); attempt(() => api.failFunction())"},
    {"AThrownValueOfThePage",
     "attempt(() => api.failWith({ x: {} })); attempt(() => api.failWith(() => {})); attempt(() => "
     "api.failWith(new Proxy({}, {})))"},
    {"AGetterOfThePreloadThatThrows",
     "attempt(() => api.weird()); api.laterWeird().catch((e) => { grab(e); escape(e) })"},
    {"WhatCannotBeCloned",
     "attempt(() => api.uncloneable()); attempt(() => api.uncloneableDeep()); attempt(() => "
     "api.echo(new WeakMap())); attempt(() => api.symbol())"},
    {"Promises",
     "api.promise.then(grab); api.broken.catch(grab); api.later({}).then(grab); "
     "api.laterFail().catch(grab)"},
    {"PromiseThenIsReplaced",
     "const then = Promise.prototype.then; Promise.prototype.then = function (...args) { "
     "grab(this); args.forEach((a) => { grab(a); escape(a) }); return then.apply(this, args) };"
     "attempt(() => api.later({})); attempt(() => api.later(Promise.resolve({}))); attempt(() => "
     "api.echo(Promise.resolve([])))"},
    {"PromiseConstructorIsAGetter",
     "const p = Promise.resolve({}); Object.defineProperty(p, 'constructor', { get() { grab(this); "
     "return function (executor) { grab(executor); grab(arguments); executor(grab, grab) } } });"
     "attempt(() => api.echo(p)); attempt(() => api.later(p))"},
    {"PromiseSpecies",
     "Object.defineProperty(Promise, Symbol.species, { get() { return class extends Promise { "
     "constructor(executor) { super((a, b) => { grab(executor); executor((v) => { grab(v); a(v) }, "
     "(v) => { grab(v); b(v) }) }) } } } });"
     "attempt(() => api.echo(Promise.resolve({}))); attempt(() => api.later(Promise.reject({})))"},
    {"ASubclassOfPromise",
     "class Spy extends Promise { then(...args) { args.forEach(grab); return super.then(...args) } "
     "static get [Symbol.species]() { return Spy } }"
     "attempt(() => api.echo(Spy.resolve({}))); attempt(() => api.later(Spy.reject(new "
     "Error('x'))))"},
    {"Thenables",
     "attempt(() => api.later({ then(...args) { args.forEach((a) => { grab(a); escape(a); "
     "attempt(() => a({})) }) } }))"},
    {"AFakePromise", "attempt(() => api.echo({ [Symbol.toStringTag]: 'Promise', then: grab }))"},
    {"FakeTags",
     "for (const tag of ['Map', 'Set', 'Date', 'RegExp', 'Number', 'String', 'ArrayBuffer', "
     "'Error', 'Promise', 'Blob', 'File', 'Array', 'Function', 'HTMLElement', 'Window'])"
     " attempt(() => api.echo({ [Symbol.toStringTag]: tag, get size() { grab(this); return 1 }, "
     "forEach: grab, x: {} }))"},
    {"Proxies",
     "const spy = (target) => new Proxy(target, new Proxy({}, { get: (t, trap) => (...args) => { "
     "args.forEach(grab); escape(args[2] ?? {}); return Reflect[trap](...args) } }));"
     "for (const target of [{}, [], () => ({}), new Map(), new Date(), Promise.resolve(), new "
     "Uint8Array(2), { x: {} }, [1, {}], class {}])"
     " for (const f of [api.echo, api.look, api.call, api.recurse, api.later, api.failWith, "
     "api.keep]) attempt(() => f(spy(target), spy({ y: 1 })))"},
    {"ProxiesThatThrow",
     "const bomb = (target) => new Proxy(target, new Proxy({}, { get: (t, trap) => () => { throw { "
     "trap } } }));"
     "for (const target of [{}, [], () => {}]) for (const f of [api.echo, api.look, api.call, "
     "api.later, api.failWith]) attempt(() => f(bomb(target)))"},
    {"RevokedProxies",
     "for (const target of [{}, [], () => {}]) { const { proxy, revoke } = Proxy.revocable(target, "
     "{}); revoke(); for (const f of [api.echo, api.call, api.later]) attempt(() => f(proxy)) }"},
    {"GettersThatThrowOrCallBack",
     "attempt(() => api.echo({ get x() { throw { mine: 1 } } })); attempt(() => api.look({ get x() "
     "{ return api.echo(() => {}) } }));"
     "attempt(() => api.echo({ get x() { return attempt(() => api.call(() => api.fail())) } }))"},
    {"ThrownProxies",
     "attempt(() => api.call(() => { throw new Proxy(new Error('x'), { get(...args) { "
     "args.forEach(grab); return Reflect.get(...args) } }) }))"},
    {"ThrownInCallbacks",
     "for (const v of [1, 'x', null, undefined, {}, () => {}, Symbol('x'), new Map()]) attempt(() "
     "=> api.call(() => { throw v }))"},
    {"CallersOfSloppyFunctions",
     "function spy() { grab(spy.caller); grab(spy.arguments); grab(arguments.callee.caller); let f "
     "= spy; for (let i = 0; i < 20 && f; i++) { try { f = f.caller; grab(f); escape(f) } catch { "
     "break } } return {} }"
     "attempt(() => api.call(spy)); attempt(() => api.recurse(spy)); attempt(() => api.keep(spy)); "
     "attempt(() => api.echo({ get x() { return spy() } })); attempt(() => api.later({ get x() { "
     "return spy() } }))"},
    {"ThisOfCallbacks",
     "attempt(() => api.call(function () { grab(this); grab(arguments); escape(this) })); "
     "attempt(() => api.keep(function () { grab(this); grab(arguments) }))"},
    {"CallWithAnotherThis",
     "for (const f of Object.values(api)) if (typeof f === 'function') { attempt(() => "
     "f.call(globalThis, {})); attempt(() => f.apply(f, [{}])); attempt(() => Reflect.apply(f, "
     "api, [() => {}])); attempt(() => f.bind({})({})) }"},
    {"ConstructTheProxies",
     "for (const f of Object.values(api)) if (typeof f === 'function') { attempt(() => new f()); "
     "attempt(() => Reflect.construct(Object, [], f)); attempt(() => class extends f {}) }"},
    {"AFullStackInTheBridge",
     "let deep = 0; function dive() { deep++; try { return api.recurse(dive) } catch (error) { "
     "grab(error); escape(error); throw error } } attempt(dive)"},
    {"AFullStackEverywhere",
     "let left; function fill(f) { try { fill(f) } catch (error) { grab(error); escape(error) } "
     "if (left-- > 0) attempt(f) }"
     "for (const f of [() => api.echo({ x: [{}] }), () => api.fail(), () => api.call(() => ({})), "
     "() => api.later({}), () => api.look({ get x() { return {} } }), () => "
     "api.make()(1).again(2)]) { left = 500; attempt(() => fill(f)) }"},
    {"AFullStackStepByStep",
     "function down(n, f) { return n > 0 ? down(n - 1, f) : f() } let low = 1, high = 1e6;"
     "while (high - low > 1) { const middle = (low + high) >> 1; try { down(middle, () => {}); low "
     "= middle } catch { high = middle } }"
     "for (let n = low; n > low - 200 && n > 0; n -= 1) { attempt(() => down(n, () => api.echo({ "
     "x: {} }))); attempt(() => down(n, () => api.fail())); attempt(() => down(n, () => "
     "api.call(() => { throw {} }))) }"},
    {"AFullStackInAPromise",
     "function down(n, f) { return n > 0 ? down(n - 1, f) : f() }"
     "globalThis.unhandled = []; const p = Promise.resolve({ get x() { return down(1e6, () => {}) "
     "} }); const q = api.later(p); q.then(grab, (e) => { grab(e); escape(e) })"},
    {"AFullStackInACallbackOfThePreload",
     "function dive() { try { api.deep(50, dive) } catch (error) { grab(error); escape(error); "
     "throw error } } attempt(dive)"},
    {"ObjectPrototypeHasSetters",
     "for (const key of ['x', 'k', 'a', 'ok', 'value', 'promise', 'resolve', 'get', 'set', "
     "'writable', 'then', 'constructor', '0', '1', 'length', 'name', 'message', 'cause', 'code'])"
     " Object.defineProperty(Object.prototype, key, { configurable: true, get() { grab(this); "
     "return undefined }, set(v) { grab(this); grab(v); escape(v) } });"
     "for (const f of Object.values(api)) if (typeof f === 'function') { attempt(() => f({ y: [{}] "
     "}, () => ({}))) }"},
    {"ObjectPrototypeHasValues",
     "Object.prototype.get = grab; Object.prototype.set = grab; Object.prototype.value = {}; "
     "Object.prototype.ok = true; Object.prototype.writable = true;"
     "for (const f of Object.values(api)) if (typeof f === 'function') attempt(() => f({ y: [{}] "
     "}, () => ({})))"},
    {"ArrayPrototypeHasSetters",
     "for (const key of [0, 1, 2, 3]) Object.defineProperty(Array.prototype, key, { configurable: "
     "true, get() { grab(this); return undefined }, set(v) { grab(this); grab(v); escape(v) } });"
     "for (const f of Object.values(api)) if (typeof f === 'function') attempt(() => f([,], () => "
     "[{}], {}))"},
    {"EveryMethodIsReplaced",
     "const wrap = (object) => { for (const key of Reflect.ownKeys(object)) { const d = "
     "Reflect.getOwnPropertyDescriptor(object, key); if (!d.configurable || key === 'constructor') "
     "continue;"
     " if (typeof d.value === 'function') { const f = d.value; Object.defineProperty(object, key, "
     "{ configurable: true, writable: true, value: function (...args) { grab(this); for (let i = "
     "0; i < args.length; i++) { grab(args[i]) } return Reflect_apply(f, this, args) } }) } } };"
     "const Reflect_apply = Reflect.apply;"
     "for (const o of [Map.prototype, Set.prototype, Date.prototype, RegExp.prototype, "
     "Promise.prototype, Promise, Error.prototype, String.prototype, Number.prototype, "
     "ArrayBuffer.prototype, Object.getPrototypeOf(Uint8Array.prototype), Uint8Array, Reflect, "
     "WeakMap.prototype, Symbol]) wrap(o);"
     "for (const f of Object.values(api)) if (typeof f === 'function') { attempt(() => f({ y: [{}] "
     "}, () => ({}))); attempt(() => f(new Map([[1, {}]]))); attempt(() => "
     "f(Promise.resolve({}))); attempt(() => f(new Uint8Array(3))) }"},
    {"FunctionPrototypeIsReplaced",
     "const apply = Reflect.apply; for (const key of ['call', 'apply', 'bind']) { const f = "
     "Function.prototype[key]; Function.prototype[key] = function (...args) { grab(this); "
     "escape(this); for (let i = 0; i < args.length; i++) grab(args[i]); return apply(f, this, "
     "args) } }"
     "Object.defineProperty(Function.prototype, 'prototype', { get() { grab(this); return {} } }); "
     "Object.defineProperty(Function.prototype, Symbol.hasInstance, { value: grab });"
     "for (const f of Object.values(api)) if (typeof f === 'function') attempt(() => f({ y: [{}] "
     "}, () => ({})))"},
    {"GlobalsAreReplaced",
     "for (const key of ['Object', 'Array', 'Promise', 'Map', 'Set', 'Error', 'TypeError', "
     "'RangeError', 'Reflect', 'Uint8Array', 'ArrayBuffer', 'DataView', 'Date', 'RegExp'])"
     " { const old = globalThis[key]; globalThis[key] = new Proxy(old, { get(t, k, r) { grab(r); "
     "return t[k] }, construct(t, args, n) { for (let i = 0; i < args.length; i++) grab(args[i]); "
     "return new t(...args) }, apply(t, self, args) { grab(self); for (let i = 0; i < args.length; "
     "i++) grab(args[i]); return t(...args) } }) }"
     "for (const key in api) if (typeof api[key] === 'function') { attempt(() => api[key]({ y: "
     "[{}] }, () => ({}))); attempt(() => api[key](new Map([[{}, {}]]))) }"},
    {"IteratorsAreReplaced",
     "const iterator = Array.prototype[Symbol.iterator]; Array.prototype[Symbol.iterator] = "
     "function () { grab(this); escape(this); return iterator.call(this) };"
     "Map.prototype[Symbol.iterator] = Set.prototype[Symbol.iterator] = function () { grab(this); "
     "return [][Symbol.iterator]() };"
     "for (const f of Object.values(api)) if (typeof f === 'function') attempt(() => f([{}], () => "
     "[{}]))"},
    {"TypedArrays",
     "class Spy extends Uint8Array { static get [Symbol.species]() { return function (...args) { "
     "args.forEach(grab); return new Uint8Array(...args) } } get buffer() { grab(this); return new "
     "ArrayBuffer(1) } get length() { grab(this); return 1e9 } }"
     "attempt(() => api.echo(new Spy(4))); attempt(() => api.echo(new DataView(new "
     "ArrayBuffer(3)))); class Buffer extends ArrayBuffer {} attempt(() => api.echo(new "
     "Buffer(5)));"
     "const a = new Uint8Array(3); Object.defineProperty(a, 'length', { get: () => { grab(this); "
     "return -1 } }); attempt(() => api.echo(a))"},
    {"ABufferThatIsDetachedMeanwhile",
     "const b = new ArrayBuffer(8); attempt(() => api.echo({ get first() { b.transfer?.(); return "
     "1 }, b })); attempt(() => api.echo([new Uint8Array(b)]))"},
    {"ArraysOfOddLengths",
     "attempt(() => api.echo(new Proxy([], { get: (t, k) => (k === 'length' ? -1 : {}) }))); "
     "attempt(() => api.echo(new Proxy([], { get: (t, k) => (k === 'length' ? NaN : {}) })));"
     "attempt(() => api.echo(new Proxy([], { get: (t, k) => (k === 'length' ? { valueOf: () => { "
     "grab(this); return 3 } } : {}) })))"},
    {"ErrorsWithGetters",
     "for (const key of ['name', 'message', 'cause', 'code', 'stack']) { const error = new "
     "Error('x'); Object.defineProperty(error, key, { get() { grab(this); return { toString: grab, "
     "toJSON: grab } } }); attempt(() => api.echo(error)); attempt(() => api.call(() => { throw "
     "error })) }"
     "let chain = new Error('0'); Object.defineProperty(chain, 'cause', { get() { const next = new "
     "Error('n'); Object.defineProperty(next, 'cause', Object.getOwnPropertyDescriptor(this, "
     "'cause')); return next } }); attempt(() => api.echo(chain))"},
    {"ErrorPrototypeHasGetters",
     "for (const E of [Error, TypeError, RangeError]) for (const key of ['name', 'message', "
     "'toString', 'code', 'cause']) Object.defineProperty(E.prototype, key, { configurable: true, "
     "get() { grab(this); escape(this); return grab } });"
     "for (const f of Object.values(api)) if (typeof f === 'function') attempt(() => f()); "
     "function dive() { api.recurse(dive) } attempt(dive)"},
    {"StacksOfErrors",
     "try { Object.defineProperty(Error, 'prepareStackTrace', { value: (e, frames) => { "
     "grab(frames); return frames }, configurable: true }) } catch {} Error.stackTraceLimit = 100; "
     "attempt(() => { try { api.fail() } catch (e) { grab(e.stack); return e } })"},
    {"DefineOnTheApi",
     "attempt(() => Object.setPrototypeOf(api, new Proxy({}, {}))); attempt(() => "
     "Object.defineProperty(api, 'echo', { value: grab })); attempt(() => "
     "Object.defineProperty(api.echo, 'name', { get: grab })); grab(api.echo.prototype)"},
    {"KeptCallbacks",
     "api.keep((...args) => { args.forEach((a) => { grab(a); escape(a) }); return { get x() { "
     "grab(this); throw {} } } })"},
    {"KeptCallbacksThatThrow",
     "api.keep((object, callee) => { attempt(() => callee()); throw { f() {}, get x() { throw "
     "callee } } })"},
    {"CyclesThroughBothWorlds",
     "const o = { f: (v) => v }; o.o = o; o.f.o = o; attempt(() => api.echo(o)); attempt(() => "
     "api.call(api.call, api.echo, o)); attempt(() => api.call(api.echo, api.echo))"},
    {"ArgumentsObjects",
     "(function () { attempt(() => api.echo(arguments)) })({}, () => {}); attempt(() => "
     "api.call((...args) => { grab(args); return args }, {}, [], () => {}))"},
    {"GeneratorsAndIterators",
     "attempt(() => api.echo((function* () { yield {} })())); attempt(() => "
     "api.echo([][Symbol.iterator]())); attempt(() => api.echo(new Map().entries())); attempt(() "
     "=> api.call(function* () { grab(this) })); attempt(() => api.call(async () => "
     "({})).then(grab))"},
    {"TheGlobalObject",
     "attempt(() => api.echo(globalThis)); attempt(() => api.look(Reflect)); attempt(() => "
     "api.echo(Function)); attempt(() => api.call(Function, 'return this')); attempt(() => "
     "api.call(eval, 'this'))"},
    {"NativeFunctionsOfThePage",
     "for (const f of [Object, Array, Reflect.ownKeys, Object.getOwnPropertyDescriptors, Function, "
     "Object.assign, Promise.resolve.bind(Promise), JSON.stringify, Array.from]) attempt(() => "
     "api.call(f, { x: {} }, [{}], () => {}))"},
};

INSTANTIATE_TEST_SUITE_P(Attacks, BridgeAttackTest, ::testing::ValuesIn(attacks),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(BridgeAttackArsenal, FindsARealLeak) {
  Worlds worlds;
  worlds.page(arsenal);
  worlds.preload("0");
  worlds.page("globalThis.box = {}");
  // What the bridge never does: the page's object gets an object of the other world.
  worlds.isolated("1");
  worlds.leak("({ nested: [1] })", "leaked");
  worlds.page("grab({ deep: [leaked] })");
  EXPECT_NE(worlds.page("leaks.join()"), "");
}

TEST(BridgeAttackArsenal, AllowsWhatThePageMakesItself) {
  Worlds worlds;
  worlds.page(arsenal);
  worlds.preload("0");
  worlds.page("grab({ a: [new Map([[{}, () => {}]]), new Error('x'), Promise.resolve()] })");
  EXPECT_EQ(worlds.page("leaks.join()"), "");
}

}  // namespace
}  // namespace cation::renderer
