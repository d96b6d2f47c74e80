import type { ReactNode } from "react";
import type { ColumnChoice } from "../model/state";
import styles from "../wizard.module.css";

export interface PreviewLine {
  line: number;
  cells: string[];
  /** Start and end of each token in code points, by cell. */
  tokens: [number, number][][] | null;
}

interface PreviewLinesProps {
  lines: readonly PreviewLine[];
  columns: readonly ColumnChoice[];
  isTable: boolean;
  showTokens: boolean;
}

export function PreviewLines({ lines, columns, isTable, showTokens }: PreviewLinesProps) {
  if (!isTable) {
    return (
      <div className={styles.preview}>
        {lines.map((line) => (
          <div key={line.line} className={styles.previewLine}>
            <span className={styles.size}>{line.line + 1}</span>
            <span dir="auto">
              {showTokens && line.tokens?.[0]
                ? withTokens(line.cells[0] ?? "", line.tokens[0])
                : line.cells.join(" ")}
            </span>
          </div>
        ))}
      </div>
    );
  }
  const width = Math.max(columns.length, ...lines.map((line) => line.cells.length));
  return (
    <div className={styles.preview}>
      <table className={styles.previewTable}>
        <thead>
          <tr>
            <th>#</th>
            {Array.from({ length: width }, (_, at) => (
              <th key={at} data-hidden={columns[at]?.displayed === false || undefined}>
                {columns[at]?.name ?? ""}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.line}>
              <td>{line.line + 1}</td>
              {Array.from({ length: width }, (_, at) => (
                <td key={at} dir="auto" title={line.cells[at]}>
                  {line.cells[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function withTokens(text: string, tokens: readonly [number, number][]): ReactNode[] {
  const signs = [...text];
  const parts: ReactNode[] = [];
  let at = 0;
  tokens.forEach(([start, end], index) => {
    if (start > at) parts.push(signs.slice(at, start).join(""));
    parts.push(
      <span key={index} className={styles.token}>
        {signs.slice(start, end).join("")}
      </span>,
    );
    at = end;
  });
  parts.push(signs.slice(at).join(""));
  return parts;
}
