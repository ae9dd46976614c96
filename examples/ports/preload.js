const { ipcRenderer } = require("electron");

// A port cannot go through contextBridge, but it can be posted to the page.
const loaded = new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));
ipcRenderer.on("port", async (event) => {
  await loaded;
  window.postMessage("port", "*", event.ports);
});
