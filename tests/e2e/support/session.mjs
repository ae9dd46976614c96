// What most test files want: one display for the file, and apps that are ended after each test.

import { after, afterEach, before } from "node:test";

import { App, writeApp } from "./app.mjs";
import { Screen } from "./screen.mjs";
import { Server } from "./serve.mjs";

/** Call it at the top of a test file. */
export function session() {
  const state = { screen: undefined, apps: [], folders: [], servers: [] };
  before(async () => {
    state.screen = await Screen.start();
  });
  afterEach(async () => {
    const ends = await Promise.allSettled(state.apps.splice(0).map((app) => app.stop()));
    for (const folder of state.folders.splice(0)) folder.remove();
    const failed = ends.find(({ status }) => status === "rejected");
    if (failed) throw failed.reason;
  });
  after(() => {
    for (const server of state.servers) server.stop();
    return state.screen?.stop();
  });

  const keep = (app) => {
    state.apps.push(app);
    return app;
  };
  return {
    get screen() {
      return state.screen;
    },
    /** `cation <path>` on the file's display. */
    cation: (path, options) => keep(App.cation(state.screen, path, options)),
    /** `node --import cation <file>` on the file's display. */
    import: (file, options) => keep(App.import(state.screen, file, options)),
    /** Node with these arguments on the file's display. */
    program: (args, options) => keep(new App(state.screen, args, options)),
    /** A C++ program on the file's display. */
    cpp: (program, options) => keep(App.cpp(state.screen, program, options)),
    /** The same where there is no display. */
    withoutDisplay: (path, options) => keep(App.cation(null, path, options)),
    cppWithoutDisplay: (program, options) => keep(App.cpp(null, program, options)),
    /** Serves what `answer(request, response)` says until the file's tests end; gives the origin. */
    async serve(answer) {
      const server = await Server.start(answer);
      state.servers.push(server);
      return server.origin;
    },
    /** An app of these files; gives its folder. */
    write(files) {
      const folder = writeApp(files);
      state.folders.push(folder);
      return folder.path;
    },
  };
}
