import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { query, useApiQuery } from "@/api/client";
import { asGlossError, type GlossApiError } from "@/api/errors";
import type { GetGrammarMistakesQuery } from "@/api/generated/graphql";
import { Button, ErrorNotice, IconRefresh, Select, Skeleton, Text, toast } from "@/design";
import { useCanvasState } from "../canvas";
import { GET_GRAMMAR_MISTAKES, GET_GRAMMAR_PROVIDERS } from "../operations";
import type { PanelProps } from "../types";
import styles from "./panels.module.css";

type Mistake = GetGrammarMistakesQuery["getGrammarMistakes"][number];

/** Lines checked at a time, around the one the person is on. */
const WINDOW = 50;

/** Mistakes of the lines around; a suggestion replaces the words where lines may be edited. */
export function GrammarPanel({ context }: PanelProps) {
  const { t } = useTranslation();
  const { canvas, document, readOnly, project } = context;
  const { line } = useCanvasState(canvas);
  const providers = useApiQuery(GET_GRAMMAR_PROVIDERS, {});
  const known = providers.data?.getGrammarCheckerServiceProviders;
  const [chosen, setChosen] = useState<string | null>(null);
  const providerId = chosen ?? known?.[0]?.id ?? null;
  const start = Math.floor(line / WINDOW) * WINDOW;
  const [found, setFound] = useState<{ start: number; mistakes: Mistake[] }>();
  const [error, setError] = useState<GlossApiError>();
  const replace = !readOnly && project.settings.enableEditSentence ? canvas?.replaceWords : undefined;

  const check = useCallback(() => {
    if (!providerId) return;
    const sentenceIdRange = { start, end: start + WINDOW - 1 };
    query(
      GET_GRAMMAR_MISTAKES,
      { input: { documentId: document.id, grammarCheckerProviderId: providerId, sentenceIdRange } },
      { requestPolicy: "network-only" },
    )
      .then(({ getGrammarMistakes }) => {
        setFound({ start, mistakes: getGrammarMistakes });
        setError(undefined);
      })
      .catch((problem: unknown) => setError(asGlossError(problem)));
  }, [providerId, document.id, start]);
  useEffect(check, [check]);

  const apply = async ({ position }: Mistake, text: string) => {
    try {
      await replace?.(position.start, position.end, text);
      toast.success(t("extensions.grammarApplied", { line: position.start.sentenceId + 1 }));
      check();
    } catch (problem) {
      toast.error(problem);
    }
  };
  const go = ({ position: { start: from, end } }: Mistake) => {
    const part = (at: Mistake["position"]["start"]) => `${at.sentenceId}:0:${at.tokenId}:${at.charId}`;
    canvas?.goTo({ line: from.sentenceId, hash: `SPAN_TEXT:${part(from)}:${part(end)}` });
  };

  if (providers.error) return <ErrorNotice error={providers.error} onRetry={providers.refetch} />;
  if (error) return <ErrorNotice error={error} onRetry={check} />;
  if (!found) return <Skeleton height={64} />;
  const range = { from: found.start + 1, to: found.start + WINDOW };
  return (
    <>
      <div className={styles.pair}>
        {known && known.length > 1 ? (
          <Select
            ariaLabel={t("extensions.grammarProvider")}
            value={providerId}
            options={known.map((one) => ({ value: one.id, label: one.name }))}
            onChange={setChosen}
          />
        ) : (
          <Text tone="muted" size="small">
            {t("extensions.grammarRange", range)}
          </Text>
        )}
        <Button size="small" variant="subtle" icon={IconRefresh} onClick={check}>
          {t("extensions.grammarAgain")}
        </Button>
      </div>
      {found.mistakes.length === 0 && <Text tone="muted">{t("extensions.grammarNone", range)}</Text>}
      <ul className={styles.mistakes}>
        {found.mistakes.map((mistake, index) => (
          <li key={index}>
            <button type="button" className={styles.go} onClick={() => go(mistake)}>
              <strong dir="auto">{mistake.text}</strong>
              <span>{mistake.message}</span>
            </button>
            <div className={styles.chips}>
              {mistake.suggestions.slice(0, 5).map((text) => (
                <Button
                  key={text}
                  size="small"
                  disabled={!replace}
                  aria-label={t("extensions.grammarApply", { text })}
                  onClick={() => void apply(mistake, text)}
                >
                  {text}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
