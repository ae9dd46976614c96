// Loaded into the main process of an app under test: runs the functions that the test sends, with
// the electron module, and sends back what they give.

if (process.send) {
  // For this process alone, not for those it starts.
  delete process.env.NODE_OPTIONS;
  process.on("message", async ({ id, source, args }) => {
    try {
      // The app comes first: it is to meet the module as if nobody had asked for it.
      const isLoaded = Object.keys(require.cache).some((file) => file.endsWith("/electron.cjs"));
      if (!isLoaded) throw new Error("the app has not loaded electron yet");
      const run = (0, eval)(`(${source})`);
      process.send({ id, value: await run(require("electron"), ...args) });
    } catch (error) {
      process.send({ id, error: error?.stack ?? String(error) });
    }
  });
  // The test's wire does not keep an app alive that would end.
  process.channel.unref();
}
