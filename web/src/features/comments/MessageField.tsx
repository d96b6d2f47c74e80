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
  const handleKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const person = found[chosen];
    if (event.nativeEvent.isComposing) return;
    if (person && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      setActive((chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
    } else if (person && (event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey) {
      pick(person);
    } else if (person && event.key === "Escape") setDismissed(open?.at ?? null);
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      if (canSend) onSubmit();
    } else if (event.key === "Escape" && onCancel) onCancel();
    else return;
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
      <ul id={list} role="listbox" aria-label={t("comments.people")} hidden={found.length === 0}>
        {found.map((person, index) => (
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above has the keys
          <li
            key={person.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => pick(person)}
          >
            {person.name}
            {person.handle !== person.name && <small>{person.handle}</small>}
          </li>
        ))}
      </ul>
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
