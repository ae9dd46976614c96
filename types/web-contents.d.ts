declare namespace Electron {
  interface LoadURLOptions {
    userAgent?: string;
    /** Headers, one a line. */
    extraHeaders?: string;
  }

  interface LoadFileOptions {
    query?: Record<string, string>;
    search?: string;
    hash?: string;
  }

  interface WebSource {
    code: string;
    url?: string;
  }

  interface InsertCSSOptions {
    cssOrigin?: "user" | "author";
  }

  interface RenderProcessGoneDetails {
    reason: "clean-exit" | "abnormal-exit" | "killed" | "crashed" | "oom" | "launch-failed" | "integrity-failure";
    exitCode: number;
    /** Where main has ended the process since it broke the protocol: how. Cation's own. */
    message?: string;
  }

  interface FrameCreatedDetails {
    frame: WebFrameMain | null;
  }

  interface ConsoleMessageParams {
    message: string;
    level: "info" | "warning" | "error" | "debug";
    lineNumber: number;
    sourceId: string;
    frame: WebFrameMain;
  }

  interface HandlerDetails {
    url: string;
    frameName: string;
    features: string;
    disposition: "default" | "foreground-tab" | "background-tab" | "new-window" | "other";
    [other: string]: unknown;
  }

  type WindowOpenHandlerResponse =
    | { action: "deny" }
    | {
        action: "allow";
        outlivesOpener?: boolean;
        overrideBrowserWindowOptions?: BrowserWindowConstructorOptions;
      };

  interface DidCreateWindowDetails {
    url: string;
    frameName: string;
    [other: string]: unknown;
  }

  interface NavigationEvent extends Event {
    readonly url: string;
    readonly isSameDocument: boolean;
    readonly isMainFrame: boolean;
    /** Null where the engine does not say which iframe it is. */
    readonly frame: WebFrameMain | null;
  }

  type NavigationArguments = [
    event: NavigationEvent,
    url: string,
    isInPlace: boolean,
    isMainFrame: boolean,
    frameProcessId: number,
    frameRoutingId: number,
  ];

  interface AuthInfo {
    isProxy: boolean;
    scheme: string;
    host: string;
    port: number;
    realm: string;
  }

  /** Without a name and a password the page shows what the server says to a stranger. */
  type LoginCallback = (username?: string, password?: string) => void;

  interface FindInPageOptions {
    forward?: boolean;
    findNext?: boolean;
    matchCase?: boolean;
  }

  interface FoundInPageResult {
    requestId: number;
    activeMatchOrdinal: number;
    matches: number;
    finalUpdate: boolean;
  }

  /** What lies under the pointer. */
  interface ContextMenuParams {
    x: number;
    y: number;
    linkURL: string;
    linkText: string;
    titleText: string;
    pageURL: string;
    srcURL: string;
    mediaType: string;
    hasImageContents: boolean;
    isEditable: boolean;
    hasSelection: boolean;
    editFlags: Record<string, boolean>;
    /** What else Electron tells is not there. */
    [other: string]: unknown;
  }

  interface WebContentsEvents {
    "did-start-loading": [];
    "did-stop-loading": [];
    "did-finish-load": [];
    "did-fail-load": [
      event: Event,
      errorCode: number,
      errorDescription: string,
      validatedURL: string,
      isMainFrame: boolean,
      frameProcessId: number,
      frameRoutingId: number,
    ];
    "did-frame-finish-load": [event: Event, isMainFrame: boolean, frameProcessId: number, frameRoutingId: number];
    "did-navigate": [event: Event, url: string, httpResponseCode: number, httpStatusText: string];
    "did-frame-navigate": [
      event: Event,
      url: string,
      httpResponseCode: number,
      httpStatusText: string,
      isMainFrame: boolean,
      frameProcessId: number,
      frameRoutingId: number,
    ];
    "did-start-navigation": NavigationArguments;
    "did-redirect-navigation": NavigationArguments;
    "did-navigate-in-page": [
      event: Event,
      url: string,
      isMainFrame: boolean,
      frameProcessId: number,
      frameRoutingId: number,
    ];
    "dom-ready": [event: Event];
    "will-prevent-unload": [event: Event];
    "frame-created": [event: Event, details: FrameCreatedDetails];
    "did-create-window": [window: BrowserWindow, details: DidCreateWindowDetails];
    "page-title-updated": [event: Event, title: string, explicitSet: boolean];
    "console-message": [
      details: Event<ConsoleMessageParams>,
      level: number,
      message: string,
      line: number,
      sourceId: string,
    ];
    "ipc-message": [event: IpcMainEvent, channel: string, ...args: any[]];
    "ipc-message-sync": [event: IpcMainEvent, channel: string, ...args: any[]];
    "preload-error": [event: Event, preloadPath: string, error: Error];
    "render-process-gone": [event: Event, details: RenderProcessGoneDetails];
    "will-navigate": NavigationArguments;
    "will-frame-navigate": [event: NavigationEvent];
    login: [event: Event, details: { url: string }, authInfo: AuthInfo, callback: LoginCallback];
    unresponsive: [];
    responsive: [];
    "devtools-opened": [];
    "devtools-closed": [];
    /** A listener may change the guest's preferences and attributes, or prevent it. */
    "will-attach-webview": [event: Event, webPreferences: WebPreferences, params: Record<string, string>];
    "did-attach-webview": [event: Event, webContents: WebContents];
    "page-favicon-updated": [event: Event, favicons: string[]];
    "audio-state-changed": [event: Event<{ audible: boolean }>];
    "media-started-playing": [];
    "media-paused": [];
    "update-target-url": [event: Event, url: string];
    "enter-html-full-screen": [];
    "leave-html-full-screen": [];
    "context-menu": [event: Event, params: ContextMenuParams];
    "found-in-page": [event: Event, result: FoundInPageResult];
    destroyed: [];
  }

  /** What a page and a guest of a page can be told alike. */
  interface PageTools {
    isAudioMuted(): boolean;
    setAudioMuted(muted: boolean): void;
    isCurrentlyAudible(): boolean;
    findInPage(text: string, options?: FindInPageOptions): number;
    stopFindInPage(action: "clearSelection" | "keepSelection" | "activateSelection"): void;
    undo(): void;
    redo(): void;
    cut(): void;
    copy(): void;
    paste(): void;
    pasteAndMatchStyle(): void;
    delete(): void;
    selectAll(): void;
    unselect(): void;
    replace(text: string): void;
    insertText(text: string): Promise<void>;
  }

  /** https://www.electronjs.org/docs/latest/api/web-contents */
  interface WebContents extends Emitter<WebContentsEvents>, PageTools {
    readonly id: number;
    readonly ipc: IpcMain;
    readonly mainFrame: WebFrameMain;
    /** Of a guest, the page that shows it in a `<webview>`; else null. */
    readonly hostWebContents: WebContents | null;
    audioMuted: boolean;
    userAgent: string;
    zoomFactor: number;
    zoomLevel: number;
    getType(): "window" | "webview";

    send(channel: string, ...args: any[]): void;
    postMessage(channel: string, message: any, transfer?: MessagePortMain[]): void;
    sendToFrame(frameId: number | [number, number], channel: string, ...args: any[]): void;

    loadURL(url: string, options?: LoadURLOptions): Promise<void>;
    loadFile(filePath: string, options?: LoadFileOptions): Promise<void>;
    reload(): void;
    reloadIgnoringCache(): void;
    stop(): void;
    goBack(): void;
    goForward(): void;
    getURL(): string;
    getTitle(): string;
    isLoading(): boolean;
    isLoadingMainFrame(): boolean;
    isCrashed(): boolean;
    /**
     * Whether the page's process is in WebKit's sandbox; null where there is none yet, or the system does not say.
     * Not of Electron's.
     */
    isSandboxed(): boolean | null;
    isDestroyed(): boolean;
    forcefullyCrashRenderer(): void;
    getProcessId(): number;
    getOSProcessId(): number;

    executeJavaScript(code: string, userGesture?: boolean): Promise<any>;
    executeJavaScriptInIsolatedWorld(worldId: number, scripts: WebSource[], userGesture?: boolean): Promise<any>;
    insertCSS(css: string, options?: InsertCSSOptions): Promise<string>;
    removeInsertedCSS(key: string): Promise<void>;
    setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void;

    openDevTools(options?: { mode?: string; activate?: boolean; title?: string }): void;
    closeDevTools(): void;
    isDevToolsOpened(): boolean;
    toggleDevTools(): void;

    isWaitingForResponse(): boolean;
    canGoBack(): boolean;
    canGoForward(): boolean;
    canGoToOffset(offset: number): boolean;
    goToOffset(offset: number): void;
    goToIndex(index: number): void;
    clearHistory(): void;
    getZoomFactor(): number;
    setZoomFactor(factor: number): void;
    getZoomLevel(): number;
    setZoomLevel(level: number): void;
    getUserAgent(): string;
    setUserAgent(userAgent: string): void;
    scrollToTop(): void;
    scrollToBottom(): void;
    downloadURL(url: string): void;
    printToPDF(options?: object): Promise<Buffer>;
  }

  /** The `webContents` module. */
  interface WebContentsModule {
    getAllWebContents(): WebContents[];
    getFocusedWebContents(): WebContents | null;
    fromId(id: number): WebContents | undefined;
  }

  interface WebFrameMainEvents {
    "dom-ready": [];
  }

  /** https://www.electronjs.org/docs/latest/api/web-frame-main */
  interface WebFrameMain extends Emitter<WebFrameMainEvents> {
    readonly ipc: IpcMain;
    readonly url: string;
    readonly origin: string;
    /** Whether address and origin are more than what the frame's own process says: for a page's own frame. Cation's own. */
    readonly verified: boolean;
    readonly name: string;
    readonly top: WebFrameMain | null;
    readonly parent: WebFrameMain | null;
    readonly frames: WebFrameMain[];
    readonly framesInSubtree: WebFrameMain[];
    readonly frameTreeNodeId: number;
    readonly frameToken: string;
    readonly processId: number;
    readonly osProcessId: number;
    readonly routingId: number;
    readonly visibilityState: string;
    readonly detached: boolean;

    send(channel: string, ...args: any[]): void;
    postMessage(channel: string, message: any, transfer?: MessagePortMain[]): void;
    executeJavaScript(code: string, userGesture?: boolean): Promise<unknown>;
    reload(): boolean;
    isDestroyed(): boolean;
  }

  /** The `webFrameMain` module. */
  interface WebFrameMainModule {
    fromId(processId: number, routingId: number): WebFrameMain | undefined;
    fromFrameToken(processId: number, frameToken: string): WebFrameMain | null;
  }
}
