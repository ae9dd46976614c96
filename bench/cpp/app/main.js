// The Node main of the benchmark; main.cpp is the same in C++. What a page does one after the other arrives
// here at intervals of one round trip. Prints one line of JSON: microseconds, and messages a second.

const path = require("node:path");
const { app, BrowserWindow, ipcMain } = require("electron");

let arrivals = [];
const arrive = () => arrivals.push(performance.now());

function intervals(warmUps) {
  const sorted = arrivals
    .slice(1)
    .map((time, i) => (time - arrivals[i]) * 1000)
    .slice(warmUps)
    .sort((a, b) => a - b);
  arrivals = [];
  return { median: sorted[sorted.length >> 1], p99: sorted[Math.floor(sorted.length * 0.99)] };
}

function rate() {
  const seconds = (arrivals.at(-1) - arrivals[0]) / 1000;
  const result = { rate: (arrivals.length - 1) / seconds };
  arrivals = [];
  return result;
}

ipcMain.handle("echo", (_event, value) => {
  arrive();
  return value;
});
ipcMain.handle("count", (_event, records) => {
  arrive();
  return records.length;
});
ipcMain.on("echo-sync", (event, value) => {
  arrive();
  event.returnValue = value;
});
ipcMain.on("one-way", arrive);

app.whenReady().then(async () => {
  const window = new BrowserWindow({ webPreferences: { preload: path.join(__dirname, "preload.js") } });
  await window.loadFile("index.html");
  const run = (code) => window.webContents.executeJavaScript(code);
  const results = {};
  await run("bench.invoke(12000)");
  results.invoke = intervals(2000);
  await run("bench.sendSync(12000)");
  results.sendSync = intervals(2000);
  await run("bench.send(100000, 1000)");
  results.send = rate();
  await run("bench.bulk(60, 1 << 20)");
  results.bulk = intervals(10);
  await run("bench.objects(60, 10000)");
  results.objects = intervals(10);
  console.log(JSON.stringify(results));
  app.quit();
});
