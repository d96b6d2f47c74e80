import { describe, expect, it } from "vitest";
import { checkAnswers, initialAnswers, tidyAnswers } from "./check";
import { parseLogic, readableAll, visibleQuestions } from "./logic";
import { TYPES } from "./registry";
import type { Question, QuestionConfig, QuestionTypeKey } from "./types";

function question(
  id: number,
  type: QuestionTypeKey,
  config: QuestionConfig = {},
  more: Partial<Question> = {},
): Question {
  return { id, type, name: `name ${id}`, label: `Question ${id}`, required: false, config, ...more };
}

const shownIf = (rule: string, value = "", on = "Q0", op = "AND") => ({
  activationConditionLogic: JSON.stringify({ op, rules: [{ question: on, rule, value }] }),
});

const shown = (questions: Question[], answers: Record<string, unknown>) =>
  visibleQuestions(questions, answers).map((entry) => entry.id);

describe("question logic", () => {
  it.each([
    ["TEXT", "IS", "run", "run", true],
    ["TEXT", "IS", "run", "Run", false],
    ["TEXT", "IS_NOT", "run", "walk", true],
    ["TEXT", "CONTAINS", "run", "running", true],
    ["TEXT", "STARTS_WITH", "ning", "running", false],
    ["TEXT", "ENDS_WITH", "ning", "running", true],
    ["TEXT", "IS_ANSWERED", "", "  ", false],
    ["SLIDER", "GT", "3", "10", true],
    ["SLIDER", ">=", "3", "3", true],
    ["SLIDER", "<", "3", "10", false],
    ["SLIDER", "IS", "3.0", "3", true],
    ["CHECKBOX", "IS_CHECKED", "", true, true],
    ["CHECKBOX", "IS_UNCHECKED", "", false, true],
    ["CHECKBOX", "IS_UNCHECKED", "", undefined, true],
  ] as const)("%s %s %s with %s is %s", (type, rule, value, answer, expected) => {
    const questions = [question(0, type), question(1, "TEXT", {}, shownIf(rule, value))];
    expect(shown(questions, { Q0: answer })).toEqual(expected ? [0, 1] : [0]);
  });

  it("compares each of several answers as a whole", () => {
    const questions = [
      question(0, "TEXT", { multiple: true }),
      question(1, "TEXT", {}, shownIf("CONTAINS", "run")),
    ];
    expect(shown(questions, { Q0: ["running"] })).toEqual([0]);
    expect(shown(questions, { Q0: ["walk", "run"] })).toEqual([0, 1]);
  });

  it("reads trees by path and id", () => {
    const options = [
      { id: "1", label: "Kitchen" },
      { id: "7", label: "Hot", parentId: "1" },
    ];
    const tree = question(0, "HIERARCHICAL_DROPDOWN", { options });
    expect(readableAll(tree, "7")).toBe("Kitchen > Hot");
    for (const value of ["7", "Kitchen > Hot"]) {
      expect(shown([tree, question(1, "TEXT", {}, shownIf("IS", value))], { Q0: "7" })).toEqual([0, 1]);
    }
  });

  it("counts a hidden question as unanswered for those after it", () => {
    const questions = [
      question(0, "TEXT"),
      question(1, "TEXT", {}, shownIf("IS", "a")),
      question(2, "TEXT", {}, shownIf("IS_ANSWERED", "", "name 1")),
    ];
    expect(shown(questions, { Q0: "a", Q1: "x" })).toEqual([0, 1, 2]);
    expect(shown(questions, { Q0: "b", Q1: "x" })).toEqual([0]);
  });

  it("joins rules with OR and leaves out rules on questions that are gone", () => {
    const rules = [
      { question: "Q0", rule: "is", value: "a" },
      { question: "Q9", rule: "IS", value: "b" },
    ];
    const questions = [
      question(0, "TEXT"),
      question(1, "TEXT", {}, { activationConditionLogic: JSON.stringify({ op: "or", rules }) }),
    ];
    expect(shown(questions, { Q0: "a" })).toEqual([0, 1]);
    expect(shown(questions, { Q0: "c" })).toEqual([0]);
  });

  it("shows a question whose logic cannot be read", () => {
    expect(parseLogic("{broken")).toBeNull();
    expect(shown([question(0, "TEXT", {}, { activationConditionLogic: "{broken" })], {})).toEqual([0]);
  });
});

describe("checking answers", () => {
  const errorsOf = (entry: Question, value: unknown) => checkAnswers([entry], { [`Q${entry.id}`]: value });

  it("asks for required answers of shown questions only", () => {
    const questions = [
      question(0, "TEXT"),
      question(1, "TEXT", {}, { required: true, ...shownIf("IS", "a") }),
    ];
    expect(checkAnswers(questions, { Q0: "b" })).toEqual({});
    expect(checkAnswers(questions, { Q0: "a" })).toEqual({ Q1: "Answer this question: it is required." });
    expect(checkAnswers(questions, { Q0: "a" }, "", true)).toEqual({});
  });

  it.each([
    ["TEXT", { minLength: 3 }, "😀a", "Write at least 3 characters; there are 2."],
    ["TEXT", { pattern: "[A-Z]{2}-\\d+" }, "xAB-12", "The answer must match the pattern [A-Z]{2}-\\d+."],
    ["URL", {}, "javascript:alert(1)", "Write a web address that starts with http:// or https://."],
    ["DATE", { format: "DD/MM/YYYY" }, "30/02/2024", "Write a date like DD/MM/YYYY."],
    ["TIME", { format: "HH:mm" }, "24:00", "Write a time like HH:mm."],
    ["SLIDER", { min: 0, max: 10, step: 5 }, "7", "Values go from 0 in steps of 5."],
    ["SLIDER", { min: 0, max: 10 }, "11", "Choose a number from 0 to 10."],
    ["DROPDOWN", { options: [{ id: "1", label: "Thai" }] }, "Greek", "“Greek” is not one of the options."],
  ] as const)("refuses %s %o with %s", (type, config, value, message) => {
    expect(errorsOf(question(0, type, config as QuestionConfig), value)).toEqual({ Q0: message });
  });

  it.each([
    ["DATE", { format: "DD/MM/YYYY" }, "29/02/2024"],
    ["DATE", { format: "DD/MM/YYYY" }, "2024-02-29"],
    ["TIME", { format: "hh:mm:ss A" }, "12:05:09 PM"],
    ["CHECKBOX", {}, false],
    ["SLIDER", { min: 1, max: 5, step: 2 }, "3"],
  ] as const)("takes %s %o with %s", (type, config, value) => {
    expect(errorsOf(question(0, type, config as QuestionConfig, { required: true }), value)).toEqual({});
  });

  it("names the wrong one of several answers and of a group", () => {
    expect(errorsOf(question(0, "URL", { multiple: true }), ["https://a.example", "b"])).toEqual({
      "Q0[1]": "Write a web address that starts with http:// or https://.",
    });
    const group = question(0, "NESTED", {
      multiple: true,
      questions: [question(1, "TEXT", {}, { required: true }), question(2, "TEXT")],
    });
    expect(errorsOf(group, [{ Q1: "a" }, { Q2: "b" }])).toEqual({
      "Q0[1].Q1": "Answer this question: it is required.",
    });
  });

  it("clears hidden and empty answers when it sends", () => {
    const questions = [
      question(0, "TEXT"),
      question(1, "TEXT", {}, shownIf("IS", "a")),
      question(2, "TEXT", { multiple: true }),
      question(3, "NESTED", { multiple: true, questions: [question(4, "TEXT")] }),
    ];
    const answers = { Q0: "b", Q1: "x", Q2: ["", "y"], Q3: [{ Q4: "" }, { Q4: "z" }] };
    expect(tidyAnswers(questions, answers)).toEqual({ Q0: "b", Q1: null, Q2: ["y"], Q3: [{ Q4: "z" }] });
  });

  it("starts with defaults", () => {
    const questions = [
      question(0, "DATE", { format: "DD-MM-YYYY", defaultValue: "NOW" }),
      question(1, "TIME", { format: "HH.mm", defaultValue: "NOW" }),
      question(2, "DROPDOWN", { multiple: true, options: [{ id: "k", label: "Thai" }], defaultValue: "k" }),
      question(3, "TEXT"),
    ];
    expect(initialAnswers(questions, new Date(2026, 2, 4, 5, 6, 7))).toEqual({
      Q0: "04-03-2026",
      Q1: "05.06",
      Q2: ["Thai"],
    });
  });

  it("has one definition for each type of the schema, under its own key", () => {
    expect(Object.entries(TYPES).filter(([key, type]) => key !== type.key)).toEqual([]);
    expect(Object.keys(TYPES).sort()).toEqual([
      "CHECKBOX",
      "DATA",
      "DATE",
      "DROPDOWN",
      "HIERARCHICAL_DROPDOWN",
      "MULTIPLE_CHOICE",
      "NESTED",
      "SCRIPT_GENERATED",
      "SINGLE_CHOICE",
      "SLIDER",
      "TEXT",
      "TIME",
      "TOKEN",
      "URL",
    ]);
  });
});
