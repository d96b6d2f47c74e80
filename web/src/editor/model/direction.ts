/** Base direction of a paragraph by its first strong letter, as `dir="auto"` decides it. */

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const STRONG = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]|\p{L}/u;

export function isRightToLeft(text: string): boolean {
  const strong = STRONG.exec(text);
  return strong !== null && RIGHT_TO_LEFT.test(strong[0]);
}
