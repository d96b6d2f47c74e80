import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/design";
import { complete, matching, openMention, type Person } from "./mention";
import styles from "./comments.module.css";

interface MessageFieldProps {
  label: string;
  placeholder?: string;
  value: string;
  people: readonly Person[];
  submitLabel: string;
  busy: boolean;
  /** Stands between the field and its buttons. */
  children?: ReactNode;
  takesFocus?: boolean;
  onChange: (value: string) => void;
  onSubmit: () => void;
  /** Escape, and the Cancel button; absent where there is nothing to go back to. */
  onCancel?: () => void;
}

/** A text field that offers people after an @ sign; Ctrl+Enter sends. */
export function MessageField(props: MessageFieldProps) {
  const { label, placeholder, value, people, submitLabel, busy, children, takesFocus, onChange } = props;
  const { onSubmit, onCancel } = props;
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const list = useId();
  const open = openMention(value, caret);
  const found = open && open.at !== dismissed ? matching(people, open.query) : [];
  const chosen = Math.min(active, found.length - 1);
  const canSend = value.trim() !== "" && !busy;

  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);

  const pick = (person: Person) => {
    if (!open) return;
    const [text, next] = complete(value, caret, open.at, person.handle);
    onChange(text);
    setActive(0);
    setCaret(next);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(next, next);
    });
  };
  /** Keys of the open list of people; true when one was meant for it. */
  const handleListKey = (key: string): boolean => {
    const person = found[chosen];
    if (!person) return false;
    if (key === "ArrowDown") setActive((chosen + 1) % found.length);
    else if (key === "ArrowUp") setActive((chosen + found.length - 1) % found.length);
    else if (key === "Enter" || key === "Tab") pick(person);
    else if (key === "Escape") setDismissed(open?.at ?? null);
    else return false;
    return true;
  };
  const handleKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const isSend = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (isSend) {
      if (canSend) onSubmit();
    } else if (!handleListKey(event.key)) {
      if (event.key !== "Escape" || !onCancel) return;
      onCancel();
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles.field}>
      <textarea
        ref={field}
        className={styles.input}
        aria-label={label}
        placeholder={placeholder}
        dir="auto"
        rows={Math.min(8, Math.max(1, value.split("\n").length))}
        maxLength={10_000}
        value={value}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? `${list}-${chosen}` : undefined}
        onChange={(event) => {
          setCaret(event.currentTarget.selectionStart);
          setActive(0);
          setDismissed(null);
          onChange(event.currentTarget.value);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={handleKey}
      />
      <div id={list} role="listbox" aria-label={t("comments.people")} hidden={found.length === 0}>
        {found.map((person, index) => (
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field above has focus and keys
          <div
            key={person.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => pick(person)}
          >
            {person.name}
            {person.handle !== person.name && <small>{person.handle}</small>}
          </div>
        ))}
      </div>
      {children}
      {(value !== "" || onCancel) && (
        <div className={styles.send}>
          {onCancel && (
            <Button size="small" variant="subtle" onClick={onCancel}>
              {t("common.cancel")}
            </Button>
          )}
          <Button size="small" variant="primary" disabled={!canSend} loading={busy} onClick={onSubmit}>
            {submitLabel}
          </Button>
        </div>
      )}
    </div>
  );
}
