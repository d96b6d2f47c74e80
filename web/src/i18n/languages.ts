/** The catalogue of one language: feature -> texts, as the files of its folder. */
export type Catalogue = Record<string, unknown>;

interface LanguageEntry {
  /** What its speakers call it. */
  name: string;
  load?: () => Promise<{ default: Catalogue }>;
}

/**
 * Every language of the interface. English comes with the code that shows it;
 * the others as one file, fetched when chosen. To add one: a folder with the
 * files of `en` and the `index.ts` of its neighbours, and a line here.
 */
export const LANGUAGES = {
  en: { name: "English" },
  id: { name: "Bahasa Indonesia", load: () => import("./id") },
  de: { name: "Deutsch", load: () => import("./de") },
  es: { name: "Español", load: () => import("./es") },
  fr: { name: "Français", load: () => import("./fr") },
  pt: { name: "Português", load: () => import("./pt") },
  ja: { name: "日本語", load: () => import("./ja") },
  zh: { name: "中文", load: () => import("./zh") },
  ko: { name: "한국어", load: () => import("./ko") },
  ar: { name: "العربية", load: () => import("./ar") },
} as const satisfies Record<string, LanguageEntry>;

export type Language = keyof typeof LANGUAGES;

/** Make a catalogue of the files of a folder: `./wizard.json` holds the texts of `wizard`. */
export function catalogueOf(files: Record<string, unknown>): Catalogue {
  return Object.fromEntries(
    Object.entries(files).map(([path, texts]) => [path.replace(/^\.\/|\.json$/g, ""), texts]),
  );
}
