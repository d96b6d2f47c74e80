import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  chordsOf,
  isReservedChord,
  isTypingChord,
  rivalOf,
  useRegisteredActions,
  type Action,
} from "@/actions";
import { useKeyMap } from "@/app/preferences";
import { Button, chordText, Dialog, Notice, SearchField, Stack, Text } from "@/design";
import { KeyChords } from "./KeyChords";
import { KeyMapBar } from "./KeyMapBar";
import styles from "./command.module.css";

interface ShortcutHelpProps {
  onClose: () => void;
}

/** A wish that waits: the key belongs to another action. */
interface Clash {
  action: Action;
  chords: readonly string[];
  chord: string;
  other: Action;
}

/** One entry per action with a key, or with a way to get one. */
function grouped(actions: readonly Action[], wanted: (action: Action) => boolean): Map<string, Action[]> {
  const groups = new Map<string, Action[]>();
  const seen = new Set<string>();
  for (const action of actions) {
    if (seen.has(action.id) || !wanted(action)) continue;
    seen.add(action.id);
    groups.set(action.sectionKey, [...(groups.get(action.sectionKey) ?? []), action]);
  }
  return groups;
}

/** The keys of the current screen; each can be changed, added to and removed. */
export function ShortcutHelp({ onClose }: ShortcutHelpProps) {
  const { t } = useTranslation();
  const actions = useRegisteredActions();
  const [map, setMap] = useKeyMap();
  const [find, setFind] = useState("");
  const [problem, setProblem] = useState("");
  const [clash, setClash] = useState<Clash>();
  const nameOf = (action: Action) => t(action.labelKey, action.labelValues ?? {});
  const isFound = (action: Action) => {
    const text = `${nameOf(action)} ${t(action.sectionKey)} ${chordsOf(action).map(chordText).join(" ")}`;
    return text.toLocaleLowerCase().includes(find.trim().toLocaleLowerCase());
  };
  const groups = grouped(
    actions,
    (action) => isFound(action) && (!action.hidden || chordsOf(action).length > 0),
  );

  const write = (changes: Record<string, readonly string[]>) => {
    setProblem("");
    setClash(undefined);
    setMap({ ...map, changes: { ...map.changes, ...changes } });
  };
  const handleChange = (action: Action, chords: readonly string[], added?: string) => {
    setClash(undefined);
    const other = added === undefined ? undefined : rivalOf(action, added);
    if (added !== undefined && isReservedChord(added))
      setProblem(t("shell.keyReserved", { chord: chordText(added) }));
    else if (added !== undefined && isTypingChord(added) && !action.scope.startsWith("canvas"))
      setProblem(t("shell.keySingle"));
    else if (added !== undefined && other) {
      setProblem("");
      setClash({ action, chords, chord: added, other });
    } else write({ [action.id]: chords });
  };
  const takeOver = ({ action, chords, chord, other }: Clash) =>
    write({ [action.id]: chords, [other.id]: chordsOf(other).filter((known) => known !== chord) });

  return (
    <Dialog opened title={t("shell.shortcuts")} size="large" onClose={onClose}>
      <Stack>
        <KeyMapBar map={map} onChange={setMap} />
        <SearchField label={t("shell.findKeys")} value={find} onChange={setFind} />
        <div aria-live="polite">
          {problem && <Notice tone="warning">{problem}</Notice>}
          {clash && (
            <Notice tone="warning">
              {t("shell.keyTaken", { chord: chordText(clash.chord), name: nameOf(clash.other) })}{" "}
              <Button size="small" onClick={() => takeOver(clash)}>
                {t("shell.keyTakeOver", { name: nameOf(clash.action) })}
              </Button>
            </Notice>
          )}
        </div>
      </Stack>
      <div className={styles.columns}>
        {[...groups].map(([section, members]) => (
          <section key={section} className={styles.group}>
            <h3 className={styles.groupTitle}>{t(section)}</h3>
            {members.map((action) => (
              <div key={action.id} className={styles.entry}>
                <Text>{nameOf(action)}</Text>
                <KeyChords
                  name={nameOf(action)}
                  chords={chordsOf(action)}
                  onChange={(chords, added) => handleChange(action, chords, added)}
                />
              </div>
            ))}
          </section>
        ))}
      </div>
      {groups.size === 0 && <Text tone="muted">{t("shell.noKeysFound")}</Text>}
    </Dialog>
  );
}
