import { useEffect, useState, type Ref } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "@/api/client";
import { GET_TAGS } from "@/api/projects";
import { GET_ALL_MEMBERS } from "@/api/teams";
import { useWorkspace } from "@/app/workspace";
import { Button, IconCalendar, IconClose, Popover, SearchField, TextField, Toolbar } from "@/design";
import { useDebounced } from "@/util/useDebounced";
import { FilterMenu } from "./FilterMenu";
import { clearedFilters, isFiltered, KINDS, STATUSES, type ProjectFilters } from "./filters";
import styles from "./projects.module.css";

interface FilterBarProps {
  filters: ProjectFilters;
  searchRef: Ref<HTMLInputElement>;
  onChange: (filters: ProjectFilters) => void;
}

export function FilterBar({ filters, searchRef, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const tags = useApiQuery(
    GET_TAGS,
    { input: { teamId, filter: { includeGlobalTag: true } } },
    { types: ["Tag"] },
  );
  const set = (change: Partial<ProjectFilters>) => onChange({ ...filters, ...change, page: 0 });
  const tagOptions = (tags.data?.getTags ?? []).map((tag) => ({ value: tag.id, label: tag.name }));
  const pick = <Value extends string>(values: string[], all: readonly Value[]) =>
    all.filter((value) => values.includes(value));

  return (
    <Toolbar>
      <KeywordField keyword={filters.keyword} inputRef={searchRef} onChange={(keyword) => set({ keyword })} />
      <div className={styles.filters}>
        <FilterMenu
          label={t("projects.status")}
          options={STATUSES.map((value) => ({ value, label: t(`projects.statuses.${value}`) }))}
          values={filters.statuses}
          onChange={(values) => set({ statuses: pick(values, STATUSES) })}
        />
        <FilterMenu
          label={t("projects.type")}
          options={KINDS.map((value) => ({ value, label: t(`projects.kinds.${value}`) }))}
          values={filters.kinds}
          onChange={(values) => set({ kinds: pick(values, KINDS) })}
        />
        {tagOptions.length > 0 && (
          <FilterMenu
            label={t("projects.tags")}
            options={tagOptions}
            values={filters.tags}
            onChange={(values) => set({ tags: values })}
          />
        )}
        {teamId !== null && <PeopleFilters teamId={teamId} filters={filters} onChange={set} />}
        <DateFilter
          label={t("projects.created")}
          from={filters.from}
          to={filters.to}
          onChange={(from, to) => set({ from, to })}
        />
        <DateFilter
          label={t("projects.updated")}
          from={filters.changedFrom}
          to={filters.changedTo}
          onChange={(changedFrom, changedTo) => set({ changedFrom, changedTo })}
        />
        {isFiltered(filters) && (
          <Button variant="subtle" icon={IconClose} onClick={() => onChange(clearedFilters(filters))}>
            {t("projects.clearAll")}
          </Button>
        )}
      </div>
    </Toolbar>
  );
}

interface KeywordFieldProps {
  keyword: string;
  inputRef: Ref<HTMLInputElement>;
  onChange: (keyword: string) => void;
}

/** Typing is shown at once, the list follows when it rests. */
function KeywordField({ keyword, inputRef, onChange }: KeywordFieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(keyword);
  const settled = useDebounced(typed);

  useEffect(() => setTyped(keyword), [keyword]);
  useEffect(() => {
    if (settled !== keyword && settled === typed) onChange(settled);
    // Only a rested text is news; `keyword` and `onChange` change with every answer.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);

  return (
    <SearchField
      className={styles.search}
      label={t("projects.search")}
      inputRef={inputRef}
      value={typed}
      onChange={setTyped}
    />
  );
}

interface PartProps {
  filters: ProjectFilters;
  onChange: (change: Partial<ProjectFilters>) => void;
}

function PeopleFilters({ teamId, filters, onChange }: PartProps & { teamId: string }) {
  const { t } = useTranslation();
  const members = useApiQuery(GET_ALL_MEMBERS, { teamId });
  const options = (members.data?.getTeamMembers ?? [])
    .filter((member) => member.user)
    .map((member) => ({ value: member.id, label: member.user?.displayName ?? "" }));
  return (
    <>
      <FilterMenu
        label={t("projects.labelers")}
        options={options}
        values={filters.labelers}
        onChange={(labelers) => onChange({ labelers })}
      />
      <FilterMenu
        label={t("projects.reviewers")}
        options={options}
        values={filters.reviewers}
        onChange={(reviewers) => onChange({ reviewers })}
      />
    </>
  );
}

interface DateFilterProps {
  label: string;
  /** Days as `yyyy-mm-dd`; "" is open. */
  from: string;
  to: string;
  onChange: (from: string, to: string) => void;
}

function DateFilter({ label, from, to, onChange }: DateFilterProps) {
  const { t } = useTranslation();
  const set = from !== "" || to !== "";
  return (
    <Popover
      width={220}
      trigger={
        <Button active={set} icon={IconCalendar}>
          {set ? `${label}: ${from || "…"} – ${to || "…"}` : label}
        </Button>
      }
    >
      <div className={styles.dates}>
        <TextField
          label={t("projects.from")}
          type="date"
          value={from}
          onChange={(next) => onChange(next, to)}
        />
        <TextField
          label={t("projects.to")}
          type="date"
          value={to}
          onChange={(next) => onChange(from, next)}
        />
        {set && (
          <Button size="small" variant="subtle" onClick={() => onChange("", "")}>
            {t("projects.clearFilter")}
          </Button>
        )}
      </div>
    </Popover>
  );
}
