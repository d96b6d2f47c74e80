/** One record of a separated file with the line it starts on, counted from 1. */
export interface SeparatedRecord {
  line: number;
  cells: string[];
}

/**
 * Read CSV or TSV: quotes with `""` inside, any newline, newlines within quotes. Blank records
 * are left out. An open quote at the end closes there.
 */
export function readSeparated(text: string, delimiter: "," | "\t"): SeparatedRecord[] {
  const records: SeparatedRecord[] = [];
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let start = 1;
  const source = text.replace(/^\uFEFF/, "");

  const endRecord = () => {
    cells.push(cell);
    if (cells.some((value) => value.trim() !== "")) records.push({ line: start, cells });
    cells = [];
    cell = "";
    start = line;
  };
  for (let at = 0; at < source.length; at++) {
    const sign = source[at] ?? "";
    if (sign === "\n") line++;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (source[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === delimiter) {
      cells.push(cell);
      cell = "";
    } else if (sign === "\n") endRecord();
    else if (sign === "\r" && source[at + 1] === "\n") continue;
    else cell += sign;
  }
  endRecord();
  return records;
}
