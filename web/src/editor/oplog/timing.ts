/** Locks and clocks of the operation log. */

export const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Rejects when the work takes longer; the work itself goes on. */
export function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The browser's storage does not answer.")), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Runs work while no other tab runs work under the same name; the browser frees it when a tab dies. */
export function lockedByBrowser(name: string): (work: () => Promise<void>) => Promise<void> {
  return async (work) => {
    if (typeof navigator === "undefined" || !("locks" in navigator)) return work();
    await navigator.locks.request(name, work);
  };
}
