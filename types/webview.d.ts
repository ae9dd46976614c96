// `<webview>`, where a page has it (`webPreferences.webviewTag`).

// A program without the DOM's types has these names all the same.
interface HTMLElement {}
interface Event {}
interface HTMLElementTagNameMap {
  webview: Electron.WebviewTag;
}
/** `new WebView()` is `document.createElement("webview")`. */
declare var WebView: { prototype: Electron.WebviewTag; new (): Electron.WebviewTag };

declare namespace Electron {
  interface WebviewTagAttributes {
    /** Read, it is the whole address. Set, it loads it; set to its own value, it reloads the page. */
    src: string;
    /** A `file:` address, or one that is relative to the page. */
    preload: string;
    /** Throws a DOMException where the guest has navigated. */
    partition: string;
    useragent: string;
    httpreferrer: string;
    webpreferences: string;
    nodeintegration: boolean;
    nodeintegrationinsubframes: boolean;
    plugins: boolean;
    disablewebsecurity: boolean;
    allowpopups: boolean;
    enableblinkfeatures: string;
    disableblinkfeatures: string;
  }

  /** The picture of a guest: what there is of Electron's. */
  interface NativeImage {
    toPNG(): Uint8Array;
    toDataURL(): string;
    getSize(): { width: number; height: number };
    getAspectRatio(): number;
    isEmpty(): boolean;
  }

  interface WebviewTagMethods extends PageTools {
    loadURL(url: string | { toString(): string }, options?: LoadURLOptions & { httpReferrer?: string }): Promise<void>;
    downloadURL(url: string, options?: { headers?: Record<string, string> }): void;
    getURL(): string;
    getTitle(): string;
    isLoading(): boolean;
    isLoadingMainFrame(): boolean;
    isWaitingForResponse(): boolean;
    stop(): void;
    reload(): void;
    reloadIgnoringCache(): void;
    canGoBack(): boolean;
    canGoForward(): boolean;
    canGoToOffset(offset: number): boolean;
    clearHistory(): void;
    goBack(): void;
    goForward(): void;
    goToIndex(index: number): void;
    goToOffset(offset: number): void;
    isCrashed(): boolean;
    setUserAgent(userAgent: string): void;
    getUserAgent(): string;
    insertCSS(css: string): Promise<string>;
    removeInsertedCSS(key: string): Promise<void>;
    executeJavaScript(code: string, userGesture?: boolean): Promise<any>;
    openDevTools(): void;
    closeDevTools(): void;
    isDevToolsOpened(): boolean;
    isDevToolsFocused(): boolean;
    print(options?: object): Promise<void>;
    printToPDF(options?: object): Promise<Uint8Array>;
    capturePage(rect?: Rectangle): Promise<NativeImage>;
    send(channel: string, ...args: any[]): Promise<void>;
    sendToFrame(frameId: number | [processId: number, frameId: number], channel: string, ...args: any[]): Promise<void>;
    setZoomFactor(factor: number): void;
    setZoomLevel(level: number): void;
    getZoomFactor(): number;
    getZoomLevel(): number;
    /** Does nothing: the engine has no other zoom than the page's. */
    setVisualZoomLevelLimits(minimumLevel: number, maximumLevel: number): Promise<void>;
    getWebContentsId(): number;
  }

  interface OfMainFrame {
    readonly isMainFrame: boolean;
  }
  interface OfFrame extends OfMainFrame {
    readonly url: string;
    readonly frameProcessId: number;
    readonly frameRoutingId: number;
  }

  /** What the events have besides what each event has. */
  interface WebviewTagEvents {
    "load-commit": { readonly url: string } & OfMainFrame;
    "did-finish-load": {};
    "did-fail-load": { readonly errorCode: number; readonly errorDescription: string; readonly validatedURL: string } & OfMainFrame;
    "did-frame-finish-load": OfMainFrame;
    "did-start-loading": {};
    "did-stop-loading": {};
    "did-attach": {};
    "dom-ready": {};
    "page-title-updated": { readonly title: string; readonly explicitSet: boolean };
    "page-favicon-updated": { readonly favicons: string[] };
    "enter-html-full-screen": {};
    "leave-html-full-screen": {};
    "console-message": { readonly level: number; readonly message: string; readonly line: number; readonly sourceId: string };
    "found-in-page": { readonly result: FoundInPageResult };
    "will-navigate": { readonly url: string };
    "will-frame-navigate": { readonly url: string } & OfMainFrame;
    "did-start-navigation": OfFrame & { readonly isInPlace: boolean };
    "did-redirect-navigation": OfFrame & { readonly isInPlace: boolean };
    "did-navigate": { readonly url: string };
    "did-frame-navigate": OfFrame & { readonly httpResponseCode: number; readonly httpStatusText: string };
    "did-navigate-in-page": { readonly url: string } & OfMainFrame;
    close: {};
    "ipc-message": { readonly channel: string; readonly args: any[]; readonly frameId: [processId: number, frameId: number] };
    "render-process-gone": { readonly details: RenderProcessGoneDetails };
    destroyed: {};
    "media-started-playing": {};
    "media-paused": {};
    "update-target-url": { readonly url: string };
    "devtools-opened": {};
    "devtools-closed": {};
    "context-menu": { readonly params: ContextMenuParams };
  }

  type WebviewTagListener<Name extends keyof WebviewTagEvents> = (event: Event & WebviewTagEvents[Name]) => void;
  type WebviewTagListening = boolean | { capture?: boolean; once?: boolean; passive?: boolean };

  /** https://www.electronjs.org/docs/latest/api/webview-tag */
  interface WebviewTag extends HTMLElement, WebviewTagAttributes, WebviewTagMethods {
    addEventListener<Name extends keyof WebviewTagEvents>(
      name: Name,
      listener: WebviewTagListener<Name>,
      options?: WebviewTagListening,
    ): void;
    addEventListener(name: string, listener: (event: any) => void, options?: WebviewTagListening): void;
    removeEventListener<Name extends keyof WebviewTagEvents>(
      name: Name,
      listener: WebviewTagListener<Name>,
      options?: WebviewTagListening,
    ): void;
    removeEventListener(name: string, listener: (event: any) => void, options?: WebviewTagListening): void;
  }
}
