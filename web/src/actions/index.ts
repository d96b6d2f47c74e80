export {
  chordOf,
  chordParts,
  isMac,
  isReservedChord,
  isTypingChord,
  normalizeChord,
  type Chord,
} from "./chord";
export {
  allActions,
  chordsOf,
  enterScope,
  findAction,
  isEnabled,
  registerActions,
  rivalOf,
  shortcutsOf,
  useActions,
  useRegisteredActions,
  useScope,
  type Action,
  type Scope,
} from "./registry";
export { actionFor, handleKey, runAction, useShortcuts } from "./dispatcher";
export {
  DEFAULT_KEY_MAP,
  formatKeyMap,
  isChordOn,
  keyMap,
  KeyMapError,
  onKeyMap,
  parseKeyMap,
  readKeyMap,
  setKeyMap,
  type KeyMap,
} from "./keymap";
export { PROFILE_NAMES, type ProfileName } from "./profiles";
