import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { GlossApiError } from "@/api/errors";
import {
  Button,
  IconButton,
  IconPlus,
  IconSearch,
  IconTrash,
  Segments,
  Select,
  TextArea,
  TextField,
} from "@/design";
import {
  FIELDS,
  isWhole,
  OPERATORS,
  STATUSES,
  toQuery,
  usesName,
  usesValue,
  type Condition,
  type Field,
  type Operator,
} from "./logic";
import styles from "./search.module.css";

interface AdvancedSearchProps {
  /** Names of classes, offered for conditions on labels. */
  classes: readonly string[];
  error: GlossApiError | null;
  busy: boolean;
  onSearch: (query: string) => void;
}

let lastId = 0;
const fresh = (): Condition => ({ id: ++lastId, field: "text", operator: "contains", value: "", name: "" });

/** Conditions put together by hand, or the same typed as a query. */
export function AdvancedSearch({ classes, error, busy, onSearch }: AdvancedSearchProps) {
  const { t } = useTranslation();
  const [way, setWay] = useState<"builder" | "typed">("builder");
  const [join, setJoin] = useState<"all" | "any">("all");
  const [conditions, setConditions] = useState<Condition[]>(() => [fresh()]);
  const [typed, setTyped] = useState("");
  const built = toQuery(conditions, join);
  const query = way === "typed" ? typed.trim() : built ? JSON.stringify(built) : "";

  const handleWay = (next: "builder" | "typed") => {
    // What was built can be gone on with by hand.
    if (next === "typed" && typed.trim() === "" && built) setTyped(JSON.stringify(built, null, 2));
    setWay(next);
  };
  const change = (id: number, patch: Partial<Condition>) =>
    setConditions(conditions.map((one) => (one.id === id ? { ...one, ...patch } : one)));
  const send = () => {
    if (query !== "") onSearch(query);
  };
  return (
    <div className={styles.advanced}>
      <div className={styles.row}>
        <Segments
          label={t("search.way")}
          value={way}
          options={[
            { value: "builder", label: t("search.builder") },
            { value: "typed", label: t("search.typed") },
          ]}
          onChange={handleWay}
        />
        {way === "builder" && conditions.length > 1 && (
          <Segments
            label={t("search.join")}
            value={join}
            options={[
              { value: "all", label: t("search.all") },
              { value: "any", label: t("search.any") },
            ]}
            onChange={setJoin}
          />
        )}
      </div>
      {way === "builder" ? (
        <>
          <ul className={styles.conditions}>
            {conditions.map((condition) => (
              <ConditionRow
                key={condition.id}
                condition={condition}
                classes={classes}
                onChange={(patch) => change(condition.id, patch)}
                onRemove={() => setConditions(conditions.filter((one) => one.id !== condition.id))}
                onEnter={send}
              />
            ))}
          </ul>
          {error && <p className={styles.error}>{error.message}</p>}
          <div className={styles.row}>
            <Button size="small" icon={IconPlus} onClick={() => setConditions([...conditions, fresh()])}>
              {t("search.add")}
            </Button>
            <SearchButton disabled={!conditions.some(isWhole)} busy={busy} onClick={send} />
          </div>
        </>
      ) : (
        <>
          <TypedQuery value={typed} error={error} onChange={setTyped} />
          <div className={styles.row}>
            <span className={styles.hint}>{t("search.fields")}</span>
            <SearchButton disabled={typed.trim() === ""} busy={busy} onClick={send} />
          </div>
        </>
      )}
    </div>
  );
}

function SearchButton({
  disabled,
  busy,
  onClick,
}: {
  disabled: boolean;
  busy: boolean;
  onClick: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Button
      size="small"
      variant="primary"
      icon={IconSearch}
      disabled={disabled}
      loading={busy}
      onClick={onClick}
    >
      {t("search.search")}
    </Button>
  );
}

interface TypedQueryProps {
  value: string;
  error: GlossApiError | null;
  onChange: (value: string) => void;
}

/** A query as JSON text; a mistake is shown under the field with a way to its place. */
function TypedQuery({ value, error, onChange }: TypedQueryProps) {
  const { t } = useTranslation();
  const area = useRef<HTMLDivElement>(null);
  const position = error?.details["position"];
  const at = typeof position === "number" ? Math.min(position, [...value].length) : null;
  const handleShow = () => {
    const field = area.current?.querySelector("textarea");
    if (!field || at === null) return;
    const units = [...value].slice(0, at).join("").length;
    field.focus();
    field.setSelectionRange(units, Math.min(value.length, units + 1));
  };
  const lines = at === null ? [] : [...value].slice(0, at).join("").split("\n");
  return (
    <div ref={area}>
      <TextArea
        ariaLabel={t("search.query")}
        placeholder={'{"$and": [{"text": {"$regex": "bank"}}, {"label": "City"}]}'}
        value={value}
        minRows={3}
        maxRows={12}
        mono
        spellCheck={false}
        error={error?.message}
        onChange={onChange}
      />
      {at !== null && (
        <Button size="small" variant="subtle" onClick={handleShow}>
          {t("search.mistakeAt", { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 })}
        </Button>
      )}
    </div>
  );
}

interface ConditionRowProps {
  condition: Condition;
  classes: readonly string[];
  onChange: (patch: Partial<Condition>) => void;
  onRemove: () => void;
  onEnter: () => void;
}

function ConditionRow({ condition, classes, onChange, onRemove, onEnter }: ConditionRowProps) {
  const { t } = useTranslation();
  const { field, operator, value, name } = condition;
  const operators: readonly Operator[] = OPERATORS[field];
  const choices = field === "status" ? STATUSES : field === "label" ? classes : null;
  return (
    <li>
      <Select
        ariaLabel={t("search.field")}
        value={field}
        options={FIELDS.map((one) => ({ value: one, label: t(`search.fieldName.${one}`) }))}
        onChange={(next) => {
          if (!next) return;
          const chosen = next as Field;
          onChange({ field: chosen, operator: OPERATORS[chosen][0], value: "" });
        }}
      />
      <Select
        ariaLabel={t("search.operator")}
        value={operator}
        options={operators.map((one) => ({ value: one, label: t(`search.operatorName.${one}`) }))}
        onChange={(next) => next && onChange({ operator: next as Operator })}
      />
      <IconButton icon={IconTrash} size="small" label={t("search.remove")} onClick={onRemove} />
      {usesName(field) && (
        <TextField
          ariaLabel={t("search.name")}
          placeholder={t("search.name")}
          value={name}
          onChange={(next) => onChange({ name: next })}
          onEnter={onEnter}
        />
      )}
      {usesValue(condition) &&
        (choices && choices.length > 0 ? (
          <Select
            ariaLabel={t("search.value")}
            placeholder={t("search.value")}
            searchable
            value={value || null}
            options={choices.map((one) => ({
              value: one,
              label: field === "status" ? t(`search.statusName.${one}`) : one,
            }))}
            onChange={(next) => onChange({ value: next ?? "" })}
          />
        ) : (
          <TextField
            ariaLabel={t("search.value")}
            placeholder={t("search.value")}
            value={value}
            onChange={(next) => onChange({ value: next })}
            onEnter={onEnter}
          />
        ))}
    </li>
  );
}
