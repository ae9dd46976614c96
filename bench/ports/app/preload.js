// One end of a channel: echoes, or asks and measures.

const { ipcRenderer } = require("electron");

const payload = { id: 1, text: "hello world", n: [1, 2, 3] };

function makeOf({ bytes, transfer }) {
  if (!bytes) return () => [payload, undefined];
  const kept = new Uint8Array(bytes).fill(7);
  if (!transfer) return () => [kept, undefined];
  // What comes back goes out again.
  let buffer = kept;
  return (last) => {
    buffer = last ?? buffer;
    return [buffer, [buffer.buffer]];
  };
}

async function measure(port, { batches, count, warmUps, ...what }) {
  const make = makeOf(what);
  const trip = (last) =>
    new Promise((resolve) => {
      port.onmessage = ({ data }) => resolve(data);
      port.postMessage(...make(last));
    });
  let last;
  for (let i = 0; i < warmUps; ++i) last = await trip(last);
  // A page's clock has steps of a millisecond: batches are timed, and the median is told, as of the raw pair.
  const means = [];
  for (let batch = 0; batch < batches; ++batch) {
    const start = performance.now();
    for (let i = 0; i < count; ++i) last = await trip(last);
    means.push(((performance.now() - start) * 1000) / count);
  }
  return means.sort((a, b) => a - b)[batches >> 1];
}

function echo(port, { transfer }) {
  port.onmessage = ({ data }) => port.postMessage(data, transfer ? [data.buffer] : undefined);
}

ipcRenderer.on("echo", ({ ports: [port] }, what) => echo(port, what));
ipcRenderer.on("measure", async ({ ports: [port] }, what) => ipcRenderer.send("measured", await measure(port, what)));
ipcRenderer.on("measure-dom", async (_event, what) => {
  // The engine's own channel, within the page: an iframe's, which the runtime does not look after.
  const frame = document.body.appendChild(document.createElement("iframe"));
  const { port1, port2 } = new frame.contentWindow.MessageChannel();
  echo(port2, what);
  ipcRenderer.send("measured", await measure(port1, what));
  frame.remove();
});
