// Windows that are opened and closed, some at a time; each has asked something before it goes.

const { join } = require("node:path");
const { BrowserWindow, ipcMain } = require("electron");

const atOnce = 4;

async function open(soak, options = {}) {
  const window = new BrowserWindow({
    width: 300,
    height: 200,
    webPreferences: { preload: join(__dirname, "preload.js"), contextIsolation: false, sandbox: false, ...options },
  });
  await soak.within(60_000, "a page", window.loadFile(join(__dirname, "index.html")));
  return window;
}

module.exports = async function windows(soak) {
  let asked = 0;
  ipcMain.handle("ask", (_event, number) => {
    asked++;
    return number;
  });
  // One stays: the process that others share what is cached with.
  const stays = await open(soak);
  const warm = Math.max(4, Math.floor(soak.count / 5));
  let opened = 0;
  const work = async (until) => {
    while (opened < until) {
      opened++;
      const window = await open(soak);
      const answer = await soak.within(60_000, "an answer", window.webContents.executeJavaScript("ask(7)"));
      if (answer !== 7) soak.fail(`a page was answered ${answer}`);
      const closed = new Promise((resolve) => window.once("closed", resolve));
      if (soak.random() < 0.5) window.close();
      else window.destroy();
      await soak.within(60_000, "the end of a window", closed);
      soak.progress(opened / soak.count);
    }
  };
  const all = (until) => Promise.all(Array.from({ length: atOnce }, () => work(until)));
  await all(warm);
  await soak.mark("warm");
  await all(soak.count);
  await soak.mark("end");
  if (BrowserWindow.getAllWindows().length !== 1) soak.fail("windows are left");
  if (asked !== opened) soak.fail(`${opened} windows asked ${asked} times`);
  stays.destroy();
};
module.exports.open = open;
