const { app, BrowserWindow } = require("electron");

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 900, height: 640, title: "Reader", webPreferences: { webviewTag: true } });

  // Whatever the page asks for, its guests get the one preload script, and no Node.
  window.webContents.on("will-attach-webview", (event, webPreferences, params) => {
    webPreferences.preload = `${__dirname}/guest.js`;
    webPreferences.nodeIntegration = false;
    if (!/^(file|https?):/.test(params.src)) event.preventDefault();
  });
  window.loadFile("index.html");
});
