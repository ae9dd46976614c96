// Menus as Electron's documentation tells them: roles, places, and what an item keeps.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

/** Runs a function in the main process of an app of its own. */
async function inMain(run, value) {
  const app = here.cation(
    here.write({
      "index.js": `
        const { app, BrowserWindow } = require("electron");
        app.whenReady().then(() => new BrowserWindow().loadURL("data:text/html,<title>menus</title>"));`,
    }),
  );
  await app.window("menus");
  return app.main(run, value);
}

/** The items of a template as they are placed: ids, and "-" for a separator. */
const placed = (template) =>
  inMain(
    ({ Menu }, items) => Menu.buildFromTemplate(items).items.map((item) => (item.type === "separator" ? "-" : item.id)),
    template.map((item) => (item === "-" ? { type: "separator" } : { label: item.id, ...item })),
  );

test("every documented role is taken, and has a label and its name in lower case", async () => {
  const roles = `undo redo cut copy paste pasteAndMatchStyle selectAll delete minimize close quit reload forceReload
    toggleDevTools togglefullscreen resetZoom zoomIn zoomOut toggleSpellChecker fileMenu editMenu viewMenu windowMenu
    appMenu about hide hideOthers unhide showSubstitutions toggleSmartQuotes toggleSmartDashes toggleTextReplacement
    startSpeaking stopSpeaking front zoom toggleTabBar selectNextTab selectPreviousTab showAllTabs mergeAllWindows
    moveTabToNewWindow window help services recentDocuments clearRecentDocuments shareMenu`.split(/\s+/);
  const items = await inMain(
    ({ Menu }, names) => Menu.buildFromTemplate(names.map((role) => ({ role }))).items.map(({ role, label }) => [role, label]),
    roles,
  );
  assert.deepEqual(items.map(([role]) => role), roles.map((role) => role.toLowerCase()));
  for (const [role, label] of items) assert.ok(label, `${role} has no label`);
});

test("a role that nobody knows is an item without a label, whose click is the app's", async () => {
  const told = await inMain(({ Menu }) => {
    const clicks = [];
    const click = (item) => clicks.push(item.role);
    const { items } = Menu.buildFromTemplate([
      { role: "Fly", click },
      { role: "services", click },
      { role: "resetZoom", click },
    ]);
    for (const item of items) item.click();
    return [items[0].label, clicks];
  });
  assert.deepEqual(told, ["", ["fly", "services"]]);
});

test("a template is refused in Electron's words", async () => {
  const words = await inMain(({ Menu, MenuItem }) =>
    [
      () => Menu.buildFromTemplate("File"),
      () => Menu.buildFromTemplate([{ visible: true }]),
      () => Menu.buildFromTemplate([null]),
      () => Menu.buildFromTemplate([{ label: "x", type: "wheel" }]),
      () => Menu.buildFromTemplate([{ label: "x", type: "submenu" }]),
      () => new MenuItem({}).label,
    ].map((attempt) => {
      try {
        return attempt();
      } catch (error) {
        return error.message;
      }
    }),
  );
  assert.deepEqual(words, [
    "Invalid template for Menu: Menu template must be an array",
    "Invalid template for MenuItem: must have at least one of label, role or type",
    "Invalid template for MenuItem: must have at least one of label, role or type",
    "Unknown menu item type: wheel",
    "Invalid submenu",
    "",
  ]);
});

test("items stand where they say, in the documentation's examples", async () => {
  assert.deepEqual(await placed([{ id: "1" }, { id: "2" }, { id: "3" }]), ["1", "2", "3"]);
  assert.deepEqual(await placed([{ id: "1", after: ["3"] }, { id: "2", before: ["1"] }, { id: "3" }]), ["3", "2", "1"]);
  assert.deepEqual(
    await placed([
      { id: "1" },
      "-",
      { id: "3", beforeGroupContaining: ["1"] },
      { id: "4", afterGroupContaining: ["2"] },
      "-",
      { id: "2" },
    ]),
    ["3", "4", "-", "1", "-", "2"],
  );
});

test("an item that stands by one of another group takes its group there", async () => {
  assert.deepEqual(await placed([{ id: "1" }, "-", { id: "2", after: ["1"] }, { id: "3" }, "-", { id: "4" }]), [
    "1",
    "2",
    "3",
    "-",
    "4",
  ]);
  assert.deepEqual(await placed([{ id: "1" }, "-", { id: "2" }, "-", { id: "3", afterGroupContaining: ["1"] }]), [
    "1",
    "-",
    "2",
    "-",
    "3",
  ]);
});

test("what says a place by an item that is not there, or in a circle, stays", async () => {
  assert.deepEqual(await placed([{ id: "1", after: ["none"] }, { id: "2" }]), ["1", "2"]);
  assert.deepEqual(await placed([{ id: "1", before: ["2"], after: ["2"] }, { id: "2" }]).then((all) => all.sort()), ["1", "2"]);
});

test("an item keeps the app's own fields, and is of the documented class", async () => {
  const told = await inMain(({ Menu, MenuItem, MessageChannelMain, BrowserWindow, app }) => {
    const made = new MenuItem({ label: "made", toolTip: "tip", own: { deep: 1 } });
    const menu = Menu.buildFromTemplate([{ label: "a", hint: "kept", submenu: [{ label: "b", more: 2 }, made] }, made]);
    const [item] = menu.items;
    const [window] = BrowserWindow.getAllWindows();
    const { port1 } = new MessageChannelMain();
    const names = [menu, item, window, window.webContents, window.webContents.mainFrame, port1, app];
    return [
      item.hint,
      item.submenu.items[0].more,
      item.submenu.items[1] === made && menu.items[1] === made,
      made.own.deep,
      made.toolTip,
      item.registerAccelerator,
      typeof item.commandId,
      names.map((object) => object.constructor.name),
    ];
  });
  assert.deepEqual(told, [
    "kept",
    2,
    true,
    1,
    "tip",
    true,
    "number",
    ["Menu", "MenuItem", "BrowserWindow", "WebContents", "WebFrameMain", "MessagePortMain", "App"],
  ]);
});
