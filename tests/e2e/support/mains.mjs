// The two kinds of main process, which answer the same page (tests/fixtures/apps/semantics): Node, and a
// C++ program.

import { join } from "node:path";

import { dist, fixture } from "./app.mjs";
import { session } from "./session.mjs";

export function kindsOfMain() {
  const here = session();
  const folder = fixture("semantics");
  const program = join(dist, "../tests/cpp/semantics");

  const mains = { "a Node main": () => here.cation(folder, { stdin: "pipe", probe: false }) };
  // There is none among what is built with the engine under AddressSanitizer.
  if (!("CATION_TEST_PRELOAD" in process.env)) {
    mains["a C++ main"] = () => here.cpp(program, { stdin: "pipe", args: [folder] });
  }

  /** Starts a main; gives a function that runs another one in its page. */
  async function started(start) {
    const app = start();
    let last = 0;
    const page = async (run, ...args) => {
      const number = ++last;
      const call = `(${run})(...${JSON.stringify(args)})`;
      const code = `(async () => JSON.stringify([await eval(${JSON.stringify(call)})]))()`;
      app.child.stdin.write(`${number} ${code.replaceAll("\n", " ")}\n`);
      const line = await app.until(`answer ${number}`, () =>
        app.stdout.split("\n").slice(0, -1).find((line) => line.startsWith(`${number} `) || line.startsWith(`${number}! `)),
      );
      const answer = line.slice(line.indexOf(" ") + 1);
      if (line.startsWith(`${number}!`)) throw new Error(answer);
      return JSON.parse(answer)[0];
    };
    return { app, page };
  }
  return { mains, started };
}
