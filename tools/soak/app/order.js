// Messages of all kinds, small and large, both ways at once: each kind arrives in its order, and what one
// end says by several kinds in the order in which it was said.

const { ipcMain, MessageChannelMain } = require("electron");
const { open } = require("./windows.js");

const each = 400;

module.exports = async function order(soak) {
  let checked = 0;
  const counter = (what) => {
    let next = 0;
    return (value) => {
      const number = typeof value === "number" ? value : new DataView(value.buffer, value.byteOffset).getUint32(0, true);
      if (number !== next) soak.fail(`${what}: ${number} in place of ${next}`);
      next = number + 1;
      checked++;
      return number;
    };
  };
  /** A number, or a large message that begins with it. */
  const item = (number) => {
    if (number % 997 !== 0) return number;
    const bytes = new Uint8Array(1 + Math.floor(soak.random() * 400_000) + 4);
    new DataView(bytes.buffer).setUint32(0, number, true);
    return bytes;
  };

  // What a page says by send, invoke and sendSync is one row.
  const rows = new Map();
  const rowOf = ({ sender }) => {
    if (!rows.has(sender.id)) rows.set(sender.id, counter(`of page ${sender.id}`));
    return rows.get(sender.id);
  };
  ipcMain.on("say", (event, value) => rowOf(event)(value));
  ipcMain.on("say-sync", (event, value) => (event.returnValue = rowOf(event)(value)));
  ipcMain.handle("ask", (event, value) => rowOf(event)(value));

  const pages = [await open(soak), await open(soak)];
  const down = [];
  for (const { webContents } of pages) {
    const { port1, port2 } = new MessageChannelMain();
    const take = counter(`of page ${webContents.id}'s port`);
    port1.on("message", ({ data }) => take(data));
    port1.start();
    webContents.postMessage("port", "main", [port2]);
    let sent = 0;
    down.push(() => {
      for (let i = 0; i < each; i++, sent++) {
        webContents.send("down", item(sent));
        port1.postMessage(item(sent));
      }
      return sent;
    });
  }
  // And one from page to page, which main does not see.
  const between = new MessageChannelMain();
  pages[0].webContents.postMessage("port", "page", [between.port1]);
  pages[1].webContents.postMessage("port", "page", [between.port2]);

  const perRound = pages.length * each * 5.13;
  const rounds = Math.max(5, Math.ceil(soak.count / perRound));
  let inPages = 0;
  for (let i = 0; i < rounds; i++) {
    const round = pages.map(({ webContents }, at) => {
      const until = down[at]();
      return soak.within(300_000, "a round", webContents.executeJavaScript(`order(${each}, ${until})`));
    });
    for (const { wrong, got } of await Promise.all(round)) {
      wrong.forEach((text) => soak.fail(text));
      inPages += got;
    }
    soak.progress((i + 1) / rounds);
    if (i === Math.floor(rounds / 5)) await soak.mark("warm");
  }
  await soak.mark("end");
  const total = checked + inPages;
  process.send({ note: `${total} messages in order` });
  if (total < Math.min(soak.count, rounds * perRound) * 0.99) soak.fail(`only ${total} messages were checked`);
};
