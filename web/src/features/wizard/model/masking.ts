/** What is hidden in texts while they are read. */

import type { AnonymizationConfigInput, ProjectKind } from "@/api/generated/graphql";
import { t } from "@/i18n";

/** What patterns alone can find; names of people and places would need a language model. */
export const ENTITY_TYPES = [
  "EMAIL_ADDRESS",
  "PHONE_NUMBER",
  "IP_ADDRESS",
  "DOMAIN_NAME",
  "CREDIT_CARD",
  "IBAN_CODE",
  "US_SSN",
  "US_ITIN",
  "US_PASSPORT",
  "US_DRIVER_LICENSE",
  "US_BANK_NUMBER",
  "DATE_TIME",
] as const;

export const MASKING_METHODS = ["ASTERISK", "RANDOM_CHARACTER"] as const;
export const MAX_PATTERNS = 50;

export interface MaskingPattern {
  name: string;
  pattern: string;
  flags: string;
}

export interface MaskingChoices {
  on: boolean;
  entityTypes: string[];
  method: (typeof MASKING_METHODS)[number];
  patterns: MaskingPattern[];
}

export const NO_MASKING: MaskingChoices = { on: false, entityTypes: [], method: "ASTERISK", patterns: [] };

export const canMask = (kinds: readonly ProjectKind[]): boolean =>
  kinds.includes("TOKEN_BASED") || kinds.includes("ROW_BASED");

/** What is wrong with one pattern, by field. */
export function patternProblems({ name, pattern, flags }: MaskingPattern): Partial<MaskingPattern> {
  const problems: Partial<MaskingPattern> = {};
  if (!name.trim()) problems.name = t("wizard.masking.nameMissing");
  if (!pattern) return { ...problems, pattern: t("wizard.masking.patternMissing") };
  try {
    new RegExp(pattern, flags);
  } catch (error) {
    problems.pattern = (error as Error).message;
  }
  return problems;
}

export function maskingProblem(masking: MaskingChoices, kinds: readonly ProjectKind[]): string | undefined {
  if (!masking.on || !canMask(kinds)) return undefined;
  if (masking.entityTypes.length + masking.patterns.length === 0) return t("wizard.masking.nothing");
  const broken = masking.patterns.findIndex((entry) => Object.keys(patternProblems(entry)).length > 0);
  return broken < 0 ? undefined : t("wizard.masking.broken", { number: broken + 1 });
}

export function maskingInput(
  masking: MaskingChoices,
  kinds: readonly ProjectKind[],
): AnonymizationConfigInput | null {
  if (!masking.on || !canMask(kinds)) return null;
  return {
    entityTypes: masking.entityTypes,
    maskingMethod: masking.method,
    regularExpressions: masking.patterns.map(({ name, pattern, flags }) => ({
      name: name.trim(),
      pattern,
      flags,
    })),
  };
}
