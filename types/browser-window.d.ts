declare namespace Electron {
  interface Rectangle {
    x: number;
    y: number;
    width: number;
    height: number;
  }

  /** https://www.electronjs.org/docs/latest/api/structures/web-preferences */
  interface WebPreferences {
    /** The absolute path of a CommonJS script. */
    preload?: string;
    nodeIntegration?: boolean;
    nodeIntegrationInSubFrames?: boolean;
    contextIsolation?: boolean;
    sandbox?: boolean;
    devTools?: boolean;
    javascript?: boolean;
    backgroundThrottling?: boolean;
    additionalArguments?: string[];
    autoplayPolicy?: "no-user-gesture-required" | "user-gesture-required" | "document-user-activation-required";
    /** `alert`, `confirm` and `prompt` return at once. */
    disableDialogs?: boolean;
    /** Whether the page may show guests in `<webview>` elements. */
    webviewTag?: boolean;
    webSecurity?: boolean;
    /** What else Electron knows is accepted, and does nothing. */
    [other: string]: unknown;
  }

  /** https://www.electronjs.org/docs/latest/api/structures/base-window-options */
  interface BrowserWindowConstructorOptions {
    width?: number;
    height?: number;
    x?: number;
    y?: number;
    center?: boolean;
    minWidth?: number;
    minHeight?: number;
    resizable?: boolean;
    show?: boolean;
    frame?: boolean;
    /** Whether the page of a window with `show: false` is painted until the window is first shown. */
    paintWhenInitiallyHidden?: boolean;
    alwaysOnTop?: boolean;
    fullscreen?: boolean;
    title?: string;
    backgroundColor?: string;
    maxWidth?: number;
    maxHeight?: number;
    skipTaskbar?: boolean;
    opacity?: number;
    /** The path of a picture. */
    icon?: string;
    kiosk?: boolean;
    autoHideMenuBar?: boolean;
    parent?: BrowserWindow;
    modal?: boolean;
    webPreferences?: WebPreferences;
    /** What else Electron knows is accepted, and does nothing. */
    [other: string]: unknown;
  }

  interface BrowserWindowEvents {
    "page-title-updated": [event: Event, title: string, explicitSet: boolean];
    close: [event: Event];
    closed: [];
    "ready-to-show": [];
    show: [];
    hide: [];
    focus: [];
    blur: [];
    minimize: [];
    maximize: [];
    unmaximize: [];
    restore: [];
    resize: [];
    move: [];
    "enter-full-screen": [];
    "leave-full-screen": [];
    "always-on-top-changed": [event: Event, isAlwaysOnTop: boolean];
  }

  interface BrowserWindow extends Emitter<BrowserWindowEvents> {}

  /** https://www.electronjs.org/docs/latest/api/browser-window */
  class BrowserWindow {
    constructor(options?: BrowserWindowConstructorOptions);

    static getAllWindows(): BrowserWindow[];
    static getFocusedWindow(): BrowserWindow | null;
    static fromWebContents(webContents: WebContents): BrowserWindow | null;
    static fromId(id: number): BrowserWindow | null;

    readonly id: number;
    readonly webContents: WebContents;
    title: string;

    loadURL(url: string, options?: LoadURLOptions): Promise<void>;
    loadFile(filePath: string, options?: LoadFileOptions): Promise<void>;
    reload(): void;
    setTitle(title: string): void;
    getTitle(): string;
    show(): void;
    showInactive(): void;
    hide(): void;
    isVisible(): boolean;
    focus(): void;
    isFocused(): boolean;
    minimize(): void;
    isMinimized(): boolean;
    maximize(): void;
    unmaximize(): void;
    isMaximized(): boolean;
    restore(): void;
    setFullScreen(flag: boolean): void;
    isFullScreen(): boolean;
    getBounds(): Rectangle;
    setBounds(bounds: Partial<Rectangle>, animate?: boolean): void;
    getSize(): number[];
    setSize(width: number, height: number, animate?: boolean): void;
    getPosition(): number[];
    setPosition(x: number, y: number, animate?: boolean): void;
    setResizable(resizable: boolean): void;
    isResizable(): boolean;
    resizable: boolean;
    setMinimumSize(width: number, height: number): void;
    getMinimumSize(): [number, number];
    setMaximumSize(width: number, height: number): void;
    getMaximumSize(): [number, number];
    setAlwaysOnTop(flag: boolean, level?: string, relativeLevel?: number): void;
    isAlwaysOnTop(): boolean;
    setSkipTaskbar(skip: boolean): void;
    setOpacity(opacity: number): void;
    getOpacity(): number;
    setBackgroundColor(backgroundColor: string): void;
    getBackgroundColor(): string;
    /** `icon`: the path of a picture. */
    setIcon(icon: string): void;
    setEnabled(enable: boolean): void;
    isEnabled(): boolean;
    flashFrame(flag: boolean): void;
    setVisibleOnAllWorkspaces(visible: boolean, options?: object): void;
    isVisibleOnAllWorkspaces(): boolean;
    visibleOnAllWorkspaces: boolean;
    setKiosk(flag: boolean): void;
    isKiosk(): boolean;
    kiosk: boolean;
    setMenu(menu: Menu | null): void;
    removeMenu(): void;
    setMenuBarVisibility(visible: boolean): void;
    isMenuBarVisible(): boolean;
    menuBarVisible: boolean;
    setAutoHideMenuBar(hide: boolean): void;
    isMenuBarAutoHide(): boolean;
    autoHideMenuBar: boolean;
    setProgressBar(progress: number, options?: object): void;
    center(): void;
    moveTop(): void;
    blur(): void;
    setParentWindow(parent: BrowserWindow | null): void;
    getParentWindow(): BrowserWindow | null;
    getChildWindows(): BrowserWindow[];
    isModal(): boolean;
    isNormal(): boolean;
    getNormalBounds(): Rectangle;
    getContentBounds(): Rectangle;
    setContentBounds(bounds: Rectangle, animate?: boolean): void;
    getContentSize(): [number, number];
    setContentSize(width: number, height: number, animate?: boolean): void;
    close(): void;
    destroy(): void;
    isDestroyed(): boolean;
  }
}
