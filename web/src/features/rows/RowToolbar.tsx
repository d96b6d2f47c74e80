import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  Button,
  Checkbox,
  IconArrowRight,
  IconButton,
  IconChevronLeft,
  IconChevronRight,
  IconEye,
  IconSidebar,
  Popover,
  Segments,
  Select,
  Text,
  TextField,
} from "@/design";
import type { RowState } from "./data/rowStore";
import styles from "./rows.module.css";
import type { TableColumn } from "./table/columns";
import type { Density, RowLook } from "./useRowLook";

interface RowToolbarProps {
  total: number;
  current: number;
  columns: readonly TableColumn[];
  look: RowLook;
  filter: RowState | null;
  progress: number | null;
  found: number;
  page: number;
  pages: number;
  isReview: boolean;
  onFilter: (filter: RowState | null) => void;
  onPage: (page: number) => void;
  onGoTo: (line: number) => void;
  onShow: (id: number, displayed: boolean) => void;
}

const DENSITIES: readonly Density[] = ["compact", "medium", "tall"];

export function RowToolbar(props: RowToolbarProps) {
  const { total, columns, look, filter, progress, found, page, pages, isReview, onFilter, onPage, onShow } =
    props;
  const { t } = useTranslation();
  const states: RowState[] = isReview ? ["unanswered", "answered", "conflict"] : ["unanswered", "answered"];
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
        value={filter ?? "all"}
        options={[
          { value: "all", label: t("rows.all", { count: total }) },
          ...states.map((state) => ({ value: state, label: t(`rows.states.${state}`) })),
        ]}
        onChange={(value) => onFilter(value === "all" || value === null ? null : (value as RowState))}
      />
      {filter && (
        <Text tone="muted" size="small" tabular>
          {progress === null
            ? t("rows.found", { count: found })
            : t("rows.searching", { count: found, done: progress, total })}
        </Text>
      )}
      <GoToRow {...props} />
      <span className={styles.spring} />
      {pages > 1 && filter === null && (
        <>
          <IconButton
            icon={IconChevronLeft}
            label={t("common.previousPage")}
            disabled={page === 0}
            onClick={() => onPage(page - 1)}
          />
          <Text size="small" tabular>
            {t("rows.page", { page: page + 1, pages })}
          </Text>
          <IconButton
            icon={IconChevronRight}
            label={t("common.nextPage")}
            disabled={page >= pages - 1}
            onClick={() => onPage(page + 1)}
          />
        </>
      )}
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
        </div>
      </Popover>
    </div>
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
