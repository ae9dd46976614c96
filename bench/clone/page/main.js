// Runs the script that it is given in a page, one payload after the other, so that the page answers
// in between. Prints one line of JSON.

const { readFileSync } = require("node:fs");
const { app, BrowserWindow } = require("electron");

app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 400, height: 300, webPreferences: { backgroundThrottling: false } });
  await window.loadFile("index.html");
  const run = (code) => window.webContents.executeJavaScript(code);
  await run(readFileSync(process.argv[2], "utf8"));
  const results = {};
  for (const name of await run("bench.names")) results[name] = await run(`bench.run(${JSON.stringify(name)})`);
  console.log(JSON.stringify(results));
  app.quit();
});
