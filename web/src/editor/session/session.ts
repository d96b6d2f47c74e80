/** The editing session of one document: selection, label brush, arrow drafts, acts with undo. Knows no DOM: the view does. */

import {
  EMPTY,
  applyLabel,
  deleteLabels,
  isEmpty,
  relabel,
  resize,
  resolveAll,
  withArrows,
  type Author,
  type SpanPlace,
} from "../commands/acts";
import { inParts } from "../commands/bulk";
import { History, type Command, type OutsideCommand } from "../commands/history";
import { arrowRuleAllows, spanRefusal, tokenLength, type Refusal } from "../commands/rules";
import type { LabelChange } from "../model/labelStore";
import { snapToTokens, toTokenRange } from "../model/text";
import {
  comparePositions,
  isSpan,
  type EditorRules,
  type Label,
  type LabelClass,
  type LabelSet,
  type Position,
  type SpanLabel,
  type TextRange,
} from "../model/types";
import { uuid } from "@/util/uuid";
import { paletteEntries, type PaletteEntry, type PaletteUse } from "../palette/tree";
import { ArrowDraft } from "./arrowDraft";
import type { DocumentModel } from "./documentModel";
import { Emitter } from "./emitter";
import { positionOf, targets } from "./lookup";
import { replayLine } from "./lineActs";
import { move, tokenRange, type Motion, type Unit } from "./motion";
import type { Brush, Selection, SessionEvents, SessionOptions } from "./types";

export type { Brush, OutgoingAct, Selection, SessionEvents, SessionOptions } from "./types";

export class EditorSession {
  readonly model: DocumentModel;
  readonly events = new Emitter<SessionEvents>();
  readonly history = new History();
  readonly arrow: ArrowDraft;
  readonly reviewer: boolean;
  readonly author: Author;
  rules: EditorRules;
  readOnly: boolean;
  labelSets: LabelSet[];
  unit: Unit;
  caret: Position = { line: 0, offset: 0 };
  selection: Selection | null = null;
  selectedHash: string | null = null;
  brush: Brush | null = null;
  activeLayer = 0;
  showRejected = false;
  /** While true the label box waits: the pointer is still down. */
  dragging = false;
  /** Labeling leaves the selection as it is, so that the label box stays. */
  keepsSelection = false;
  /** Spoken name of a label; the owner gives one in the person's language. */
  describe: (label: Label) => string = (label) => this.classOf(label)?.name ?? label.classId;
  /** The person asked for the search field of the label box. */
  searching = false;
  /** Letters typed before the search field was there to take them; null while nobody opens it. */
  typeAhead: string | null = null;
  /** Carries out what was done beside the text, or takes it back; null while nobody can. */
  replayOutside: ((change: unknown) => void) | null = null;
  private readonly newId: () => string;
  private readonly entryCache = new Map<string, PaletteEntry[]>();

  constructor(options: SessionOptions) {
    this.model = options.model;
    this.labelSets = options.labelSets;
    this.rules = options.rules;
    this.author = options.author;
    this.reviewer = options.reviewer;
    this.readOnly = options.readOnly;
    this.unit = options.rules.characterMode ? "character" : "token";
    this.activeLayer = options.labelSets[0]?.index ?? 0;
    this.newId = options.newId ?? uuid;
    this.arrow = new ArrowDraft(this);
  }

  // -- Label sets ---------------------------------------------------------

  get activeSet(): LabelSet | undefined {
    return this.labelSets.find((set) => set.index === this.activeLayer);
  }

  setLabelSets(sets: LabelSet[]): void {
    this.labelSets = sets;
    this.entryCache.clear();
    if (!this.activeSet) this.activeLayer = sets[0]?.index ?? 0;
    this.changed();
  }

  setLayer(layer: number): void {
    if (!this.labelSets.some((set) => set.index === layer)) return;
    this.activeLayer = layer;
    this.changed();
  }

  classOf(label: Pick<Label, "layer" | "classId">): LabelClass | undefined {
    return this.labelSets
      .find((set) => set.index === label.layer)
      ?.classes.find((item) => item.id === label.classId);
  }

  /** What the label box offers now, with hotkeys. */
  entries(
    use: PaletteUse = this.arrow.awaitsClass || this.selectedIsArrow ? "ARROW" : "SPAN",
  ): PaletteEntry[] {
    const set = this.activeSet;
    if (!set) return [];
    const { origin, target } = this.arrow;
    if (use === "ARROW" && origin && target) {
      return paletteEntries(set, use, (item) => arrowRuleAllows(item, origin.classId, target.classId));
    }
    const key = `${set.index}:${use}`;
    let entries = this.entryCache.get(key);
    if (!entries) this.entryCache.set(key, (entries = paletteEntries(set, use)));
    return entries;
  }

  // -- Selection ----------------------------------------------------------

  get selectedLabel(): Label | undefined {
    return this.selectedHash === null ? undefined : this.model.labels.get(this.selectedHash);
  }

  private get selectedIsArrow(): boolean {
    return this.selectedHash?.startsWith("ARROW:") ?? false;
  }

  /** The selection in order and, by token, snapped; null without one or while its lines are missing. */
  get range(): TextRange | null {
    if (!this.selection) return null;
    const { anchor, focus, unit } = this.selection;
    const [start, end] = comparePositions(anchor, focus) <= 0 ? [anchor, focus] : [focus, anchor];
    if (unit === "character") return { start, end };
    const first = this.model.line(start.line);
    const last = this.model.line(end.line);
    if (!first || !last) return null;
    const range = { start: tokenRange(first, start.offset).start, end: tokenRange(last, end.offset).end };
    return snapToTokens(first, last, range) ?? range;
  }

  /** The selection as wire coordinates, or null when it covers no token. */
  get place(): SpanPlace | null {
    const range = this.range;
    if (!range) return null;
    const first = this.model.line(range.start.line);
    const last = this.model.line(range.end.line);
    return first && last ? toTokenRange(first, last, range) : null;
  }

  select(anchor: Position, focus: Position, unit: Unit = this.unit): void {
    this.selection = { anchor, focus, unit };
    this.caret = focus;
    this.selectedHash = null;
    this.changed();
  }

  selectLabel(hash: string | null): void {
    this.selectedHash = hash;
    this.selection = null;
    const label = this.selectedLabel;
    if (label) {
      this.caret = positionOf(this.model, label);
      if (this.labelSets.some((set) => set.index === label.layer)) this.activeLayer = label.layer;
    }
    this.changed();
  }

  /** Pointer released: paint with the brush, else offer the label box. */
  finishSelection(): void {
    this.dragging = false;
    if (this.brush && this.selection && !this.readOnly) {
      this.applyClass(this.brush.layer, this.brush.item);
      return;
    }
    this.changed();
  }

  clearSelection(): void {
    this.selection = null;
    this.selectedHash = null;
    this.searching = false;
    this.changed();
  }

  /** Esc: one step out. */
  escape(): boolean {
    if (this.searching) this.searching = false;
    else if (this.arrow.active) this.arrow.cancel();
    else if (this.selection || this.selectedHash) this.clearSelection();
    else if (this.brush) this.brush = null;
    else return false;
    this.changed();
    return true;
  }

  setUnit(unit: Unit): void {
    this.unit = unit;
    if (this.selection) this.selection = { ...this.selection, unit };
    this.changed();
  }

  moveCaret(motion: Motion, extend: boolean): void {
    const position = this.caret;
    if (this.unit === "token" && !this.selection && !motion.startsWith("document")) {
      this.moveTo(position, false);
      return;
    }
    const next = move(this.model, position, motion, this.unit);
    if (next) this.moveTo(next, extend);
    else void this.loadThen(motion, () => this.moveCaret(motion, extend));
  }

  /** Put the caret somewhere and bring it into view. */
  moveTo(position: Position, extend: boolean): void {
    const unit = this.unit;
    const anchor = extend ? (this.selection?.anchor ?? this.caret) : position;
    if (unit === "token" || extend) this.select(anchor, position, unit);
    else {
      this.selection = null;
      this.selectedHash = null;
      this.caret = position;
      this.changed();
    }
    this.events.emit("reveal", { position, center: false });
  }

  // -- Acts ---------------------------------------------------------------

  /** A class key: label the selection, change the selected label, or take up the brush. */
  pressClass(layer: number, item: LabelClass, keep = false): void {
    if (this.arrow.awaitsClass) this.arrow.finish(layer, item);
    else if (this.selection || this.selectedHash) this.applyClass(layer, item, keep);
    else if (item.kind !== "ARROW") this.toggleBrush(layer, item);
  }

  toggleBrush(layer: number, item: LabelClass): void {
    if (this.readOnly) return;
    this.brush = this.brush?.item.id === item.id && this.brush.layer === layer ? null : { layer, item };
    this.changed();
  }

  applyClass(layer: number, item: LabelClass, keep = false): void {
    const set = this.labelSets.find((candidate) => candidate.index === layer);
    if (this.readOnly || !set) return this.refuse("readOnly");
    const selected = this.selectedLabel;
    if (selected) return this.relabelSelected(selected, layer, item);
    const place = this.place;
    if (!place) return this.refuse("emptySelection");
    const tokens = tokenLength(place.start, place.end, (line) => this.model.line(line));
    const reason = spanRefusal(this.rules, set, item, tokens);
    if (reason) return this.refuse(reason);
    const change = applyLabel(
      this.model.labels,
      place,
      layer,
      item.id,
      this.author,
      this.rules.allowMultiLabels,
    );
    this.commit("label", change);
    this.searching = keep && this.searching;
    if (!keep && !this.keepsSelection) this.selection = null;
    this.changed();
  }

  private relabelSelected(label: Label, layer: number, item: LabelClass): void {
    const wrongKind = isSpan(label) ? item.kind === "ARROW" : item.kind === "SPAN";
    if (wrongKind) return this.refuse(isSpan(label) ? "arrowOnlyClass" : "spanOnlyClass");
    const change = relabel(this.model.labels, label, layer, item.id, this.author);
    this.commit("relabel", change);
    this.searching = false;
    this.selectedHash = null;
    this.changed();
  }

  deleteSelected(): void {
    const labels = targets(this);
    if (labels.length === 0) return;
    if (this.readOnly) return this.refuse("readOnly");
    this.commit("delete", deleteLabels(this.model.labels, labels));
    this.selectedHash = null;
    this.changed();
  }

  deleteAll(labels: Label[]): void {
    if (this.readOnly) return this.refuse("readOnly");
    this.commit("delete", deleteLabels(this.model.labels, labels));
    if (this.selectedHash && !this.selectedLabel) this.selectedHash = null;
    this.changed();
  }

  /** Move a border of a span; refused when it would be too long. */
  resizeSpan(span: SpanLabel, place: SpanPlace): void {
    if (this.readOnly) return this.refuse("readOnly");
    if (tokenLength(place.start, place.end, (line) => this.model.line(line)) > this.rules.maxTokens)
      return this.refuse("tooLong");
    const change = resize(this.model.labels, span, place, this.author);
    if (isEmpty(change)) return;
    this.commit("resize", change);
    this.selectedHash = change.added[0]?.hash ?? null;
    this.changed();
  }

  /** Accept or reject labels of the review copy; arrows of rejected spans go with them, as on the server. */
  resolveLabels(labels: Label[], accepted: boolean): void {
    if (!this.reviewer || this.readOnly) return this.refuse("readOnly");
    const meant = accepted ? labels : withArrows(this.model.labels, labels);
    const change = resolveAll(meant, accepted, this.author.userId);
    this.commit(accepted ? "accept" : "reject", change, "resolve");
    this.changed();
  }

  undo(): void {
    this.replay(this.history.undo(), true);
  }

  redo(): void {
    this.replay(this.history.redo(), false);
  }

  /** Apply a change here, remember it for undo and hand it out for sending. */
  commit(name: string, change: LabelChange, kind: Command["kind"] = "labels"): void {
    if (isEmpty(change)) return;
    if (!change.added.every((label) => this.model.takesLabels(label))) return this.refuse("lineWaits");
    this.history.push({ name, change, kind });
    this.send(change, kind, false);
    this.events.emit("history", undefined);
  }

  /** Remember something done beside the text, so that undo meets everything in the order it was done. */
  recordOutside(name: string, outside: OutsideCommand): void {
    this.history.push({ name, change: EMPTY, kind: "labels", outside });
    this.events.emit("history", undefined);
  }

  makeId(): string {
    return this.newId();
  }

  isVisible(label: Label): boolean {
    return label.phase !== "REJECTED" || this.showRejected;
  }

  changed(): void {
    this.events.emit("change", undefined);
  }

  refuse(reason: Refusal): void {
    this.events.emit("refused", { reason });
  }

  private replay(step: { command: Command; change: LabelChange } | null, undo: boolean): void {
    if (!step || this.readOnly) return;
    if (step.command.kind === "lines") return replayLine(this, step.command, undo);
    if (step.command.outside) {
      this.replayOutside?.(undo ? step.command.outside.back : step.command.outside.forward);
      return this.events.emit("history", undefined);
    }
    if (!this.model.canApply(step.change)) {
      // Another tab or person was there meanwhile: taking back blindly would undo their work.
      this.history.drop(step.command);
      this.events.emit("history", undefined);
      return this.refuse("changedElsewhere");
    }
    this.send(step.change, step.command.kind, undo);
    this.selection = null;
    this.selectedHash = null;
    const label = step.change.added[0] ?? step.change.removed[0];
    this.events.emit("history", undefined);
    this.changed();
    if (label) this.events.emit("reveal", { position: positionOf(this.model, label), center: false });
  }

  private send(change: LabelChange, kind: Command["kind"], undo: boolean): void {
    for (const part of kind === "labels" ? inParts(change) : [change]) {
      const actId = this.newId();
      this.model.apply(actId, part);
      this.events.emit("act", { actId, kind, undo, change: part });
    }
  }

  private async loadThen(motion: Motion, again: () => void): Promise<void> {
    const last = this.model.lineCount - 1;
    const line = motion === "documentEnd" ? last : motion === "documentStart" ? 0 : this.caret.line;
    await this.model.ensure(Math.max(0, line - 1), Math.min(last, line + 1) + 1).then(again, () => undefined);
  }
}
