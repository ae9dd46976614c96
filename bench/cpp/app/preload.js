const { contextBridge, ipcRenderer } = require("electron");

const payload = { id: 1, text: "hello world", n: [1, 2, 3] };
const records = (count) =>
  Array.from({ length: count }, (_, id) => ({ id, name: `user ${id}`, tags: ["a", "b"], at: { x: id, y: -id } }));
// Turns of the loop that no timer's throttling slows down.
const turns = new MessageChannel();
const nextTurn = () =>
  new Promise((resolve) => {
    turns.port1.onmessage = resolve;
    turns.port2.postMessage(null);
  });

contextBridge.exposeInMainWorld("bench", {
  async invoke(count) {
    for (let i = 0; i < count; ++i) await ipcRenderer.invoke("echo", payload);
  },
  sendSync(count) {
    for (let i = 0; i < count; ++i) ipcRenderer.sendSync("echo-sync", payload);
  },
  async send(count, inATurn) {
    for (let i = 0; i < count; ++i) {
      ipcRenderer.send("one-way", payload);
      if (i % inATurn === 0) await nextTurn();
    }
    await ipcRenderer.invoke("echo", null);
  },
  async bulk(count, bytes) {
    const data = new Uint8Array(bytes).fill(7);
    for (let i = 0; i < count; ++i) await ipcRenderer.invoke("echo", data);
  },
  async objects(count, size) {
    const data = records(size);
    for (let i = 0; i < count; ++i) await ipcRenderer.invoke("count", data);
  },
});
