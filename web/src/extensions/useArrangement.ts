/** The person's arrangement of panels: at once from this browser, then from the server; kept on both. */

import { useCallback, useEffect, useRef, useState } from "react";

import { mutate, query } from "@/api/client";
import type { LabelingMode, ProjectKind } from "@/features/labeling/context";
import { NEW, parseArrangement, type Arrangement, type Offer } from "./arrangement";
import { GET_PANEL_ARRANGEMENT, GET_PANEL_OFFER, SAVE_PANEL_ARRANGEMENT } from "./operations";

const SAVE_MS = 600;

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Storage may be forbidden; the server keeps it then.
  }
}

/** People arrange panels per kind of project and role: a table wants another order than a text. */
export const kindOf = (kinds: readonly ProjectKind[], mode: LabelingMode): string =>
  `${[...kinds].sort().join("+")}/${mode}`;

export function useArrangement(kind: string, userId: string) {
  const key = `gloss.panels.${userId}.${kind}`;
  const [kept, setKept] = useState(() => ({ key, value: parseArrangement(read(key)) }));
  const timer = useRef(0);
  const waiting = useRef<(() => void) | null>(null);
  const value = kept.key === key ? kept.value : NEW;

  useEffect(() => {
    let wanted = true;
    setKept({ key, value: parseArrangement(read(key)) });
    query(GET_PANEL_ARRANGEMENT, { kind })
      .then(({ getPanelArrangement }) => {
        // Changes made meanwhile are newer than the answer.
        if (!wanted || getPanelArrangement === null || waiting.current) return;
        write(key, getPanelArrangement);
        setKept({ key, value: parseArrangement(getPanelArrangement) });
      })
      .catch(() => undefined);
    return () => {
      wanted = false;
      waiting.current?.();
    };
  }, [key, kind]);

  const change = useCallback(
    (patch: Partial<Arrangement>) => {
      setKept((state) => {
        const next = { ...(state.key === key ? state.value : NEW), ...patch };
        const text = JSON.stringify(next);
        write(key, text);
        window.clearTimeout(timer.current);
        waiting.current = () => {
          window.clearTimeout(timer.current);
          waiting.current = null;
          mutate(SAVE_PANEL_ARRANGEMENT, { kind, arrangement: text }).catch(() => undefined);
        };
        timer.current = window.setTimeout(() => waiting.current?.(), SAVE_MS);
        return { key, value: next };
      });
    },
    [key, kind],
  );
  return [value, change] as const;
}

interface KeptOffer {
  available: string[];
  enabled: string[];
}

function parseOffer(text: string | null): Offer | null {
  if (!text) return null;
  try {
    const { available, enabled } = JSON.parse(text) as KeptOffer;
    return { available: new Set(available), enabled: new Set(enabled) };
  } catch {
    return null;
  }
}

/** What the project offers this role: what was true at the last visit at once, then the truth. */
export function useOffer(cabinetId: string): Offer | null {
  const key = `gloss.offer.${cabinetId}`;
  const [offer, setOffer] = useState<Offer | null>(() => parseOffer(read(key)));
  useEffect(() => {
    let wanted = true;
    query(GET_PANEL_OFFER, { cabinetId, cabinet: cabinetId })
      .then(({ getExtensions, getProjectExtension }) => {
        if (!wanted || !getExtensions) return;
        const elements = getProjectExtension?.elements ?? [];
        const found: KeptOffer = {
          available: getExtensions.map((one) => one.id),
          enabled: elements.filter((one) => one.enabled).map((one) => one.extension.id),
        };
        const text = JSON.stringify(found);
        write(key, text);
        setOffer(parseOffer(text));
      })
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [cabinetId, key]);
  return offer;
}
