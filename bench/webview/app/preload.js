const { ipcRenderer } = require("electron");

const payload = { id: 1, text: "hello world", n: [1, 2, 3] };
const warmUps = 20_000;
const batches = 21;
const count = 1_000;

/** The median of the batches' means, in microseconds. */
async function trips(trip) {
  for (let i = 0; i < warmUps; ++i) await trip();
  const times = [];
  for (let batch = 0; batch < batches; ++batch) {
    const start = performance.now();
    for (let i = 0; i < count; ++i) await trip();
    times.push(((performance.now() - start) * 1000) / count);
  }
  return times.sort((a, b) => a - b)[batches >> 1];
}

async function guests(wanted) {
  const ready = [];
  while (document.querySelectorAll("webview").length < wanted) {
    const guest = document.createElement("webview");
    guest.preload = new URL("guest.js", location).href;
    guest.src = new URL("guest.html", location).href;
    ready.push(new Promise((done) => guest.addEventListener("did-stop-loading", done, { once: true })));
    document.body.append(guest);
  }
  await Promise.all(ready);
}

/** Frames a second while the page scrolls. */
async function scroll() {
  const frame = () => new Promise(requestAnimationFrame);
  for (let i = 0; i < 30; ++i) await frame();
  const start = performance.now();
  const frames = 180;
  for (let i = 0; i < frames; ++i) {
    scrollTo(0, (i * 7) % 800);
    await frame();
  }
  const rate = (frames * 1000) / (performance.now() - start);
  scrollTo(0, 0);
  return rate;
}

const measures = {
  "one guest": () => guests(1),
  "five guests": () => guests(5),
  "twenty guests": () => guests(20),
  scroll,
  invoke: () => trips(() => ipcRenderer.invoke("echo", payload)),
  echo() {
    const guest = document.querySelector("webview");
    return trips(
      () =>
        new Promise((done) => {
          guest.addEventListener("ipc-message", done, { once: true });
          guest.send("ping", payload);
        }),
    );
  },
};

ipcRenderer.on("measure", async (_event, what) => ipcRenderer.send("measured", (await measures[what]()) ?? null));
