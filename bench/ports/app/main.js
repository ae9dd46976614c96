// Measures round trips over ports: page and main, page and page, main and main, and, beside them, the
// engine's own channel within a page. Prints one line of JSON, in microseconds.

const { once } = require("node:events");
const path = require("node:path");
const { app, BrowserWindow, ipcMain, MessageChannelMain } = require("electron");

const sizes = {
  small: { batches: 21, count: 1_000, warmUps: 20_000 },
  cloned: { batches: 11, count: 10, warmUps: 20, bytes: 1 << 20 },
  transferred: { batches: 11, count: 10, warmUps: 20, bytes: 1 << 20, transfer: true },
};

async function measured() {
  const [, time] = await once(ipcMain, "measured");
  return time;
}

function echo(port, { transfer }) {
  port.on("message", ({ data }) => port.postMessage(data, transfer ? [data.buffer] : []));
  port.start();
}

const ways = {
  async "page and main"([page], what) {
    const { port1, port2 } = new MessageChannelMain();
    echo(port1, what);
    page.postMessage("measure", what, [port2]);
    return measured();
  },
  async "page and page"([page, other], what) {
    const { port1, port2 } = new MessageChannelMain();
    other.postMessage("echo", what, [port1]);
    page.postMessage("measure", what, [port2]);
    return measured();
  },
  async "main and main"(_pages, { batches, count, warmUps, bytes, transfer }) {
    const { port1, port2 } = new MessageChannelMain();
    echo(port2, { transfer });
    port1.start();
    let data = bytes ? new Uint8Array(bytes).fill(7) : { id: 1, text: "hello world", n: [1, 2, 3] };
    const trip = async () => {
      port1.postMessage(data, transfer ? [data.buffer] : []);
      const [message] = await once(port1, "message");
      if (transfer) ({ data } = message);
    };
    for (let i = 0; i < warmUps; ++i) await trip();
    const start = performance.now();
    for (let i = 0; i < batches * count; ++i) await trip();
    return ((performance.now() - start) * 1000) / (batches * count);
  },
  async "the engine's, in one page"([page], what) {
    page.send("measure-dom", what);
    return measured();
  },
};

app.whenReady().then(async () => {
  const webPreferences = { preload: path.join(__dirname, "preload.js") };
  const windows = [new BrowserWindow({ webPreferences }), new BrowserWindow({ webPreferences })];
  await Promise.all(windows.map((window) => window.loadFile("index.html")));
  const pages = windows.map((window) => window.webContents);
  const results = {};
  for (const [way, run] of Object.entries(ways)) {
    results[way] = {};
    for (const [size, what] of Object.entries(sizes)) results[way][size] = await run(pages, what);
  }
  console.log(JSON.stringify(results));
  app.quit();
});
