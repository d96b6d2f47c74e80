import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { query } from "@/api/client";
import { asGlossError, type GlossApiError } from "@/api/errors";
import type { LookUpWordQuery } from "@/api/generated/graphql";
import { Notice, SearchField, Select, Skeleton, Text } from "@/design";
import { useCanvasState } from "../canvas";
import { LOOK_UP_WORD } from "../operations";
import type { PanelProps } from "../types";
import styles from "./panels.module.css";

const KEY = "gloss.dictionary.language";
const LANGUAGES = [
  { value: "en", label: "English" },
  { value: "id", label: "Bahasa Indonesia" },
] as const;
const LONGEST = 60;
const SETTLE_MS = 250;

type Found = LookUpWordQuery["dictionaryLookup"];

function storedLanguage(): string {
  try {
    return localStorage.getItem(KEY) ?? "en";
  } catch {
    return "en";
  }
}

/** Meanings of the selected word, or of one that is typed. */
export function DictionaryPanel({ context }: PanelProps) {
  const { t } = useTranslation();
  const { text } = useCanvasState(context.canvas);
  const [typed, setTyped] = useState("");
  const [lang, setLang] = useState(storedLanguage);
  const [found, setFound] = useState<{ word: string; result: Found }>();
  const [error, setError] = useState<GlossApiError>();
  const [busy, setBusy] = useState(false);
  const chosen = text.trim().length <= LONGEST ? text.trim() : "";
  const word = typed.trim() || chosen;

  useEffect(() => {
    if (word === "") return;
    let wanted = true;
    const timer = window.setTimeout(() => {
      setBusy(true);
      query(LOOK_UP_WORD, { lang, word })
        .then(({ dictionaryLookup }) => {
          if (!wanted) return;
          setFound({ word, result: dictionaryLookup });
          setError(undefined);
        })
        .catch((problem: unknown) => wanted && setError(asGlossError(problem)))
        .finally(() => wanted && setBusy(false));
    }, SETTLE_MS);
    return () => {
      wanted = false;
      window.clearTimeout(timer);
    };
  }, [lang, word]);

  const handleLanguage = (next: string | null) => {
    if (!next) return;
    setLang(next);
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Storage may be forbidden; the choice then lasts for this visit.
    }
  };
  const isUnknown = word !== "" && !error && found?.word === word && found.result.entries.length === 0;
  return (
    <>
      <div className={styles.pair}>
        <SearchField
          label={t("extensions.dictionaryWord")}
          placeholder={chosen || t("extensions.dictionaryWord")}
          value={typed}
          onChange={setTyped}
        />
        <Select
          ariaLabel={t("extensions.dictionaryLanguage")}
          value={lang}
          options={LANGUAGES}
          onChange={handleLanguage}
        />
      </div>
      {error && <Notice tone="warning">{error.message}</Notice>}
      {word === "" && <Text tone="muted">{t("extensions.dictionaryHint")}</Text>}
      {busy && !found && <Skeleton height={48} />}
      {isUnknown && <Text tone="muted">{t("extensions.dictionaryNone", { word })}</Text>}
      {word !== "" && !error && found && <Entries result={found.result} />}
    </>
  );
}

/** Meanings by part of speech. */
function Entries({ result }: { result: Found }) {
  const { t } = useTranslation();
  return result.entries.map((entry, index) =>
    entry === null ? null : (
      <section key={index} className={styles.entry} aria-label={entry.lexicalCategory}>
        <Text strong as="div">
          {result.word} <em>{entry.lexicalCategory}</em>
        </Text>
        <ol>
          {entry.definitions.map(({ definition, synonyms }, at) => {
            const words = (synonyms ?? []).filter(Boolean).join(", ");
            return (
              <li key={at}>
                {definition}
                {words && (
                  <Text tone="muted" size="small" as="div">
                    {t("extensions.dictionarySynonyms", { words })}
                  </Text>
                )}
              </li>
            );
          })}
        </ol>
      </section>
    ),
  );
}
