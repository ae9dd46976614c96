// The page's side of all that the app does for long.

const { ipcRenderer } = require("electron");

window.ask = (number) => ipcRenderer.invoke("ask", number);

window.invokes = async (count) => {
  let wrong = 0;
  for (let at = 0; at < count; at += 1000) {
    const asked = Array.from({ length: 1000 }, (_, i) => at + i);
    const answers = await Promise.all(asked.map((number) => ipcRenderer.invoke("ask", number)));
    wrong += answers.filter((answer, i) => answer !== asked[i]).length;
  }
  return wrong;
};

const wrong = [];
let got = 0;
const numberOf = (value) => (typeof value === "number" ? value : new DataView(value.buffer, value.byteOffset).getUint32(0, true));
function counter(what) {
  const row = { next: 0, waiting: [] };
  row.take = (value) => {
    const number = numberOf(value);
    if (number !== row.next && wrong.length < 20) wrong.push(`${what}: ${number} in place of ${row.next}`);
    row.next = number + 1;
    got++;
    if (row.next >= row.until) row.resolve();
  };
  row.reach = (until) =>
    row.next >= until ? undefined : new Promise((resolve) => Object.assign(row, { until, resolve }));
  return row;
}

const down = counter("from main");
const ports = new Map();
ipcRenderer.on("down", (_event, value) => down.take(value));
ipcRenderer.on("port", (event, name) => {
  const [port] = event.ports;
  const row = counter(`from the port to ${name}`);
  port.onmessage = ({ data }) => row.take(data);
  ports.set(name, { port, row, sent: 0 });
});

function item(number) {
  if (number % 997 !== 0) return number;
  const bytes = new Uint8Array(4 + ((number * 7919) % 400_000));
  new DataView(bytes.buffer).setUint32(0, number, true);
  return bytes;
}

let said = 0;
/** Says so many messages of each kind, and waits for what main and the other page have said by then. */
window.order = async (each, until) => {
  const waiting = [];
  const answers = [];
  for (let i = 0; i < each; i++) {
    ipcRenderer.send("say", item(said++));
    for (const end of ports.values()) end.port.postMessage(item(end.sent++));
    if (i % 8 === 0) {
      const number = said++;
      answers.push(ipcRenderer.invoke("ask", number).then((answer) => answer !== number && wrong.push(`asked ${number}, answered ${answer}`)));
    }
    if (i % 100 === 0) {
      const number = said++;
      const answer = ipcRenderer.sendSync("say-sync", number);
      if (answer !== number) wrong.push(`asked ${number} and waited, answered ${answer}`);
    }
  }
  waiting.push(...answers, down.reach(until));
  for (const { row, sent } of ports.values()) waiting.push(row.reach(sent));
  await Promise.all(waiting);
  const counted = got;
  got = 0;
  return { wrong: wrong.splice(0), got: counted };
};

/** Says much at once, and waits for nothing. */
window.chatter = (count) => {
  for (let i = 0; i < count; i++) {
    ipcRenderer.send("say", item(i * 100));
    void ipcRenderer.invoke("ask", i).catch(() => {});
    for (const end of ports.values()) end.port.postMessage(item(end.sent++));
  }
  ipcRenderer.sendSync("say-sync", 1);
};
