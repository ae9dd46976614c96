const { ipcRenderer } = require("electron");

ipcRenderer.on("ping", (_event, value) => ipcRenderer.sendToHost("pong", value));
