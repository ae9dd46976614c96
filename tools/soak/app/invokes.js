// Invokes, a thousand at a time, whose answers are those of their questions.

const { ipcMain } = require("electron");
const { open } = require("./windows.js");

const round = 20_000;

module.exports = async function invokes(soak) {
  ipcMain.handle("ask", (_event, number) => number);
  const window = await open(soak);
  const rounds = Math.max(2, Math.ceil(soak.count / round));
  for (let i = 0; i < rounds; i++) {
    const wrong = await soak.within(300_000, "a round", window.webContents.executeJavaScript(`invokes(${Math.min(round, soak.count)})`));
    if (wrong !== 0) soak.fail(`${wrong} answers were not those of their questions`);
    soak.progress((i + 1) / rounds);
    if (i === Math.floor(rounds / 5)) await soak.mark("warm");
  }
  await soak.mark("end");
};
