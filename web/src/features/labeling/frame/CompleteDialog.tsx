import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { GlossApiError } from "@/api/errors";
import { Button, Dialog, DialogFooter, ErrorNotice, Notice, Stack, Text } from "@/design";
import styles from "./frame.module.css";

/** One reason of the server against completing. */
export interface Problem {
  code: string;
  documentId: string;
  fileName: string;
  /** Zero-based. */
  lines: number[];
  items: string[];
}

export type CompleteTarget = "document" | "cabinet" | "review";

interface CompleteDialogProps {
  target: CompleteTarget;
  /** Files that are not complete yet, for a whole cabinet. */
  openFiles: readonly string[];
  /** What the server found; null before it was asked. */
  problems: Problem[] | null;
  error: GlossApiError | undefined;
  onClose: () => void;
  onConfirm: (skipValidation: boolean) => Promise<void>;
  onJump: (documentId: string, line: number) => void;
}

const TITLES = {
  document: "labeling.completeDialog.titleDocument",
  cabinet: "labeling.completeDialog.titleCabinet",
  review: "labeling.completeDialog.titleReview",
} as const;

const KNOWN = [
  "INVALID_ANSWERS",
  "UNRESOLVED_CONFLICTS",
  "SAMPLED_TOO_LITTLE",
  "UNUSED_LABELS",
  "UNLABELED_TOKENS",
];
/** Missing required answers cannot be skipped. */
const BINDING = new Set(["INVALID_ANSWERS"]);
const SHOWN = 8;

/** The problems of a completion error, or null for any other error. */
export function problemsOf(error: GlossApiError): Problem[] | null {
  const { problems } = error.details;
  return Array.isArray(problems) ? (problems as Problem[]) : null;
}

export function CompleteDialog({
  target,
  openFiles,
  problems,
  error,
  onClose,
  onConfirm,
  onJump,
}: CompleteDialogProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const blocked = problems?.some((problem) => BINDING.has(problem.code)) ?? false;
  const codes = [...new Set(problems?.map((problem) => problem.code))];

  const handleConfirm = async () => {
    setBusy(true);
    await onConfirm(problems !== null);
    setBusy(false);
  };

  return (
    <Dialog opened title={t(TITLES[target])} onClose={onClose}>
      <Stack gap={3}>
        {target !== "document" && !problems && (
          <Text as="p">
            {t(
              target === "review"
                ? "labeling.completeDialog.askReview"
                : "labeling.completeDialog.askCabinet",
            )}
          </Text>
        )}
        {error && <ErrorNotice error={error} />}
        {openFiles.length > 0 && !problems && (
          <Notice tone="warning">
            {t("labeling.completeDialog.openFiles", { count: openFiles.length })}{" "}
            {openFiles.slice(0, SHOWN).join(", ")}
            {openFiles.length > SHOWN &&
              ` ${t("labeling.completeDialog.more", { count: openFiles.length - SHOWN })}`}
          </Notice>
        )}
        {problems && <Notice tone="warning">{t("labeling.completeDialog.problems")}</Notice>}
        {codes.map((code) => (
          <ProblemGroup
            key={code}
            code={code}
            problems={problems?.filter((problem) => problem.code === code) ?? []}
            onJump={onJump}
          />
        ))}
      </Stack>
      <DialogFooter>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        {!blocked && (
          <Button variant="primary" loading={busy} onClick={() => void handleConfirm()}>
            {t(problems ? "labeling.completeDialog.anyway" : "labeling.completeDialog.confirm")}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}

interface ProblemGroupProps {
  code: string;
  problems: Problem[];
  onJump: (documentId: string, line: number) => void;
}

function ProblemGroup({ code, problems, onJump }: ProblemGroupProps) {
  const { t } = useTranslation();
  const title = t(`labeling.completeDialog.${KNOWN.includes(code) ? code : "OTHER"}`);
  return (
    <section>
      <Text strong>{title}</Text>
      <ul className={styles.problems}>
        {problems.slice(0, SHOWN).map((problem) => (
          <li key={problem.documentId}>
            <button
              type="button"
              className={styles.problem}
              onClick={() => onJump(problem.documentId, problem.lines[0] ?? 0)}
            >
              {problem.fileName}
            </button>
            {problem.lines.length > 0 && (
              <Text tone="muted">
                {t("labeling.completeDialog.lines", {
                  lines: problem.lines
                    .slice(0, SHOWN)
                    .map((line) => line + 1)
                    .join(", "),
                })}
              </Text>
            )}
            {problem.items.length > 0 && <Text tone="muted">{problem.items.slice(0, SHOWN).join(", ")}</Text>}
          </li>
        ))}
        {problems.length > SHOWN && (
          <li>{t("labeling.completeDialog.more", { count: problems.length - SHOWN })}</li>
        )}
      </ul>
    </section>
  );
}
