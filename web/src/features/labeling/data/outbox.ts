/** One outbox per person and page; it outlives the labeling screen, so that work is sent on other pages too. */

import { useCallback, useEffect, useSyncExternalStore } from "react";

import { hurryServerEvents } from "@/api/events";
import { holdPage } from "@/api/session";
import { Outbox, type SaveState } from "@/editor/oplog/outbox";
import { IndexedActStore, MissingActStore } from "@/editor/oplog/store";
import { registerAnswerSenders } from "@/features/rows/data/senders";
import { registerLineSenders } from "./lineSenders";
import { registerSpanSenders } from "./senders";

let current: { userId: string; outbox: Outbox } | null = null;

function openStore() {
  return typeof indexedDB === "undefined" ? new MissingActStore() : new IndexedActStore();
}

/** The outbox of a person; what an earlier visit left is sent at once. */
export function outboxOf(userId: string): Outbox {
  if (current?.userId === userId) return current.outbox;
  current?.outbox.close();
  const outbox = new Outbox({ store: openStore(), userId });
  // All kinds at once: an act without a sender would hold up those behind it.
  registerSpanSenders(outbox);
  registerLineSenders(outbox);
  registerAnswerSenders(outbox);
  void outbox.start();
  current = { userId, outbox };
  return outbox;
}

/** Try everything that waits: acts to be sent, and the connection that tells what others do. */
export function reconnect(outbox: Outbox): void {
  outbox.retry();
  hurryServerEvents();
}

/** Retry when the network or the person is back; ask before leaving with work that only this page holds. */
export function useOutboxGuard(outbox: Outbox): void {
  useEffect(() => {
    outbox.retry();
    const retry = () => reconnect(outbox);
    const visible = () => {
      if (document.visibilityState === "visible") retry();
    };
    const leave = (event: BeforeUnloadEvent) => {
      if (outbox.isAtRisk) event.preventDefault();
    };
    // Browsers may clear what they store when the disk is full, unless they are asked not to.
    const keep = outbox.subscribe((state) => {
      if (state.kind !== "offline") return;
      keep();
      void navigator.storage?.persist?.().catch(() => undefined);
    });
    const release = holdPage();
    window.addEventListener("online", retry);
    document.addEventListener("visibilitychange", visible);
    window.addEventListener("beforeunload", leave);
    return () => {
      keep();
      release();
      window.removeEventListener("online", retry);
      document.removeEventListener("visibilitychange", visible);
      window.removeEventListener("beforeunload", leave);
    };
  }, [outbox]);
}

/** The save state, live. */
export function useSaveState(outbox: Outbox): SaveState {
  const subscribe = useCallback((listener: () => void) => outbox.subscribe(listener), [outbox]);
  return useSyncExternalStore(subscribe, () => outbox.state);
}
