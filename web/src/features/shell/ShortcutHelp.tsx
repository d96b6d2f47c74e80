import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import {
  chordOf,
  isReservedChord,
  isTypingChord,
  ownKeys,
  setOwnKeys,
  shortcutsOf,
  useRegisteredActions,
  type Action,
} from "@/actions";
import { Button, chordText, Dialog, DialogFooter, Kbd, Notice, Text } from "@/design";
import styles from "./command.module.css";

interface ShortcutHelpProps {
  onClose: () => void;
}

function grouped(actions: readonly Action[]): Map<string, Action[]> {
  const groups = new Map<string, Action[]>();
  const seen = new Set<string>();
  for (const action of actions) {
    if (seen.has(action.id) || (action.shortcut === undefined && shortcutsOf(action).length === 0)) continue;
    seen.add(action.id);
    groups.set(action.sectionKey, [...(groups.get(action.sectionKey) ?? []), action]);
  }
  return groups;
}

/** The keys of the current screen; click one to change it. */
export function ShortcutHelp({ onClose }: ShortcutHelpProps) {
  const { t } = useTranslation();
  const actions = useRegisteredActions();
  const [problem, setProblem] = useState("");
  const labelOf = (action: Action) => t(action.labelKey, action.labelValues ?? {});

  const change = (action: Action, chord: string) => {
    const other = actions.find((known) => known.id !== action.id && shortcutsOf(known).includes(chord));
    const clash = other && (other.scope === action.scope || other.scope === "global") ? other : undefined;
    if (isReservedChord(chord)) setProblem(t("shell.keyReserved", { chord: chordText(chord) }));
    else if (isTypingChord(chord) && !action.scope.startsWith("canvas")) setProblem(t("shell.keySingle"));
    else if (clash) setProblem(t("shell.keyTaken", { chord: chordText(chord), name: labelOf(clash) }));
    else {
      setProblem("");
      setOwnKeys({ ...ownKeys(), [action.id]: chord });
    }
  };

  return (
    <Dialog opened title={t("shell.shortcuts")} size="large" onClose={onClose}>
      {problem && <Notice tone="warning">{problem}</Notice>}
      <div className={styles.columns}>
        {[...grouped(actions)].map(([section, members]) => (
          <section key={section} className={styles.group}>
            <h3 className={styles.groupTitle}>{t(section)}</h3>
            {members.map((action) => (
              <div key={action.id} className={styles.entry}>
                <Text>{labelOf(action)}</Text>
                <KeyCapture
                  action={action}
                  name={labelOf(action)}
                  onChange={(chord) => change(action, chord)}
                />
              </div>
            ))}
          </section>
        ))}
      </div>
      <DialogFooter>
        <Button disabled={Object.keys(ownKeys()).length === 0} onClick={() => setOwnKeys({})}>
          {t("shell.resetKeys")}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

interface KeyCaptureProps {
  action: Action;
  name: string;
  onChange: (chord: string) => void;
}

function KeyCapture({ action, name, onChange }: KeyCaptureProps) {
  const { t } = useTranslation();
  const [listening, setListening] = useState(false);
  const handleKeyDown = (event: KeyboardEvent) => {
    if (!listening || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    const chord = chordOf(event.nativeEvent);
    if (!chord) return;
    setListening(false);
    if (chord !== "Esc") onChange(chord);
  };
  return (
    <button
      type="button"
      className={styles.keys}
      aria-label={t("shell.changeKey", { name })}
      aria-pressed={listening}
      onClick={() => setListening(true)}
      onBlur={() => setListening(false)}
      onKeyDown={handleKeyDown}
    >
      {listening
        ? t("shell.pressKeys")
        : shortcutsOf(action).map((chord) => <Kbd key={chord} chord={chord} />)}
    </button>
  );
}
