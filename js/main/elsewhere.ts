// What Electron lets Linux call though it means something on macOS or Windows alone: it does nothing, and answers
// as a system does that has no such thing.

/** The answers, by name; undefined for what answers nothing. */
type Answers = Record<string, unknown>;

const ofApp: Answers = {
  hide: undefined,
  show: undefined,
  isHidden: false,
  addRecentDocument: undefined,
  clearRecentDocuments: undefined,
  getRecentDocuments: [],
  setUserTasks: false,
  getJumpListSettings: { minItems: 0, removedItems: [] },
  setJumpList: "ok",
  setUserActivity: undefined,
  getCurrentActivityType: "",
  invalidateCurrentActivity: undefined,
  resignCurrentActivity: undefined,
  updateCurrentActivity: undefined,
  setAppUserModelId: undefined,
  setActivationPolicy: undefined,
  getLoginItemSettings: {
    openAtLogin: false,
    openAsHidden: false,
    wasOpenedAtLogin: false,
    wasOpenedAsHidden: false,
    restoreState: false,
    executableWillLaunchAtLogin: false,
    launchItems: [],
  },
  setLoginItemSettings: undefined,
  getAccessibilitySupportFeatures: [],
  setAccessibilitySupportFeatures: undefined,
  showEmojiPanel: undefined,
  isEmojiPanelSupported: false,
  startAccessingSecurityScopedResource: () => {},
  isInApplicationsFolder: false,
  moveToApplicationsFolder: false,
  isSecureKeyboardEntryEnabled: false,
  setSecureKeyboardEntryEnabled: undefined,
};

const ofWindow: Answers = {
  addTabbedWindow: undefined,
  closeFilePreview: undefined,
  getRepresentedFilename: "",
  getTrafficLightPosition: { x: 0, y: 0 },
  getWindowButtonPosition: null,
  hasShadow: true,
  hookWindowMessage: undefined,
  invalidateShadow: undefined,
  isClosable: true,
  isDocumentEdited: false,
  isFocusable: true,
  isFullScreenable: true,
  isHiddenInMissionControl: false,
  isMaximizable: true,
  isMinimizable: true,
  isMovable: true,
  isSimpleFullScreen: false,
  isSnapped: false,
  isTabletMode: false,
  isWindowMessageHooked: false,
  mergeAllWindows: undefined,
  moveTabToNewWindow: undefined,
  previewFile: undefined,
  selectNextTab: undefined,
  selectPreviousTab: undefined,
  setAppDetails: undefined,
  setAutoHideCursor: undefined,
  setBackgroundMaterial: undefined,
  setClosable: undefined,
  setContentProtection: undefined,
  setDocumentEdited: undefined,
  setFullScreenable: undefined,
  setHasShadow: undefined,
  setHiddenInMissionControl: undefined,
  setMaximizable: undefined,
  setMinimizable: undefined,
  setMovable: undefined,
  setOverlayIcon: undefined,
  setRepresentedFilename: undefined,
  setSheetOffset: undefined,
  setSimpleFullScreen: undefined,
  setThumbarButtons: false,
  setThumbnailClip: undefined,
  setThumbnailToolTip: undefined,
  setTouchBar: undefined,
  setVibrancy: undefined,
  setWindowButtonPosition: undefined,
  setWindowButtonVisibility: undefined,
  showAllTabs: undefined,
  toggleTabBar: undefined,
  unhookAllWindowMessages: undefined,
  unhookWindowMessage: undefined,
};

/** Gives a class these methods. */
function install(answers: Answers, prototype: object): void {
  for (const [name, answer] of Object.entries(answers)) {
    // A new object for each call: it is the caller's.
    const value = { [name]: () => (typeof answer === "object" ? structuredClone(answer) : answer) }[name];
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
}

export function addElsewhere(app: object, window: object): void {
  install(ofApp, app);
  install(ofWindow, window);
}
