/** Finds every place of a document that reads the same as a given text, streaming through the lines. */

import type { SpanPlace } from "../commands/acts";
import { snapToGraphemes, toTokenRange } from "../model/text";
import type { TextLine } from "../model/types";
import type { DocumentModel } from "./documentModel";
import type { Unit } from "./motion";

export interface EqualPlace extends SpanPlace {
  line: number;
  /** UTF-16 range in the line. */
  from: number;
  to: number;
  /** Some text around it, for a list. */
  before: string;
  text: string;
  after: string;
}

export interface EqualOptions {
  unit: Unit;
  /** False: "Bank" finds "bank" too. */
  matchCase: boolean;
}

const CONTEXT = 40;
const LINES_AT_ONCE = 400;

const PLAIN = /^[\x00-\x7f]*$/; // eslint-disable-line no-control-regex

/** Lower case letter by letter, so that offsets stay: letters whose lower case is longer (İ) are left as they are. */
function lower(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  let folded = "";
  for (const letter of text) {
    const small = letter.toLowerCase();
    folded += small.length === letter.length ? small : letter;
  }
  return folded;
}

/** Places in one line; by token only whole tokens count. Matches do not overlap. */
export function equalInLine(line: TextLine, text: string, options: EqualOptions): EqualPlace[] {
  const { content } = line;
  const hay = options.matchCase ? content : lower(content);
  const needle = options.matchCase ? text : lower(text);
  const found: EqualPlace[] = [];
  if (needle === "") return found;
  for (let from = hay.indexOf(needle); from >= 0;) {
    const to = from + needle.length;
    const place = placeOf(line, from, to, options.unit);
    if (place) {
      found.push({
        ...place,
        line: line.index,
        from,
        to,
        before: content.slice(Math.max(0, from - CONTEXT), from),
        text: content.slice(from, to),
        after: content.slice(to, to + CONTEXT),
      });
    }
    from = hay.indexOf(needle, place ? to : from + 1);
  }
  return found;
}

function placeOf(line: TextLine, from: number, to: number, unit: Unit): SpanPlace | null {
  const [low, high] = snapToGraphemes(line.content, from, to);
  if (low !== from || high !== to) return null;
  const place = toTokenRange(line, line, {
    start: { line: line.index, offset: from },
    end: { line: line.index, offset: to },
  });
  if (!place || unit === "character") return place;
  const whole = line.starts[place.start.token] === from && line.ends[place.end.token] === to;
  return whole ? place : null;
}

/** Yields what each stretch of lines holds, with the number of lines read so far; stop by leaving the loop. */
export async function* equalPlaces(
  model: DocumentModel,
  text: string,
  options: EqualOptions,
): AsyncGenerator<{ places: EqualPlace[]; read: number }> {
  for (let start = 0; start < model.lineCount; start += LINES_AT_ONCE) {
    const end = Math.min(model.lineCount, start + LINES_AT_ONCE);
    const lines = await model.read(start, end);
    yield { places: lines.flatMap((line) => equalInLine(line, text, options)), read: end };
  }
}
