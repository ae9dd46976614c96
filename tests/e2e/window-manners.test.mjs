// What a window is like: what is set reads back at once, and the window system has it a moment later.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

/** An app with a window of these options, titled "first" by its page. */
async function started(options = "") {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow } = require("electron");
      app.on("window-all-closed", () => {});
      app.whenReady().then(() => new BrowserWindow({ width: 400, height: 300, ${options} }).loadFile("index.html"));`,
    "index.html": "<title>first</title>",
  });
  const app = here.cation(path);
  await app.loaded();
  return app;
}

/** A property of the window as the window system has it. */
async function property(app, name, title = "first") {
  const { id } = await here.screen.window(title);
  return here.screen.property(id, name);
}

test("sizes have limits, which can be changed", async () => {
  const app = await started("minWidth: 200, maxWidth: 500");
  const sizes = await app.main(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const first = [window.getMinimumSize(), window.getMaximumSize()];
    window.setSize(900, 300);
    const cut = window.getSize();
    window.setMaximumSize(0, 0);
    window.setMinimumSize(450, 350);
    return [...first, cut, window.getMinimumSize(), window.getMaximumSize()];
  });
  assert.deepEqual(sizes, [[200, 0], [500, 0], [500, 300], [450, 350], [0, 0]]);
  await app.until("the limits", async () => /minimum size: 450 by 350/.test(await property(app, "WM_NORMAL_HINTS")));
  await app.until("the size", () => app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].getSize()[1] >= 350));
});

test("a window that cannot be resized can be let resize again", async () => {
  const app = await started("resizable: false");
  const hints = () => property(app, "WM_NORMAL_HINTS");
  await app.until("the limits", async () => /maximum size: 400 by 300/.test(await hints()));
  const states = await app.main(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const before = window.isResizable();
    window.resizable = true;
    return [before, window.isResizable(), window.resizable];
  });
  assert.deepEqual(states, [false, true, true]);
  await app.until("no limits", async () => !/maximum size: 400 by 300/.test(await hints()));
});

test("opacity, attention and colour reach the window", async () => {
  const app = await started("opacity: 0.5, backgroundColor: '#ff0000'");
  assert.match(await property(app, "_NET_WM_WINDOW_OPACITY"), /= 2155905152\n/);
  const read = await app.main(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const before = [window.getOpacity(), window.getBackgroundColor()];
    window.setOpacity(7);
    window.flashFrame(true);
    window.setBackgroundColor("#0000ff");
    return [...before, window.getOpacity(), window.getBackgroundColor()];
  });
  assert.deepEqual(read, [0.5, "#FF0000", 1, "#0000FF"]);
  await app.until("the hint", async () => /urgency hint bit is set/.test(await property(app, "WM_HINTS")));
  const isSeen = async (color) => (await here.screen.look(await here.screen.window("first"))).countOf(color) > 1000;
  await app.until("the colour", () => isSeen("#0000ff"));
});

test("a window that is always on top says when that changes", async () => {
  const app = await started("alwaysOnTop: true");
  const heard = await app.main(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const heard = [window.isAlwaysOnTop()];
    window.on("always-on-top-changed", (_event, on) => heard.push(on));
    window.setAlwaysOnTop(true);
    window.setAlwaysOnTop(false, "floating");
    return [...heard, window.isAlwaysOnTop()];
  });
  assert.deepEqual(heard, [true, false, false]);
});

test("a window goes to the middle of the screen", async () => {
  const app = await started("x: 0, y: 0");
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].center());
  const bounds = () => app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].getBounds());
  await app.until("the middle", async () => {
    const { x, y } = await bounds();
    return x === (1280 - 400) / 2 && y === (960 - 300) / 2;
  });
});

test("what belongs to a window closes with it, and no window belongs to itself", async () => {
  const app = await started();
  const seen = await app.main(async ({ BrowserWindow }) => {
    const [parent] = BrowserWindow.getAllWindows();
    const child = new BrowserWindow({ parent, modal: true, title: "child", width: 200, height: 100 });
    await child.loadURL("data:text/html,<title>child</title>");
    const grandchild = new BrowserWindow({ show: false });
    grandchild.setParentWindow(child);
    let refused;
    try {
      parent.setParentWindow(grandchild);
    } catch (error) {
      refused = error.message;
    }
    globalThis.closed = [];
    for (const window of [parent, child, grandchild]) window.on("closed", () => globalThis.closed.push(window.id));
    return [child.isModal(), child.getParentWindow() === parent, parent.getChildWindows().length, parent.getParentWindow(), refused];
  });
  assert.deepEqual(seen, [true, true, 1, null, "A window cannot be its own parent"]);
  const { id } = await here.screen.window("first");
  assert.match(await property(app, "WM_TRANSIENT_FOR", "child"), new RegExp(`# ${id}`));
  await app.main(({ BrowserWindow }) => BrowserWindow.fromId(1).destroy());
  await app.until("the end of all", () => app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length === 0));
  assert.deepEqual((await app.main(() => globalThis.closed)).sort(), [1, 2, 3]);
});

test("a window has a menu of its own, whose items answer, and none when it is removed", async () => {
  const app = await started();
  const pageHeight = () => app.page(() => innerHeight);
  await app.until("the app's menu", async () => (await pageHeight()) < 300);
  await app.main(({ BrowserWindow, Menu }) => {
    globalThis.clicks = [];
    const click = (item, window) => globalThis.clicks.push([item.label, item.checked, window.id]);
    globalThis.menu = Menu.buildFromTemplate([
      { label: "Own", submenu: [{ label: "Mark", type: "checkbox", accelerator: "Ctrl+M", click }] },
    ]);
    BrowserWindow.getAllWindows()[0].setMenu(globalThis.menu);
  });
  const window = await here.screen.window("first");
  await here.screen.focus(window);
  await here.screen.key("ctrl+m");
  await app.until("the click", () => app.main(() => globalThis.clicks.length === 1));
  assert.deepEqual(await app.main(() => globalThis.clicks), [["Mark", true, 1]]);
  // What the app's menu has is not this window's.
  await app.main(({ BrowserWindow, Menu }) => {
    Menu.setApplicationMenu(null);
    return BrowserWindow.getAllWindows()[0].getContentSize();
  });
  assert.ok((await pageHeight()) < 300);
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].removeMenu());
  await app.until("no menu", async () => (await pageHeight()) === 300);
  await here.screen.key("ctrl+m");
  assert.equal(await app.main(() => globalThis.clicks.length), 1);
});

test("a menu bar that hides comes and goes by the Alt key alone", async () => {
  const app = await started("autoHideMenuBar: true");
  const height = () => app.page(() => innerHeight);
  await app.until("a page without a bar", async () => (await height()) === 300);
  assert.deepEqual(
    await app.main(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return [window.isMenuBarAutoHide(), window.isMenuBarVisible(), window.autoHideMenuBar];
    }),
    [true, false, true],
  );
  await here.screen.focus(await here.screen.window("first"));
  await here.screen.key("Alt_L");
  await app.until("the bar", async () => (await height()) < 300);
  await here.screen.key("Alt_L");
  await app.until("no bar", async () => (await height()) === 300);
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setMenuBarVisibility(true));
  await app.until("the bar", async () => (await height()) < 300);
});

test("the content is what is below the menu bar", async () => {
  const app = await started();
  const facts = () =>
    app.main(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return { bounds: window.getBounds(), content: window.getContentBounds(), normal: window.getNormalBounds() };
    });
  await app.until("the bar", async () => (await facts()).content.height < 300);
  const { bounds, content, normal } = await facts();
  const bar = bounds.height - content.height;
  assert.deepEqual(content, { ...bounds, y: bounds.y + bar, height: bounds.height - bar });
  assert.deepEqual(normal, bounds);
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setContentSize(500, 200));
  await app.until("the size", () => app.page(() => innerWidth === 500 && innerHeight === 200));
});

test("a window that is not enabled takes no clicks", async () => {
  const app = await started();
  await app.page(() => void addEventListener("click", () => (globalThis.clicked = (globalThis.clicked ?? 0) + 1)));
  const { x, y, width, height } = await here.screen.window("first");
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setEnabled(false));
  await here.screen.click(x + width / 2, y + height / 2);
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setEnabled(true));
  await here.screen.click(x + width / 2, y + height / 2);
  await app.until("a click", () => app.page(() => globalThis.clicked >= 1));
  assert.equal(await app.page(() => globalThis.clicked), 1);
});

test("an icon that cannot be read is told of", async () => {
  const app = await started("icon: '/no/such/icon.png'");
  await app.until("a word", () => app.stderr.includes("the icon /no/such/icon.png cannot be read"));
});
