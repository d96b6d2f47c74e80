import { describe, expect, it } from "vitest";
import { LANGUAGES } from "./languages";

const english = import.meta.glob<object>("./en/*.json", { eager: true, import: "default" });

/** All texts by their whole key, e.g. `wizard.steps.upload`. */
function flat(texts: unknown, prefix: string, into: Map<string, string> = new Map()): Map<string, string> {
  for (const [key, value] of Object.entries(texts as Record<string, unknown>)) {
    if (typeof value === "string") into.set(`${prefix}${key}`, value);
    else flat(value, `${prefix}${key}.`, into);
  }
  return into;
}

const placeholders = (text: string) => [...new Set(text.match(/\{\{\w+\}\}|<\/?\w+>/g))].sort();
const PLURAL = /_(zero|one|two|few|many|other)$/;

const source = new Map<string, string>();
for (const [path, texts] of Object.entries(english)) {
  flat(texts, `${path.replace(/^\.\/en\/|\.json$/g, "")}.`, source);
}

/** The keys a language needs for those of English: its own plural forms for counted texts. */
function neededKeys(language: string): Map<string, string> {
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const needed = new Map<string, string>();
  for (const [key, text] of source) {
    if (!PLURAL.test(key) || !source.has(key.replace(PLURAL, "_other"))) needed.set(key, text);
    else if (key.endsWith("_other"))
      for (const category of categories) {
        const form = key.replace(PLURAL, `_${category}`);
        needed.set(form, source.get(form) ?? text);
      }
  }
  return needed;
}

describe.each(Object.entries(LANGUAGES).filter(([, entry]) => "load" in entry))("%s", (language, entry) => {
  it("says everything that English says, with the same placeholders", async () => {
    const { default: catalogue } = await (entry as { load: () => Promise<{ default: object }> }).load();
    const texts = flat(catalogue, "");
    const needed = neededKeys(language);
    const wrong = [...texts]
      // A plural form for one or two may name the number in words.
      .filter(([key, text]) => {
        const wanted = placeholders(needed.get(key) ?? text);
        const had = placeholders(text);
        const optional = PLURAL.test(key) && !key.endsWith("_other") ? ["{{count}}"] : [];
        return (
          had.some((name) => !wanted.includes(name)) ||
          wanted.some((name) => !had.includes(name) && !optional.includes(name))
        );
      })
      .map(([key]) => key);
    expect({
      missing: [...needed.keys()].filter((key) => !texts.has(key)),
      unknown: [...texts.keys()].filter((key) => !needed.has(key)),
      wrongPlaceholders: wrong,
      empty: [...texts].filter(([, text]) => text.trim() === "").map(([key]) => key),
    }).toEqual({ missing: [], unknown: [], wrongPlaceholders: [], empty: [] });
  });
});
