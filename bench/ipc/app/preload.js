const { contextBridge, ipcRenderer } = require("electron");

const payload = { id: 1, text: "hello world", n: [1, 2, 3] };
// Turns of the loop that no timer's throttling slows down.
const turns = new MessageChannel();
const nextTurn = () =>
  new Promise((resolve) => {
    turns.port1.onmessage = resolve;
    turns.port2.postMessage(null);
  });

let left = 0;
ipcRenderer.on("expect", (_event, count) => (left = count));
ipcRenderer.on("to-page", () => {
  if (--left === 0) ipcRenderer.send("received-all");
});

contextBridge.exposeInMainWorld("preloadBench", {
  echo: (value) => ipcRenderer.invoke("invoke", value),
  async invoke(count) {
    for (let i = 0; i < count; ++i) await ipcRenderer.invoke("invoke", payload);
  },
  async bulk(bytes, count) {
    const value = new Uint8Array(bytes).fill(7);
    for (let i = 0; i < count; ++i) await ipcRenderer.invoke("push", value);
    for (let i = 0; i < count; ++i) await ipcRenderer.invoke("invoke", value);
  },
  async records(count) {
    const value = Array.from({ length: 10_000 }, (_, i) => ({
      id: i,
      name: `name ${i}`,
      tags: [`tag ${i % 100}`, "blue", "green"],
      nested: { a: i, b: i / 2, date: new Date(1.7e12 + i) },
    }));
    for (let i = 0; i < count; ++i) await ipcRenderer.invoke("push", value);
    for (let i = 0; i < count; ++i) await ipcRenderer.invoke("invoke", value);
  },
  sendSync(count) {
    for (let i = 0; i < count; ++i) ipcRenderer.sendSync("send-sync", payload);
  },
  async send(count, inATurn) {
    for (let i = 0; i < count; ++i) {
      ipcRenderer.send("one-way", payload);
      if (i % inATurn === 0) await nextTurn();
    }
  },
});
