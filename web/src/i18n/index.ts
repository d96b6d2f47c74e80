import i18next from "i18next";
import { initReactI18next } from "react-i18next";

/** Languages with a catalogue: a folder here of one file per feature, and its own name for itself. */
export const LANGUAGES = { en: "English" } as const;
export type Language = keyof typeof LANGUAGES;

const LANGUAGE_KEY = "gloss.language";
const FALLBACK: Language = "en";

// What arrived before the start; later texts go straight in.
const catalogue: Record<string, unknown> = {};

/**
 * Add the texts of one feature; its name is the first part of its keys.
 *
 * The build calls this in every chunk that mentions a key of the feature
 * (see `texts` in vite.config.ts), so texts come with the code that shows them.
 */
export function addTexts(feature: string, texts: Record<string, unknown>): void {
  catalogue[feature] = texts;
  if (i18next.isInitialized)
    i18next.addResourceBundle(FALLBACK, "translation", { [feature]: texts }, true, true);
}

export function isLanguage(value: unknown): value is Language {
  return typeof value === "string" && Object.hasOwn(LANGUAGES, value);
}

/** The language chosen on this device. */
export function storedLanguage(): Language {
  try {
    const stored = localStorage.getItem(LANGUAGE_KEY);
    return isLanguage(stored) ? stored : FALLBACK;
  } catch {
    return FALLBACK;
  }
}

/** Show another language, now and on the next visit. */
export function setLanguage(language: Language): void {
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch {
    // Storage may be forbidden; the choice then lasts for this visit.
  }
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

/** Must be called once before the first render. */
export async function startI18n(): Promise<void> {
  if (i18next.isInitialized) return;
  const language = storedLanguage();
  document.documentElement.lang = language;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: FALLBACK,
    initAsync: false,
    resources: { [FALLBACK]: { translation: catalogue } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}

/** Translate outside of React. */
export function t(key: string, values?: Record<string, unknown>): string {
  return i18next.t(key, values ?? {});
}
