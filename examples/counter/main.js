const path = require("node:path");
const { app, BrowserWindow, Menu, ipcMain } = require("electron");

function openWindow() {
  const window = new BrowserWindow({
    width: 420,
    height: 360,
    webPreferences: { preload: path.join(__dirname, "preload.js") },
  });
  const add = (step) => () => window.webContents.send("add", step);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: "Count",
        submenu: [
          { label: "Up", accelerator: "CmdOrCtrl+U", click: add(1) },
          { label: "Down", accelerator: "CmdOrCtrl+D", click: add(-1) },
          { type: "separator" },
          { label: "Quit", role: "quit" },
        ],
      },
    ]),
  );
  window.loadFile("index.html");
}

ipcMain.on("count", (_event, count) => console.log(`the page counts ${count}`));

app.whenReady().then(openWindow);
app.on("window-all-closed", () => app.quit());
