const path = require("node:path");
const { app, BrowserWindow, MessageChannelMain } = require("electron");

function openWindow(title, x) {
  const window = new BrowserWindow({
    width: 360,
    height: 220,
    x,
    y: 120,
    title,
    webPreferences: { preload: path.join(__dirname, "preload.js") },
  });
  window.loadFile("index.html", { hash: title });
  return window;
}

app.whenReady().then(() => {
  const left = openWindow("Left", 80);
  const right = openWindow("Right", 480);
  const { port1, port2 } = new MessageChannelMain();
  // Before there is a page the message waits for it.
  left.webContents.postMessage("port", null, [port1]);
  right.webContents.postMessage("port", null, [port2]);
});
app.on("window-all-closed", () => app.quit());
