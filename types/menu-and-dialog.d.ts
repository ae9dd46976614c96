declare namespace Electron {
  type MenuItemType = "normal" | "separator" | "submenu" | "checkbox" | "radio" | "header" | "palette";

  /** https://www.electronjs.org/docs/latest/api/menu-item */
  interface MenuItemConstructorOptions {
    click?: (menuItem: MenuItem, window: BrowserWindow | undefined, event: Record<string, any>) => void;
    role?: string;
    type?: MenuItemType;
    label?: string;
    accelerator?: string;
    enabled?: boolean;
    visible?: boolean;
    checked?: boolean;
    submenu?: (MenuItemConstructorOptions | MenuItem)[] | Menu;
    id?: string;
    /** Whether the accelerator is a key, and not only shown. */
    registerAccelerator?: boolean;
    /** Items that this one, or its group, is to stand before or behind. */
    before?: string[];
    after?: string[];
    beforeGroupContaining?: string[];
    afterGroupContaining?: string[];
    [other: string]: unknown;
  }

  class MenuItem {
    constructor(options: MenuItemConstructorOptions);
    readonly id: string | undefined;
    readonly type: MenuItemType;
    readonly role: string | undefined;
    readonly accelerator: string | undefined;
    readonly userAccelerator: string | null;
    readonly commandId: number;
    readonly submenu: Menu | undefined;
    readonly icon: unknown;
    /** Kept, and not shown. */
    sublabel: string;
    toolTip: string;
    acceleratorWorksWhenHidden: boolean;
    registerAccelerator: boolean;
    readonly menu: Menu | undefined;
    label: string;
    enabled: boolean;
    visible: boolean;
    checked: boolean;
    click: (event?: Record<string, any>, window?: BrowserWindow) => void;
  }

  /** https://www.electronjs.org/docs/latest/api/menu */
  interface Menu extends NodeJS.EventEmitter {}
  class Menu {
    static buildFromTemplate(template: (MenuItemConstructorOptions | MenuItem)[]): Menu;
    static setApplicationMenu(menu: Menu | null): void;
    static getApplicationMenu(): Menu | null;
    readonly items: MenuItem[];
    append(menuItem: MenuItem): void;
    insert(position: number, menuItem: MenuItem): void;
    getMenuItemById(id: string): MenuItem | null;
  }

  interface FileFilter {
    name: string;
    extensions: string[];
  }

  interface OpenDialogOptions {
    title?: string;
    defaultPath?: string;
    buttonLabel?: string;
    filters?: FileFilter[];
    properties?: (
      | "openFile"
      | "openDirectory"
      | "multiSelections"
      | "showHiddenFiles"
      | "createDirectory"
      | "promptToCreate"
      | "noResolveAliases"
      | "treatPackageAsDirectory"
      | "dontAddToRecent"
    )[];
    message?: string;
  }

  interface SaveDialogOptions {
    title?: string;
    defaultPath?: string;
    buttonLabel?: string;
    filters?: FileFilter[];
    message?: string;
    [other: string]: unknown;
  }

  interface MessageBoxOptions {
    message: string;
    type?: "none" | "info" | "error" | "question" | "warning";
    buttons?: string[];
    defaultId?: number;
    /** The button that Escape presses; without it one that reads "cancel" or "no", else the first. */
    cancelId?: number;
    checkboxLabel?: string;
    checkboxChecked?: boolean;
    /** "&" in a button's label stands before its access key. */
    normalizeAccessKeys?: boolean;
    title?: string;
    detail?: string;
    [other: string]: unknown;
  }

  interface OpenDialogReturnValue {
    canceled: boolean;
    filePaths: string[];
  }

  interface SaveDialogReturnValue {
    canceled: boolean;
    filePath: string;
  }

  interface MessageBoxReturnValue {
    response: number;
    checkboxChecked: boolean;
  }

  /** https://www.electronjs.org/docs/latest/api/dialog */
  interface Dialog {
    showOpenDialog(window: BrowserWindow | null, options?: OpenDialogOptions): Promise<OpenDialogReturnValue>;
    showOpenDialog(options?: OpenDialogOptions): Promise<OpenDialogReturnValue>;
    showSaveDialog(window: BrowserWindow | null, options?: SaveDialogOptions): Promise<SaveDialogReturnValue>;
    showSaveDialog(options?: SaveDialogOptions): Promise<SaveDialogReturnValue>;
    showMessageBox(window: BrowserWindow | null, options: MessageBoxOptions): Promise<MessageBoxReturnValue>;
    showMessageBox(options: MessageBoxOptions): Promise<MessageBoxReturnValue>;
    showErrorBox(title: string, content: string): void;
  }
}
