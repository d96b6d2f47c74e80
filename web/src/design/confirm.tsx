import { lazy, Suspense, useSyncExternalStore, type ReactNode } from "react";

export interface ConfirmOptions {
  title: string;
  body: ReactNode;
  /** Name of the act, e.g. "Delete 3 projects". Never just "OK". */
  confirmLabel: string;
  danger?: boolean;
  /** The person must type this text first: for acts that cannot be undone and hit much. */
  typeToConfirm?: string;
}

const ConfirmDialog = lazy(async () => ({ default: (await import("./ConfirmDialog")).ConfirmDialog }));

interface Pending extends ConfirmOptions {
  resolve: (confirmed: boolean) => void;
}

let pending: Pending | undefined;
const listeners = new Set<() => void>();

function publish(next: Pending | undefined): void {
  pending = next;
  for (const listener of listeners) listener();
}

/** Ask before an act that cannot be taken back. Resolves to whether it was confirmed. */
export function confirm(options: ConfirmOptions): Promise<boolean> {
  return new Promise((resolve) => {
    pending?.resolve(false);
    publish({ ...options, resolve });
  });
}

export function ConfirmHost() {
  const current = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pending,
  );
  if (!current) return null;
  const handleAnswer = (confirmed: boolean) => {
    publish(undefined);
    current.resolve(confirmed);
  };
  return (
    <Suspense>
      <ConfirmDialog key={current.title} options={current} onAnswer={handleAnswer} />
    </Suspense>
  );
}
