const { contextBridge, ipcRenderer } = require("electron");

let counts = 0;
const watchers = new Map();
ipcRenderer.on("progress", (_event, { count, so_far }) => watchers.get(count)?.(so_far));

contextBridge.exposeInMainWorld("files", {
  top: () => ipcRenderer.invoke("top"),
  list: (path) => ipcRenderer.invoke("list", path),
  /** Begins a count; gives its number. `progress` is called as it comes, `done` once. */
  measure(path, progress, done) {
    const count = ++counts;
    watchers.set(count, progress);
    ipcRenderer
      .invoke("measure", count, path)
      .then((measure) => done(measure, null))
      .catch((error) => done(null, error.message))
      .finally(() => watchers.delete(count));
    return count;
  },
  cancel: (count) => ipcRenderer.send("cancel", count),
});
