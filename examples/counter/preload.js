const { contextBridge, ipcRenderer } = require("electron");

contextBridge.exposeInMainWorld("desktop", {
  // The page's function gets the number alone: the event would hand it ipcRenderer.
  onAdd: (callback) => {
    ipcRenderer.on("add", (_event, step) => callback(step));
  },
  tell: (count) => ipcRenderer.send("count", count),
});
