const { app, BrowserWindow, ipcMain, MessageChannelMain } = require("electron");

app.whenReady().then(async () => {
  const webPreferences = { nodeIntegration: true, contextIsolation: false };
  const worker = new BrowserWindow({ show: false, webPreferences });
  await worker.loadFile("worker.html");

  const window = new BrowserWindow({ width: 420, height: 260, title: "Primes", webPreferences });
  window.loadFile("index.html");

  // Each page that asks gets a channel of its own to the worker.
  ipcMain.on("give-me-a-worker", (event) => {
    const { port1, port2 } = new MessageChannelMain();
    worker.webContents.postMessage("client", null, [port1]);
    event.senderFrame.postMessage("worker", null, [port2]);
  });
  // The hidden window would keep the app alive.
  window.on("closed", () => app.quit());
});
