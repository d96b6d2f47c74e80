/** What the tabs of one person tell each other about their operation log. */

import type { LoggedAct } from "./store";

export type TabMessage =
  /** An act is on disk. */
  | { type: "appended"; act: LoggedAct }
  | { type: "acknowledged"; acts: LoggedAct[] }
  | { type: "refused"; act: LoggedAct; message: string }
  /** Refused acts were given up. */
  | { type: "discarded"; actIds: string[] }
  /** Refused acts are to be sent again. */
  | { type: "requeued"; acts: LoggedAct[] }
  | { type: "trouble"; trouble: Trouble | null }
  /** Whoever waits before the next try shall try now. */
  | { type: "retry" }
  /** A new tab wants to know how things stand. */
  | { type: "hello" };

export type Trouble = "offline" | "signedOut";

/** Messages reach all other tabs, in order, never the sender. */
export interface TabChannel {
  post(message: TabMessage): void;
  listen(listener: (message: TabMessage) => void): void;
  close(): void;
}

class Alone implements TabChannel {
  post(): void {
    // Nobody listens.
  }
  listen(): void {
    // Nobody speaks.
  }
  close(): void {
    // Nothing is open.
  }
}

class Broadcast implements TabChannel {
  private readonly channel: BroadcastChannel;

  constructor(name: string) {
    this.channel = new BroadcastChannel(name);
  }

  post(message: TabMessage): void {
    this.channel.postMessage(message);
  }

  listen(listener: (message: TabMessage) => void): void {
    this.channel.onmessage = (event: MessageEvent<TabMessage>) => listener(event.data);
  }

  close(): void {
    this.channel.close();
  }
}

/** The channel of a person's tabs; where the browser has none, every tab is alone. */
export function openChannel(userId: string): TabChannel {
  return typeof BroadcastChannel === "undefined" ? new Alone() : new Broadcast(`gloss-outbox-${userId}`);
}

/** No other tabs: for tests, and for logs that are not shared. */
export const noTabs = (): TabChannel => new Alone();
