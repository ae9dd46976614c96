const path = require("node:path");
const { setTimeout: wait } = require("node:timers/promises");
const { app, BrowserWindow, ipcMain } = require("electron");

const words = "Messages keep their order, and the last word is the end of the channel.".split(" ");

// The page makes the channel, and keeps the other port.
ipcMain.on("tell", async (event, { from }) => {
  const [port] = event.ports;
  let listening = true;
  port.on("close", () => {
    listening = false;
    console.log("nobody listens any more");
  });
  for (let n = from; listening; n++) {
    port.postMessage(words[n % words.length]);
    await wait(40);
    if (n % words.length === words.length - 1) break;
  }
  if (listening) port.close();
});

app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 460,
    height: 240,
    title: "Stream",
    webPreferences: { preload: path.join(__dirname, "preload.js") },
  });
  window.loadFile("index.html");
});
app.on("window-all-closed", () => app.quit());
