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
  enterScope,
  findAction,
  isEnabled,
  ownKeys,
  registerActions,
  setOwnKeys,
  shortcutsOf,
  useActions,
  useRegisteredActions,
  useScope,
  type Action,
  type Scope,
} from "./registry";
export { actionFor, handleKey, runAction, useShortcuts } from "./dispatcher";
