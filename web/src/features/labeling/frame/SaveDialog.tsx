import { useTranslation } from "react-i18next";

import { Button, confirm, Dialog, DialogFooter, Notice, Stack, Text } from "@/design";
import type { Outbox } from "@/editor/oplog/outbox";
import type { LoggedAct } from "@/editor/oplog/store";
import { saveText } from "@/util/saveText";
import { reconnect, useSaveState } from "../data/outbox";
import { saveTexts } from "./saveTexts";
import styles from "./saving.module.css";

interface SaveDialogProps {
  outbox: Outbox;
  onClose: () => void;
  onSignIn: () => void;
}

const MOST_SHOWN = 50;

/** What waits, what was refused and why, and everything that can be done about it. */
export function SaveDialog({ outbox, onClose, onSignIn }: SaveDialogProps) {
  const { t } = useTranslation();
  const state = useSaveState(outbox);
  const { text, hint } = saveTexts(state, t);
  const refused = outbox.refusals();
  const waiting = state.kind === "saved" ? 0 : state.waiting;

  const download = () => {
    const content = JSON.stringify(
      { app: "gloss", savedAt: new Date().toISOString(), ...outbox.export() },
      null,
      1,
    );
    saveText("gloss-unsent-work.json", content, "application/json");
  };
  const discard = async () => {
    const agreed = await confirm({
      title: t("saving.discardTitle", { count: refused.length }),
      body: t("saving.discardText"),
      confirmLabel: t("saving.discard"),
      danger: true,
    });
    if (agreed) await outbox.dismissRefusals();
  };

  return (
    <Dialog opened title={text} onClose={onClose}>
      <Stack>
        <Text as="p">{hint}</Text>
        {waiting > 0 && (
          <Text as="p" tone="muted">
            {t("saving.waiting", { count: waiting })}
          </Text>
        )}
        {refused.length > 0 && (
          <>
            <Notice tone="danger">{t("saving.refusedText", { count: refused.length })}</Notice>
            <ul className={styles.refused} aria-label={t("saving.refusedList")}>
              {refused.slice(0, MOST_SHOWN).map((act) => (
                <RefusedAct key={act.actId} act={act} />
              ))}
            </ul>
          </>
        )}
      </Stack>
      <DialogFooter>
        {waiting + refused.length > 0 && <Button onClick={download}>{t("saving.download")}</Button>}
        {refused.length > 0 && (
          <>
            <Button variant="danger" onClick={() => void discard()}>
              {t("saving.discard")}
            </Button>
            <Button onClick={() => void outbox.requeueRefusals()}>{t("saving.sendAgain")}</Button>
          </>
        )}
        {state.kind === "signedOut" && (
          <Button variant="primary" onClick={onSignIn}>
            {t("saving.signIn")}
          </Button>
        )}
        {state.kind === "offline" && (
          <Button variant="primary" onClick={() => reconnect(outbox)}>
            {t("labeling.save.retry")}
          </Button>
        )}
        <Button onClick={onClose}>{t("common.close")}</Button>
      </DialogFooter>
    </Dialog>
  );
}

const KINDS: Record<string, string> = {
  "span.labels": "labels",
  "span.decisions": "decisions",
  "span.lines": "lines",
  "answers.rows": "rows",
  "answers.many": "rows",
  "answers.undoMany": "rows",
  "answers.document": "document",
};

function RefusedAct({ act }: { act: LoggedAct }) {
  const { t } = useTranslation();
  const time = new Date(act.createdAt).toLocaleString(undefined, { dateStyle: "short", timeStyle: "short" });
  return (
    <li>
      <span>{t(`saving.kinds.${KINDS[act.kind] ?? "other"}`)}</span>
      <time dateTime={new Date(act.createdAt).toISOString()}>{time}</time>
      <span className={styles.reason}>{act.refused}</span>
    </li>
  );
}
