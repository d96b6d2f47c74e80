import { describe, expect, it } from "vitest";
import {
  findQuestionIssues,
  formatOptions,
  parseOptions,
  questionSetFromFile,
  questionsFromJson,
  questionsToJson,
  questionToInput,
  withType,
  newQuestion,
} from "./questionSet";

describe("question set files", () => {
  it("read a question and its options per record", () => {
    expect(questionSetFromFile("Triage.csv", 'Topic?,Refund,"Late, lost"\nRemarks?\n')).toEqual({
      name: "Triage",
      questions: [
        {
          type: "DROPDOWN",
          label: "Topic?",
          required: false,
          config: {
            options: [
              { id: "1", label: "Refund" },
              { id: "2", label: "Late, lost" },
            ],
          },
        },
        { type: "TEXT", label: "Remarks?", required: false, config: {} },
      ],
    });
  });

  it("come back from JSON unchanged", () => {
    const source = questionsToJson([
      {
        type: "NESTED",
        label: "Party",
        required: true,
        activationConditionLogic: "x",
        config: {
          multiple: true,
          questions: [{ type: "DATE", label: "Born", required: false, config: { format: "YYYY-MM-DD" } }],
        },
      },
    ]);
    expect(questionsToJson(questionsFromJson(source))).toBe(source);
  });

  it.each([
    ["[]", "Write a list of questions."],
    ["{", "This is not valid JSON"],
    ['[{"type":"ODD","label":"x"}]', "Question 1: the type must be one of TEXT"],
    ['[{"type":"TEXT"}]', "Question 1 has no “label”."],
    ['[{"type":"TEXT","label":"a"},{"type":"DROPDOWN","label":"b"}]', "Question 2: Add at least one option."],
  ])("refuse %s", (source, message) => {
    expect(() => questionsFromJson(source)).toThrow(message);
  });
});

describe("options", () => {
  it("are one a line, indented below their parent", () => {
    const options = parseOptions("Europe\n  Spain\n    Madrid\n  France\nAsia\n", true);
    expect(options.map((option) => [option.label, option.parentId ?? null])).toEqual([
      ["Europe", null],
      ["Spain", "1"],
      ["Madrid", "2"],
      ["France", "1"],
      ["Asia", null],
    ]);
    expect(formatOptions(options)).toBe("Europe\n  Spain\n    Madrid\n  France\nAsia");
  });
});

it("a changed type starts with settings that work and keeps options", () => {
  const slider = withType({ ...newQuestion(), label: "How sure?" }, "SLIDER");
  expect(findQuestionIssues([slider]).size).toBe(0);
  const choice = { ...withType(newQuestion(), "DROPDOWN"), config: { options: [{ id: "1", label: "A" }] } };
  expect(withType(choice, "SINGLE_CHOICE").config.options).toEqual([{ id: "1", label: "A" }]);
  expect(questionToInput(slider).config).toMatchObject({ min: 1, max: 10, step: 1, theme: "PLAIN" });
});
