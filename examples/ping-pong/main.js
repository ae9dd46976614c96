const { app, BrowserWindow, ipcMain } = require("electron");

// The page is our own and loads nothing from elsewhere, so it may have `require`. With pages of
// others this would hand them the machine.
function openWindow() {
  const window = new BrowserWindow({
    width: 520,
    height: 420,
    webPreferences: { nodeIntegration: true, contextIsolation: false },
  });
  window.loadFile("index.html");
}

ipcMain.on("ping", (event, stroke) => {
  console.log(`ping ${stroke}`);
  // Two ways to say the same: to the page of the sender, and to the very frame that has sent.
  if (stroke % 2) event.sender.send("pong", stroke);
  else event.reply("pong", stroke);
});

ipcMain.on("ping-sync", (event, stroke) => {
  console.log(`ping ${stroke}, and the page waits`);
  event.returnValue = `pong ${stroke}`;
});

app.whenReady().then(openWindow);
app.on("window-all-closed", () => app.quit());
