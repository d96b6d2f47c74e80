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

/** Siblings in another order, everything below them along with them. */
export function reordered(
  nodes: readonly TreeNode[],
  order: (siblings: readonly TreeNode[]) => readonly TreeNode[],
): TreeNode[] {
  const branches: TreeNode[][] = [];
  const least = nodes[0]?.depth ?? 0;
  for (const node of nodes) {
    if (node.depth === least) branches.push([node]);
    else branches.at(-1)?.push(node);
  }
  const byHead = new Map(branches.map((branch) => [branch[0], branch]));
  const heads = branches.flatMap(([head]) => (head ? [head] : []));
  return order(heads).flatMap((head) => [head, ...reordered((byHead.get(head) ?? []).slice(1), order)]);
}

const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

interface Folded {
  path: string;
  /** Where the option's own label begins in the path. */
  label: number;
}

const foldedNodes = new WeakMap<TreeNode, Folded>();

function foldedOf(node: TreeNode): Folded {
  let found = foldedNodes.get(node);
  if (!found) {
    const path = fold(node.path);
    found = { path, label: path.length - fold(node.option.label).length };
    foldedNodes.set(node, found);
  }
  return found;
}

const LETTER = /[\p{L}\p{N}]/u;
const startsWord = (text: string, at: number): boolean => at === 0 || !LETTER.test(text.charAt(at - 1));

/** How well one word of the search fits: its letters together, best at a word's start, else scattered in order. */
function wordScore(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at >= 0) return 100 + (startsWord(text, at) ? 40 : 0) - Math.min(30, at / 4);
  let [cursor, gaps] = [-1, 0];
  for (const letter of word) {
    const next = text.indexOf(letter, cursor + 1);
    if (next < 0) return -1;
    if (cursor >= 0) gaps += next - cursor - 1;
    cursor = next;
  }
  return word.length < 2 ? -1 : Math.max(1, 60 - gaps * 2);
}

function nodeScore(node: TreeNode, words: readonly string[]): number {
  const { path, label } = foldedOf(node);
  let score = path.slice(label) === words.join(" ") ? 80 : 0;
  for (const word of words) {
    const whole = wordScore(path, word);
    if (whole < 0) return -1;
    // The option's own label counts more than those above it.
    score += whole + (label > 0 && path.indexOf(word, label) >= 0 ? 25 : 0);
  }
  return score;
}

/**
 * Nodes whose path holds the letters of every word of the search, best first;
 * exact words go before scattered letters, equal ones keep their order. Accents and case do not count.
 */
export function searchNodes(nodes: readonly TreeNode[], query: string): readonly TreeNode[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return nodes;
  const found: { node: TreeNode; score: number; order: number }[] = [];
  nodes.forEach((node, order) => {
    const score = nodeScore(node, words);
    if (score >= 0) found.push({ node, score, order });
  });
  // Scattered letters are only worth showing when nothing fits better.
  const whole = found.filter(({ score }) => score >= 70 * words.length);
  const kept = whole.length > 0 ? whole : found;
  return kept.sort((a, b) => b.score - a.score || a.order - b.order).map(({ node }) => node);
}
