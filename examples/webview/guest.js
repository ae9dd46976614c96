// The preload script of the pages that are read: it counts their words, and tells the page around them.
const { ipcRenderer } = require("electron");

addEventListener("DOMContentLoaded", () => {
  const words = document.body.innerText.split(/\s+/).filter((word) => word !== "");
  ipcRenderer.sendToHost("words", words.length);
});
