/** Options as a tree: paths, order and search; built once per list of options. */

import type { Question, QuestionOption } from "./types";

export const PATH_SEPARATOR = " > ";

export interface TreeNode {
  option: QuestionOption;
  depth: number;
  hasChildren: boolean;
  path: string;
}

interface Tree {
  /** Depth first, siblings in their given order. */
  nodes: TreeNode[];
  byId: Map<string, TreeNode>;
}

const trees = new WeakMap<QuestionOption[], Tree>();

function build(options: QuestionOption[]): Tree {
  const known = new Set(options.map((option) => option.id));
  const children = new Map<string, QuestionOption[]>();
  for (const option of options) {
    const parent = option.parentId && known.has(option.parentId) ? option.parentId : "";
    const list = children.get(parent);
    if (list) list.push(option);
    else children.set(parent, [option]);
  }
  const nodes: TreeNode[] = [];
  const stack = (children.get("") ?? []).map((option) => ({ option, depth: 0, before: "" })).reverse();
  while (stack.length > 0) {
    const entry = stack.pop();
    if (!entry) break;
    const { option, depth, before } = entry;
    const path = before ? before + PATH_SEPARATOR + option.label : option.label;
    const below = children.get(option.id) ?? [];
    nodes.push({ option, depth, path, hasChildren: below.length > 0 });
    children.delete(option.id);
    for (let at = below.length - 1; at >= 0; at--) {
      const child = below[at];
      if (child) stack.push({ option: child, depth: depth + 1, before: path });
    }
  }
  return { nodes, byId: new Map(nodes.map((node) => [node.option.id, node])) };
}

export function treeOf(question: Question): Tree {
  const options = question.config.options ?? [];
  let tree = trees.get(options);
  if (!tree) {
    tree = build(options);
    trees.set(options, tree);
  }
  return tree;
}

/** The labels from the root to the option, or the id if it is no option any more. */
export const pathOf = (question: Question, id: string): string => treeOf(question).byId.get(id)?.path ?? id;

/** Nodes whose path holds every word of the search, in order. */
export function searchNodes(nodes: readonly TreeNode[], query: string): readonly TreeNode[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return nodes;
  return nodes.filter((node) => {
    const path = node.path.toLowerCase();
    return words.every((word) => path.includes(word));
  });
}
