// What `import … from "electron"` loads. A module's names must be written down; a test compares them
// with what the module has.

import electron from "./electron-cjs.js";

export const { app, BrowserWindow, dialog, ipcMain, Menu, MenuItem, MessageChannelMain, webContents, webFrameMain } =
  electron;
export default electron;

// What Electron's module has besides. A package that imports one of these names can be loaded, and finds
// it undefined, as one that requires the module does; without the name it could not even be loaded.
const missing = electron as unknown as Record<string, undefined>;
export const {
  autoUpdater,
  BaseWindow,
  BrowserView,
  clipboard,
  contentTracing,
  crashReporter,
  desktopCapturer,
  globalShortcut,
  ImageView,
  inAppPurchase,
  nativeImage,
  nativeTheme,
  net,
  netLog,
  Notification,
  parentPort,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  pushNotifications,
  safeStorage,
  screen,
  ServiceWorkerMain,
  session,
  ShareMenu,
  shell,
  systemPreferences,
  TouchBar,
  Tray,
  utilityProcess,
  View,
  WebContentsView,
  // Of renderers.
  contextBridge,
  ipcRenderer,
  webFrame,
  webUtils,
} = missing;
