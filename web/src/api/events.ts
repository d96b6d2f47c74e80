/** A live event of the server. `type` names what changed, the rest is its payload. */
export interface ServerEvent {
  type: string;
  [key: string]: unknown;
}

type Handler = (event: ServerEvent) => void;

interface Channel {
  source: EventSource;
  handlers: Set<{ type: string; handler: Handler }>;
}

const channels = new Map<string, Channel>();

function open(url: string): Channel {
  const source = new EventSource(url, { withCredentials: true });
  const channel: Channel = { source, handlers: new Set() };
  source.onmessage = (message: MessageEvent<string>) => {
    const event = parse(message.data);
    if (!event) return;
    for (const { type, handler } of channel.handlers) {
      if (type === "*" || type === event.type) handler(event);
    }
  };
  return channel;
}

function parse(data: string): ServerEvent | undefined {
  try {
    return JSON.parse(data) as ServerEvent;
  } catch {
    return undefined;
  }
}

/**
 * Call `handler` for each event of `type` (`*` for all): those of the person and, with `projectId`,
 * those of that project. The connection opens with the first handler, reconnects by itself and
 * closes with the last. Returns the way to stop.
 */
export function onServerEvent(type: string, handler: Handler, projectId?: string): () => void {
  if (typeof EventSource === "undefined") return () => undefined;
  const url = projectId ? `/api/events?project=${encodeURIComponent(projectId)}` : "/api/events";
  const channel = channels.get(url) ?? open(url);
  channels.set(url, channel);
  const entry = { type, handler };
  channel.handlers.add(entry);
  return () => {
    channel.handlers.delete(entry);
    if (channel.handlers.size > 0) return;
    channel.source.close();
    channels.delete(url);
  };
}
