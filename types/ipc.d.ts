declare namespace Electron {
  /** https://www.electronjs.org/docs/latest/api/structures/ipc-main-event */
  interface IpcMainEvent extends Event {
    readonly type: "frame";
    readonly sender: WebContents;
    /** null where the frame has navigated since, or is gone. */
    readonly senderFrame: WebFrameMain | null;
    readonly processId: number;
    readonly frameId: number;
    /** Of the document, when it sent: Cation's own. */
    readonly senderURL: string;
    readonly senderOrigin: string;
    /** Whether these two are more than what the document's own process says: for a page's own documents. */
    readonly senderVerified: boolean;
    readonly ports: MessagePortMain[];
    /** Set this to answer a `sendSync`. */
    returnValue: any;
    /** Sends to the frame that sent. */
    reply(channel: string, ...args: any[]): void;
  }

  /** https://www.electronjs.org/docs/latest/api/structures/ipc-main-invoke-event */
  interface IpcMainInvokeEvent extends Event {
    readonly type: "frame";
    readonly sender: WebContents;
    readonly senderFrame: WebFrameMain | null;
    readonly processId: number;
    readonly frameId: number;
    readonly senderURL: string;
    readonly senderOrigin: string;
    /** Whether these two are more than what the document's own process says: for a page's own documents. */
    readonly senderVerified: boolean;
    reply(channel: string, ...args: any[]): void;
  }

  type IpcMainListener = (event: IpcMainEvent, ...args: any[]) => void;
  type IpcMainHandler = (event: IpcMainInvokeEvent, ...args: any[]) => Promise<any> | any;

  /** https://www.electronjs.org/docs/latest/api/ipc-main */
  interface IpcMain extends Omit<NodeJS.EventEmitter, EmitterMethod> {
    on(channel: string, listener: IpcMainListener): this;
    once(channel: string, listener: IpcMainListener): this;
    off(channel: string, listener: IpcMainListener): this;
    addListener(channel: string, listener: IpcMainListener): this;
    removeListener(channel: string, listener: IpcMainListener): this;
    removeAllListeners(channel?: string): this;
    emit(channel: string, ...args: any[]): boolean;
    listenerCount(channel: string): number;
    listeners(channel: string): Function[];
    eventNames(): (string | symbol)[];
    setMaxListeners(count: number): this;

    handle(channel: string, listener: IpcMainHandler): void;
    handleOnce(channel: string, listener: IpcMainHandler): void;
    removeHandler(channel: string): void;
  }

  /** https://www.electronjs.org/docs/latest/api/structures/ipc-renderer-event */
  interface IpcRendererEvent extends Event {
    readonly sender: IpcRenderer;
    readonly ports: MessagePort[];
  }

  type IpcRendererListener = (event: IpcRendererEvent, ...args: any[]) => void;

  /** https://www.electronjs.org/docs/latest/api/ipc-renderer */
  interface IpcRenderer extends Omit<NodeJS.EventEmitter, EmitterMethod> {
    on(channel: string, listener: IpcRendererListener): this;
    once(channel: string, listener: IpcRendererListener): this;
    off(channel: string, listener: IpcRendererListener): this;
    addListener(channel: string, listener: IpcRendererListener): this;
    removeListener(channel: string, listener: IpcRendererListener): this;
    removeAllListeners(channel?: string): this;
    emit(channel: string, ...args: any[]): boolean;
    listenerCount(channel: string): number;
    listeners(channel: string): Function[];
    eventNames(): (string | symbol)[];
    setMaxListeners(count: number): this;

    send(channel: string, ...args: any[]): void;
    invoke(channel: string, ...args: any[]): Promise<any>;
    sendSync(channel: string, ...args: any[]): any;
    postMessage(channel: string, message: any, transfer?: MessagePort[]): void;
    /** To the page around the `<webview>` that the document is in; throws in all others. */
    sendToHost(channel: string, ...args: any[]): void;
  }

  /** https://www.electronjs.org/docs/latest/api/context-bridge */
  interface ContextBridge {
    exposeInMainWorld(apiKey: string, api: any): void;
    exposeInIsolatedWorld(worldId: number, apiKey: string, api: any): void;
    executeInMainWorld(executionScript: { func: (...args: any[]) => any; args?: any[] }): any;
  }

  /** https://www.electronjs.org/docs/latest/api/web-frame */
  interface WebFrame {
    /** The document's own, as main has it. */
    readonly frameToken: string;
    /** @deprecated Use `frameToken`. */
    readonly routingId: number;
    // Of the same process; a WebFrame of a document that has gone does nothing.
    readonly top: WebFrame | null;
    readonly parent: WebFrame | null;
    readonly opener: WebFrame | null;
    readonly firstChild: WebFrame | null;
    readonly nextSibling: WebFrame | null;
    findFrameByName(name: string): WebFrame | null;
    findFrameByToken(frameToken: string): WebFrame | null;
    /** @deprecated Use `findFrameByToken`. */
    findFrameByRoutingId(routingId: number): WebFrame | null;
    getFrameForSelector(selector: string): WebFrame | null;
    executeJavaScript(code: string, userGesture?: boolean, callback?: (result: any, error?: any) => void): Promise<any>;
    executeJavaScriptInIsolatedWorld(
      worldId: number,
      scripts: WebSource[],
      userGesture?: boolean,
      callback?: (result: any, error?: any) => void,
    ): Promise<any>;
    setIsolatedWorldInfo(worldId: number, info: { securityOrigin?: string; csp?: string; name?: string }): void;
    insertCSS(css: string, options?: { cssOrigin?: string }): string;
    removeInsertedCSS(key: string): void;
    insertText(text: string): void;
    setZoomFactor(factor: number): void;
    getZoomFactor(): number;
    setZoomLevel(level: number): void;
    getZoomLevel(): number;
    setVisualZoomLevelLimits(minimumLevel: number, maximumLevel: number): void;
    setSpellCheckProvider(language: string, provider: object): void;
    isWordMisspelled(word: string): boolean;
    getWordSuggestions(word: string): string[];
    clearCache(): void;
    getResourceUsage(): Record<string, { count: number; size: number; liveSize: number }>;
  }
}

declare namespace NodeJS {
  interface Process {
    readonly type: "browser" | "renderer";
    /** In a preload script: whether it has a world of its own. */
    readonly contextIsolated: boolean;
    readonly sandboxed: boolean;
    readonly isMainFrame: boolean;
    // In a preload script; memory in kilobytes.
    crash(): void;
    hang(): void;
    /** Milliseconds since 1970. */
    getCreationTime(): number | null;
    getCPUUsage(): { percentCPUUsage: number; cumulativeCPUUsage?: number; idleWakeupsPerSecond: number };
    getProcessMemoryInfo(): Promise<{ residentSet: number; private: number; shared: number }>;
    getSystemMemoryInfo(): { total: number; free: number; swapTotal: number; swapFree: number };
    getSystemVersion(): string;
    readonly defaultApp: boolean;
  }
}
