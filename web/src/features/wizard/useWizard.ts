import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { uploadFile } from "@/api/upload";
import { asGlossError } from "@/api/errors";
import { uuid } from "@/util/uuid";
import { suggestedName } from "./model/files";
import {
  newState,
  storedState,
  storeState,
  type Unreadable,
  type WizardFile,
  type WizardState,
} from "./model/state";

const PARALLEL = 4;

export interface Wizard {
  state: WizardState;
  set: <Key extends keyof WizardState>(key: Key, value: WizardState[Key]) => void;
  patch: <Key extends "preview" | "tasks" | "assignment" | "settings" | "masking">(
    key: Key,
    value: Partial<WizardState[Key]>,
  ) => void;
  addFiles: (files: readonly File[]) => void;
  removeFile: (id: string) => void;
  retryFile: (id: string) => void;
  /** Remember why a file cannot be read, or null that it can. */
  setUnreadable: (id: string, problem: Unreadable | null) => void;
  /** Whether a file of an earlier visit has to be chosen again to be sent. */
  canRetry: (id: string) => boolean;
  clear: () => void;
  /** Nothing is kept of this project any more. */
  finish: () => void;
}

/** State of the wizard, kept over a reload, and the uploads that belong to it. */
export function useWizard(teamId: string | null): Wizard {
  const { t } = useTranslation();
  const [state, setState] = useState(() => storedState(teamId, t("wizard.problems.interrupted")));
  const sources = useRef(new Map<string, File>());
  const aborts = useRef(new Map<string, AbortController>());
  const waiting = useRef<string[]>([]);
  const running = useRef(0);
  const finished = useRef(false);

  useEffect(() => {
    if (!finished.current) storeState(teamId, state);
  }, [teamId, state]);

  const change = useCallback((id: string, next: Partial<WizardFile>) => {
    setState((before) => ({
      ...before,
      files: before.files.map((file) => (file.id === id ? { ...file, ...next } : file)),
    }));
  }, []);

  const work = useCallback(async () => {
    if (running.current >= PARALLEL) return;
    running.current++;
    for (let id = waiting.current.shift(); id !== undefined; id = waiting.current.shift()) {
      const key = id;
      const file = sources.current.get(key);
      if (!file) continue;
      const abort = new AbortController();
      aborts.current.set(key, abort);
      try {
        const { objectKey } = await uploadFile(file, {
          signal: abort.signal,
          onProgress: (sent) => change(key, { sent }),
        });
        change(key, { objectKey, sent: file.size, error: undefined });
      } catch (error) {
        const known = asGlossError(error);
        if (known.code !== "ABORTED") change(key, { error: known.message, sent: 0 });
      } finally {
        aborts.current.delete(key);
      }
    }
    running.current--;
  }, [change]);

  const enqueue = (ids: readonly string[]) => {
    waiting.current.push(...ids);
    for (let at = 0; at < Math.min(PARALLEL, ids.length); at++) void work();
  };

  const addFiles = (files: readonly File[]) => {
    const added = files.map((file): WizardFile => ({
      id: uuid(),
      name: file.name,
      size: file.size,
      sent: 0,
    }));
    added.forEach((entry, at) => {
      const file = files[at];
      if (file) sources.current.set(entry.id, file);
    });
    setState((before) => {
      // The same name again is the way to mend a file whose upload failed or broke off.
      const again = new Set(
        before.files
          .filter((old) => old.error && added.some((file) => file.name === old.name))
          .map((old) => old.id),
      );
      const all = [...before.files.filter((old) => !again.has(old.id)), ...added];
      const name = before.named || before.name || !added[0] ? before.name : suggestedName(added[0].name);
      return {
        ...before,
        name,
        files: all,
        preview: { ...before.preview, columns: before.files.length > 0 ? before.preview.columns : null },
      };
    });
    enqueue(added.filter((file) => file.size > 0).map((file) => file.id));
  };
  const removeFile = (id: string) => {
    waiting.current = waiting.current.filter((other) => other !== id);
    aborts.current.get(id)?.abort();
    sources.current.delete(id);
    setState((before) => ({ ...before, files: before.files.filter((file) => file.id !== id) }));
  };
  return {
    state,
    set: (key, value) => setState((before) => ({ ...before, [key]: value })),
    patch: (key, value) => setState((before) => ({ ...before, [key]: { ...before[key], ...value } })),
    addFiles,
    removeFile,
    retryFile: (id) => {
      change(id, { error: undefined, sent: 0 });
      enqueue([id]);
    },
    setUnreadable: (id, problem) =>
      setState((before) => {
        if (!problem && !before.unreadable[id]) return before;
        const others = Object.entries(before.unreadable).filter(([other]) => other !== id);
        return { ...before, unreadable: Object.fromEntries(problem ? [...others, [id, problem]] : others) };
      }),
    canRetry: (id) => sources.current.has(id),
    clear: () => {
      for (const abort of aborts.current.values()) abort.abort();
      waiting.current = [];
      sources.current.clear();
      setState(newState());
    },
    finish: () => {
      finished.current = true;
      storeState(teamId, null);
    },
  };
}
