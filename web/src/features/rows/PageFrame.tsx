import { useTranslation } from "react-i18next";
import { IconExternalLink } from "@/design";
import styles from "./rows.module.css";

/**
 * A web page, shut in: it may run its scripts but reads nothing of ours, and cannot navigate the window.
 * Sites that forbid framing stay empty; the link above it always leads there.
 */
export function PageFrame({ address }: { address: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.frameArea}>
      <div className={styles.frameHead}>
        <a
          className={styles.address}
          href={address}
          target="_blank"
          rel="noreferrer noopener"
          title={address}
        >
          <IconExternalLink size={13} aria-hidden />
          <span>{t("rows.openPage")}</span>
        </a>
        <span className={styles.emptyCell}>{t("rows.frameHint")}</span>
      </div>
      <iframe
        key={address}
        className={styles.frame}
        src={address}
        title={t("rows.framedPage", { address })}
        sandbox="allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        loading="lazy"
      />
    </div>
  );
}
