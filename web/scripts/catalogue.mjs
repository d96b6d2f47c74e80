/**
 * Keep the catalogues of other languages whole.
 *
 *   node scripts/catalogue.mjs missing de > todo.json    texts that German lacks, flat: key -> English
 *   node scripts/catalogue.mjs merge de done.json        write translated texts into src/i18n/de/, drop what English has no more
 *
 * Counted texts are asked for in every plural form of the language.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath, URL } from "node:url";

const FOLDER = fileURLToPath(new URL("../src/i18n/", import.meta.url));
const PLURAL = /_(zero|one|two|few|many|other)$/;

function flatten(texts, prefix, into) {
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === "string") into.set(prefix + key, value);
    else flatten(value, `${prefix}${key}.`, into);
  }
  return into;
}

function read(language) {
  const texts = new Map();
  for (const file of readdirSync(FOLDER + language).filter((name) => name.endsWith(".json")))
    flatten(JSON.parse(readFileSync(`${FOLDER}${language}/${file}`, "utf8")), `${file.slice(0, -5)}.`, texts);
  return texts;
}

function needed(language) {
  const english = read("en");
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const keys = new Map();
  for (const [key, text] of english) {
    if (!PLURAL.test(key) || !english.has(key.replace(PLURAL, "_other"))) keys.set(key, text);
    else if (key.endsWith("_other"))
      for (const category of categories)
        keys.set(
          key.replace(PLURAL, `_${category}`),
          english.get(key.replace(PLURAL, `_${category}`)) ?? text,
        );
  }
  return keys;
}

function nested(texts) {
  const features = {};
  for (const [key, text] of texts) {
    const parts = key.split(".");
    const last = parts.pop();
    let place = features;
    for (const part of parts) place = place[part] ??= {};
    place[last] = text;
  }
  return features;
}

function merge(language, file) {
  const done = new Map(Object.entries(JSON.parse(readFileSync(file, "utf8"))));
  const had = read(language);
  const texts = new Map();
  for (const key of needed(language).keys()) {
    const text = done.get(key) ?? had.get(key);
    if (text !== undefined) texts.set(key, text);
  }
  for (const [feature, content] of Object.entries(nested(texts)))
    writeFileSync(`${FOLDER}${language}/${feature}.json`, `${JSON.stringify(content, null, 2)}\n`);
}

const [command, language, file] = process.argv.slice(2);
if (command === "missing" && language) {
  const had = read(language);
  const missing = [...needed(language)].filter(([key]) => !had.has(key));
  process.stdout.write(`${JSON.stringify(Object.fromEntries(missing), null, 1)}\n`);
} else if (command === "merge" && language && file) merge(language, file);
else {
  process.stderr.write("usage: catalogue.mjs missing LANGUAGE | merge LANGUAGE FILE\n");
  process.exitCode = 2;
}
