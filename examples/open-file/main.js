const fs = require("node:fs/promises");
const path = require("node:path");
const { app, BrowserWindow, dialog, ipcMain } = require("electron");

const previewLength = 400;

function openWindow() {
  const window = new BrowserWindow({
    width: 640,
    height: 460,
    webPreferences: { preload: path.join(__dirname, "preload.js") },
  });
  window.loadFile("index.html");
}

// What a handler returns, or its promise, is what the page's promise gives.
ipcMain.handle("open-file", async (event) => {
  const window = BrowserWindow.fromWebContents(event.sender);
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: "Choose a text file",
    properties: ["openFile"],
  });
  if (canceled) return null;
  const text = await fs.readFile(filePaths[0], "utf8");
  console.log(`opened ${filePaths[0]}`);
  return { path: filePaths[0], length: text.length, preview: text.slice(0, previewLength) };
});

app.whenReady().then(openWindow);
app.on("window-all-closed", () => app.quit());
