/** Which steps there are, and what keeps a person from going on. */

import { t } from "@/i18n";
import { findIssues } from "@/features/library/labelSet";
import { questionProblems } from "../questions/entries";
import { isLabeler } from "./assignment";
import { fits } from "./files";
import { kindsOf } from "./input";
import { maskingProblem } from "./masking";
import { reviewProblem } from "./review";
import { STEPS, type Step, type WizardState } from "./state";

/** The personal workspace has nobody to assign. */
export const stepsOf = (teamId: string | null): Step[] =>
  STEPS.filter((step) => step !== "assignment" || teamId !== null);

function uploadProblem(state: WizardState, problems: Map<string, string>): string | undefined {
  if (state.files.length === 0) return t("wizard.stepProblems.noFiles");
  if (problems.size > 0) return t("wizard.stepProblems.files", { count: problems.size });
  if (!state.name.trim()) return t("wizard.stepProblems.name");
  return state.files.every((file) => file.objectKey) ? undefined : t("wizard.stepProblems.sending");
}

/** Why files cannot be read; only those still in the list count. */
function unreadableProblem({ files, unreadable }: WizardState): string | undefined {
  const [first, ...more] = files.filter((file) => unreadable[file.id]);
  if (!first) return undefined;
  return t("wizard.stepProblems.unreadable", { name: first.name, count: more.length + 1 });
}

function previewProblem({ preview, ...state }: WizardState): string | undefined {
  if (state.files.length === 0) return t("wizard.stepProblems.noFiles");
  const unreadable = unreadableProblem({ preview, ...state });
  if (unreadable) return unreadable;
  const kinds = kindsOf({ preview, ...state });
  if (!kinds.includes("ROW_BASED") || kinds.includes("TOKEN_BASED")) return undefined;
  const names = (preview.columns ?? []).map((column) => column.name.trim());
  if (names.some((name) => name === "")) return t("wizard.stepProblems.columnName");
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return t("wizard.stepProblems.columnTwice", { name: twice });
  if (names.length > 0 && (preview.columns ?? []).every((column) => !column.displayed))
    return t("wizard.stepProblems.noColumn");
  if (preview.viewer === "URL" && preview.urlColumnNames.length === 0) return t("wizard.urlColumnsMissing");
  return undefined;
}

function tasksProblem(state: WizardState): string | undefined {
  const kinds = kindsOf(state);
  const { labelSets, rowQuestions, documentQuestions } = state.tasks;
  if (!fits(kinds, state.files)) return t("wizard.stepProblems.kinds");
  if (kinds.includes("TOKEN_BASED")) {
    const wrong = labelSets.find((set) => !set.name.trim() || findIssues(set.items).size > 0);
    if (wrong) return t("wizard.stepProblems.labelSet", { name: wrong.name });
  }
  const asked = [
    ...(kinds.includes("ROW_BASED") ? [rowQuestions] : []),
    ...(kinds.includes("DOCUMENT_BASED") ? [documentQuestions] : []),
  ];
  for (const entries of asked) {
    const [first] = questionProblems(entries);
    if (first) return t("wizard.stepProblems.question", { number: first[0] + 1, problem: first[1] });
  }
  return undefined;
}

function assignmentProblem({ assignment }: WizardState): string | undefined {
  const labelers = Object.values(assignment.roles).filter(isLabeler).length;
  return reviewProblem(assignment, labelers);
}

/** The message that explains why Next is off; undefined lets the person go on. */
export function stepProblem(
  step: Step,
  state: WizardState,
  problems: Map<string, string>,
): string | undefined {
  if (step === "upload") return uploadProblem(state, problems);
  if (step === "preview") return previewProblem(state);
  if (step === "tasks") return tasksProblem(state);
  if (step === "assignment") return assignmentProblem(state);
  return (
    uploadProblem(state, problems) ??
    previewProblem(state) ??
    tasksProblem(state) ??
    assignmentProblem(state) ??
    maskingProblem(state.masking, kindsOf(state))
  );
}
