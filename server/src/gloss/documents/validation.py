"""May this copy be marked complete? Higher domains add what they know through ``gloss.wiring``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from gloss.core.errors import Conflict
from gloss.documents.models import DocumentCopy


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason against completing a document.

    ``code`` is the wire's error code, ``lines`` are zero-based, ``items`` names what is
    concerned (label items, question labels).
    """

    code: str
    copy: DocumentCopy
    lines: tuple[int, ...] = ()
    items: tuple[str, ...] = ()

    def wire(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "documentId": str(self.copy.uid),
            "fileName": self.copy.document.file_name,
            "lines": list(self.lines),
            "items": list(self.items),
        }


Validator = Callable[[list[DocumentCopy]], Iterable[Problem]]
"""Gets copies of one cabinet (with cabinet, project and document loaded)."""

VALIDATORS: list[Validator] = []

_SENTENCES = {
    "INVALID_ANSWERS": "Some required answers are missing or invalid",
    "UNRESOLVED_CONFLICTS": "Some conflicts are not resolved",
    "SAMPLED_TOO_LITTLE": "Fewer items were reviewed than the sampling rate asks for",
    "UNUSED_LABELS": "Some label classes are not used",
    "UNLABELED_TOKENS": "Some tokens have no label",
}


def problems(copies: list[DocumentCopy]) -> list[Problem]:
    return [problem for validator in VALIDATORS for problem in validator(copies)]


def check(copies: list[DocumentCopy]) -> None:
    """Raise Conflict naming the first kind of problem and every file it concerns."""
    found = problems(copies)
    if not found:
        return
    code = found[0].code
    same = [problem for problem in found if problem.code == code]
    names = ", ".join(dict.fromkeys(problem.copy.document.file_name for problem in same))
    sentence = _SENTENCES.get(code, "This cannot be completed yet")
    raise Conflict(f"{sentence}: {names}.", code=code, problems=[problem.wire() for problem in found])
