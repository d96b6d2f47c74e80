import { useEffect, useRef, useSyncExternalStore } from "react";
import { formatKeyMap, keyMap, onKeyMap, readKeyMap, setKeyMap, type KeyMap } from "@/actions";
import { UPDATE_PROFILE } from "@/api/account";
import { mutate } from "@/api/client";
import { asGlossError } from "@/api/errors";
import { toast, useAppearance, type Contrast, type Scheme } from "@/design";
import { isLanguage, setLanguage, storedLanguage, type Language } from "@/i18n";

/** What an account remembers beside the device, as it lies in `User.preferences`. */
interface Preferences {
  theme?: Scheme;
  contrast?: Contrast;
  language?: Language;
  keyMap?: KeyMap;
}

const SCHEMES: readonly unknown[] = ["auto", "light", "dark"] satisfies Scheme[];
const CONTRASTS: readonly unknown[] = ["normal", "high"] satisfies Contrast[];

/** Read what the server kept; keys of other programs and unknown values are ignored. */
export function readPreferences(value: unknown): Preferences {
  if (typeof value !== "object" || value === null) return {};
  const { theme, contrast, language, keyMap: keys } = value as Record<string, unknown>;
  return {
    ...(SCHEMES.includes(theme) ? { theme: theme as Scheme } : {}),
    ...(CONTRASTS.includes(contrast) ? { contrast: contrast as Contrast } : {}),
    ...(isLanguage(language) ? { language } : {}),
    ...(keys === undefined ? {} : { keyMap: readKeyMap(keys) }),
  };
}

/** The server merges. Signed out or offline the choice still lasts on this device. */
function keep(preferences: Preferences): void {
  mutate(UPDATE_PROFILE, { input: { preferences } }).catch(() => undefined);
}

/** Theme, contrast and language, kept on this device and in the account. */
export function usePreferences() {
  const { scheme, setScheme, contrast, setContrast } = useAppearance();
  return {
    scheme,
    contrast,
    setScheme: (theme: Scheme) => {
      setScheme(theme);
      keep({ theme });
    },
    setContrast: (next: Contrast) => {
      setContrast(next);
      keep({ contrast: next });
    },
    setLanguage: (language: Language) => {
      setLanguage(language).then(
        () => keep({ language }),
        (error: unknown) => toast.error(asGlossError(error)),
      );
    },
  };
}

/** The person's keys and the way to change them, kept on this device and in the account. */
export function useKeyMap(): [KeyMap, (next: KeyMap) => void] {
  const map = useSyncExternalStore(onKeyMap, keyMap);
  const change = (next: KeyMap) => {
    setKeyMap(next);
    keep({ keyMap: JSON.parse(formatKeyMap(next)) as KeyMap });
  };
  return [map, change];
}

/** On arrival the account's choice goes before the device's. */
export function useAccountPreferences(userId: string | null | undefined, preferences: unknown): void {
  const { scheme, setScheme, contrast, setContrast } = useAppearance();
  const applied = useRef<string>(undefined);
  useEffect(() => {
    if (!userId || applied.current === userId) return;
    applied.current = userId;
    const kept = readPreferences(preferences);
    if (kept.theme && kept.theme !== scheme) setScheme(kept.theme);
    if (kept.contrast && kept.contrast !== contrast) setContrast(kept.contrast);
    if (kept.language && kept.language !== storedLanguage())
      void setLanguage(kept.language).catch(() => undefined);
    if (kept.keyMap) setKeyMap(kept.keyMap);
  }, [userId, preferences, scheme, setScheme, contrast, setContrast]);
}
