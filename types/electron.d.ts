// The types of Electron's API, as far as Cation has it: `import { app } from "electron"` compiles against
// them with `"types": ["cation"]` in tsconfig.json. What is not here is not there either;
// docs/compatibility.md says what is, and how it differs.

/// <reference types="node" />
/// <reference path="./events.d.ts" />
/// <reference path="./app.d.ts" />
/// <reference path="./browser-window.d.ts" />
/// <reference path="./web-contents.d.ts" />
/// <reference path="./ipc.d.ts" />
/// <reference path="./ports.d.ts" />
/// <reference path="./menu-and-dialog.d.ts" />
/// <reference path="./webview.d.ts" />
/// <reference path="./process.d.ts" />
/// <reference path="./elsewhere.d.ts" />

declare module "electron/common" {
  export type Event<More extends object = {}> = Electron.Event<More>;
}

declare module "electron/main" {
  export * from "electron/common";
  export import BrowserWindow = Electron.BrowserWindow;
  export import Menu = Electron.Menu;
  export import MenuItem = Electron.MenuItem;
  export import MessageChannelMain = Electron.MessageChannelMain;
  export const app: Electron.App;
  export const dialog: Electron.Dialog;
  export const ipcMain: Electron.IpcMain;
  export const webContents: Electron.WebContentsModule;
  export const webFrameMain: Electron.WebFrameMainModule;
  export type App = Electron.App;
  export type BrowserWindowConstructorOptions = Electron.BrowserWindowConstructorOptions;
  export type Dialog = Electron.Dialog;
  export type FileFilter = Electron.FileFilter;
  export type HandlerDetails = Electron.HandlerDetails;
  export type IpcMain = Electron.IpcMain;
  export type IpcMainEvent = Electron.IpcMainEvent;
  export type IpcMainInvokeEvent = Electron.IpcMainInvokeEvent;
  export type LoadFileOptions = Electron.LoadFileOptions;
  export type LoadURLOptions = Electron.LoadURLOptions;
  export type MenuItemConstructorOptions = Electron.MenuItemConstructorOptions;
  export type MessageEvent = Electron.MessageEvent;
  export type MessagePortMain = Electron.MessagePortMain;
  export type MessageBoxOptions = Electron.MessageBoxOptions;
  export type MessageBoxReturnValue = Electron.MessageBoxReturnValue;
  export type OpenDialogOptions = Electron.OpenDialogOptions;
  export type OpenDialogReturnValue = Electron.OpenDialogReturnValue;
  export type SaveDialogOptions = Electron.SaveDialogOptions;
  export type SaveDialogReturnValue = Electron.SaveDialogReturnValue;
  export type Rectangle = Electron.Rectangle;
  export type RenderProcessGoneDetails = Electron.RenderProcessGoneDetails;
  export type WebContents = Electron.WebContents;
  export type WebFrameMain = Electron.WebFrameMain;
  export type WebPreferences = Electron.WebPreferences;
  export type WebSource = Electron.WebSource;
  export type WindowOpenHandlerResponse = Electron.WindowOpenHandlerResponse;
}

declare module "electron/renderer" {
  export * from "electron/common";
  export const contextBridge: Electron.ContextBridge;
  export const ipcRenderer: Electron.IpcRenderer;
  export const webFrame: Electron.WebFrame;
  export type ContextBridge = Electron.ContextBridge;
  export type IpcRenderer = Electron.IpcRenderer;
  export type IpcRendererEvent = Electron.IpcRendererEvent;
  export type NativeImage = Electron.NativeImage;
  export type WebFrame = Electron.WebFrame;
  export type WebviewTag = Electron.WebviewTag;
}

declare module "electron" {
  export * from "electron/main";
  export * from "electron/renderer";
  const electron: typeof import("electron/main") & typeof import("electron/renderer");
  export default electron;
}
