// A test that does harm: main is alive behind it, and answers an honest window.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { patience, Stage } from "./stage.mjs";

const within = async (milliseconds, what, promise) => {
  const timer = new AbortController();
  const late = pause(milliseconds, undefined, { signal: timer.signal }).then(
    () => Promise.reject(new Error(`${what} took more than ${milliseconds} ms`)),
    () => {},
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
};

/** The main of a file's tests: started again where one has ended or harmed it. */
let stage;
after(() => stage?.stop());

class Scene {
  constructor(stage, hostile) {
    this.stage = stage;
    this.hostile = hostile;
    this.honest = stage.honest;
    this.saidBefore = stage.stderr.length;
  }

  /** Main answers the honest window. */
  async holds() {
    assert.equal(await within(patience, "an honest window's answer", this.honest.invoke("add", [2, 40])), 42);
    assert.equal(this.stage.hasEnded, false, "main is alive");
  }

  /** Main has ended the link of a renderer that broke the protocol, and told the shell, the app and people. */
  async ends(renderer = this.hostile, why) {
    await within(patience, "the end of the link", renderer.closed).catch(async (error) => {
      await this.holds();
      throw error;
    });
    await this.stage.until("the shell to be told", () =>
      this.stage.heard.some(({ channel, args }) => channel === "contents.crash" && args[0] === renderer.contents),
    );
    const gone = await this.stage.until("the app to be told", async () => {
      const told = await this.honest.invoke("gone", [renderer.contents]);
      return told.length > 0 && told;
    });
    assert.deepEqual(gone.map(({ reason }) => reason), ["killed"]);
    const said = this.stage.stderr.slice(this.saidBefore).trim().split("\n").filter(Boolean);
    assert.equal(said.length, 1, `one line on stderr: ${said.join("\n")}`);
    if (why) assert.match(said[0], why);
  }

  /** Main has closed a link that was nobody's. */
  async closes(speaker) {
    await within(patience, "the end of the link", speaker.closed);
  }

  /** A renderer is still heard. */
  async hears(renderer = this.hostile, options) {
    assert.equal(await within(patience, "an answer", renderer.invoke("add", [1, 2], options)), 3);
  }

  async window() {
    return this.stage.renderer(await this.stage.window());
  }
}

/** `run` gets a Scene whose `hostile` is an admitted renderer with a document of a window of its own. */
export function attack(sentence, run, { fresh = false, ...options } = {}) {
  test(sentence, { timeout: 60_000 }, async () => {
    if (stage && (stage.hasEnded || stage.isHarmed || fresh)) {
      await stage.stop();
      stage = undefined;
    }
    stage ??= await Stage.start(options);
    const mine = stage;
    const scene = new Scene(mine, await mine.renderer(await mine.window()));
    // Harmed until the end shows that it is not.
    mine.isHarmed = true;
    await scene.hears();
    await run(scene);
    await scene.holds();
    mine.isHarmed = fresh;
    scene.hostile.close();
  });
}

export { within };
