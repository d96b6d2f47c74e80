/** A live event of the server. `type` names what changed, the rest is its payload. */
export interface ServerEvent {
  type: string;
  [key: string]: unknown;
}

/** Told to every handler of this type after a gap: what happened meanwhile is not known. */
export const RECONNECTED = "RECONNECTED";

type Handler = (event: ServerEvent) => void;

const FIRST_PAUSE_MS = 1_000;
const LAST_PAUSE_MS = 30_000;

/** One connection with its handlers. The browser reconnects by itself, but not after an answer with an error. */
class Channel {
  readonly handlers = new Set<{ type: string; handler: Handler }>();
  private source: EventSource;
  private isAgain = false;
  private pause = FIRST_PAUSE_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly url: string) {
    this.source = this.open();
  }

  close(): void {
    clearTimeout(this.timer);
    this.source.close();
  }

  /** Connect now instead of after the pause: the network or the session is back. */
  hurry(): void {
    if (this.source.readyState !== EventSource.CLOSED) return;
    clearTimeout(this.timer);
    this.source = this.open();
  }

  private open(): EventSource {
    const source = new EventSource(this.url, { withCredentials: true });
    source.onopen = () => {
      this.pause = FIRST_PAUSE_MS;
      if (this.isAgain) this.tell({ type: RECONNECTED });
      this.isAgain = true;
    };
    source.onmessage = (message: MessageEvent<string>) => {
      const event = parse(message.data);
      if (event) this.tell(event);
    };
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.hurry(), this.pause);
      this.pause = Math.min(LAST_PAUSE_MS, this.pause * 2);
    };
    return source;
  }

  private tell(event: ServerEvent): void {
    for (const { type, handler } of this.handlers) {
      if (type === "*" || type === event.type) handler(event);
    }
  }
}

const channels = new Map<string, Channel>();

function parse(data: string): ServerEvent | undefined {
  try {
    return JSON.parse(data) as ServerEvent;
  } catch {
    return undefined;
  }
}

/** Reconnect what is cut off, at once. */
export function hurryServerEvents(): void {
  for (const channel of channels.values()) channel.hurry();
}

/**
 * Call `handler` for each event of `type` (`*` for all): those of the person and, with `projectId`,
 * those of that project. The connection opens with the first handler, reconnects by itself and
 * closes with the last. Returns the way to stop.
 */
export function onServerEvent(type: string, handler: Handler, projectId?: string): () => void {
  if (typeof EventSource === "undefined") return () => undefined;
  const url = projectId ? `/api/events?project=${encodeURIComponent(projectId)}` : "/api/events";
  const channel = channels.get(url) ?? new Channel(url);
  channels.set(url, channel);
  const entry = { type, handler };
  channel.handlers.add(entry);
  return () => {
    channel.handlers.delete(entry);
    if (channel.handlers.size > 0) return;
    channel.close();
    channels.delete(url);
  };
}
