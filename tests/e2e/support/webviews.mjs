// An app whose window shows `<webview>` elements, with context isolation and without.

/** Both kinds of page that may have them. */
export const isolations = [
  ["with context isolation", true],
  ["without context isolation", false],
];

/**
 * Starts it: `html` is the body of the page, behind a script that gives it `heard(view)`, a list of the events that
 * the element has had, `event(view, name)`, the next event of a name, `shown(attributes)`, a new element in the page, and
 * `areParsedReady()`, which waits for the guests that `html` has. `files` are the guests' pages and scripts.
 * Gives `app`, and `page`, which runs a function in the page.
 */
export async function startedWithWebviews(here, { html = "", files = {}, main = "", preload, ...preferences } = {}) {
  const { width = 700, height = 500, isolated = true, webviewTag = true } = preferences;
  const folder = here.write({
    "main.js": `
      const { app, BrowserWindow, ipcMain, webContents } = require("electron");
      let window;
      globalThis.heardInMain = [];
      ${main}
      app.whenReady().then(async () => {
        window = new BrowserWindow({ x: 40, y: 40, width: ${width}, height: ${height}, webPreferences: {
          webviewTag: ${webviewTag}, contextIsolation: ${isolated}, ${preload ? 'preload: __dirname + "/preload.js"' : ""}
        } });
        window.removeMenu();
        ${main.includes("beforeLoad") ? "beforeLoad(window);" : ""}
        await window.loadFile("index.html");
        console.log("page is there");
      });`,
    "preload.js": preload ?? "",
    "index.html": `<!doctype html><meta charset="utf-8"><title>Host</title>
      <style>html, body { margin: 0; background: white }</style>
      <script>
        const names = ${JSON.stringify(eventNames)};
        const lists = new Map();
        const heard = (view) => lists.get(view) ?? watch(view);
        const fieldsOf = (event) => Object.fromEntries(Object.keys(event).filter((key) => key !== "isTrusted").map((key) => [key, event[key]]));
        function watch(view) {
          lists.set(view, []);
          for (const name of names) view.addEventListener(name, (event) => lists.get(view).push([name, fieldsOf(event)]));
          return lists.get(view);
        }
        const shown = (attributes) => {
          const view = document.createElement("webview");
          for (const [name, value] of Object.entries(attributes)) view.setAttribute(name, value);
          heard(view);
          document.body.append(view);
          return view;
        };
        const event = (view, name) => new Promise((resolve) => view.addEventListener(name, resolve, { once: true }));
      </script>
      <body>${html}<script>
        const parsed = [...document.querySelectorAll("webview")].map((view) => event(view, "did-stop-loading"));
        const areParsedReady = () => Promise.all(parsed).then(() => 0);
      </script></body>`,
    "red.html": '<!doctype html><title>Red</title><style>html { background: #ff0000 }</style>',
    "green.html": '<!doctype html><title>Green</title><style>html { background: #00ff00 }</style>',
    ...files,
  });
  const app = here.cation(folder + "/main.js");
  await app.printed("page is there");
  return { app, folder, page: (run, ...args) => app.page(run, { args }) };
}

const eventNames = [
  "load-commit", "did-finish-load", "did-fail-load", "did-frame-finish-load", "did-start-loading", "did-stop-loading",
  "did-attach", "dom-ready", "page-title-updated", "console-message", "will-navigate", "did-navigate",
  "did-frame-navigate", "did-navigate-in-page", "close", "ipc-message", "render-process-gone", "destroyed",
];
