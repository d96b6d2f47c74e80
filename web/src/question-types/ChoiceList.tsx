import { useRef, type KeyboardEvent } from "react";
import { IconCheck } from "@/design";
import styles from "./fields.module.css";

export interface Choice {
  value: string;
  label: string;
}

export interface ChoiceListProps {
  choices: readonly Choice[];
  chosen: readonly string[];
  several?: boolean;
  labelledBy: string;
  disabled?: boolean;
  autoFocus?: boolean;
  onToggle: (value: string) => void;
}

/** Radio buttons or tick boxes; 1 to 9 choose while one of them has the focus, arrows move. */
export function ChoiceList({
  choices,
  chosen,
  several,
  labelledBy,
  disabled,
  autoFocus,
  onToggle,
}: ChoiceListProps) {
  const list = useRef<HTMLDivElement>(null);
  const focusAt = (index: number) => {
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>("button");
    buttons?.[(index + choices.length) % choices.length]?.focus();
  };
  const handleKey = (event: KeyboardEvent, index: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const digit = /^[1-9]$/.test(event.key) ? choices[Number(event.key) - 1] : undefined;
    if (step) focusAt(index + step);
    else if (digit && !disabled) {
      onToggle(digit.value);
      focusAt(Number(event.key) - 1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const firstChosen = choices.findIndex((choice) => chosen.includes(choice.value));
  const tabStop = Math.max(0, firstChosen);

  return (
    <div
      ref={list}
      className={styles.choices}
      role={several ? "group" : "radiogroup"}
      data-digits
      aria-labelledby={labelledBy}
    >
      {choices.map((choice, index) => {
        const on = chosen.includes(choice.value);
        return (
          <button
            key={choice.value}
            type="button"
            role={several ? "checkbox" : "radio"}
            aria-checked={on}
            disabled={disabled}
            data-autofocus={autoFocus && index === tabStop ? true : undefined}
            tabIndex={index === tabStop ? 0 : -1}
            className={styles.choice}
            onClick={() => onToggle(choice.value)}
            onKeyDown={(event) => handleKey(event, index)}
          >
            <span className={styles.mark} data-round={several ? undefined : ""} aria-hidden>
              {on && (several ? <IconCheck size={12} stroke={2.5} /> : <span className={styles.dot} />)}
            </span>
            <span className={styles.choiceText}>{choice.label}</span>
            {index < 9 && !disabled && (
              <kbd className={styles.key} aria-hidden>
                {index + 1}
              </kbd>
            )}
          </button>
        );
      })}
    </div>
  );
}
