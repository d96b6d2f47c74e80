import { useEffect, useId, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { IconCheck, IconChevronDown, Popover, SearchField, TagChip } from "@/design";
import styles from "./fields.module.css";
import { searchNodes, type TreeNode } from "./tree";

const ROW = 28;
const VISIBLE = 9;

export interface OptionPickerProps {
  label: string;
  nodes: readonly TreeNode[];
  /** Keys of the chosen options. */
  chosen: readonly string[];
  keyOf: (node: TreeNode) => string;
  /** Text of a chosen option outside the list. */
  textOf: (key: string) => string;
  several?: boolean;
  /** Options with others below them are headings. */
  leavesOnly?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  invalid?: boolean;
  onToggle: (key: string) => void;
  onClear: () => void;
}

/** A searchable list or tree of options that draws only what is visible; 1 to 9 choose while it has the focus. */
export function OptionPicker(props: OptionPickerProps) {
  const {
    label,
    nodes,
    chosen,
    keyOf,
    textOf,
    several,
    leavesOnly,
    disabled,
    autoFocus,
    invalid,
    onToggle,
    onClear,
  } = props;
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const trigger = useRef<HTMLButtonElement>(null);

  const openWith = (text: string) => {
    setTyped(text);
    setOpen(true);
  };
  const choose = (node: TreeNode | undefined) => {
    if (!node || disabled || (leavesOnly && node.hasChildren)) return;
    onToggle(keyOf(node));
    if (!several) setOpen(false);
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[1-9]$/.test(event.key)) choose(nodes[Number(event.key) - 1]);
    else if (event.key === "ArrowDown") openWith("");
    else if (event.key.length === 1 && /[\p{L}]/u.test(event.key)) openWith(event.key);
    else if (event.key === "Backspace" || event.key === "Delete") onClear();
    else return;
    event.preventDefault();
  };

  return (
    <div>
      {several && chosen.length > 0 && (
        <div className={styles.tags}>
          {chosen.map((key) => (
            <TagChip
              key={key}
              name={textOf(key)}
              onRemove={disabled ? undefined : () => onToggle(key)}
              removeLabel={t("questions.remove", { name: textOf(key) })}
            />
          ))}
        </div>
      )}
      <Popover
        width={320}
        opened={open}
        onOpenChange={(on) => (on ? openWith("") : setOpen(false))}
        trigger={
          <button
            ref={trigger}
            type="button"
            className={styles.picker}
            aria-label={`${label}: ${chosen.map(textOf).join(", ") || t("questions.choose")}`}
            aria-haspopup="listbox"
            aria-expanded={open}
            data-digits
            data-invalid={invalid || undefined}
            data-autofocus={autoFocus ? true : undefined}
            disabled={disabled}
            onClick={() => (open ? setOpen(false) : openWith(""))}
            onKeyDown={handleKey}
          >
            <span className={styles.pickerText}>
              {!several && chosen[0] ? (
                textOf(chosen[0])
              ) : (
                <span className={styles.placeholder}>{t("questions.choose")}</span>
              )}
            </span>
            <IconChevronDown size={14} aria-hidden />
          </button>
        }
      >
        <Options {...props} typed={typed} onChoose={choose} />
      </Popover>
    </div>
  );
}

interface OptionsProps extends OptionPickerProps {
  /** Letters typed before the list was open. */
  typed: string;
  onChoose: (node: TreeNode | undefined) => void;
}

function Options({ label, nodes, chosen, keyOf, leavesOnly, several, typed, onChoose }: OptionsProps) {
  const { t } = useTranslation();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [search, setSearch] = useState(typed);
  const [active, setActive] = useState(0);
  const [top, setTop] = useState(0);
  const found = useMemo(() => searchNodes(nodes, search), [nodes, search]);
  const searching = search.trim() !== "";
  const first = Math.max(0, Math.floor(top / ROW) - 4);
  const shown = found.slice(first, first + VISIBLE + 9);
  const height = Math.min(VISIBLE, Math.max(1, found.length)) * ROW;

  const move = (index: number) => {
    const next = Math.max(0, Math.min(found.length - 1, index));
    setActive(next);
    const element = list.current;
    if (!element) return;
    if (next * ROW < element.scrollTop) element.scrollTop = next * ROW;
    else if ((next + 1) * ROW > element.scrollTop + height) element.scrollTop = (next + 1) * ROW - height;
  };
  const handleKey = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: VISIBLE, PageUp: -VISIBLE };
    const step = steps[event.key];
    if (step) move(active + step);
    else if (event.key === "Enter") onChoose(found[active]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const activeId = found[active] && `${listId}-${active}`;
  useEffect(() => {
    const input = field.current;
    if (!input) return;
    // The field keeps the focus and says which option the keys stand on.
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", listId);
    input.setAttribute("aria-autocomplete", "list");
    if (activeId) input.setAttribute("aria-activedescendant", activeId);
    else input.removeAttribute("aria-activedescendant");
  }, [listId, activeId]);

  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the search field inside move through the list
    <div onKeyDown={handleKey}>
      <SearchField
        label={t("questions.searchOptions", { count: nodes.length })}
        value={search}
        inputRef={field}
        autoFocus
        onChange={(text) => {
          setSearch(text);
          setActive(0);
          setTop(0);
          list.current?.scrollTo?.(0, 0);
        }}
      />
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={label}
        aria-multiselectable={several}
        className={styles.options}
        tabIndex={-1}
        style={{ "--list-height": `${height}px` } as CSSProperties}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <div className={styles.spacer} style={{ "--total": `${found.length * ROW}px` } as CSSProperties}>
          {shown.map((node, place) => {
            const index = first + place;
            const heading = leavesOnly && node.hasChildren;
            const style = {
              top: index * ROW,
              "--option-height": `${ROW}px`,
              "--depth": searching ? 0 : node.depth,
            } as CSSProperties;
            return (
              <button
                key={node.option.id}
                id={`${listId}-${index}`}
                type="button"
                role="option"
                tabIndex={-1}
                aria-selected={chosen.includes(keyOf(node))}
                aria-disabled={heading}
                data-active={index === active || undefined}
                className={styles.option}
                style={style}
                title={node.path}
                onClick={() => onChoose(node)}
              >
                <span className={styles.optionText}>{searching ? node.path : node.option.label}</span>
                {chosen.includes(keyOf(node)) && <IconCheck size={13} aria-hidden />}
                {!searching && index < 9 && (
                  <kbd className={styles.key} aria-hidden>
                    {index + 1}
                  </kbd>
                )}
              </button>
            );
          })}
        </div>
      </div>
      {found.length === 0 && (
        <span className={styles.hint} role="status">
          {t("questions.noOptionLike", { text: search })}
        </span>
      )}
    </div>
  );
}
