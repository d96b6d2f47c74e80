/** Jumps: next span, next unlabeled line, next conflict, a line by number. Fetches what lies on the way. */

import { compareTokens, type Label, type SpanLabel, type TokenPosition } from "../model/types";
import { positionOf } from "./lookup";
import type { EditorSession } from "./session";

export class Navigator {
  /** Only the newest jump may move the caret: an older one may still be fetching. */
  private ticket = 0;

  /** What "unlabeled" means where lines are asked about too; null: a line without spans. */
  isOpen: ((line: number) => Promise<boolean>) | null = null;

  constructor(private readonly session: EditorSession) {}

  async goToLine(line: number): Promise<void> {
    const { model } = this.session;
    const index = Math.max(0, Math.min(model.lineCount - 1, line));
    const ticket = ++this.ticket;
    this.session.events.emit("reveal", { position: { line: index, offset: 0 }, center: true });
    await model.ensure(index, index + 1);
    if (ticket !== this.ticket) return;
    this.session.moveTo({ line: index, offset: 0 }, false);
  }

  /** Select a label and bring it to the middle of the screen. */
  async goToLabel(label: Label): Promise<void> {
    const ticket = ++this.ticket;
    await this.session.model.ensure(label.start.line, label.end.line + 1);
    if (ticket !== this.ticket) return;
    this.session.selectLabel(label.hash);
    this.session.events.emit("reveal", { position: positionOf(this.session.model, label), center: true });
  }

  nextSpan(direction: 1 | -1): Promise<boolean> {
    return this.nextLabel(direction, (span) => (this.session.isVisible(span) ? [span] : []));
  }

  nextConflict(direction: 1 | -1): Promise<boolean> {
    return this.nextLabel(direction, (span) => this.conflictsAt(span));
  }

  async nextUnlabeledLine(direction: 1 | -1): Promise<boolean> {
    const { model, caret } = this.session;
    const ticket = ++this.ticket;
    for (let line = caret.line + direction; line >= 0 && line < model.lineCount; line += direction) {
      const isOpen = await (this.isOpen?.(line) ?? this.hasNoSpans(line));
      if (ticket !== this.ticket) return false;
      if (!isOpen) continue;
      await model.ensure(line, line + 1);
      if (model.line(line)?.starts.length === 0) continue;
      await this.goToLine(line);
      return true;
    }
    return false;
  }

  private async hasNoSpans(line: number): Promise<boolean> {
    const { model } = this.session;
    if (!model.labelsLoaded(line)) await model.ensureLabels(line, line + 1);
    return !model.labels.hasSpans(line);
  }

  /** Open decisions that belong to a span: itself and the arrows that leave it. */
  private conflictsAt(span: SpanLabel): Label[] {
    const arrows = this.session.model.labels
      .arrowsOf(span.hash)
      .filter((arrow) => arrow.originHash === span.hash);
    return [span, ...arrows].filter((label) => label.phase === "CONFLICT");
  }

  private async nextLabel(direction: 1 | -1, wanted: (span: SpanLabel) => Label[]): Promise<boolean> {
    const { model } = this.session;
    const selected = this.session.selectedLabel;
    const ticket = ++this.ticket;
    const from = this.origin();
    const order = direction > 0 ? compareTokens : (a: TokenPosition, b: TokenPosition) => compareTokens(b, a);
    for (let line = from.line; line >= 0 && line < model.lineCount; line += direction) {
      if (!model.labelsLoaded(line)) await model.ensureLabels(line, line + 1);
      if (ticket !== this.ticket) return false;
      const spans = model.labels.onLine(line).filter((span) => span.start.line === line);
      const here = spans.flatMap(wanted);
      const ordered = direction > 0 ? here : here.reverse();
      const tied = selected ? ordered.findIndex((label) => label.hash === selected.hash) : -1;
      // What was just decided is no longer listed; a competitor at the same place then comes next.
      const next = tied >= 0 ? ordered[tied + 1] : ordered.find((label) => order(label.start, from) >= 0);
      if (!next) continue;
      await this.goToLabel(next);
      return true;
    }
    return false;
  }

  /** Where a jump starts: the selected label, else the caret. */
  private origin(): TokenPosition {
    const { selectedLabel, model, caret } = this.session;
    if (selectedLabel) return selectedLabel.start;
    const line = model.line(caret.line);
    if (!line) return { line: caret.line, token: 0, char: 0 };
    let token = 0;
    while (token < line.starts.length && (line.ends[token] ?? 0) <= caret.offset) token++;
    return { line: caret.line, token, char: 0 };
  }
}
