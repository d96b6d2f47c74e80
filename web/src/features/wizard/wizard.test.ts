import { describe, expect, it } from "vitest";
import { coverage, distribute, pieces } from "./model/assignment";
import { fileProblems, pairFiles, readableBytes, suggestedKinds } from "./model/files";
import { creationSettings, launchInput } from "./model/input";
import { maskingProblem } from "./model/masking";
import { DEFAULT_REVIEW, reviewInput } from "./model/review";
import { newState, storedState, storeState, type WizardFile } from "./model/state";
import { stepProblem, stepsOf } from "./model/steps";
import {
  asQuestions,
  entriesFromFile,
  entriesFromJson,
  entriesToJson,
  moveEntry,
  newEntry,
  questionProblems,
  removeEntry,
} from "./questions/entries";

const file = (name: string, more: Partial<WizardFile> = {}): WizardFile => ({
  id: name,
  name,
  size: 10,
  sent: 10,
  objectKey: `temp/${name}`,
  ...more,
});

describe("files", () => {
  it("pairs media with companions of the same name before the first dot", () => {
    const files = [file("bill.v2.png"), file("bill.json"), file("other.png")];
    expect(
      pairFiles(files).map(({ document, extras }) => [document.name, extras.map((extra) => extra.name)]),
    ).toEqual([
      ["bill.v2.png", ["bill.json"]],
      ["other.png", []],
    ]);
  });

  it("names what is wrong with each file", () => {
    const files = [
      file("a.csv"),
      file("b.csv"),
      file("c.txt"),
      { ...file("a.csv"), id: "again" },
      file("empty.csv", { size: 0 }),
      file("big.csv", { size: 2000 }),
      file("x.exe"),
      file("broken.csv", { error: "The connection broke." }),
    ];
    expect([...fileProblems(files, 1000)]).toEqual([
      [
        "c.txt",
        "All files of a project have the same type. Most are csv, this one is txt: remove it or make another project of it.",
      ],
      ["again", "A file of this name is already in the list. Rename one of them."],
      ["empty.csv", "The file is empty. Remove it."],
      ["big.csv", "Larger than 1000 B, the most this server takes. Cut the file into smaller ones."],
      ["x.exe", "Files of the type exe are not supported."],
      ["broken.csv", "The connection broke."],
    ]);
  });

  it("suggests what can be labeled", () => {
    expect(
      [["a.xlsx"], ["a.pdf", "a.txt"], ["a.txt"], []].map((names) =>
        suggestedKinds(names.map((name) => file(name))),
      ),
    ).toEqual([["ROW_BASED"], ["DOCUMENT_BASED"], ["TOKEN_BASED"], ["TOKEN_BASED"]]);
    expect([512, 1536, 50 * 1024 * 1024].map(readableBytes)).toEqual(["512 B", "1.5 kB", "50 MB"]);
  });
});

describe("distribution", () => {
  it("gives A part 1 and B part 1 to the first of two labelers", () => {
    const all = pieces([file("A"), file("B")], 2);
    expect(distribute(all, ["x", "y"], 1)).toEqual({
      x: ["A\u00000", "B\u00000"],
      y: ["A\u00001", "B\u00001"],
    });
  });

  it("gives the heaviest first and never one document twice to a person", () => {
    const all = pieces(
      [file("small", { size: 1 }), file("large", { size: 9 }), file("middle", { size: 5 })],
      1,
    );
    const grid = distribute(all, ["x", "y", "z"], 2);
    expect(grid).toEqual({
      x: ["large\u00000", "middle\u00000"],
      y: ["large\u00000", "small\u00000"],
      z: ["middle\u00000", "small\u00000"],
    });
    expect([...coverage(all, grid, ["x", "y", "z"]).values()]).toEqual([2, 2, 2]);
    for (const keys of Object.values(grid)) expect(new Set(keys).size).toBe(keys.length);
  });

  it("gives everything to fewer labelers than asked for", () => {
    const all = pieces([file("A")], 1);
    expect(distribute(all, ["x"], 3)).toEqual({ x: ["A\u00000"] });
    expect([...coverage(all, null, ["x", "y"]).values()]).toEqual([2]);
  });
});

describe("questions", () => {
  it("reads CSV and JSON and names the place of what is wrong", () => {
    expect(
      entriesFromFile("q.csv", "Topic,Food,Price\nWhy\n").map((entry) => [
        entry.type,
        entry.label,
        entry.config.options,
      ]),
    ).toEqual([
      [
        "DROPDOWN",
        "Topic",
        [
          { id: "1", label: "Food" },
          { id: "2", label: "Price" },
        ],
      ],
      ["TEXT", "Why", undefined],
    ]);
    expect(() => entriesFromFile("q.csv", "Topic\n,Food\n")).toThrow("Line 2: the question is empty.");
    expect(() => entriesFromJson('[{"type":"TEXT"}]')).toThrow("Question 1 has no “label”.");
    expect(() => entriesFromJson('[{"type":"POEM","label":"x"}]')).toThrow(
      /^Question 1: the type must be one of TEXT/,
    );
    expect(() =>
      entriesFromJson(
        '[{"type":"NESTED","label":"x","config":{"questions":[{"type":"NESTED","label":"y"}]}}]',
      ),
    ).toThrow("Question 1, part 1: a group cannot hold a group.");
    expect(() => entriesFromJson('{"a":1}')).toThrow("Write a list of questions.");
  });

  it("comes back the same from its own JSON", () => {
    const group = { ...newEntry("NESTED"), label: "Items", required: true };
    group.config.questions = [{ ...newEntry(), label: "part" }];
    const source = entriesToJson([group, { ...newEntry("SLIDER"), label: "Score" }]);
    expect(entriesToJson(entriesFromJson(source))).toBe(source);
  });

  it("keeps logic pointing at the same question when it is moved, and drops rules on later ones", () => {
    const logic = JSON.stringify({ op: "AND", rules: [{ question: "Q0", rule: "IS", value: "a" }] });
    const list = [
      { ...newEntry(), label: "a" },
      { ...newEntry(), label: "b" },
      { ...newEntry(), label: "c", activationConditionLogic: logic },
    ];
    expect(moveEntry(list, 0, 1).map((entry) => [entry.label, entry.activationConditionLogic])).toEqual([
      ["b", null],
      ["a", null],
      ["c", logic.replace("Q0", "Q1")],
    ]);
    expect(moveEntry(list, 2, 0)[0]?.activationConditionLogic).toBeNull();
    expect(removeEntry(list, 0).map((entry) => entry.activationConditionLogic)).toEqual([null, null]);
  });

  it("numbers children after all roots, as the server does", () => {
    const entries = [
      { ...newEntry("NESTED"), label: "g" },
      { ...newEntry(), label: "t" },
    ];
    const [group, text] = asQuestions(entries);
    expect([group?.id, text?.id, group?.config.questions?.[0]?.id]).toEqual([0, 1, 2]);
  });

  it("says what keeps a set from being used", () => {
    const options = [
      { id: "1", label: "x" },
      { id: "2", label: "x" },
    ];
    const entries = [
      newEntry(),
      { ...newEntry("DROPDOWN"), label: "d" },
      { ...newEntry("DROPDOWN"), label: "d", config: { options } },
      { ...newEntry(), label: "p", config: { pattern: "(" } },
      { ...newEntry(), label: "fine" },
    ];
    expect([...questionProblems(entries)]).toEqual([
      [0, "A question needs a text."],
      [1, "Add at least one option."],
      [2, "The option “x” is there twice."],
      [3, "The pattern is no valid regular expression."],
    ]);
  });
});

describe("wizard", () => {
  it("leaves the assignment out where there is nobody to assign", () => {
    expect(stepsOf(null)).toEqual(["upload", "preview", "tasks", "settings"]);
  });

  it("makes the input of a row project", () => {
    const state = newState();
    state.name = " Reviews ";
    state.files = [file("a.csv"), file("b.csv")];
    state.preview.columns = [{ name: "text", displayed: true, labelerRestricted: false }];
    state.tasks.rowQuestions = [{ ...newEntry("SLIDER"), label: "Score", bindToColumn: "text" }];
    state.assignment = {
      ...state.assignment,
      roles: { 3: "LABELER", 4: "REVIEWER" },
      grid: { 3: ["b.csv\u00001"] },
      parts: 2,
      consensus: 1,
    };
    const input = launchInput(state, "7");
    expect(input).toMatchObject({
      name: "Reviews",
      teamId: "7",
      kinds: ["ROW_BASED"],
      documents: [
        { document: { name: "a.csv", objectKey: "temp/a.csv" }, extras: [] },
        { document: { name: "b.csv" } },
      ],
      creationSettings: {
        firstRowAsHeader: true,
        splitDocumentConfig: { strategy: "BY_PARTS", number: 2 },
        viewer: { mode: "TABULAR" },
      },
      kindsDocumentSettings: {
        rowBasedSettings: { displayedRows: -1, mediaDisplayStrategy: "NONE" },
        tokenBasedSettings: null,
      },
      documentQuestions: null,
      rowQuestions: [
        {
          type: "SLIDER",
          label: "Score",
          name: null,
          bindToColumn: "text",
          config: { min: 1, max: 10, step: 1, theme: "PLAIN" },
        },
      ],
      documentAssignments: [
        { teamMemberId: "3", role: "LABELER", documents: [{ fileName: "b.csv", part: 1 }] },
        { teamMemberId: "4", role: "REVIEWER" },
      ],
      projectSettings: { conflictResolution: { mode: "PEER_REVIEW", consensus: 1 } },
    });
    expect(input.documentAssignments?.[1]?.documents).toHaveLength(4);
  });

  it("makes the input of a span project", () => {
    const state = newState();
    state.files = [file("a.txt")];
    state.tasks.span = { oneToken: true, oneLabel: true, arrows: true, characters: false, allTokens: true };
    const input = launchInput(state, null);
    expect(input.documentAssignments).toBeNull();
    expect(input.kindsDocumentSettings?.tokenBasedSettings).toEqual({
      allTokensMustBeLabeled: true,
      allowArcDrawing: true,
      allowCharacterBasedLabeling: false,
      allowMultiLabels: false,
      editSentenceTokenizer: "WINK",
      textLabelMaxTokenLength: 1,
      autoScrollWhenLabeling: true,
    });
    expect(input.creationSettings?.viewer).toEqual({ mode: "TOKEN" });
  });

  it("explains why it cannot go on", () => {
    const state = newState();
    const none = new Map<string, string>();
    expect(stepProblem("upload", state, none)).toBe("Add at least one file.");
    state.files = [file("a.csv", { objectKey: undefined })];
    expect(stepProblem("upload", state, none)).toBe("Give the project a name.");
    state.name = "x";
    expect(stepProblem("upload", state, none)).toBe("Files are still being sent.");
    state.preview.columns = ["a", "a"].map((name) => ({ name, displayed: true, labelerRestricted: false }));
    expect(stepProblem("preview", state, none)).toBe("Two columns are named a.");
    state.assignment = { ...state.assignment, roles: { 1: "LABELER" }, consensus: 2 };
    expect(stepProblem("assignment", state, none)).toBe(
      "There is only 1 labeler. Lower the number or add labelers.",
    );
    state.tasks.rowQuestions = [newEntry()];
    expect(stepProblem("tasks", state, none)).toBe("Question 1: A question needs a text.");
  });

  it("survives a reload; uploads under way are to be made again", () => {
    const state = {
      ...newState(),
      name: "kept",
      files: [file("a.csv"), file("b.csv", { objectKey: undefined, sent: 4 })],
    };
    storeState("7", state);
    expect(storedState("7", "Choose it again.")).toEqual({
      ...state,
      files: [state.files[0], { ...file("b.csv"), objectKey: undefined, sent: 0, error: "Choose it again." }],
    });
    storeState("7", null);
    expect(storedState("7", "").name).toBe("");
  });
});

describe("masking and review", () => {
  it("sends what is hidden, and names a pattern that does not work", () => {
    const state = newState();
    state.files = [{ id: "1", name: "a.txt", size: 3, sent: 3, objectKey: "k" }];
    state.masking = {
      on: true,
      entityTypes: ["EMAIL_ADDRESS"],
      method: "RANDOM_CHARACTER",
      patterns: [{ name: " Customer ", pattern: "KU-\\d+", flags: "i" }],
    };
    expect(creationSettings(state).anonymizationConfig).toEqual({
      entityTypes: ["EMAIL_ADDRESS"],
      maskingMethod: "RANDOM_CHARACTER",
      regularExpressions: [{ name: "Customer", pattern: "KU-\\d+", flags: "i" }],
    });
    state.masking.patterns = [{ name: "Customer", pattern: "(", flags: "" }];
    expect(maskingProblem(state.masking, ["TOKEN_BASED"])).toBe(
      "Pattern 1 needs a name and a valid regular expression.",
    );
    expect(maskingProblem(state.masking, ["DOCUMENT_BASED"])).toBeUndefined();
  });

  it("calls a reviewer only where two labelers must agree, and samples only without consensus", () => {
    const rules = {
      ...DEFAULT_REVIEW,
      consensus: 2,
      dynamicMethod: "ANY_REVIEWER" as const,
      samplingPercent: 25,
    };
    expect(reviewInput(rules, 2)).toMatchObject({
      dynamicReviewMethod: "ANY_REVIEWER",
      reviewSamplingRate: null,
    });
    expect(reviewInput(rules, 1)).toMatchObject({ dynamicReviewMethod: null });
    expect(reviewInput({ ...rules, mode: "MANUAL" }, 2)).toMatchObject({
      conflictResolution: { mode: "MANUAL", consensus: 1 },
      dynamicReviewMethod: null,
      reviewSamplingRate: 0.25,
    });
  });
});
