/** A length of time as hours, minutes and seconds: `1:04:09`, `4:09`. */
export function formatDuration(millis: number): string {
  const seconds = Math.floor(millis / 1000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${parts.join(":")}` : `${Number(parts[0])}:${parts[1]}`;
}
