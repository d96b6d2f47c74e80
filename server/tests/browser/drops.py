"""Files a person drops onto a page."""

from __future__ import annotations

import base64

from playwright.sync_api import Locator

TRANSFER = """(files) => {
  const transfer = new DataTransfer();
  for (const { name, content } of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], name));
  }
  return transfer;
}"""


def drop(target: Locator, files: dict[str, bytes | str]) -> None:
    """Drag files from outside over ``target`` and let them go."""
    entries = [
        {"name": name, "content": base64.b64encode(content.encode() if isinstance(content, str) else content).decode()}
        for name, content in files.items()
    ]
    transfer = target.page.evaluate_handle(TRANSFER, entries)
    target.dispatch_event("dragover", {"dataTransfer": transfer})
    target.dispatch_event("drop", {"dataTransfer": transfer})
