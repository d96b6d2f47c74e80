import DOMPurify from "dompurify";
import { marked } from "marked";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { Card } from "./Card";
import styles from "./frame.module.css";

interface GuidelineCardProps {
  guideline: { name: string; content: string };
}

/** Links of a guideline open beside the work, not in its place. */
function safeHtml(markdown: string): string {
  const html = marked.parse(markdown, { async: false });
  const fragment = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: ["style", "form", "input"],
  });
  for (const link of fragment.querySelectorAll("a[href]")) {
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer");
  }
  const holder = document.createElement("div");
  holder.append(fragment);
  return holder.innerHTML;
}

export function GuidelineCard({ guideline }: GuidelineCardProps) {
  const { t } = useTranslation();
  const html = useMemo(() => safeHtml(guideline.content), [guideline.content]);
  return (
    <Card id="guidelines" title={t("labeling.guidelines.title")}>
      <div className={styles.guideline} dangerouslySetInnerHTML={{ __html: html }} />
    </Card>
  );
}
