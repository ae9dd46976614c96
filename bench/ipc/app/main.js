// Measures in the main process, where there is a fine clock: what one page does one after the other
// arrives here at intervals of one round trip. Prints one line of JSON.

const path = require("node:path");
const { app, BrowserWindow, ipcMain } = require("electron");

// The engine compiles what runs often, on threads that want the cores meanwhile.
const warmUps = 20_000;
const roundTrips = 20_000;
const oneWay = 200_000;
// A page or an app seldom says more in one turn of its loop.
const messagesInATurn = 1_000;
const payload = { id: 1, text: "hello world", n: [1, 2, 3] };

const results = {};
let arrivals = [];

function intervals() {
  const times = arrivals.slice(1).map((time, i) => (time - arrivals[i]) * 1000);
  arrivals = [];
  const sorted = times.slice(warmUps).sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], p99: sorted[Math.floor(sorted.length * 0.99)] };
}

ipcMain.handle("invoke", (_event, value) => {
  arrivals.push(performance.now());
  return value;
});
ipcMain.handle("push", () => {
  arrivals.push(performance.now());
});
ipcMain.on("send-sync", (event, value) => {
  arrivals.push(performance.now());
  event.returnValue = value;
});

let received = 0;
let firstArrival = 0;
let allArrived;
ipcMain.on("one-way", () => {
  if (received++ === 0) firstArrival = performance.now();
  if (received === oneWay) allArrived((oneWay / (performance.now() - firstArrival)) * 1000);
});

function fromPage(window, name) {
  return window.webContents.executeJavaScript(`bench.${name}(${warmUps + roundTrips})`);
}

function sendRate(window) {
  return new Promise((resolve) => {
    allArrived = (rate) => resolve({ rate });
    window.webContents.executeJavaScript(`bench.send(${oneWay}, ${messagesInATurn})`);
  });
}

function receiveRate(window) {
  return new Promise((resolve) => {
    let sent = 0;
    const start = performance.now();
    ipcMain.once("received-all", () => resolve({ rate: (oneWay / (performance.now() - start)) * 1000 }));
    const turn = () => {
      for (let i = 0; i < messagesInATurn; ++i) window.webContents.send("to-page", payload);
      sent += messagesInATurn;
      if (sent < oneWay) setImmediate(turn);
    };
    window.webContents.send("expect", oneWay);
    turn();
  });
}

/** A push is answered with nothing, an echo with what came: the best and the median of some. */
async function pushAndEcho(window, call, count) {
  await window.webContents.executeJavaScript(call);
  const times = arrivals.slice(1).map((time, i) => time - arrivals[i]);
  arrivals = [];
  // What lies between the two is neither.
  const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
  return { push: median(times.slice(count >> 2, count - 1)), echo: median(times.slice(count + (count >> 2))) };
}

function memcpy(bytes) {
  const from = new Uint8Array(bytes).fill(1);
  const to = new Uint8Array(bytes);
  const times = [];
  for (let i = 0; i < 50; ++i) {
    const start = performance.now();
    to.set(from);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[25];
}

app.whenReady().then(async () => {
  const window = new BrowserWindow({
    width: 400,
    height: 300,
    webPreferences: { preload: path.join(__dirname, "preload.js") },
  });
  await window.loadFile("index.html");
  for (const name of ["invoke", "invokeOverBridge", "sendSync"]) {
    await fromPage(window, name);
    results[name] = intervals();
  }
  results.send = await sendRate(window);
  results.webContentsSend = await receiveRate(window);
  for (const [name, bytes, count] of [["1 MiB", 2 ** 20, 200], ["16 MiB", 2 ** 24, 40]]) {
    results[name] = { ...(await pushAndEcho(window, `bench.bulk(${bytes}, ${count})`, count)), memcpy: memcpy(bytes) };
  }
  results.records = await pushAndEcho(window, "bench.records(40)", 40);
  console.log(JSON.stringify(results));
  app.quit();
});
