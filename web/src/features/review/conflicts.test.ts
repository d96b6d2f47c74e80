import { describe, expect, it } from "vitest";
import type { Question } from "@/question-types";
import { acceptAgreed, allDecided, decidedAnswers, disputes, pick, type WireConflict } from "./conflicts";

const base = { name: "", required: false };
const QUESTIONS: Question[] = [
  { ...base, id: 0, type: "TEXT", label: "Tone", config: {} },
  { ...base, id: 1, type: "TEXT", label: "Words", config: { multiple: true } },
  {
    ...base,
    id: 2,
    type: "NESTED",
    label: "Items",
    config: { multiple: true, questions: [{ ...base, id: 3, type: "TEXT", label: "Item", config: {} }] },
  },
  { ...base, id: 4, type: "CHECKBOX", label: "Urgent", config: {} },
];

const tone: WireConflict = {
  questionId: "0",
  answers: [
    { value: "bad", userIds: [7] },
    { value: "good", userIds: [5, 6] },
  ],
};
const words: WireConflict = {
  questionId: "1",
  answers: [
    { value: "b", userIds: ["5"] },
    { value: "c", userIds: [6] },
  ],
};
const item: WireConflict = {
  questionId: "3",
  parentQuestionId: "2",
  nestedAnswerIndex: 1,
  answers: [{ value: "soup", userIds: [5] }],
};
const urgent: WireConflict = { questionId: "4", answers: [{ value: "false", userIds: [5] }] };

describe("disputes", () => {
  it("puts the answer with most supporters first", () => {
    const [open] = disputes(QUESTIONS, [tone], {});
    expect(open?.choices.map((choice) => [choice.text, choice.userIds, choice.chosen])).toEqual([
      ["good", [5, 6], false],
      ["bad", [7], false],
    ]);
  });

  it("takes single answers over and back", () => {
    const [open] = disputes(QUESTIONS, [tone], {});
    if (!open) throw new Error("no dispute");
    expect(pick({}, open, "good")).toEqual({ Q0: "good" });
    expect(pick({ Q0: "good" }, open, "good")).toEqual({ Q0: null });
    expect(allDecided(disputes(QUESTIONS, [tone], { Q0: "good" }))).toBe(true);
  });

  it("adds to what several answers already hold", () => {
    const [open] = disputes(QUESTIONS, [words], { Q1: ["a"] });
    if (!open) throw new Error("no dispute");
    expect(pick({ Q1: ["a"] }, open, "c")).toEqual({ Q1: ["a", "c"] });
  });

  it("fills the right group", () => {
    const [open] = disputes(QUESTIONS, [item], {});
    if (!open) throw new Error("no dispute");
    expect(pick({ Q2: [{ Q3: "tea" }] }, open, "soup")).toEqual({ Q2: [{ Q3: "tea" }, { Q3: "soup" }] });
  });

  it("accepts what nobody contradicts and leaves the rest open", () => {
    const open = disputes(QUESTIONS, [tone, item, urgent], {});
    expect(acceptAgreed({}, open)).toEqual({ Q2: [{}, { Q3: "soup" }], Q4: false });
    expect(acceptAgreed({}, disputes(QUESTIONS, [tone], {}))).toBeNull();
  });

  it("sends only what was open or changed", () => {
    const open = disputes(QUESTIONS, [tone], { Q0: "good" });
    expect(decidedAnswers({ Q0: "good", Q1: ["a"], Q4: true }, { Q1: ["a"] }, open)).toEqual({
      Q0: "good",
      Q4: true,
    });
  });

  it("leaves out conflicts of questions that are gone", () => {
    expect(disputes(QUESTIONS, [{ questionId: "9", answers: [] }], {})).toEqual([]);
  });
});
