const { contextBridge, ipcRenderer } = require("electron");

// Gives a function that stops it.
contextBridge.exposeInMainWorld("tell", (onWord, onEnd) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => onWord(data);
  port1.addEventListener("close", () => onEnd());
  ipcRenderer.postMessage("tell", { from: 0 }, [port2]);
  return () => port1.close();
});
