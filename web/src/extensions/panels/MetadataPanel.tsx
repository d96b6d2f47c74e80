import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { query } from "@/api/client";
import { asGlossError, type GlossApiError } from "@/api/errors";
import { ErrorNotice, Skeleton, Text } from "@/design";
import { safeHtml } from "@/util/markdown";
import { useCanvasState } from "../canvas";
import { GET_LINE_METADATA } from "../operations";
import type { PanelProps } from "../types";
import styles from "./panels.module.css";

interface Entry {
  key: string;
  value: string;
  type?: string | null;
  pinned?: boolean | null;
  config?: { backgroundColor?: string; color?: string; borderColor?: string } | null;
}

interface MetadataCell {
  line: number;
  index?: number;
  metadata?: Entry[] | null;
}

const SETTLE_MS = 120;

/** What came with the line or row the person is on. Read-only. */
export function MetadataPanel({ context }: PanelProps) {
  const { t } = useTranslation();
  const { line } = useCanvasState(context.canvas);
  const documentId = context.document.id;
  const key = `${documentId}:${line}`;
  const [found, setFound] = useState<{ key: string; entries: Entry[] }>();
  const [error, setError] = useState<GlossApiError>();

  useEffect(() => {
    let wanted = true;
    // Moving fast through lines must not ask for each of them.
    const timer = window.setTimeout(() => {
      query(GET_LINE_METADATA, { documentId, input: { page: { skip: line, take: 1 } } })
        .then(({ getCells }) => {
          if (!wanted) return;
          const cells = getCells.nodes as MetadataCell[];
          setFound({ key, entries: cells.flatMap((cell) => cell.metadata ?? []) });
          setError(undefined);
        })
        .catch((problem: unknown) => wanted && setError(asGlossError(problem)));
    }, SETTLE_MS);
    return () => {
      wanted = false;
      window.clearTimeout(timer);
    };
  }, [documentId, line, key]);

  if (error) return <ErrorNotice error={error} />;
  if (!found) return <Skeleton height={48} />;
  return (
    <>
      <Text tone="muted" size="small">
        {t("extensions.metadataFor", { line: line + 1 })}
      </Text>
      {found.entries.length === 0 && <Text tone="muted">{t("extensions.metadataNone")}</Text>}
      <dl className={styles.metadata} aria-busy={found.key !== key}>
        {found.entries.map((entry, index) => (
          <div key={index} data-pinned={entry.pinned ? "" : undefined}>
            <dt>{entry.key}</dt>
            <dd dir="auto">
              <Value entry={entry} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Value({ entry }: { entry: Entry }) {
  const html = useMemo(
    () => (entry.type === "text/html" ? safeHtml(entry.value) : null),
    [entry.type, entry.value],
  );
  if (html !== null) return <div dangerouslySetInnerHTML={{ __html: html }} />;
  if (entry.type?.startsWith("image/") && /^(https?:|data:image\/)/.test(entry.value))
    return <img src={entry.value} alt={entry.key} loading="lazy" referrerPolicy="no-referrer" />;
  return entry.value;
}
