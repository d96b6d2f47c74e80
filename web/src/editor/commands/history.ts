/** Undo and redo without limit, one history per document. */

import { inverse } from "./acts";
import type { LabelChange } from "../model/labelStore";
import type { TextLine } from "../model/types";

/** One thing a person did, as kept for undo. */
export interface Command {
  /** i18n key of what was done, for the tooltip of undo. */
  name: string;
  change: LabelChange;
  /** Sends the change; `undo` says that an earlier act is taken back. */
  kind: "labels" | "resolve" | "lines";
  line?: LineCommand;
  /** Done beside the text, such as answers about a line: its owner takes it back, see `EditorSession.replayOutside`. */
  outside?: OutsideCommand;
}

export interface OutsideCommand {
  forward: unknown;
  back: unknown;
}

/** An act on the text of a line. The server takes it back by the id of the act. */
export interface LineCommand {
  /** The act that an undo or redo takes back: the newest one of this command. */
  actId: string;
  /** Place of the line; of an inserted one, of its neighbour. */
  line: number;
  /** Lines come or go, so all behind them move. */
  reorders: boolean;
  /** The line before and after, as far as it was known here. */
  before?: TextLine;
  after?: TextLine;
}

export class History {
  private done: Command[] = [];
  private undone: Command[] = [];

  get nextUndo(): Command | undefined {
    return this.done[this.done.length - 1];
  }

  get nextRedo(): Command | undefined {
    return this.undone[this.undone.length - 1];
  }

  push(command: Command): void {
    this.done.push(command);
    this.undone = [];
  }

  /** The change that takes the last command back, or null. */
  undo(): { command: Command; change: LabelChange } | null {
    const command = this.done.pop();
    if (!command) return null;
    this.undone.push(command);
    return { command, change: inverse(command.change) };
  }

  redo(): { command: Command; change: LabelChange } | null {
    const command = this.undone.pop();
    if (!command) return null;
    this.done.push(command);
    return { command, change: command.change };
  }

  /** Take over what was done in a session of the same document whose lines stood elsewhere. */
  adopt(other: History, map: (command: Command) => Command): void {
    this.done = other.done.map(map);
    this.undone = other.undone.map(map);
  }

  /** Forget the command of an act that the server refused. */
  dropAct(actId: string): void {
    const isOther = (entry: Command) => entry.line?.actId !== actId;
    this.done = this.done.filter(isOther);
    this.undone = this.undone.filter(isOther);
  }

  /** Forget a command the server refused, so that undo does not bring it back. */
  drop(command: Command): void {
    this.done = this.done.filter((entry) => entry !== command);
    this.undone = this.undone.filter((entry) => entry !== command);
  }
}
