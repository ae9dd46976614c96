// The C++ examples, built as their users build them, and used as a person uses them.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { promisify } from "node:util";

import { dist, root } from "./support/app.mjs";
import { session } from "./support/session.mjs";

const here = session();
const execute = promisify(execFile);
const names = ["counter", "files", "glib-loop", "open-file", "ping-pong", "relay", "set-title"];
const folderOf = (name) => join(dirname(dist), "cpp-examples", name);
const programOf = (name) => join(folderOf(name), name);

before(async () => {
  for (const name of names) {
    const source = ["-S", join(root, "examples/cpp", name), "-B", folderOf(name), "-G", "Ninja"];
    await execute("cmake", [...source, `-DCation_DIR=${dirname(dist)}`, "-DCMAKE_BUILD_TYPE=Debug"]);
    await execute("ninja", ["-C", folderOf(name)]);
  }
});

test("counter in C++: a menu counts in the page, and the page tells main", async () => {
  const app = here.cpp(programOf("counter"));
  const window = await app.window("Counter");
  // The page has its listener when it counts at the first key.
  await app.until("a first count", async () => {
    await here.screen.focus(window);
    await here.screen.key("ctrl+u");
    return app.stdout.includes("the page counts 1\n");
  });
  await here.screen.key("ctrl+d");
  await app.printed(/the page counts 1\n[^]*the page counts 0\n/);
  await here.screen.click(window.x + 24, window.y + 12);
  await here.screen.key("Up", "Return");
  assert.deepEqual(await app.end(), { code: 0, signal: null });
  await app.leavesNothing();
});

test("set-title in C++: the page names its window", async () => {
  const app = here.cpp(programOf("set-title"));
  const window = await app.window("Untitled");
  await app.until("the page to be painted", async () => (await here.screen.look(window)).countOf("#4f46e5") > 500);
  await here.screen.focus(window);
  await here.screen.type("Good morning");
  await here.screen.clickColor("#4f46e5");
  await app.printed('the title is now "Good morning"');
  await app.window("Good morning");
});

test("open-file in C++: the chosen file is read", async () => {
  const folder = here.write({ "letter.txt": "Dear reader,\nthis is a letter.\n" });
  const app = here.cpp(programOf("open-file"));
  await app.window("Open a file");
  await here.screen.clickColor("#0d9488");
  await here.screen.choose(await app.window("Choose a text file"), join(folder, "letter.txt"));
  await app.printed(`opened ${folder}/letter.txt`);
});

test("relay in C++: what one window says the other hears", async () => {
  const app = here.cpp(programOf("relay"));
  const ada = await app.window("Ada");
  await app.window("Grace");
  await here.screen.clickColor("#c026d3");
  await here.screen.click(ada.x + 120, ada.y + ada.height - 36);
  await here.screen.focus(ada);
  await here.screen.type("hello");
  await here.screen.key("Return");
  await app.printed("Ada: hello\n");
});

test("ping-pong in C++: a page with require sends, and sends and waits", async () => {
  const app = here.cpp(programOf("ping-pong"));
  await app.window("Ping Pong");
  await here.screen.clickColor("#22c55e");
  await app.printed("ping 1\n");
  await here.screen.clickColor("#f59e0b");
  await app.printed(/ping 1\nping 2, and the page waits\n/);
});

test("files in C++: folders are measured on threads", async () => {
  const folder = here.write({ "a/one.txt": "12345", "a/deep/two.txt": "1234567890", "b/three.txt": "1" });
  const app = here.cpp(programOf("files"), { args: [folder] });
  await app.window("Files");
  await app.printed(`measured ${folder}/a: 15 bytes in 2 files`);
  await app.printed(`measured ${folder}/b: 1 bytes in 1 files`);
});

test("files in C++: the page stops a count", async () => {
  const app = here.cpp(programOf("files"), { args: ["/"] });
  await app.window("Files");
  await here.screen.clickColor("#f97316");
  await app.printed(/cancelled \/\w+/);
});

test("glib-loop in C++: an app lives in GLib's loop, and ends it", async () => {
  const app = here.cpp(programOf("glib-loop"));
  const window = await app.window("GLib's loop");
  await here.screen.focus(window);
  await here.screen.key("ctrl+q");
  assert.deepEqual(await app.end(), { code: 0, signal: null });
  await app.leavesNothing();
});

test("a C++ program without a display, or without the windows' program, says so and ends", async () => {
  const blind = here.cppWithoutDisplay(programOf("set-title"));
  assert.deepEqual(await blind.end(), { code: 1, signal: null });
  assert.match(blind.stderr, /display/i);
  await blind.leavesNothing();
  const alone = here.cpp(programOf("set-title"), { env: { CATION_RUNTIME: "/nowhere" } });
  assert.deepEqual(await alone.end(), { code: 1, signal: null });
  assert.match(alone.stderr, /cation-shell.*\/nowhere.*CATION_RUNTIME/);
});
