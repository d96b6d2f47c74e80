import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { LANGUAGES, type Language } from "./languages";

export { LANGUAGES, type Language } from "./languages";

const LANGUAGE_KEY = "gloss.language";
const FALLBACK: Language = "en";

// What arrived before the start; later texts go straight in.
const catalogue: Record<string, unknown> = {};

/**
 * Add the English texts of one feature; its name is the first part of its keys.
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
    if (isLanguage(stored)) return stored;
  } catch {
    // Storage may be forbidden.
  }
  return FALLBACK;
}

/** Show another language, now and on the next visit. Without network the old one stays. */
export async function setLanguage(language: Language): Promise<void> {
  await load(language);
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch {
    // Storage may be forbidden; the choice then lasts for this visit.
  }
  await i18next.changeLanguage(language);
}

/** Must be called once before the first render. */
export async function startI18n(): Promise<void> {
  if (i18next.isInitialized) return;
  const language = storedLanguage();
  i18next.on("languageChanged", mark);
  await i18next.use(initReactI18next).init({
    lng: FALLBACK,
    fallbackLng: FALLBACK,
    initAsync: false,
    resources: { [FALLBACK]: { translation: catalogue } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  if (language === FALLBACK) return;
  try {
    await load(language);
    await i18next.changeLanguage(language);
  } catch {
    // The catalogue could not be fetched: English is better than an empty page.
  }
}

async function load(language: Language): Promise<void> {
  const entry = LANGUAGES[language];
  if (!("load" in entry) || i18next.hasResourceBundle(language, "translation")) return;
  const { default: texts } = await entry.load();
  i18next.addResourceBundle(language, "translation", texts);
}

/** Screen readers, hyphenation and the direction of the page follow the language. */
function mark(language: string): void {
  document.documentElement.lang = language;
  document.documentElement.dir = i18next.dir(language);
}

/** Translate outside of React. */
export function t(key: string, values?: Record<string, unknown>): string {
  return i18next.t(key, values ?? {});
}

/** The language shown now, as `Intl` wants it. */
export function shownLanguage(): string {
  return i18next.resolvedLanguage ?? FALLBACK;
}
