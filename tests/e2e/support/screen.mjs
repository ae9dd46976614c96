// A person at a display of their own: hands (xdotool) and eyes (ImageMagick).

import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { startDisplay } from "../../../tools/display.mjs";
import { Picture } from "./picture.mjs";
import { until } from "./until.mjs";

const execute = promisify(execFile);

export class Screen {
  #server;

  static async start() {
    return new Screen(await startDisplay({ width: 1280, height: 960 }));
  }

  constructor(server) {
    this.#server = server;
    this.name = server.name;
  }

  stop() {
    return this.#server.stop();
  }

  async #run(command, args, options = {}) {
    const env = { ...process.env, DISPLAY: this.name };
    return (await execute(command, args, { env, maxBuffer: 64 << 20, ...options })).stdout;
  }

  xdotool(...args) {
    return this.#run("xdotool", args.map(String));
  }

  /** All windows that can be seen: `[{ id, title, x, y, width, height }]`, the topmost first. */
  async windows() {
    const tree = await this.#run("xwininfo", ["-root", "-tree"]);
    const found = [];
    // Ours lie directly below the root: without a window manager nothing frames them.
    for (const line of tree.split("\n").filter((text) => /^ {5}0x/.test(text))) {
      const [, id, title = ""] = line.match(/(0x[0-9a-f]+) (?:"(.*)"|\(has no name\)):/) ?? [];
      const place = id && (await this.#placeOf(id));
      if (place && place.width > 10 && place.height > 10) found.push({ id, title, ...place });
    }
    return found;
  }

  /** Where a window is, in one answer with whether it is to be seen: until then it may be anywhere. */
  async #placeOf(id) {
    const answer = await this.#run("xwininfo", ["-id", id]).catch(() => ""); // It may be gone.
    if (!answer.includes("IsViewable")) return undefined;
    const number = (name) => Number(answer.match(new RegExp(`${name}: +(-?\\d+)`))[1]);
    return {
      x: number("Absolute upper-left X"),
      y: number("Absolute upper-left Y"),
      width: number("Width"),
      height: number("Height"),
    };
  }

  /** Waits for a visible window with this title (a string, or a pattern) and gives it. */
  window(title, options) {
    const fits = (name) => (typeof title === "string" ? name === title : title.test(name));
    const find = async () => (await this.windows()).find((window) => fits(window.title));
    return until(`a window titled ${title}`, find, options);
  }

  /** What the window system has of a window, in xprop's words. */
  property(id, name) {
    return this.#run("xprop", ["-id", id, name]);
  }

  async click(x, y) {
    await this.xdotool("mousemove", Math.round(x), Math.round(y), "click", 1);
  }

  /** Gives a window the keyboard, as a window manager would. */
  async focus(window) {
    await this.xdotool("windowfocus", "--sync", window.id);
  }

  async type(text) {
    await this.xdotool("type", "--delay", 15, text);
  }

  async key(...names) {
    await this.xdotool("key", ...names);
  }

  /** Types a path into a file dialog and opens it. */
  async choose(dialog, path) {
    await this.focus(dialog);
    await this.type(path);
    // The dialog is busy with completing for a while, and takes no Return meanwhile.
    const isGone = async () => !(await this.windows()).some(({ id }) => id === dialog.id);
    await until("the dialog to close", async () => {
      await this.key("Return");
      return until("the dialog to close", isGone, { patience: 1_000 }).catch(() => false);
    });
  }

  /** What is to be seen now: of the whole display, or of one window's place on it. */
  async look(window) {
    const crop = window
      ? ["-crop", `${window.width}x${window.height}+${window.x}+${window.y}`, "+repage"]
      : [];
    const args = ["-window", "root", ...crop, "-depth", "8", "ppm:-"];
    return Picture.parse(await this.#run("import", args, { encoding: "buffer" }));
  }

  /** Waits until a colour is to be seen, and clicks in the middle of its place. */
  async clickColor(color, options) {
    const find = async () => (await this.look()).boxOf(color);
    const box = await until(`something ${color} to click on`, find, options);
    await this.click(box.x + box.width / 2, box.y + box.height / 2);
  }
}
