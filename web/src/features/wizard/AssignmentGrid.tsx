import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox, Pagination, Stack } from "@/design";
import type { Piece } from "./model/assignment";
import styles from "./wizard.module.css";

const TAKE = 100;

interface AssignmentGridProps {
  pieces: readonly Piece[];
  /** Parts each file is split into; names of parts are shown from 2. */
  parts: number;
  people: readonly { id: string; name: string }[];
  grid: Readonly<Record<string, string[]>>;
  /** Labelers of each document. */
  counts: Map<string, number>;
  /** Labelers each document should have. */
  wanted: number;
  onChange: (grid: Record<string, string[]>) => void;
}

/** Documents by labelers, with a box where they meet. */
export function AssignmentGrid({
  pieces,
  parts,
  people,
  grid,
  counts,
  wanted,
  onChange,
}: AssignmentGridProps) {
  const { t } = useTranslation();
  const [page, setPage] = useState(0);
  const shown = pieces.slice(page * TAKE, (page + 1) * TAKE);
  const sets = new Map(people.map((person) => [person.id, new Set(grid[person.id] ?? [])]));
  const toggle = (id: string, keys: readonly string[], on: boolean) => {
    const next = new Set(sets.get(id));
    for (const key of keys) {
      if (on) next.add(key);
      else next.delete(key);
    }
    onChange({ ...grid, [id]: [...next] });
  };
  const nameOf = (piece: Piece) =>
    parts > 1 ? t("wizard.part", { name: piece.fileName, number: piece.part + 1 }) : piece.fileName;
  return (
    <Stack gap={2}>
      <div className={styles.grid}>
        <table>
          <thead>
            <tr>
              <th>{t("wizard.document")}</th>
              {people.map((person) => {
                const own = sets.get(person.id)?.size ?? 0;
                return (
                  <th key={person.id} scope="col">
                    <Checkbox
                      label={person.name}
                      checked={own === pieces.length && own > 0}
                      indeterminate={own > 0 && own < pieces.length}
                      onChange={(on) =>
                        toggle(
                          person.id,
                          pieces.map((piece) => piece.key),
                          on,
                        )
                      }
                    />
                  </th>
                );
              })}
              <th>{t("wizard.labelerCount")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((piece) => {
              const count = counts.get(piece.key) ?? 0;
              return (
                <tr key={piece.key}>
                  <th scope="row" title={nameOf(piece)}>
                    {nameOf(piece)}
                  </th>
                  {people.map((person) => (
                    <td key={person.id}>
                      <Checkbox
                        ariaLabel={`${nameOf(piece)}: ${person.name}`}
                        checked={sets.get(person.id)?.has(piece.key) ?? false}
                        onChange={(on) => toggle(person.id, [piece.key], on)}
                      />
                    </td>
                  ))}
                  <td className={count < wanted ? styles.few : undefined}>
                    {t("wizard.ofWanted", { count, wanted })}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <Pagination page={page} take={TAKE} total={pieces.length} onPage={setPage} />
    </Stack>
  );
}
