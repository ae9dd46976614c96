// The app that works for a long time. `SOAK` says what: `{name, count, seed, folder}`. It tells the tool
// that has started it `{mark: "warm" | "end"}` when it has come to rest, and waits until that has looked;
// `{progress}` of 1; and `{done, failures}`.

const { app } = require("electron");
const { setFlagsFromString } = require("node:v8");
const { runInNewContext } = require("node:vm");

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc");
const { name, count, seed } = JSON.parse(process.env.SOAK);
const failures = [];

const soak = {
  count,
  random: randomOf(seed),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  fail(text) {
    if (failures.length < 20) failures.push(text);
  },
  progress: (share) => process.send({ progress: share }),
  /** All that has gone is collected; the tool looks. */
  async mark(text) {
    for (let i = 0; i < 4; i++) {
      gc();
      await soak.pause(250);
    }
    await new Promise((resolve) => {
      process.once("message", resolve);
      process.send({ mark: text });
    });
  },
  /** Fails where a promise does not come within a time in which even a busy machine would be done. */
  within(milliseconds, what, promise) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${what} did not come within ${milliseconds} ms`)), milliseconds);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  },
};

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomOf(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

app.on("window-all-closed", () => {});
app.whenReady().then(async () => {
  try {
    await require(`./${name}.js`)(soak);
  } catch (error) {
    soak.fail(error.stack);
  }
  process.send({ done: true, failures }, () => app.exit(0));
});
