// What means something on macOS or Windows alone: it is there, and does nothing.

declare namespace Electron {
  interface LoginItemSettings {
    openAtLogin: boolean;
    openAsHidden: boolean;
    wasOpenedAtLogin: boolean;
    wasOpenedAsHidden: boolean;
    restoreState: boolean;
    executableWillLaunchAtLogin: boolean;
    launchItems: object[];
  }
  interface JumpListSettings {
    minItems: number;
    removedItems: object[];
  }

  interface App {
    hide(): void;
    show(): void;
    isHidden(): boolean;
    addRecentDocument(path: string): void;
    clearRecentDocuments(): void;
    getRecentDocuments(): string[];
    setUserTasks(tasks: object[]): boolean;
    getJumpListSettings(): JumpListSettings;
    setJumpList(categories: object[] | null): "ok" | "error" | "invalidSeparatorError" | "fileTypeRegistrationError" | "customCategoryAccessDeniedError";
    setUserActivity(type: string, userInfo: any, webpageURL?: string): void;
    getCurrentActivityType(): string;
    invalidateCurrentActivity(): void;
    resignCurrentActivity(): void;
    updateCurrentActivity(type: string, userInfo: any): void;
    setAppUserModelId(id: string): void;
    setActivationPolicy(policy: "regular" | "accessory" | "prohibited"): void;
    getLoginItemSettings(options?: object): LoginItemSettings;
    setLoginItemSettings(settings: object): void;
    getAccessibilitySupportFeatures(): string[];
    setAccessibilitySupportFeatures(features: string[]): void;
    showEmojiPanel(): void;
    isEmojiPanelSupported(): boolean;
    startAccessingSecurityScopedResource(bookmarkData: string): () => void;
    isInApplicationsFolder(): boolean;
    moveToApplicationsFolder(options?: object): boolean;
    isSecureKeyboardEntryEnabled(): boolean;
    setSecureKeyboardEntryEnabled(enabled: boolean): void;
  }

  interface BrowserWindow {
    addTabbedWindow(window: BrowserWindow): void;
    closeFilePreview(): void;
    getRepresentedFilename(): string;
    getTrafficLightPosition(): { x: number; y: number };
    getWindowButtonPosition(): { x: number; y: number } | null;
    hasShadow(): boolean;
    hookWindowMessage(message: number, callback: (wParam: any, lParam: any) => void): void;
    invalidateShadow(): void;
    isClosable(): boolean;
    isDocumentEdited(): boolean;
    isFocusable(): boolean;
    isFullScreenable(): boolean;
    isHiddenInMissionControl(): boolean;
    isMaximizable(): boolean;
    isMinimizable(): boolean;
    isMovable(): boolean;
    isSimpleFullScreen(): boolean;
    isSnapped(): boolean;
    isTabletMode(): boolean;
    isWindowMessageHooked(message: number): boolean;
    mergeAllWindows(): void;
    moveTabToNewWindow(): void;
    previewFile(path: string, displayName?: string): void;
    selectNextTab(): void;
    selectPreviousTab(): void;
    setAppDetails(options: object): void;
    setAutoHideCursor(autoHide: boolean): void;
    setBackgroundMaterial(material: string): void;
    setClosable(closable: boolean): void;
    setContentProtection(enable: boolean): void;
    setDocumentEdited(edited: boolean): void;
    setFullScreenable(fullscreenable: boolean): void;
    setHasShadow(hasShadow: boolean): void;
    setHiddenInMissionControl(hidden: boolean): void;
    setMaximizable(maximizable: boolean): void;
    setMinimizable(minimizable: boolean): void;
    setMovable(movable: boolean): void;
    setOverlayIcon(overlay: unknown, description: string): void;
    setRepresentedFilename(filename: string): void;
    setSheetOffset(offsetY: number, offsetX?: number): void;
    setSimpleFullScreen(flag: boolean): void;
    setThumbarButtons(buttons: object[]): boolean;
    setThumbnailClip(region: Rectangle): void;
    setThumbnailToolTip(toolTip: string): void;
    setTouchBar(touchBar: unknown): void;
    setVibrancy(type: string | null, options?: object): void;
    setWindowButtonPosition(position: { x: number; y: number } | null): void;
    setWindowButtonVisibility(visible: boolean): void;
    showAllTabs(): void;
    toggleTabBar(): void;
    unhookAllWindowMessages(): void;
    unhookWindowMessage(message: number): void;
  }
}
