export type Overlay = "none" | "palette" | "shortcuts";

const listeners = new Set<(overlay: Overlay) => void>();

export function onOverlay(listener: (overlay: Overlay) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Open the palette or the list of shortcuts from anywhere. */
export function showOverlay(overlay: Overlay): void {
  for (const listener of listeners) listener(overlay);
}
