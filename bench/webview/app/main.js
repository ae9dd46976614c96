// Measures guests of a page. Prints one line of JSON: times in microseconds.

const { readdirSync, readFileSync } = require("node:fs");
const { once } = require("node:events");
const path = require("node:path");
const { app, BrowserWindow, ipcMain } = require("electron");

/** The time that the processes of this app have had, in ticks, by their program. */
function ticks() {
  const all = new Map();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const [, name] = /\((.*)\)/.exec(stat);
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      all.set(Number(pid), { name, parent: Number(fields[1]), time: Number(fields[11]) + Number(fields[12]) });
    } catch {
      // It has ended.
    }
  }
  const own = new Map();
  const isOwn = (pid) => pid === process.pid || (all.has(pid) && isOwn(all.get(pid).parent));
  for (const [pid, { name, time }] of all) {
    if (isOwn(pid)) own.set(name, (own.get(name) ?? 0) + time);
  }
  return own;
}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

app.whenReady().then(async () => {
  ipcMain.handle("echo", (_event, value) => value);
  const window = new BrowserWindow({
    webPreferences: { preload: path.join(__dirname, "preload.js"), webviewTag: true, contextIsolation: false },
  });
  const { webContents } = window;
  await window.loadFile("index.html");
  const ask = async (what) => {
    webContents.send("measure", what);
    const [, result] = await once(ipcMain, "measured");
    return result;
  };
  const plain = await ask("scroll");
  await ask("one guest");
  const invoke = await ask("invoke");
  const echo = await ask("echo");
  await ask("five guests");
  const scrolls = [plain, await ask("scroll")];
  await ask("twenty guests");
  await wait(10_000);
  const before = ticks();
  await wait(5_000);
  const after = ticks();
  const spent = Object.fromEntries([...after].map(([name, time]) => [name, time - (before.get(name) ?? 0)]));
  console.log(JSON.stringify({ invoke, echo, scrolls, ticks: spent }));
  app.quit();
});
