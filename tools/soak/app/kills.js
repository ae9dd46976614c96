// A storm of kills: web processes and pages end at any moment, by their own system's hand or the app's,
// amid messages, loads and ports, and are loaded again.

const { ipcMain, MessageChannelMain, BrowserWindow } = require("electron");
const { open } = require("./windows.js");

const windowCount = 4;

module.exports = async function kills(soak) {
  ipcMain.handle("ask", (_event, number) => number);
  ipcMain.on("say", () => {});
  ipcMain.on("say-sync", (event) => (event.returnValue = 1));
  const windows = [];
  for (let i = 0; i < windowCount; i++) windows.push(await open(soak));
  const any = (count) => Math.floor(soak.random() * count);

  const share = () => {
    const { port1, port2 } = new MessageChannelMain();
    const [one, two] = [windows[any(windowCount)], windows[any(windowCount)]];
    one.webContents.postMessage("port", "page", [port1]);
    two.webContents.postMessage("port", "page", [port2]);
  };

  const kill = async (at) => {
    const window = windows[at];
    const { webContents } = window;
    const way = any(4);
    if (way === 3) {
      const closed = new Promise((resolve) => window.once("closed", resolve));
      // Amid its load, for some.
      if (any(2)) webContents.reload();
      await soak.pause(any(20));
      window.destroy();
      await soak.within(60_000, "the end of a window", closed);
      windows[at] = await open(soak);
      return;
    }
    const gone = new Promise((resolve) => webContents.once("render-process-gone", (_event, details) => resolve(details)));
    if (way === 0) {
      webContents.forcefullyCrashRenderer();
    } else {
      const pid = webContents.getOSProcessId();
      if (!pid) return;
      process.kill(pid, way === 1 ? "SIGKILL" : "SIGTERM");
    }
    await soak.within(60_000, "the news of a page's end", gone);
    await soak.pause(any(10));
    const loaded = new Promise((resolve) => webContents.once("did-finish-load", resolve));
    webContents.reload();
    await soak.within(60_000, "a page after its reload", loaded);
  };

  const storm = async (from, to) => {
    for (let i = from; i < to; i++) {
      if (any(2)) share();
      for (const { webContents } of windows) void webContents.executeJavaScript("chatter(200)").catch(() => {});
      await soak.pause(any(40));
      await kill(any(windowCount));
      soak.progress((i + 1) / soak.count);
    }
    for (const window of windows) {
      const answer = await soak.within(60_000, "an answer after the storm", window.webContents.executeJavaScript("ask(7)"));
      if (answer !== 7) soak.fail(`a page was answered ${answer}`);
    }
  };
  const warm = Math.max(4, Math.floor(soak.count / 5));
  await storm(0, warm);
  await soak.mark("warm");
  await storm(warm, soak.count);
  await soak.mark("end");
  if (BrowserWindow.getAllWindows().length !== windowCount) soak.fail("windows are left");
};
