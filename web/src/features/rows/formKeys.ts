/** Moving the focus into the form and pressing its keys from elsewhere on the screen. */

const FIELDS = "input, textarea, button:not([tabindex='-1'])";
const FORM = "[data-row-form]";

/** To the first field, or to the labelers' answers above it. */
export function focusForm(): void {
  const form = document.querySelector(FORM);
  const target =
    form?.querySelector<HTMLElement>("[data-root] [data-dispute] button") ??
    form?.querySelector<HTMLElement>(`[data-root] :is(${FIELDS})`) ??
    form?.querySelector<HTMLElement>(FIELDS);
  target?.focus();
}

export const isInForm = (): boolean =>
  document.activeElement?.closest(FORM) !== null && document.activeElement !== null;

export function submitForm(): void {
  document.querySelector<HTMLFormElement>(`${FORM} form`)?.requestSubmit();
}

const isOpen = (group: Element): boolean =>
  group.querySelector('[aria-checked="true"], [aria-pressed="true"]') === null;

/**
 * Choose the n-th answer of the question whose turn it is: the first one still open, an open conflict before
 * all others; when everything is answered, the first.
 */
export function chooseInForm(place: number): void {
  const form = document.querySelector(FORM);
  if (!form) return;
  const groups = (selector: string) => [...form.querySelectorAll<HTMLElement>(selector)];
  const disputes = groups("[data-dispute]");
  const lists = groups("[data-digits]:not([data-dispute])");
  const target = disputes.find(isOpen) ?? lists.find(isOpen) ?? lists[0] ?? disputes[0];
  if (!target) return;
  if (target instanceof HTMLButtonElement) {
    // A dropdown chooses by digit itself.
    target.dispatchEvent(
      new KeyboardEvent("keydown", { key: String(place), bubbles: true, cancelable: true }),
    );
    return;
  }
  target.querySelectorAll<HTMLButtonElement>("button")[place - 1]?.click();
}
