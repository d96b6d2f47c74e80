/** Undo and redo without limit, one history per document. */

import { inverse } from "./acts";
import type { LabelChange } from "../model/labelStore";

/** One thing a person did, as kept for undo. */
export interface Command {
  /** i18n key of what was done, for the tooltip of undo. */
  name: string;
  change: LabelChange;
  /** Sends the change; `undo` says that an earlier act is taken back. */
  kind: "labels" | "resolve";
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

  /** Forget a command the server refused, so that undo does not bring it back. */
  drop(command: Command): void {
    this.done = this.done.filter((entry) => entry !== command);
    this.undone = this.undone.filter((entry) => entry !== command);
  }
}
