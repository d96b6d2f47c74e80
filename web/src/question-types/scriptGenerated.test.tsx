import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { DesignProvider } from "@/design";
import { checkAnswers, tidyAnswers } from "./check";
import { QuestionForm } from "./QuestionForm";
import { readableAll } from "./logic";
import { withGenerated } from "./scriptGenerated";
import type { Answers, Generated, Question } from "./types";

const SCRIPT: Question = {
  id: 4,
  type: "SCRIPT_GENERATED",
  name: "made",
  label: "Made for this row",
  required: false,
  config: { script: "…" },
};
const COLOUR: Question = {
  id: 0,
  type: "SINGLE_CHOICE",
  name: "colour",
  label: "Which colour?",
  required: true,
  config: {
    options: [
      { id: "1", label: "Red" },
      { id: "2", label: "Blue" },
    ],
  },
};

const made = (generated: Generated) => withGenerated([SCRIPT], new Map([["4", generated]]));

describe("script-generated questions", () => {
  it("asks for what the script requires, and saves by name", () => {
    const questions = made({ error: null, questions: [COLOUR] });
    expect(checkAnswers(questions, {})).toEqual({
      "Q4[0].Q0": "Answer this question: it is required.",
    });
    const answers = { Q4: { colour: "Red" } };
    expect(checkAnswers(questions, answers)).toEqual({});
    expect(tidyAnswers(questions, answers)).toEqual({ Q4: { colour: "Red" } });
    expect(tidyAnswers(questions, { Q4: { colour: "" } })).toEqual({ Q4: null });
    expect(readableAll(questions[0] as Question, answers.Q4)).toBe("Which colour?: Red");
  });

  it("keeps nobody from going on when the script failed or is still at work", () => {
    expect(checkAnswers(made({ error: "line 3: no such column", questions: [] }), {})).toEqual({});
    expect(checkAnswers(withGenerated([SCRIPT], undefined), {})).toEqual({});
    expect(tidyAnswers(withGenerated([SCRIPT], undefined), { Q4: { colour: "Red" } })).toEqual({
      Q4: { colour: "Red" },
    });
  });

  it("shows the error in the form, and answers with one key otherwise", async () => {
    const user = userEvent.setup();
    const onSubmit = vi.fn();
    const { rerender } = render(<Form generated={{ error: "line 3: no such column", questions: [] }} />);
    expect(screen.getByText("line 3: no such column")).toBeInTheDocument();
    rerender(<Form generated={{ error: null, questions: [COLOUR] }} onSubmit={onSubmit} />);
    await user.tab();
    await user.keyboard("2{Control>}{Enter}{/Control}");
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ Q4: { colour: "Blue" } });
  });
});

function Form({ generated, onSubmit }: { generated: Generated; onSubmit?: (answers: Answers) => void }) {
  const [answers, setAnswers] = useState<Answers>({});
  return (
    <DesignProvider direction="ltr">
      <QuestionForm
        questions={made(generated)}
        answers={answers}
        onChange={setAnswers}
        onSubmit={onSubmit ?? (() => undefined)}
      />
    </DesignProvider>
  );
}
