import { useEffect, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import {
  Button,
  Checkbox,
  IconArrowRight,
  IconButton,
  IconEye,
  IconSettings,
  IconSidebar,
  Popover,
  SearchField,
  Segments,
  Select,
  Switch,
  Text,
  TextField,
} from "@/design";
import type { AnswerFilter } from "./data/lineView";
import { PageBar } from "./PageBar";
import styles from "./rows.module.css";
import type { TableColumn } from "./table/columns";
import type { Density, RowLook } from "./useRowLook";
import type { RowViewState } from "./useRowView";

interface RowToolbarProps {
  total: number;
  current: number;
  columns: readonly TableColumn[];
  look: RowLook;
  rows: RowViewState;
  isReview: boolean;
  autoAdvance: boolean;
  searchField: RefObject<HTMLInputElement | null>;
  onAutoAdvance: (on: boolean) => void;
  onGoTo: (line: number) => void;
  onShow: (id: number, displayed: boolean) => void;
  onResetColumns: () => void;
}

const DENSITIES: readonly Density[] = ["compact", "medium", "tall"];
const STATES: readonly AnswerFilter[] = ["UNANSWERED", "ANSWERED", "INVALID"];

export function RowToolbar(props: RowToolbarProps) {
  const { total, columns, look, rows, isReview, onShow } = props;
  const { t } = useTranslation();
  const { filter, setFilter } = rows;
  const states: readonly AnswerFilter[] = isReview ? [...STATES, "CONFLICT"] : STATES;
  return (
    <div className={styles.bar} role="toolbar" aria-label={t("rows.toolbar")}>
      <Segments
        label={t("rows.view")}
        value={look.isTable ? "table" : "row"}
        options={[
          { value: "table", label: t("rows.viewTable") },
          { value: "row", label: t("rows.viewRow") },
        ]}
        onChange={(value) => look.setTable(value === "table")}
      />
      <Select
        ariaLabel={t("rows.filter")}
        value={filter.state ?? "all"}
        options={[
          { value: "all", label: t("rows.all", { count: total }) },
          ...states.map((state) => ({ value: state, label: t(`rows.filters.${state}`) })),
        ]}
        onChange={(value) =>
          setFilter({ state: value === "all" || value === null ? null : (value as AnswerFilter) })
        }
      />
      <TextFilter columns={columns} rows={rows} searchField={props.searchField} />
      {(rows.isNarrowed || rows.progress !== null) && (
        <span role="status">
          <Text tone="muted" size="small" tabular>
            {rows.progress === null
              ? t("rows.found", { count: rows.view.count })
              : t("rows.searching", { progress: Math.round(rows.progress) })}
          </Text>
        </span>
      )}
      {filter.sort && (
        <Button size="small" variant="subtle" onClick={() => setFilter({ sort: null })}>
          {t("rows.unsort")}
        </Button>
      )}
      <GoToRow {...props} />
      <span className={styles.spring} />
      {rows.pages > 1 && <PageBar page={rows.page} pages={rows.pages} onPage={rows.setPage} />}
      {look.isTable && (
        <>
          <Select
            ariaLabel={t("rows.density")}
            value={look.density}
            options={DENSITIES.map((value) => ({ value, label: t(`rows.densities.${value}`) }))}
            onChange={(value) => look.setDensity((value ?? "compact") as Density)}
          />
          <IconButton
            icon={IconSidebar}
            label={t(look.reader ? "rows.hideReader" : "rows.showReader")}
            active={look.reader}
            onClick={() => look.setReader(!look.reader)}
          />
        </>
      )}
      <Popover
        width={256}
        position="bottom-end"
        trigger={
          <Button size="small" icon={IconEye}>
            {t("rows.columns")}
          </Button>
        }
      >
        <div className={styles.menu}>
          {columns.map((column) => (
            <Checkbox
              key={column.id}
              label={column.name}
              checked={column.displayed}
              onChange={(on) => onShow(column.id, on)}
            />
          ))}
          <Button size="small" variant="subtle" onClick={props.onResetColumns}>
            {t("rows.resetColumns")}
          </Button>
        </div>
      </Popover>
      <Popover
        width={280}
        position="bottom-end"
        trigger={<IconButton icon={IconSettings} label={t("rows.settings")} />}
      >
        <Switch
          label={t("rows.autoAdvance")}
          description={t("rows.autoAdvanceText")}
          checked={props.autoAdvance}
          onChange={props.onAutoAdvance}
        />
      </Popover>
    </div>
  );
}

/** A pause in typing after which the filter is set: the server answers faster than anybody reads. */
const PAUSE_MS = 60;

type TextFilterProps = Pick<RowToolbarProps, "columns" | "rows" | "searchField">;

function TextFilter({ columns, rows, searchField }: TextFilterProps) {
  const { t } = useTranslation();
  const { filter, setFilter } = rows;
  const [text, setText] = useState(filter.text);
  const [applied, setApplied] = useState(filter.text);
  // "Show all rows" empties the field too.
  if (applied !== filter.text) {
    setApplied(filter.text);
    setText(filter.text);
  }
  useEffect(() => {
    if (text === filter.text) return undefined;
    const timer = setTimeout(() => setFilter({ text }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, filter.text, setFilter]);
  const own = columns.filter((column) => !column.question);
  return (
    <>
      <SearchField
        className={styles.search}
        label={t("rows.searchRows")}
        value={text}
        inputRef={searchField}
        onChange={setText}
      />
      {text !== "" && own.length > 1 && (
        <Select
          ariaLabel={t("rows.searchIn")}
          value={filter.column === null ? "any" : String(filter.column)}
          options={[
            { value: "any", label: t("rows.anyColumn") },
            ...own.map((column) => ({ value: String(column.id), label: column.name })),
          ]}
          onChange={(value) =>
            setFilter({ column: value === "any" || value === null ? null : Number(value) })
          }
        />
      )}
    </>
  );
}

function GoToRow({ total, current, onGoTo }: Pick<RowToolbarProps, "total" | "current" | "onGoTo">) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const number = Number(text);
  const valid = Number.isInteger(number) && number >= 1 && number <= total;
  const go = () => {
    if (!valid) return;
    onGoTo(number - 1);
    setText("");
  };
  return (
    <TextField
      className={styles.jump}
      ariaLabel={t("rows.goTo", { total })}
      placeholder={`${current + 1} / ${total}`}
      value={text}
      error={text !== "" && !valid}
      onChange={setText}
      onEnter={go}
      after={
        valid && (
          <IconButton icon={IconArrowRight} size="small" label={t("rows.go")} tooltip={false} onClick={go} />
        )
      }
    />
  );
}
