import { shownLanguage } from "@/i18n";

const DAY_MS = 86_400_000;

interface Formatters {
  date: Intl.DateTimeFormat;
  dateTime: Intl.DateTimeFormat;
  relative: Intl.RelativeTimeFormat;
}

const byLanguage = new Map<string, Formatters>();

function formatters(): Formatters {
  const language = shownLanguage();
  const known = byLanguage.get(language);
  if (known) return known;
  const made = {
    date: new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric" }),
    dateTime: new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }),
    relative: new Intl.RelativeTimeFormat(language, { numeric: "auto" }),
  };
  byLanguage.set(language, made);
  return made;
}

/** A short date in the language of the interface, such as `Nov 3, 2026`. */
export function formatDate(iso: string): string {
  return formatters().date.format(new Date(iso));
}

/** Date and time, for tooltips. */
export function formatDateTime(iso: string): string {
  return formatters().dateTime.format(new Date(iso));
}

/** How long ago, up to a week; the date before that. */
export function formatAgo(iso: string, now = Date.now()): string {
  const { relative } = formatters();
  const passed = now - new Date(iso).getTime();
  if (passed < 60_000) return relative.format(0, "second");
  if (passed < 3_600_000) return relative.format(-Math.floor(passed / 60_000), "minute");
  if (passed < DAY_MS) return relative.format(-Math.floor(passed / 3_600_000), "hour");
  if (passed < 7 * DAY_MS) return relative.format(-Math.floor(passed / DAY_MS), "day");
  return formatDate(iso);
}
