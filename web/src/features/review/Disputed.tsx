import { useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { IconCheck, Tooltip } from "@/design";
import { fieldKey, type Question } from "@/question-types";
import { isAgreed, type Dispute } from "./conflicts";
import styles from "./review.module.css";

export interface DisputedProps {
  question: Question;
  open: readonly Dispute[];
  nameOf: (userId: number) => string;
  readOnly?: boolean;
  onPick: (dispute: Dispute, value: unknown) => void;
}

/** The labelers' answers to one question as chips above its field. */
export function Disputed({ question, open, ...rest }: DisputedProps) {
  const own = open.filter((dispute) => fieldKey(dispute.question) === fieldKey(question));
  if (own.length === 0) return null;
  return (
    <div className={styles.disputed}>
      {own.map((dispute, index) => (
        <DisputeChips key={index} dispute={dispute} {...rest} />
      ))}
    </div>
  );
}

type DisputeChipsProps = Pick<DisputedProps, "nameOf" | "readOnly" | "onPick"> & { dispute: Dispute };

function DisputeChips({ dispute, nameOf, readOnly, onPick }: DisputeChipsProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const { child, index = 0, choices } = dispute;
  const heading = child ? t("review.nested", { label: child.label, number: index + 1 }) : t("review.answers");
  const handleKey = (event: KeyboardEvent, at: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const buttons = list.current?.querySelectorAll("button");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const choice = /^[1-9]$/.test(event.key) ? choices[Number(event.key) - 1] : undefined;
    if (step) buttons?.[(at + step + choices.length) % choices.length]?.focus();
    else if (choice && !readOnly) onPick(dispute, choice.value);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div>
      <div className={styles.heading}>
        {heading}
        {isAgreed(dispute) && <span className={styles.agreed}>{t("review.agreed")}</span>}
      </div>
      <div ref={list} className={styles.chips} role="group" aria-label={heading} data-dispute data-digits>
        {choices.map((choice, at) => {
          const names = choice.userIds.map(nameOf).join(", ");
          return (
            <Tooltip key={at} label={names} multiline>
              <button
                type="button"
                className={styles.chip}
                aria-pressed={choice.chosen}
                disabled={readOnly}
                onClick={() => onPick(dispute, choice.value)}
                onKeyDown={(event) => handleKey(event, at)}
              >
                {at < 9 && <kbd className={styles.key}>{at + 1}</kbd>}
                <span className={styles.value}>{choice.text}</span>
                <span className={styles.count}>×{choice.userIds.length}</span>
                {choice.chosen && <IconCheck size={13} aria-hidden />}
                <span className={styles.names}>{names}</span>
              </button>
            </Tooltip>
          );
        })}
      </div>
    </div>
  );
}
