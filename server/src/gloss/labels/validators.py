"""What labels must be there before a document can be completed; for ``documents.validation``."""

from __future__ import annotations

from collections.abc import Iterator

from gloss.documents import service as documents
from gloss.documents.models import DocumentCopy
from gloss.documents.validation import Problem
from gloss.labels import queries, rules
from gloss.labels.models import LabelKind
from gloss.labels.service import iter_labels
from gloss.labelsets.models import LabelSet
from gloss.projects.settings import DocumentSettings, ProjectSettings

MAX_LINES = 1000
Covered = dict[int, list[tuple[int, int]]]
WHOLE_LINE = 1 << 40


def unused_items(copies: list[DocumentCopy]) -> Iterator[Problem]:
    """Label items that nothing in a document uses, where the project wants that confirmed."""
    if not copies or not ProjectSettings.load(copies[0].cabinet.project).should_confirm_unused_label_set_items:
        return
    sets = list(LabelSet.objects.filter(project=copies[0].cabinet.project).order_by("index"))
    for copy in copies:
        used = queries.used_items(copy)
        names = tuple(item.name for row in sets for item in rules.unused_items(row, used))
        if names:
            yield Problem("UNUSED_LABELS", copy, items=names)


def unlabeled_tokens(copies: list[DocumentCopy]) -> Iterator[Problem]:
    """Lines with tokens no span covers, where the project wants every token labeled; at most a thousand."""
    if not copies or not DocumentSettings.load(copies[0].cabinet.project).all_tokens_must_be_labeled:
        return
    for copy in copies:
        lines = tuple(_open_lines(copy))
        if lines:
            yield Problem("UNLABELED_TOKENS", copy, lines)


def _open_lines(copy: DocumentCopy) -> Iterator[int]:
    covered, found = _covered(copy), 0
    for view in documents.iter_lines(copy):
        count = len(view.tokens[0]) if view.tokens else 0
        if count and not _is_covered(count, covered.get(view.line, [])):
            yield view.line
            found += 1
            if found == MAX_LINES:
                return


def _is_covered(count: int, ranges: list[tuple[int, int]]) -> bool:
    """Whether the ranges (both ends included) leave none of the first ``count`` tokens out."""
    following = 0
    for first, last in sorted(ranges):
        if first > following:
            return False
        following = max(following, last + 1)
    return following >= count


def _covered(copy: DocumentCopy) -> Covered:
    covered: Covered = {}
    for label in iter_labels(copy, LabelKind.SPAN):
        for line in range(label.start_line, label.end_line + 1):
            first = label.start_token if line == label.start_line else 0
            last = label.end_token if line == label.end_line else WHOLE_LINE
            covered.setdefault(line, []).append((first, last))
    return covered
