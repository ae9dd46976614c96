const { contextBridge, ipcRenderer } = require("electron");

// The page gets one function, not ipcRenderer itself.
contextBridge.exposeInMainWorld("desktop", {
  setTitle: (title) => ipcRenderer.send("set-title", title),
});
