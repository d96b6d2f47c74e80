"""The labeling canvas as a person works it: words are found by their text, labels by their caption."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

PLACE = """([line, text]) => {
  const box = [...document.querySelectorAll(`.gx-line[data-line="${line}"] .gx-text`)]
    .find((element) => element.textContent.includes(text));
  if (!box) return null;
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  let start = box.textContent.indexOf(text);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (start < node.length) {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, Math.min(node.length, start + text.length));
      const { x, y, width, height } = range.getBoundingClientRect();
      return width > 0 ? { x, y, width, height } : null;
    }
    start -= node.length;
  }
  return null;
}"""


class Canvas:
    """The text of ``file_name`` on a labeling page."""

    def __init__(self, page: Page, file_name: str) -> None:
        self.page = page
        self.root = page.get_by_role("application", name=file_name)
        self.box = page.get_by_role("group", name="Label box")
        self.saved = page.get_by_role("button", name=re.compile("^Saved"))

    def ready(self) -> Canvas:
        expect(self.root.locator(".gx-line").first).to_be_visible()
        return self

    def place(self, line: int, text: str) -> tuple[float, float, float, float]:
        """Left, right, top and bottom of a word on the screen; ``line`` counts from zero."""
        rect = self.page.wait_for_function(PLACE, arg=[line, text]).json_value()
        return rect["x"], rect["x"] + rect["width"], rect["y"], rect["y"] + rect["height"]

    def select(self, line: int, first: str, last: str | None = None) -> None:
        """Drag with the mouse from one word to another (or over one)."""
        left, right, top, bottom = self.place(line, first)
        end_left, end_right, end_top, end_bottom = self.place(line, last) if last else (left, right, top, bottom)
        mouse = self.page.mouse
        mouse.move(left + 3, (top + bottom) / 2)
        mouse.down()
        mouse.move((end_left + end_right) / 2, (end_top + end_bottom) / 2, steps=3)
        mouse.move(end_right - 3, (end_top + end_bottom) / 2, steps=3)
        mouse.up()

    def label(self, line: int, first: str, last: str | None, item: str) -> None:
        """Select with the mouse and click the class in the label box."""
        self.select(line, first, last)
        self.box.get_by_role("button", name=item).click()
        expect(self.box).to_be_hidden()

    def focus(self) -> None:
        self.root.focus()

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def captions(self, name: str | None = None) -> Locator:
        found = self.root.locator(".gx-cap")
        return found.filter(has_text=re.compile(f"^{re.escape(name)}$")) if name else found

    def arrows(self) -> Locator:
        return self.root.locator(".gx-arrow-label")
