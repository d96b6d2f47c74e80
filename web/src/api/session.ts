type Listener = () => void;

const listeners = new Set<Listener>();

/** Call `listener` each time the server says that the session has ended. Returns the way to stop. */
export function onSessionEnd(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let holds = 0;

/** While held, a page stays when the session ends, and offers to sign in again in place. Returns the way to let go. */
export function holdPage(): () => void {
  holds++;
  return () => {
    holds--;
  };
}

export const isPageHeld = (): boolean => holds > 0;

/** Tell everyone that the session has ended. Local work (the operation log) is kept. */
export function sessionEnded(): void {
  for (const listener of listeners) listener();
}

/** The address of the sign-in page that leads back to `path`. */
export function signInPath(path: string): string {
  const home = path === "/" || path.startsWith("/sign-in");
  return home ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`;
}

/** Where to go after signing in. Only paths of this site are accepted. */
export function safeNext(next: string | null): string {
  if (!next || !next.startsWith("/") || next.startsWith("//") || next.startsWith("/\\")) return "/";
  return next;
}
