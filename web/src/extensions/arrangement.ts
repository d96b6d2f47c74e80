/** In which order a person has their panels, which are on and which are closed. Pure; kept as JSON text. */

import type { LabelingContext } from "@/features/labeling/context";
import type { Extension, ExtensionId } from "./types";

export interface Arrangement {
  /** Panels in the person's order; those not named follow in the usual one. */
  order: ExtensionId[];
  /** Switched on or off by the person; the project's choice holds for others. */
  on: Partial<Record<ExtensionId, boolean>>;
  closed: ExtensionId[];
  /** Height in px of panels whose height was changed. */
  heights: Partial<Record<ExtensionId, number>>;
}

export const NEW: Arrangement = { order: [], on: {}, closed: [], heights: {} };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function texts(value: unknown): ExtensionId[] {
  return Array.isArray(value) ? (value.filter((item) => typeof item === "string") as ExtensionId[]) : [];
}

function entries<Value>(value: unknown, type: string): Partial<Record<ExtensionId, Value>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([, item]) => typeof item === type)) as Partial<
    Record<ExtensionId, Value>
  >;
}

/** Read what was kept; anything that is not understood is as if nothing had been kept. */
export function parseArrangement(text: string | null | undefined): Arrangement {
  if (!text) return NEW;
  try {
    const found: unknown = JSON.parse(text);
    if (!isRecord(found)) return NEW;
    return {
      order: texts(found["order"]),
      on: entries<boolean>(found["on"], "boolean"),
      closed: texts(found["closed"]),
      heights: entries<number>(found["heights"], "number"),
    };
  } catch {
    return NEW;
  }
}

/** What the project offers a role: which panels exist and which are on. Null while unknown. */
export interface Offer {
  available: ReadonlySet<string>;
  enabled: ReadonlySet<string>;
}

/** Panels the public API does not know are everybody's. */
const OURS: ReadonlySet<ExtensionId> = new Set(["COMMENTS_EXTENSION_ID"]);

/** The panels that can be shown here, in the person's order. */
export function offered(
  all: readonly Extension[],
  context: LabelingContext,
  arrangement: Arrangement,
  offer: Offer | null,
): Extension[] {
  const fitting = all.filter(
    (one) =>
      one.modes.includes(context.mode) &&
      (one.kinds === null || one.kinds.some((kind) => context.project.kinds.includes(kind))) &&
      one.isAvailable(context) &&
      (one.core === true || OURS.has(one.id) || offer === null || offer.available.has(one.id)),
  );
  const place = (one: Extension) => {
    const own = arrangement.order.indexOf(one.id);
    return own >= 0 ? own : arrangement.order.length + all.indexOf(one);
  };
  return fitting.sort((a, b) => place(a) - place(b));
}

export function isOn(
  one: Extension,
  context: LabelingContext,
  arrangement: Arrangement,
  offer: Offer | null,
): boolean {
  if (one.core) return true;
  const own = arrangement.on[one.id];
  if (own !== undefined) return own;
  if (offer === null || OURS.has(one.id)) return one.isDefaultOn(context);
  return offer.enabled.has(one.id);
}

/** Move a panel to another place among those shown. Panels that are not shown keep their place. */
export function moved(shown: readonly ExtensionId[], id: ExtensionId, to: number): ExtensionId[] {
  const rest = shown.filter((one) => one !== id);
  const target = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, target), id, ...rest.slice(target)];
}
