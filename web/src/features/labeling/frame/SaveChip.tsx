import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { onSessionEnd } from "@/api/session";
import { Hidden, Tooltip } from "@/design";
import type { Outbox } from "@/editor/oplog/outbox";
import { useSaveState } from "../data/outbox";
import { saveTexts } from "./saveTexts";
import styles from "./frame.module.css";

const loadDialog = () => import("./SaveDialog");
const loadSignIn = () => import("./SignInAgain");
const SaveDialog = lazy(async () => ({ default: (await loadDialog()).SaveDialog }));
const SignInAgain = lazy(async () => ({ default: (await loadSignIn()).SignInAgain }));
const FETCH_AFTER_MS = 2_000;

/** Always in view: whether all work has reached the server, and what to do when not. */
export function SaveChip({ outbox }: { outbox: Outbox }) {
  const { t } = useTranslation();
  const state = useSaveState(outbox);
  const { text, hint, tone } = saveTexts(state, t);
  const [open, setOpen] = useState(false);
  const [signingIn, setSigningIn] = useState<"no" | "asked" | "declined">("no");

  useEffect(
    () => onSessionEnd(() => setSigningIn((before) => (before === "declined" ? before : "asked"))),
    [],
  );
  // They are needed most when nothing can be fetched.
  useEffect(() => {
    const timer = setTimeout(() => {
      void Promise.all([loadDialog(), loadSignIn()]).catch(() => undefined);
    }, FETCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const signIn = () => {
    setOpen(false);
    setSigningIn("asked");
  };

  return (
    <>
      <Tooltip label={hint} multiline>
        <button
          type="button"
          className={styles.save}
          data-tone={tone}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          <span className={styles.saveDot} aria-hidden />
          <span className={styles.saveText}>{text}</span>
        </button>
      </Tooltip>
      <Hidden>
        <span role="status">{tone === "busy" ? "" : text}</span>
      </Hidden>
      <Suspense fallback={null}>
        {open && <SaveDialog outbox={outbox} onClose={() => setOpen(false)} onSignIn={signIn} />}
        {signingIn === "asked" && (
          <SignInAgain
            outbox={outbox}
            onDone={() => setSigningIn("no")}
            onClose={() => setSigningIn("declined")}
          />
        )}
      </Suspense>
    </>
  );
}
