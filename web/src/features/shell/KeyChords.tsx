import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { chordOf } from "@/actions";
import { chordText, IconClose, IconPlus, Kbd } from "@/design";
import styles from "./command.module.css";

interface KeyChordsProps {
  name: string;
  chords: readonly string[];
  /** All chords after the change, and the one that is new among them. */
  onChange: (chords: readonly string[], added?: string) => void;
}

/** The keys of one action: press one to replace it, `+` to add another, `x` to remove it. */
export function KeyChords({ name, chords, onChange }: KeyChordsProps) {
  const { t } = useTranslation();
  const [listening, setListening] = useState<number>();

  const take = (chord: string) => {
    const index = listening ?? chords.length;
    setListening(undefined);
    if (chords.includes(chord)) return;
    onChange([...chords.slice(0, index), chord, ...chords.slice(index + 1)], chord);
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    if (listening === undefined || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    const chord = chordOf(event.nativeEvent);
    if (chord === "Esc") setListening(undefined);
    else if (chord) take(chord);
  };
  const slot = (index: number, label: string, content: React.ReactNode) => (
    <button
      type="button"
      className={styles.keys}
      aria-label={label}
      aria-pressed={listening === index}
      onClick={() => setListening(index)}
      onBlur={() => setListening(undefined)}
      onKeyDown={handleKeyDown}
    >
      {listening === index ? t("shell.pressKeys") : content}
    </button>
  );

  return (
    <span className={styles.chords}>
      {chords.map((chord, index) => (
        <span key={chord} className={styles.chord}>
          {slot(index, t("shell.changeKey", { name, chord: chordText(chord) }), <Kbd chord={chord} />)}
          <button
            type="button"
            className={styles.chordButton}
            aria-label={t("shell.removeKey", { name, chord: chordText(chord) })}
            onClick={() => onChange(chords.filter((known) => known !== chord))}
          >
            <IconClose size={12} aria-hidden />
          </button>
        </span>
      ))}
      {slot(chords.length, t("shell.addKey", { name }), <IconPlus size={14} aria-hidden />)}
    </span>
  );
}
