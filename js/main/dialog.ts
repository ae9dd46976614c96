// `dialog`. https://www.electronjs.org/docs/latest/api/dialog

import { areWindowsAllowed, BrowserWindow } from "./browser-window.js";
import { ask } from "./native.js";

export interface FileFilter {
  name: string;
  extensions: string[];
}
export interface OpenDialogOptions {
  title?: string;
  defaultPath?: string;
  buttonLabel?: string;
  filters?: FileFilter[];
  properties?: string[];
  message?: string;
}
export interface SaveDialogOptions extends Omit<OpenDialogOptions, "properties"> {}
export interface MessageBoxOptions {
  type?: "none" | "info" | "error" | "question" | "warning";
  message: string;
  detail?: string;
  title?: string;
  buttons?: string[];
  defaultId?: number;
  cancelId?: number;
  checkboxLabel?: string;
  checkboxChecked?: boolean;
  normalizeAccessKeys?: boolean;
}

/** Electron's two forms: (window, options) and (options). */
function show<Options, Result>(method: string, first: unknown, second: unknown): Promise<Result> {
  const isWindow = first instanceof BrowserWindow;
  const options = (isWindow || first === null || first === undefined ? second : first) as Options;
  return ask(method, isWindow ? first.id : 0, options ?? {});
}

interface Form<Options, Result> {
  (window: BrowserWindow | null | undefined, options?: Options): Promise<Result>;
  (options?: Options): Promise<Result>;
}

/** Shows an error until it is dismissed; on the console where the windows' process is not there yet. */
export async function showError(title: string, content: string): Promise<void> {
  if (!areWindowsAllowed()) return void process.stderr.write(`${title}\n${content}\n`);
  await ask("dialog.message", 0, { type: "error", title, message: title, detail: content, buttons: ["OK"] });
}

export const dialog = {
  showOpenDialog: ((first?: unknown, second?: unknown) =>
    show("dialog.open", first, second)) as Form<
    OpenDialogOptions,
    { canceled: boolean; filePaths: string[] }
  >,
  showSaveDialog: ((first?: unknown, second?: unknown) =>
    show("dialog.save", first, second)) as Form<
    SaveDialogOptions,
    { canceled: boolean; filePath: string }
  >,
  showMessageBox: ((first?: unknown, second?: unknown) => show("dialog.message", first, second)) as Form<MessageBoxOptions, { response: number; checkboxChecked: boolean }>,
  /** Does not wait, as Electron's does, until a person has dismissed it. */
  showErrorBox(title: string, content: string): void {
    showError(String(title), String(content)).catch(() => {});
  },
};
