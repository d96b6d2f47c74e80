import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  IconArrowLeft,
  IconArrowRight,
  IconButton,
  IconChevronLeft,
  IconChevronRight,
  Text,
  TextField,
} from "@/design";
import styles from "./rows.module.css";

interface PageBarProps {
  /** From 0. */
  page: number;
  pages: number;
  onPage: (page: number) => void;
}

/** First, previous, a field for the page, next, last. */
export function PageBar({ page, pages, onPage }: PageBarProps) {
  const { t } = useTranslation();
  const [text, setText] = useState<string>();
  const go = () => {
    const wanted = Number(text);
    if (Number.isInteger(wanted) && wanted >= 1 && wanted <= pages) onPage(wanted - 1);
    setText(undefined);
  };
  return (
    <nav className={styles.pager} aria-label={t("common.pages")}>
      <IconButton
        icon={IconArrowLeft}
        label={t("rows.firstPage")}
        disabled={page === 0}
        onClick={() => onPage(0)}
      />
      <IconButton
        icon={IconChevronLeft}
        label={t("common.previousPage")}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      />
      <TextField
        className={styles.pageField}
        ariaLabel={t("rows.pageOf", { page: page + 1, pages })}
        value={text ?? String(page + 1)}
        onChange={setText}
        onEnter={go}
        onBlur={go}
      />
      <Text size="small" tone="muted" tabular>
        / {pages}
      </Text>
      <IconButton
        icon={IconChevronRight}
        label={t("common.nextPage")}
        disabled={page >= pages - 1}
        onClick={() => onPage(page + 1)}
      />
      <IconButton
        icon={IconArrowRight}
        label={t("rows.lastPage")}
        disabled={page >= pages - 1}
        onClick={() => onPage(pages - 1)}
      />
    </nav>
  );
}
