// What the engine would ask a person by itself (docs/engine-signals.md): logins, dialogs of scripts, permissions,
// where a download goes, whether a page may be left.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

/** An app with one window that shows `page`. */
async function open({ page = "<title>asks</title>", options = "{}", env } = {}) {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow } = require("electron");
      app.on("window-all-closed", () => {});
      app.whenReady().then(() => new BrowserWindow(${options}).loadFile("index.html"));`,
    "index.html": page,
  });
  const app = here.cation(path, env && { env });
  await app.loaded();
  return { app, path };
}

async function guarded() {
  return here.serve((request, response) => {
    const given = Buffer.from((request.headers.authorization ?? "").replace("Basic ", ""), "base64").toString();
    const isKnown = given === "ann:secret";
    response.writeHead(isKnown ? 200 : 401, { "www-authenticate": 'Basic realm="the vault"', "content-type": "text/html" });
    response.end(`<title>${isKnown ? "inside" : "outside"}</title>`);
  });
}

test("a server that wants a name and a password asks the page's listeners, then the app's", async () => {
  const origin = await guarded();
  const { app } = await open();
  const told = await app.main(async ({ app: own, BrowserWindow }, url) => {
    const [window] = BrowserWindow.getAllWindows();
    const asked = [];
    window.webContents.on("login", (event, details, info, callback) => {
      asked.push(["page", details.url.startsWith(url), info]);
      if (asked.length === 1) {
        event.preventDefault();
        setTimeout(callback, 50, "ann", "wrong");
      }
    });
    own.on("login", (event, contents, details, info, callback) => {
      asked.push(["app", contents === window.webContents]);
      event.preventDefault();
      callback("ann", "secret");
    });
    await window.loadURL(url);
    return { title: await window.webContents.executeJavaScript("document.title"), asked };
  }, origin);
  const info = { isProxy: false, scheme: "basic", host: "127.0.0.1", port: Number(new URL(origin).port), realm: "the vault" };
  assert.deepEqual(told, { title: "inside", asked: [["page", true, info], ["page", true, info], ["app", true]] });
});

test("where nobody has a name and a password the page shows what the server says to strangers", async () => {
  const origin = await guarded();
  const { app } = await open();
  const titles = await app.main(async ({ BrowserWindow }, url) => {
    const shown = [];
    for (const listen of [false, true]) {
      const window = new BrowserWindow({ show: false });
      if (listen) {
        window.webContents.on("login", (event, _details, _info, callback) => {
          event.preventDefault();
          callback();
        });
      }
      await window.loadURL(url);
      shown.push(await window.webContents.executeJavaScript("document.title"));
    }
    return shown;
  }, origin);
  assert.deepEqual(titles, ["outside", "outside"]);
});

for (const way of ["reload", "load", "location", "link"]) {
  test(`a page that nobody has touched keeps itself from being left by ${way}, in silence`, async () => {
    const page = "<title>stays</title><a id=link href='data:text/html,<title>left</title>'>x</a>";
    const { app } = await open({ page });
    const told = await app.main(async ({ BrowserWindow }, how) => {
      const [window] = BrowserWindow.getAllWindows();
      const { webContents } = window;
      const at = webContents.getURL();
      await webContents.executeJavaScript("window.asked = 0; onbeforeunload = (event) => { asked++; event.preventDefault(); }; 0");
      const asked = async () => {
        for (;;) if ((await webContents.mainFrame.executeJavaScript("asked")) > 0) return;
      };
      let load;
      if (how === "reload") window.reload();
      if (how === "load") load = window.loadURL("data:text/html,<title>left</title>").catch((error) => error.code);
      if (how === "location") webContents.executeJavaScript("setTimeout(() => { location.href = link.href })");
      if (how === "link") webContents.executeJavaScript("setTimeout(() => link.click())");
      await asked();
      return [await load, await webContents.mainFrame.executeJavaScript("asked"), webContents.getURL() === at, webContents.isLoading()];
    }, way);
    assert.deepEqual(told, [way === "load" ? "ERR_ABORTED" : null, 1, true, false]);
    await app.main(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      await window.webContents.executeJavaScript("onbeforeunload = null");
      await window.loadURL("data:text/html,<title>left at last</title>");
    });
    await app.window("left at last");
  });
}

test("alert, confirm and prompt are windows of the app, and the others go on", async () => {
  const { app } = await open();
  const asking = app.main(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0].webContents.executeJavaScript(
      "alert('one'); [confirm('two'), confirm('three'), prompt('four', 'given'), prompt('five')]",
    ),
  );
  const answer = async (...keys) => {
    const shown = await here.screen.window(/^(?!asks).+/);
    await here.screen.focus(shown);
    await here.screen.key(...keys);
    await app.until("the dialog to go", async () => !(await here.screen.windows()).some(({ id }) => id === shown.id));
  };
  await answer("Return");
  await answer("Return");
  await answer("Escape");
  await answer("Return");
  await answer("Escape");
  assert.deepEqual(await asking, [true, false, "given", null]);
});

test("where dialogs are off, scripts do not wait for one", async () => {
  const { app } = await open({ options: "{ webPreferences: { disableDialogs: true } }" });
  const answers = await app.main(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0].webContents.executeJavaScript("alert('one'); [confirm('two'), prompt('three')]"),
  );
  assert.deepEqual(answers, [false, null]);
});

test("a page may read and write the clipboard without a click, and what it is asked for is granted", async () => {
  const { app } = await open();
  const told = await app.main(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0].webContents.executeJavaScript(`(async () => {
      await navigator.clipboard.writeText("copied");
      const states = [];
      for (const name of ["geolocation", "camera", "microphone"]) states.push((await navigator.permissions.query({ name })).state);
      return [await navigator.clipboard.readText(), ...states];
    })()`),
  );
  assert.deepEqual(told, ["copied", "granted", "granted", "granted"]);
});

test("a download goes where a person says, and nowhere before", async () => {
  const origin = await here.serve((_request, response) => {
    response.writeHead(200, { "content-type": "application/octet-stream", "content-disposition": 'attachment; filename="../data.bin"' });
    response.end("downloaded");
  });
  const { app, path } = await open();
  await app.main(
    ({ BrowserWindow }, url) =>
      BrowserWindow.getAllWindows()[0].webContents.executeJavaScript(
        `const link = document.createElement("a"); link.href = ${JSON.stringify(url)}; link.download = ""; document.body.append(link); link.click()`,
      ),
    origin,
  );
  const dialog = await here.screen.window("Save File");
  await here.screen.focus(dialog);
  await here.screen.key("ctrl+a");
  await here.screen.type(join(path, "saved.bin"));
  await here.screen.key("Return");
  await app.until("the file", async () => existsSync(join(path, "saved.bin")) && readFileSync(join(path, "saved.bin"), "utf8") === "downloaded");
});

test("that a page is asked before it is left is not to be seen by its scripts", async () => {
  const page = `<title>asks</title><script>
    window.errors = [];
    onerror = (message) => { errors.push(message); };
    addEventListener("unhandledrejection", (event) => errors.push(String(event.reason)));
  </script><iframe name=inner src="data:text/html,inner"></iframe>`;
  const { app } = await open({ page });
  const told = await app.main(async ({ BrowserWindow }) => {
    const [{ webContents }] = BrowserWindow.getAllWindows();
    const lines = [];
    webContents.on("console-message", (event) => lines.push(event.message));
    await webContents.executeJavaScript("onbeforeunload = () => false; setTimeout(() => location.reload()); 0");
    await new Promise((done) => setTimeout(done, 300));
    await webContents.executeJavaScript("onbeforeunload = null");
    webContents.reload();
    await new Promise((done) => webContents.once("did-finish-load", done));
    return [await webContents.executeJavaScript("[errors, navigator.userActivation.isActive]"), lines];
  });
  assert.deepEqual(told, [[[], false], []]);
});
