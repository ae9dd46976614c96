const { ipcRenderer } = require("electron");

const list = document.querySelector("ol");
let strokes = 0;

function show(text) {
  const item = document.createElement("li");
  item.textContent = text;
  list.prepend(item);
}

ipcRenderer.on("pong", (_event, stroke) => show(`pong ${stroke}`));

document.querySelector("#send").addEventListener("click", () => {
  ipcRenderer.send("ping", ++strokes);
});
document.querySelector("#wait").addEventListener("click", () => {
  show(ipcRenderer.sendSync("ping-sync", ++strokes));
});
