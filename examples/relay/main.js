const path = require("node:path");
const { app, BrowserWindow, ipcMain } = require("electron");

const names = new Map();

function openWindow(name, x) {
  const window = new BrowserWindow({
    width: 440,
    height: 460,
    x,
    y: 80,
    title: name,
    webPreferences: { preload: path.join(__dirname, "preload.js") },
  });
  names.set(window.webContents.id, name);
  window.loadFile("index.html");
}

ipcMain.handle("who-am-i", (event) => names.get(event.sender.id));

// Pages cannot reach each other: main hands what one says to all others.
ipcMain.on("say", (event, text) => {
  const from = names.get(event.sender.id);
  console.log(`${from}: ${text}`);
  for (const { webContents } of BrowserWindow.getAllWindows()) {
    if (webContents !== event.sender) webContents.send("heard", { from, text });
  }
});

app.whenReady().then(() => {
  openWindow("Ada", 60);
  openWindow("Grace", 540);
});
app.on("window-all-closed", () => app.quit());
