const { contextBridge, ipcRenderer } = require("electron");

contextBridge.exposeInMainWorld("desktop", {
  whoAmI: () => ipcRenderer.invoke("who-am-i"),
  say: (text) => ipcRenderer.send("say", text),
  onHeard: (callback) => {
    ipcRenderer.on("heard", (_event, message) => callback(message));
  },
});
