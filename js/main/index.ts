// The `electron` module of the main process: Node's manners over the addon.

import type { AppInfo } from "./app-info.js";
import { App } from "./app.js";
import { BrowserWindow, whenCreated, windowOf } from "./browser-window.js";
import { dialog } from "./dialog.js";
import { onMessage } from "./dispatch.js";
import { addElsewhere } from "./elsewhere.js";
import { ipcMain } from "./ipc-main.js";
import { Menu, MenuItem, onMenuClicked } from "./menu.js";
import { MessageChannelMain, onPort } from "./message-port.js";
import { askForLogin, type AuthInfo } from "./login.js";
import { call, startNative } from "./native.js";
import { setAppPath, setWindowOpener, WebContents, webContents, webContentsOf } from "./web-contents.js";
import { onFrame } from "./frame-events.js";
import { openWindow } from "./window-open.js";
import { askToNavigate } from "./navigation.js";
import { webFrameMain } from "./web-frame-main.js";

export interface ElectronModule {
  app: App;
  BrowserWindow: typeof BrowserWindow;
  dialog: typeof dialog;
  ipcMain: typeof ipcMain;
  Menu: typeof Menu;
  MenuItem: typeof MenuItem;
  MessageChannelMain: typeof MessageChannelMain;
  webContents: typeof webContents;
  webFrameMain: typeof webFrameMain;
}

/** Starts the app's other processes and gives what `require("electron")` gives. Once in a process. */
export function createElectron(info: AppInfo): ElectronModule {
  addElsewhere(App.prototype, BrowserWindow.prototype);
  const app = new App(info);
  setAppPath(info.appPath);
  setWindowOpener(openWindow);
  whenCreated((window) => {
    app.emit("web-contents-created", {}, window.webContents);
    app.emit("browser-window-created", {}, window);
  });
  startNative(info, onMessage, onPort, (what, details) => {
    const [first, ...rest] = details as any[];
    if (what === "app") return app.onEvent(first, rest);
    if (what === "window") return windowOf(first)?.onEvent(rest[0], rest.slice(1)) ?? false;
    if (what === "guest") {
      const [place, embedder, window] = rest as number[];
      const [host, owner] = [webContentsOf(embedder!), windowOf(window!)];
      if (host && owner) app.emit("web-contents-created", {}, new WebContents(first, place!, owner, host));
      return false;
    }
    if (what === "navigation") {
      const contents = webContentsOf(first);
      return contents !== undefined && askToNavigate(contents, rest[0], rest[1]);
    }
    if (what === "login") {
      const contents = webContentsOf(first);
      if (contents) askForLogin(app, contents, ...(rest as [number, string, AuthInfo]));
      return false;
    }
    if (what === "contents") return webContentsOf(first)?.onEvent(rest[0], rest.slice(1)) ?? false;
    if (what === "frame") onFrame(first, rest);
    if (what === "menu") onMenuClicked(first, rest[0], rest[1]);
    return false;
  });
  // A process that ends without quitting leaves its shell to itself, but no folder.
  process.once("exit", () => call("app.abandon"));
  return { app, BrowserWindow, dialog, ipcMain, Menu, MenuItem, MessageChannelMain, webContents, webFrameMain };
}
