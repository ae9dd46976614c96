const path = require("node:path");
const { app, BrowserWindow, ipcMain } = require("electron");

function openWindow() {
  const window = new BrowserWindow({
    width: 560,
    height: 360,
    title: "Untitled",
    webPreferences: { preload: path.join(__dirname, "preload.js") },
  });
  window.loadFile("index.html");
}

// One listener serves all windows: the event says whose page has sent the message.
ipcMain.on("set-title", (event, title) => {
  BrowserWindow.fromWebContents(event.sender)?.setTitle(title);
  console.log(`the title is now "${title}"`);
});

app.whenReady().then(openWindow);
app.on("window-all-closed", () => app.quit());
