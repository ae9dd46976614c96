import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { example } from "./support/app.mjs";
import { session } from "./support/session.mjs";

const here = session();

test("set-title: what is typed into the page becomes the window's title", async () => {
  const app = here.cation(example("set-title"));
  const window = await app.window("Untitled");
  await app.loaded();
  await here.screen.focus(window);
  await here.screen.type("Good morning");
  await here.screen.clickColor("#4f46e5");

  await app.printed('the title is now "Good morning"');
  await app.window("Good morning");
  assert.equal(await app.page(() => document.querySelector("output").textContent), "Sent “Good morning” to the main process.");
  assert.equal(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].getTitle()), "Good morning");
});

test("set-title: the window has its size and shows its page", async () => {
  const app = here.cation(example("set-title"));
  const window = await app.window("Untitled");
  await app.loaded();
  const picture = await app.until("the page to be painted", async () => {
    const seen = await here.screen.look(window);
    return seen.countOf("#4f46e5") > 500 && seen;
  });
  assert.deepEqual([picture.width, picture.height], [560, 360]);
  assert.ok(picture.countOf("#eef2ff") > 50_000, "the background is there");
  assert.ok(picture.countOf("#ffffff") > 20_000, "the card is there");
  assert.ok(picture.countOf("#1e1b4b") > 50, "the heading's text is there");
  assert.ok(picture.colors() > 50, "letters have soft edges");
});

test("open-file: the chosen file comes back to the page", async () => {
  const folder = here.write({ "letter.txt": "Dear reader,\nthis is a letter.\n" });
  const app = here.cation(example("open-file"));
  await app.window("Open a file");
  await app.loaded();
  await here.screen.clickColor("#0d9488");
  await here.screen.choose(await app.window("Choose a text file"), join(folder, "letter.txt"));

  await app.printed(`opened ${folder}/letter.txt`);
  const shown = await app.until("the preview", () => app.page(() => document.querySelector("pre").textContent));
  assert.equal(shown, "Dear reader,\nthis is a letter.\n");
  const name = await app.page(() => document.querySelector("#name").textContent);
  assert.equal(name, `${folder}/letter.txt · 31 characters`);
});

test("open-file: a dialog that is cancelled chooses nothing", async () => {
  const app = here.cation(example("open-file"));
  await app.window("Open a file");
  await app.loaded();
  await here.screen.clickColor("#0d9488");
  await here.screen.focus(await app.window("Choose a text file"));
  await here.screen.key("Escape");
  await app.until("the page's answer", () =>
    app.page(() => document.querySelector("#name").textContent === "Nothing was chosen."),
  );
});

test("open-file: what a handler throws rejects the page's promise", async () => {
  const folder = here.write({ "empty/.keep": "" });
  const app = here.cation(example("open-file"));
  await app.window("Open a file");
  await app.loaded();
  await app.main(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, folder);
  await here.screen.clickColor("#0d9488");
  const message = await app.until("the message", () =>
    app.page(() => {
      const text = document.querySelector("#name").textContent;
      return text.includes("EISDIR") && text;
    }),
  );
  assert.match(message, /^Error invoking remote method 'open-file': Error: EISDIR/);
});

test("counter: the menu counts in the page, and the page tells main", async () => {
  const app = here.cation(example("counter"));
  const window = await app.window("Counter");
  await app.loaded();
  const choose = async (downs) => {
    await here.screen.focus(window);
    await here.screen.click(window.x + 24, window.y + 12);
    await here.screen.key(...Array(downs).fill("Down"), "Return");
  };
  await choose(1);
  await app.printed("the page counts 1\n");
  await choose(1);
  await app.printed("the page counts 2\n");
  await choose(2);
  await app.printed(/the page counts 2\nthe page counts 1\n/);
  assert.equal(await app.page(() => document.querySelector("#count").textContent), "1");
});

test("counter: a menu item's accelerator chooses it", async () => {
  const app = here.cation(example("counter"));
  const window = await app.window("Counter");
  await app.loaded();
  await here.screen.focus(window);
  await here.screen.key("ctrl+d");
  await app.printed("the page counts -1\n");
  assert.equal(await app.page(() => document.querySelector("#count").textContent), "-1");
});

test("counter: the Quit item ends the app", async () => {
  const app = here.cation(example("counter"));
  const window = await app.window("Counter");
  await app.loaded();
  await here.screen.focus(window);
  await here.screen.click(window.x + 24, window.y + 12);
  await here.screen.key("Up", "Return");
  assert.deepEqual(await app.end(), { code: 0, signal: null });
  await app.leavesNothing();
});

test("relay: what one window says the other hears, through main", async () => {
  const app = here.cation(example("relay"));
  const ada = await app.window("Ada");
  const grace = await app.window("Grace");
  await app.loaded();
  assert.deepEqual([ada.x, ada.y, grace.x, grace.y], [60, 80, 540, 80]);
  const items = (title) =>
    app.page(() => Array.from(document.querySelectorAll("li"), (item) => item.textContent), { title });
  const say = async (window, text) => {
    await here.screen.click(window.x + 120, window.y + window.height - 36);
    await here.screen.focus(window);
    await here.screen.type(text);
    await here.screen.key("Return");
  };

  await say(ada, "hello");
  await app.printed("Ada: hello\n");
  await app.until("Grace to hear", async () => (await items("Grace")).includes("Ada: hello"));
  await say(grace, "hi");
  await app.printed("Grace: hi\n");
  await app.until("Ada to hear", async () => (await items("Ada")).includes("Grace: hi"));
  assert.deepEqual(await items("Ada"), ["hello", "Grace: hi"]);
  assert.deepEqual(await items("Grace"), ["Ada: hello", "hi"]);
});

test("ping-pong: a page with require sends, and sends and waits", async () => {
  const app = here.cation(example("ping-pong"));
  await app.window("Ping Pong");
  await app.loaded();
  const items = () => app.page(() => Array.from(document.querySelectorAll("li"), (item) => item.textContent));
  const shows = (text) => app.until(text, async () => (await items())[0] === text);

  await here.screen.clickColor("#22c55e");
  await shows("pong 1");
  await here.screen.clickColor("#22c55e");
  await shows("pong 2");
  await here.screen.clickColor("#f59e0b");
  await shows("pong 3");
  assert.match(app.stdout, /ping 1\nping 2\nping 3, and the page waits\n/);
});

test("closing the last window ends an app, which leaves nothing behind", async () => {
  for (const name of ["set-title", "ping-pong"]) {
    const app = here.cation(example(name), { probe: true });
    await app.loaded();
    await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].close());
    assert.deepEqual(await app.end(), { code: 0, signal: null });
    await app.leavesNothing();
  }
});

test("ports: two windows share a number over a channel of their own", async () => {
  const app = here.cation(example("ports"));
  const left = await app.window("Left");
  await app.window("Right");
  await app.loaded();
  const shown = (title) => app.page(() => document.querySelector("output").value, { title });
  await here.screen.focus(left);
  await app.until("the number to move", async () => {
    await here.screen.key("Right");
    return (await shown("Left")) !== "50";
  });
  await app.until("the other window to follow", async () => (await shown("Right")) === (await shown("Left")));
});

test("worker-window: a hidden window counts for the visible one", async () => {
  const app = here.cation(example("worker-window"));
  await app.window("Primes");
  await app.loaded();
  await here.screen.clickColor("#9333ea");
  const text = () => app.page(() => document.querySelector("p").textContent, { title: "Primes" });
  await app.until("the count", async () => (await text()) === "1270607 primes below 20000000");
});

test("stream: a page hears word by word, and stops it", async () => {
  const app = here.cation(example("stream"));
  await app.window("Stream");
  await app.loaded();
  const text = () => app.page(() => document.querySelector("p").textContent, { title: "Stream" });
  await here.screen.clickColor("#0284c7");
  await app.until("the end", async () => (await text()).endsWith("end of the channel. ∎"));
  // The story may be over before the next button is found: its port waits for the page to close it.
  await app.main(({ ipcMain }) => {
    ipcMain.prependListener("tell", ({ ports: [port] }) => (port.close = () => {}));
  });
  await here.screen.clickColor("#0284c7");
  await app.until("a word", async () => (await text()) !== "");
  await here.screen.clickColor("#be123c");
  await app.printed("nobody listens any more");
});

test("webview: the reader goes on to the next page and back, counts its words and finds some", async () => {
  const app = here.cation(example("webview"));
  const window = await app.window(/Reader/);
  const shows = (what, run) => app.until(what, () => app.page(run));
  await shows("the words of the first page", () => document.querySelector("#words").textContent === "87 words");
  await here.screen.focus(window);
  await here.screen.clickColor("#b45309");
  await shows("the second page", () => document.querySelector("#address")[0].value.endsWith("/two.html"));
  await shows("its words", () => document.querySelector("#words").textContent === "45 words");
  await app.window("The hill – Reader");

  await app.page(() => document.querySelector("#back").click());
  await shows("the first page", () => document.querySelector("#address")[0].value.endsWith("/one.html"));
  await shows("that there is a way forward", () => document.querySelector("#back").disabled && !document.querySelector("#forward").disabled);

  await app.page(() => {
    document.querySelector("#find").click();
    document.querySelector("#finder")[0].value = "road";
    document.querySelector("#finder").requestSubmit();
  });
  await shows("the first of the places", () => /^1 of 5$/.test(document.querySelector("output").textContent));
  await app.page(() => document.querySelector("#finder").requestSubmit());
  await shows("the second of the places", () => /^2 of 5$/.test(document.querySelector("output").textContent));
});
