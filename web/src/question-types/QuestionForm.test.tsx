import { fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { DesignProvider } from "@/design";
import { QuestionForm } from "./QuestionForm";
import type { Answers, Question } from "./types";

const QUESTIONS: Question[] = [
  {
    id: 0,
    type: "SINGLE_CHOICE",
    name: "Q0",
    label: "How does it sound?",
    required: true,
    config: {
      options: [
        { id: "1", label: "Good" },
        { id: "2", label: "Bad" },
      ],
    },
  },
  {
    id: 1,
    type: "TEXT",
    name: "Q1",
    label: "Why?",
    required: true,
    config: { multiple: true },
    activationConditionLogic: '{"op":"AND","rules":[{"question":"Q0","rule":"IS","value":"Bad"}]}',
  },
  {
    id: 2,
    type: "HIERARCHICAL_DROPDOWN",
    name: "Q2",
    label: "Topic",
    required: false,
    config: {
      options: Array.from({ length: 10_000 }, (_, at) => ({
        id: `o${at}`,
        label: `Option ${at}`,
        parentId: at % 100 ? `o${at - (at % 100)}` : null,
      })),
    },
  },
];

function Form({ onSubmit }: { onSubmit: (answers: Answers) => void }) {
  const [answers, setAnswers] = useState<Answers>({});
  return (
    <DesignProvider>
      <QuestionForm questions={QUESTIONS} answers={answers} onChange={setAnswers} onSubmit={onSubmit} />
    </DesignProvider>
  );
}

describe("QuestionForm", () => {
  it("is filled in and submitted with the keyboard alone", async () => {
    const user = userEvent.setup();
    const onSubmit = vi.fn();
    render(<Form onSubmit={onSubmit} />);

    await user.tab();
    expect(screen.getByRole("radio", { name: "Good" })).toHaveFocus();
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(onSubmit).not.toHaveBeenCalled();
    expect(screen.getByRole("alert")).toHaveTextContent("Answer this question: it is required.");

    await user.keyboard("2");
    expect(screen.getByRole("radio", { name: "Bad" })).toHaveAttribute("aria-checked", "true");
    await user.tab();
    await user.keyboard("too loud");
    await user.click(screen.getByRole("button", { name: "Add another answer" }));
    await user.type(screen.getAllByRole("textbox", { name: "Why?" })[1] as HTMLElement, "too late");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ Q0: "Bad", Q1: ["too loud", "too late"], Q2: null });
  });

  it("clears what is hidden again", async () => {
    const user = userEvent.setup();
    const onSubmit = vi.fn();
    render(<Form onSubmit={onSubmit} />);
    await user.click(screen.getByRole("radio", { name: "Bad" }));
    await user.type(screen.getByRole("textbox", { name: "Why?" }), "x");
    await user.click(screen.getByRole("radio", { name: "Good" }));
    expect(screen.queryByRole("textbox", { name: "Why?" })).toBeNull();
    await user.click(screen.getByRole("button", { name: /Submit/ }));
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ Q0: "Good", Q1: null, Q2: null });
  });

  it("draws a window of a long tree and finds by path", async () => {
    const user = userEvent.setup();
    render(<Form onSubmit={vi.fn()} />);
    await user.click(screen.getByRole("button", { name: /^Topic/ }));
    // The popover fades in, which jsdom never finishes: its parts count as hidden.
    const list = await screen.findByRole("listbox", { name: "Topic", hidden: true });
    expect((await within(list).findAllByRole("option", { hidden: true })).length).toBeLessThan(30);
    fireEvent.change(screen.getByLabelText("Search 10000 options"), { target: { value: "9900 9942" } });
    expect(
      within(list)
        .getAllByRole("option", { hidden: true })
        .map((option) => option.textContent),
    ).toEqual(["Option 9900 > Option 9942"]);
    fireEvent.keyDown(screen.getByLabelText("Search 10000 options"), { key: "Enter" });
    expect(screen.getByRole("button", { name: "Topic: Option 9900 > Option 9942" })).toBeInTheDocument();
  });

  it("says what is wrong when a field is left, and begins afresh with the next row", async () => {
    const user = userEvent.setup();
    const { rerender } = render(<Line line={1} />);
    await user.type(screen.getByRole("textbox", { name: "Code" }), "ab");
    expect(screen.queryByText(/must match the pattern/)).toBeNull();
    await user.tab();
    expect(screen.getByText(/must match the pattern/)).toBeInTheDocument();
    const field = screen.getByRole("textbox", { name: "Code" });
    rerender(<Line line={2} />);
    expect(screen.queryByText(/must match the pattern/)).toBeNull();
    expect(screen.getByRole("textbox", { name: "Code" })).toBe(field);
  });
});

const CODE: Question[] = [
  { id: 0, type: "TEXT", name: "Code", label: "Code", required: true, config: { pattern: "[0-9]+" } },
  { id: 1, type: "TEXT", name: "Note", label: "Note", required: false, config: {} },
];

function Line({ line }: { line: number }) {
  const [answers, setAnswers] = useState<Answers>({});
  return (
    <DesignProvider direction="ltr">
      <QuestionForm
        formKey={String(line)}
        questions={CODE}
        answers={answers}
        onChange={setAnswers}
        onSubmit={() => undefined}
      />
    </DesignProvider>
  );
}
