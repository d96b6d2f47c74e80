import type { Chord } from "./chord";

export type ProfileName = "gloss" | "prodigy" | "labelStudio";

interface Profile {
  /** Chords by action id. Actions that are not named keep their own defaults. */
  keys: Record<string, readonly Chord[]>;
}

/**
 * Whole sets of keys for hands that learned another tool. Facts of the keys:
 * the published shortcut lists of Prodigy 1.x and Label Studio 1.23. Digits
 * for classes and options are the same in all three.
 */
export const PROFILES: Record<ProfileName, Profile> = {
  gloss: { keys: {} },
  prodigy: {
    keys: {
      "labeling.nextFileKey": ["Space", "]"],
      "labeling.undo": ["Backspace", "Mod+Z"],
      "labeling.delete": ["Delete", "D"],
      "labeling.guidelines": ["H", "G"],
      "labeling.accept": ["A", "Alt+A"],
      "labeling.reject": ["X", "Alt+R"],
      "rows.submit": ["A", "Mod+Enter"],
      "rows.skip": ["Space", "Mod+Space"],
    },
  },
  labelStudio: {
    keys: {
      "labeling.arrow": ["Alt+R", "R"],
      "labeling.cycle": ["Alt+.", "Alt+Shift+."],
      "labeling.delete": ["Backspace", "Delete"],
      "labeling.complete": ["Mod+Enter", "Mod+Shift+Enter"],
      "labeling.nextFile": ["Mod+Right", "Alt+Right"],
      "labeling.previousFile": ["Mod+Left", "Alt+Left"],
      "labeling.reject": ["Mod+Space", "Alt+Shift+X"],
      "rows.submit": ["Mod+Enter"],
      "rows.skip": ["Mod+Space"],
      "rows.next": ["Mod+Right", "Mod+Down"],
      "rows.previous": ["Mod+Left", "Mod+Up"],
    },
  },
};

export const PROFILE_NAMES = Object.keys(PROFILES) as ProfileName[];
