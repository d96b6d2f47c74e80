import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { isRouteErrorResponse, useRouteError } from "react-router";
import { asGlossError } from "@/api/errors";
import { Button, EmptyState, IconSearch, IconWarning, LinkButton } from "@/design";
import styles from "./app.module.css";

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <div className={styles.center}>
      <EmptyState
        icon={IconSearch}
        title={t("errors.notFoundTitle")}
        text={t("errors.notFoundText")}
        actions={
          <LinkButton to="/" variant="primary">
            {t("errors.toProjects")}
          </LinkButton>
        }
      />
    </div>
  );
}

const RELOADED = "gloss.reloaded";

/** A file of the app that is gone means that a newer version was installed. */
function isOutdated(message: string): boolean {
  return /dynamically imported module|Importing a module script failed|Failed to fetch dynamically/i.test(
    message,
  );
}

/** Shown in place of a page that failed; the rest of the app keeps working. */
export function RouteError() {
  const { t } = useTranslation();
  const raw = useRouteError();
  const missing = isRouteErrorResponse(raw) && raw.status === 404;
  const error = asGlossError(raw);
  const outdated = isOutdated(error.message);

  useEffect(() => {
    if (outdated && sessionStorage.getItem(RELOADED) === null) {
      sessionStorage.setItem(RELOADED, "1");
      window.location.reload();
    }
  }, [outdated]);

  if (missing) return <NotFoundPage />;
  return (
    <div className={styles.center} role="alert">
      <EmptyState
        icon={IconWarning}
        title={outdated ? t("errors.outdatedTitle") : t("errors.crashTitle")}
        text={outdated ? t("errors.outdatedText") : t("errors.crashText", { message: error.message })}
        actions={
          <>
            <Button variant="primary" onClick={() => window.location.reload()}>
              {t("errors.reload")}
            </Button>
            <LinkButton to="/">{t("errors.toProjects")}</LinkButton>
          </>
        }
      />
    </div>
  );
}
