import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { LineMark } from "@/extensions/canvas";
import type { PanelProps } from "@/extensions/types";
import frame from "@/features/labeling/frame/frame.module.css";
import { openLine } from "./focus";
import { useMarks } from "./useComments";

/** How many threads are open; also puts their marks beside the lines they hang on. */
export function CommentsBadge({ context }: PanelProps) {
  const { t } = useTranslation();
  const marks = useMarks(context);
  const { canvas, showPanel } = context;
  const lines = useMemo(() => {
    const found = new Map<number, LineMark>();
    for (const { line, hashCode } of marks ?? []) {
      if (line === null || line === undefined) continue;
      const known = found.get(line);
      const count = (known?.count ?? 0) + 1;
      const anchors = new Set([...(known?.anchors ?? []), hashCode ?? ""]);
      found.set(line, { count, label: t("comments.onLine", { count, line: line + 1 }), anchors });
    }
    return found;
  }, [marks, t]);

  useEffect(() => {
    canvas?.setMarks?.(lines, (line) => {
      openLine(line);
      showPanel("comments");
    });
  }, [canvas, lines, showPanel]);

  if (!marks || marks.length === 0) return null;
  return (
    <span className={frame.figure} aria-label={t("comments.openCount", { count: marks.length })}>
      {marks.length}
    </span>
  );
}
