import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { SearchInput } from "@/api/generated/graphql";
import { Button, Checkbox, ErrorNotice, ProgressBar, Segments, Text } from "@/design";
import type { PanelProps } from "@/extensions/types";
import { useDebounced } from "@/util/useDebounced";
import { AdvancedSearch } from "./AdvancedSearch";
import { BasicSearch, type Basic } from "./BasicSearch";
import { BulkLabel } from "./BulkLabel";
import { keyOf, Results } from "./Results";
import { useSearchHistory } from "./useHistory";
import { useJump } from "./useJump";
import { useSearch, type Hit, type SearchState } from "./useSearch";
import styles from "./search.module.css";

const SETTLE_MS = 350;
const NEW: Basic = { text: "", target: "text", mode: "CONTAINS_ANY_WORD", caseSensitive: false };

function basicInput(value: Basic): SearchInput | null {
  const text = value.text.trim();
  if (text === "") return null;
  if (value.target === "label") return { labelName: text };
  return { text, mode: value.mode, caseSensitive: value.caseSensitive };
}

/** Find lines by text, labels and more; go there, show only them, or label what was found. */
export function SearchPanel({ context }: PanelProps) {
  const { t } = useTranslation();
  const { canvas, cabinet, document, labelSets, project } = context;
  const [way, setWay] = useState<"basic" | "advanced">("basic");
  const [scope, setScope] = useState<"file" | "project">("file");
  const [basic, setBasic] = useState<Basic>(NEW);
  const [query, setQuery] = useState("");
  const [only, setOnly] = useState(false);
  const { state, run, clear, more } = useSearch();
  const history = useSearchHistory();
  const jump = useJump(context);
  const settled = useDebounced(basic, SETTLE_MS);

  const search = useMemo<SearchInput | null>(
    () => (way === "basic" ? basicInput(settled) : query === "" ? null : { query }),
    [way, settled, query],
  );
  const place = scope === "file" ? `d:${document.id}` : `c:${cabinet.id}`;
  useEffect(() => {
    if (!search) {
      clear();
      return;
    }
    const [kind, id] = [place.slice(0, 1), place.slice(2)];
    run(kind === "d" ? { search, documentId: id } : { search, cabinetId: id });
  }, [search, place, run, clear]);

  const showOnly = canvas?.showOnly;
  useEffect(() => {
    showOnly?.(only ? search : null);
  }, [showOnly, only, search]);
  const leave = useRef(showOnly);
  leave.current = showOnly;
  useEffect(() => () => leave.current?.(null), []);

  const { hits, error } = state;
  const fieldError = error?.details.field === undefined ? null : error;
  const classes = useMemo(() => labelSets.flatMap((set) => set.classes.map((one) => one.name)), [labelSets]);
  const handleEnter = () => {
    if (basic.text.trim() !== "") history.save(basic.text.trim());
    if (hits[0] && settled === basic) jump(hits[0]);
  };
  return (
    <>
      <div className={styles.row}>
        <Segments
          label={t("search.kind")}
          value={way}
          options={[
            { value: "basic", label: t("search.basic") },
            { value: "advanced", label: t("search.advanced") },
          ]}
          onChange={setWay}
        />
        {cabinet.documents.length > 1 && (
          <Segments
            label={t("search.scope")}
            value={scope}
            options={[
              { value: "file", label: t("search.file") },
              { value: "project", label: t("search.project") },
            ]}
            onChange={setScope}
          />
        )}
      </div>
      {way === "basic" ? (
        <BasicSearch
          value={basic}
          withLabels={project.kinds.includes("TOKEN_BASED")}
          error={fieldError}
          history={history.keywords}
          onChange={setBasic}
          onEnter={handleEnter}
          onForget={history.remove}
        />
      ) : (
        <AdvancedSearch
          classes={[...new Set(classes)]}
          error={fieldError}
          busy={state.busy}
          onSearch={setQuery}
        />
      )}
      {error && !fieldError && (
        <ErrorNotice error={error} onRetry={() => state.request && run(state.request)} />
      )}
      {state.indexing !== null && (
        <ProgressBar value={state.indexing} max={100} label={t("search.indexing")} />
      )}
      {search && !error && (
        <Findings
          context={context}
          search={search}
          state={state}
          withFiles={scope === "project"}
          only={only}
          onOnly={setOnly}
          onOpen={jump}
          onMore={more}
        />
      )}
    </>
  );
}

interface FindingsProps extends PanelProps {
  search: SearchInput;
  state: SearchState;
  withFiles: boolean;
  only: boolean;
  onOnly: (only: boolean) => void;
  onOpen: (hit: Hit) => void;
  onMore: () => void;
}

/** How much was found, the lines, and what can be done with those that are ticked. */
function Findings({ context, search, state, withFiles, only, onOnly, onOpen, onMore }: FindingsProps) {
  const { t } = useTranslation();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const { request, hits } = state;
  useEffect(() => setTicked(new Set()), [request]);
  const chosen = hits.filter((hit) => ticked.has(keyOf(hit)));
  const all = hits.length > 0 && chosen.length === hits.length;
  const mayLabel = context.project.kinds.includes("TOKEN_BASED") && !context.readOnly;
  const tick = (hit: Hit, on: boolean) => {
    const next = new Set(ticked);
    if (on) next.add(keyOf(hit));
    else next.delete(keyOf(hit));
    setTicked(next);
  };
  return (
    <>
      <div className={styles.row}>
        <Checkbox
          label={found(state.total, state.isExact, state.busy, t)}
          checked={all}
          indeterminate={chosen.length > 0 && !all}
          disabled={hits.length === 0}
          onChange={(on) => setTicked(on ? new Set(hits.map(keyOf)) : new Set())}
        />
        {context.canvas?.showOnly && <Checkbox label={t("search.only")} checked={only} onChange={onOnly} />}
      </div>
      {chosen.length > 0 && mayLabel && (
        <BulkLabel context={context} search={search} hits={chosen} onDone={() => setTicked(new Set())} />
      )}
      {hits.length > 0 && (
        <Results
          hits={hits}
          withFiles={withFiles}
          ticked={ticked}
          onTick={tick}
          onOpen={onOpen}
          onEnd={onMore}
        />
      )}
      {!state.busy && hits.length === 0 && <Text tone="muted">{t("search.none")}</Text>}
      {state.cursor && !state.busy && (
        <Button size="small" variant="subtle" onClick={onMore}>
          {t("search.more")}
        </Button>
      )}
    </>
  );
}

function found(
  total: number,
  isExact: boolean,
  busy: boolean,
  t: (key: string, values?: Record<string, unknown>) => string,
): string {
  if (busy && total === 0) return t("search.searching");
  return t(isExact && !busy ? "search.found" : "search.foundAtLeast", { count: total });
}
