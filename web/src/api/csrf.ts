const COOKIE = "gloss_csrf";

/** The token that proves a cookie request came from our own page; empty before the first answer. */
export function csrfToken(): string {
  const entry = document.cookie.split("; ").find((part) => part.startsWith(`${COOKIE}=`));
  return entry ? decodeURIComponent(entry.slice(COOKIE.length + 1)) : "";
}

/** Headers every cookie-authenticated request carries. */
export function csrfHeaders(): Record<string, string> {
  return { "X-CSRF-Token": csrfToken() };
}
