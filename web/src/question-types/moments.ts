/** Dates and times in the few formats questions know; the same shapes as the server's. */

export const DATE_FORMATS = [
  "YYYY-MM-DD",
  "DD-MM-YYYY",
  "MM-DD-YYYY",
  "DD/MM/YYYY",
  "MM/DD/YYYY",
  "YYYY/MM/DD",
];
export const TIME_FORMATS = ["HH:mm:ss", "HH:mm", "HH.mm.ss", "HH.mm", "hh:mm:ss A"];

const PARTS: Record<string, string> = {
  YYYY: "(?<Y>[0-9]{4})",
  MM: "(?<M>[0-9]{2})",
  DD: "(?<D>[0-9]{2})",
  HH: "(?<h>[0-9]{2})",
  hh: "(?<h12>[0-9]{2})",
  mm: "(?<m>[0-9]{2})",
  ss: "(?<s>[0-9]{2})(?<f>\\.[0-9]{1,6})?",
  A: "(?<A>[AaPp][Mm])",
};
const TOKEN = /YYYY|MM|DD|HH|hh|mm|ss|A/g;

function partsOf(text: string, format: string): Record<string, string | undefined> | null {
  const source = format
    .split(/(YYYY|MM|DD|HH|hh|mm|ss|A)/)
    .map((part) => PARTS[part] ?? part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"))
    .join("");
  return new RegExp(`^${source}$`).exec(text.trim())?.groups ?? null;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** The day as `YYYY-MM-DD`, or null when the text is no day in this format. */
export function readDate(text: string, format: string): string | null {
  const found = partsOf(text, format);
  if (!found) return null;
  const [year, month, day] = [Number(found.Y), Number(found.M), Number(found.D)];
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  if (year < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return `${String(found.Y)}-${String(found.M)}-${String(found.D)}`;
}

/** The time as `HH:mm:ss` (with a fraction if given), or null when the text is no time in this format. */
export function readTime(text: string, format: string): string | null {
  const found = partsOf(text, format);
  if (!found) return null;
  const twelve = found.h12 === undefined ? null : Number(found.h12);
  if (twelve !== null && (twelve < 1 || twelve > 12)) return null;
  const pm = found.A?.toLowerCase() === "pm";
  const hour = twelve === null ? Number(found.h) : (twelve % 12) + (pm ? 12 : 0);
  const [minute, second] = [Number(found.m), Number(found.s ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  return `${two(hour)}:${two(minute)}:${two(second)}${found.f ?? ""}`;
}

/** Write a day given as `YYYY-MM-DD` in another format. */
export function writeDate(iso: string, format: string): string {
  const [year = "", month = "", day = ""] = iso.split("-");
  const fields: Record<string, string> = { YYYY: year, MM: month, DD: day };
  return format.replace(TOKEN, (token) => fields[token] ?? token);
}

/** Write a time given as `HH:mm` or `HH:mm:ss` in another format. */
export function writeTime(iso: string, format: string): string {
  const [hour = "00", minute = "00", second = "00"] = iso.split(":");
  const number = Number(hour);
  const fields: Record<string, string> = {
    HH: hour,
    hh: two(((number + 11) % 12) + 1),
    mm: minute,
    ss: second,
    A: number >= 12 ? "PM" : "AM",
  };
  return format.replace(TOKEN, (token) => fields[token] ?? token);
}

export const localDate = (now: Date): string =>
  `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
export const localTime = (now: Date): string =>
  `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
