import { useTranslation } from "react-i18next";
import { IconButton, IconMinus, IconPlus, IconRefresh, Button, Text, TextLink } from "@/design";
import { PageBar } from "./PageBar";
import styles from "./rows.module.css";
import { zoomed } from "./zoom";

export interface ZoomBarProps {
  zoom: number;
  onZoom: (zoom: number) => void;
  onRotate: () => void;
  /** Of files with pages; from 0. */
  page?: number;
  pages?: number;
  onPage?: (page: number) => void;
  address: string;
}

/** Zoom, turn, pages, and the way to the file itself. */
export function ZoomBar({ zoom, onZoom, onRotate, page = 0, pages = 1, onPage, address }: ZoomBarProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.bar} role="toolbar" aria-label={t("rows.documentTitle")}>
      <IconButton
        icon={IconMinus}
        label={t("rows.zoomOut")}
        shortcut="-"
        disabled={zoomed(zoom, -1) === zoom}
        onClick={() => onZoom(zoomed(zoom, -1))}
      />
      <Text size="small" tabular>
        {Math.round(zoom * 100)} %
      </Text>
      <IconButton
        icon={IconPlus}
        label={t("rows.zoomIn")}
        shortcut="+"
        disabled={zoomed(zoom, 1) === zoom}
        onClick={() => onZoom(zoomed(zoom, 1))}
      />
      <Button size="small" variant="subtle" disabled={zoom === 1} onClick={() => onZoom(1)}>
        {t("rows.zoomFit")}
      </Button>
      <IconButton icon={IconRefresh} label={t("rows.rotate")} shortcut="R" onClick={onRotate} />
      {pages > 1 && onPage && <PageBar page={page} pages={pages} onPage={onPage} />}
      <span className={styles.spring} />
      <TextLink to={new URL(address, window.location.href).href}>{t("rows.openOriginal")}</TextLink>
    </div>
  );
}
