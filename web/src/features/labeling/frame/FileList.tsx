import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { IconDone, IconInProgress, IconNotStarted, SearchField, Segments, Text, Tooltip } from "@/design";
import type { LabelingDocument } from "../context";
import { titleOf } from "./titles";
import styles from "./frame.module.css";

type Filter = "all" | "open" | "done";

interface FileListProps {
  documents: readonly LabelingDocument[];
  currentId: string;
  /** Show open conflicts instead of labels. */
  reviewing: boolean;
  canComplete: boolean;
  onOpen: (documentId: string) => void;
  onToggle: (documentId: string) => void;
}

const ROW = 32;

const STATUS_ICONS = {
  NOT_STARTED: IconNotStarted,
  IN_PROGRESS: IconInProgress,
  COMPLETE: IconDone,
} as const;
const STATUS_KEYS = {
  NOT_STARTED: "labeling.files.statusNotStarted",
  IN_PROGRESS: "labeling.files.statusInProgress",
  COMPLETE: "labeling.files.statusComplete",
} as const;

type Status = keyof typeof STATUS_ICONS;

const statusOf = (document: LabelingDocument): Status =>
  document.isCompleted ? "COMPLETE" : document.status === "NOT_STARTED" ? "NOT_STARTED" : "IN_PROGRESS";

function matches(document: LabelingDocument, query: string, filter: Filter): boolean {
  if (filter !== "all" && document.isCompleted !== (filter === "done")) return false;
  const wanted = query.trim().toLowerCase();
  return (
    wanted === "" ||
    document.fileName.toLowerCase().includes(wanted) ||
    document.id === wanted ||
    document.originId === wanted
  );
}

/** All files of the person's copy; thousands are no problem. */
export function FileList({ documents, currentId, reviewing, canComplete, onOpen, onToggle }: FileListProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const [filter, setFilter] = useState<Filter>("all");
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useMemo(
    () => documents.filter((entry) => matches(entry, query, filter)),
    [documents, query, filter],
  );
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  const currentIndex = shown.findIndex((entry) => entry.id === currentId);

  useEffect(() => {
    if (currentIndex >= 0) virtual.scrollToIndex(currentIndex, { align: "auto" });
  }, [currentIndex, virtual]);

  return (
    <>
      {documents.length > 5 && (
        <div className={styles.listTools}>
          <SearchField
            label={t("labeling.files.search")}
            placeholder={t("labeling.files.search")}
            value={query}
            onChange={setQuery}
          />
          <Segments
            label={t("labeling.files.title")}
            value={filter}
            options={[
              { value: "all", label: t("labeling.files.all") },
              { value: "open", label: t("labeling.files.open") },
              { value: "done", label: t("labeling.files.done") },
            ]}
            onChange={setFilter}
          />
        </div>
      )}
      {shown.length === 0 && <Text tone="muted">{t("labeling.files.none")}</Text>}
      <div ref={scroller} className={styles.list}>
        <ul style={{ height: virtual.getTotalSize(), position: "relative", margin: 0, padding: 0 }}>
          {virtual.getVirtualItems().map((row) => {
            const document = shown[row.index];
            if (!document) return null;
            const status = statusOf(document);
            const Icon = STATUS_ICONS[status];
            const name = titleOf(document, t);
            const figure = reviewing ? document.conflictCount : document.labelCount;
            return (
              <li
                key={document.id}
                className={styles.fileRow}
                data-current={document.id === currentId ? "" : undefined}
                style={{ transform: `translateY(${row.start}px)`, height: ROW }}
              >
                <Tooltip label={t(STATUS_KEYS[status])}>
                  <button
                    type="button"
                    className={styles.fileStatus}
                    data-status={status}
                    disabled={!canComplete}
                    aria-label={t("labeling.files.toggle", { name })}
                    aria-pressed={document.isCompleted}
                    onClick={() => onToggle(document.id)}
                  >
                    <Icon size={15} stroke={1.8} aria-hidden />
                  </button>
                </Tooltip>
                <button
                  type="button"
                  className={styles.fileOpen}
                  aria-current={document.id === currentId ? "true" : undefined}
                  onClick={() => onOpen(document.id)}
                >
                  <span className={styles.fileRowName} title={name}>
                    {name}
                  </span>
                  {figure > 0 && (
                    <span className={styles.figure} data-tone={reviewing ? "danger" : undefined}>
                      {figure}
                    </span>
                  )}
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}
