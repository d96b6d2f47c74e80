/** A live event of the server. `type` names what changed, the rest is its payload. */
export interface ServerEvent {
  type: string;
  [key: string]: unknown;
}

type Handler = (event: ServerEvent) => void;

const handlers = new Map<string, Set<Handler>>();
let source: EventSource | undefined;

function dispatch(message: MessageEvent<string>): void {
  let event: ServerEvent;
  try {
    event = JSON.parse(message.data) as ServerEvent;
  } catch {
    return;
  }
  const type = event.type ?? message.type;
  for (const handler of handlers.get(type) ?? []) handler(event);
  for (const handler of handlers.get("*") ?? []) handler(event);
}

function connect(): void {
  if (source || typeof EventSource === "undefined") return;
  source = new EventSource("/api/events", { withCredentials: true });
  source.onmessage = dispatch;
}

function register(type: string): void {
  // Named events do not reach `onmessage`.
  if (type !== "*") source?.addEventListener(type, dispatch as EventListener);
}

/**
 * Call `handler` for each event of `type` (`*` for all). The connection opens with the first
 * handler, reconnects by itself and closes with the last. Returns the way to stop.
 */
export function onServerEvent(type: string, handler: Handler): () => void {
  connect();
  const known = handlers.get(type);
  if (known) {
    known.add(handler);
  } else {
    handlers.set(type, new Set([handler]));
    register(type);
  }
  return () => {
    const set = handlers.get(type);
    set?.delete(handler);
    if (set?.size === 0) {
      handlers.delete(type);
      source?.removeEventListener(type, dispatch as EventListener);
    }
    if (handlers.size === 0) {
      source?.close();
      source = undefined;
    }
  };
}
