import { useDeferredValue, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { isEnabled, runAction, shortcutsOf, useRegisteredActions } from "@/actions";
import { cx, Dialog, IconSearch, Kbd } from "@/design";
import { matching, type Command } from "./commandSearch";
import styles from "./command.module.css";

interface CommandPaletteProps {
  onClose: () => void;
}

/** Every command of the current screen, found by typing. */
export function CommandPalette({ onClose }: CommandPaletteProps) {
  const { t } = useTranslation();
  const actions = useRegisteredActions();
  const [needle, setNeedle] = useState("");
  const [current, setCurrent] = useState(0);
  const deferred = useDeferredValue(needle);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);

  const commands = useMemo(
    () =>
      actions
        .filter((action) => !action.hidden && isEnabled(action))
        .toSorted((a, b) => Number(a.scope === "global") - Number(b.scope === "global"))
        .map((action): Command => ({
          action,
          label: t(action.labelKey, action.labelValues ?? {}),
          section: t(action.sectionKey),
        })),
    [actions, t],
  );
  const found = useMemo(() => matching(commands, deferred), [commands, deferred]);
  const chosen = Math.min(current, found.length - 1);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    // After the dialog has given the focus back, so that the command may move it.
    setTimeout(() => void runAction(command.action), 0);
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) setCurrent((chosen + step + found.length) % found.length);
    else if (event.key === "Enter") run(found[chosen]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog opened title={t("shell.palette")} size="medium" onClose={onClose}>
      <div className={styles.search}>
        <IconSearch size={16} aria-hidden />
        <input
          data-autofocus
          className={styles.input}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={found[chosen] ? `${listId}-${chosen}` : undefined}
          aria-label={t("shell.palettePlaceholder")}
          placeholder={t("shell.palettePlaceholder")}
          value={needle}
          onChange={(event) => {
            setNeedle(event.currentTarget.value);
            setCurrent(0);
          }}
          onKeyDown={handleKeyDown}
        />
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={t("shell.palette")} className={styles.list}>
        {found.map((command, index) => (
          <Row
            key={command.action.id}
            id={`${listId}-${index}`}
            command={command}
            selected={index === chosen}
            onHover={() => setCurrent(index)}
            onRun={() => run(command)}
          />
        ))}
        {found.length === 0 && <p className={styles.none}>{t("shell.paletteEmpty")}</p>}
      </div>
    </Dialog>
  );
}

interface RowProps {
  id: string;
  command: Command;
  selected: boolean;
  onHover: () => void;
  onRun: () => void;
}

function Row({ id, command, selected, onHover, onRun }: RowProps) {
  const Icon = command.action.icon;
  const chord = shortcutsOf(command.action)[0];
  return (
    // Keys are handled by the input, which keeps the focus.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className={cx(styles.row, selected && styles.selected)}
      onMouseMove={onHover}
      onClick={onRun}
    >
      <span className={styles.rowIcon}>{Icon && <Icon size={16} stroke={1.7} aria-hidden />}</span>
      <span className={styles.rowLabel}>{command.label}</span>
      {chord ? <Kbd chord={chord} /> : <span className={styles.rowSection}>{command.section}</span>}
    </div>
  );
}
