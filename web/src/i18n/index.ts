import i18next from "i18next";
import { initReactI18next } from "react-i18next";

// One file per feature; its name is the first part of its keys: `projects.json` holds `projects.title`.
const files = import.meta.glob<Record<string, unknown>>("./en/*.json", { eager: true, import: "default" });

const catalogue = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.slice("./en/".length, -".json".length), texts]),
);

/** Load the catalogue. Must be called once before the first render. */
export async function startI18n(): Promise<void> {
  if (i18next.isInitialized) return;
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    initAsync: false,
    resources: { en: { translation: catalogue } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}

/** Translate outside of React. */
export function t(key: string, values?: Record<string, unknown>): string {
  return i18next.t(key, values ?? {});
}
