declare namespace Electron {
  interface AppEvents {
    ready: [event: Event, launchInfo: Record<string, any>];
    "window-all-closed": [];
    login: [event: Event, webContents: WebContents, details: { url: string }, authInfo: AuthInfo, callback: LoginCallback];
    "before-quit": [event: Event];
    "will-quit": [event: Event];
    quit: [event: Event, exitCode: number];
    activate: [event: Event, hasVisibleWindows: boolean];
    "browser-window-created": [event: Event, window: BrowserWindow];
    "web-contents-created": [event: Event, webContents: WebContents];
  }

  type PathName =
    | "home"
    | "appData"
    | "userData"
    | "sessionData"
    | "temp"
    | "exe"
    | "desktop"
    | "documents"
    | "downloads"
    | "music"
    | "pictures"
    | "videos"
    | "logs";

  /** https://www.electronjs.org/docs/latest/api/app */
  interface App extends Emitter<AppEvents> {
    quit(): void;
    exit(exitCode?: number): void;
    isReady(): boolean;
    whenReady(): Promise<void>;
    getAppPath(): string;
    getPath(name: PathName): string;
    setPath(name: string, path: string): void;
    getVersion(): string;
    getName(): string;
    setName(name: string): void;
    name: string;
    readonly isPackaged: boolean;
  }
}
