const DAY_MS = 86_400_000;

const date = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });
const dateTime = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** A short date such as `3 Nov 2026`. */
export function formatDate(iso: string): string {
  return date.format(new Date(iso));
}

/** Date and time, for tooltips. */
export function formatDateTime(iso: string): string {
  return dateTime.format(new Date(iso));
}

/** How long ago, up to a week; the date before that. */
export function formatAgo(iso: string, now = Date.now()): string {
  const passed = now - new Date(iso).getTime();
  if (passed < 60_000) return relative.format(0, "minute").replace("this minute", "just now");
  if (passed < 3_600_000) return relative.format(-Math.floor(passed / 60_000), "minute");
  if (passed < DAY_MS) return relative.format(-Math.floor(passed / 3_600_000), "hour");
  if (passed < 7 * DAY_MS) return relative.format(-Math.floor(passed / DAY_MS), "day");
  return formatDate(iso);
}
