"""Documents by their text, the most recently used ones only."""

from __future__ import annotations

import threading
from collections import OrderedDict

from graphql import DocumentNode


class Texts:
    """Keeps documents whose texts have at most ``budget`` characters together: a parsed one takes a hundred times that.

    Counting characters and not documents keeps a flood of long ones from filling the memory.
    """

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._size = 0
        self._documents: OrderedDict[str, DocumentNode] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, text: str) -> DocumentNode | None:
        with self._lock:
            document = self._documents.get(text)
            if document is not None:
                self._documents.move_to_end(text)
            return document

    def put(self, text: str, document: DocumentNode) -> None:
        """Keep ``document``; one longer than a tenth of the budget is not worth what it would push out."""
        if len(text) > self._budget // 10:
            return
        with self._lock:
            if text not in self._documents:
                self._documents[text] = document
                self._size += len(text)
            while self._size > self._budget:
                oldest, _ = self._documents.popitem(last=False)
                self._size -= len(oldest)
