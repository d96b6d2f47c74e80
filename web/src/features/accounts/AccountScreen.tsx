import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./accounts.module.css";

interface AccountScreenProps {
  title: string;
  text?: ReactNode;
  foot?: ReactNode;
  children: ReactNode;
}

/** The quiet frame of the pages before sign-in. */
export function AccountScreen({ title, text, foot, children }: AccountScreenProps) {
  const { t } = useTranslation();
  return (
    <main className={styles.screen}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <img src="/favicon.svg" alt="" />
          {t("app.name")}
        </div>
        <h1 className={styles.title}>{title}</h1>
        {text && <p className={styles.text}>{text}</p>}
        <div className={styles.body}>{children}</div>
        {foot && <p className={styles.foot}>{foot}</p>}
      </div>
    </main>
  );
}
