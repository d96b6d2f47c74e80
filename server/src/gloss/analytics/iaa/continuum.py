"""Spans on the continuum of the text, in tokens, for the unitizing alpha."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import accumulate

from django.db import connection

from gloss.agreement.pairs import Measure
from gloss.agreement.unitizing import Unit, unitizing_alpha
from gloss.analytics.iaa.people import Raters
from gloss.core.batches import parts
from gloss.labels.models import Label, LabelKind

MAX_TOKENS = 5_000_000
MAX_SPANS = 1_000_000
CHUNK = 5000

_LENGTH = {
    "sqlite": "json_array_length(tokens, '$[0]')",
    "postgresql": "jsonb_array_length((tokens::jsonb) -> 0)",
}


def of_layers(raters: Raters, layers: list[int]) -> dict[int, Measure]:
    """Return alpha by label set index, over the documents that all labelers have finished.

    Empty when there are fewer than two labelers, no such document, or more text than
    can be looked at.
    """
    labelers = sum(person is not None for person in raters.people)
    common = [work for work in raters.documents if all(at in work.copies for at in range(labelers))]
    if labelers < 2 or not common or not layers:
        return {}
    starts, length = _starts([work.document_id for work in common])
    owners = {work.copies[at]: (work.document_id, at) for work in common for at in range(labelers)}
    if not 0 < length <= MAX_TOKENS or _span_count(owners) > MAX_SPANS:
        return {}
    units: dict[int, list[dict[Hashable, list[Unit]]]] = {index: [{} for _ in range(labelers)] for index in layers}
    for copies in parts(owners, 500):
        spans = Label.objects.filter(copy__in=copies, kind=LabelKind.SPAN, layer__in=layers).order_by()
        rows = spans.values_list("copy_id", "layer", "item", "start_line", "start_token", "end_line", "end_token")
        for copy, layer, item, line, token, last_line, last_token in rows.iterator(CHUNK):
            document, at = owners[copy]
            first, last = starts.get((document, line)), starts.get((document, last_line))
            if first is not None and last is not None:
                units[layer][at].setdefault(item, []).append((first + token, last + last_token + 1))
    return {index: unitizing_alpha(length, found) for index, found in units.items()}


def _span_count(owners: dict[int, tuple[int, int]]) -> int:
    return sum(Label.objects.filter(copy__in=copies, kind=LabelKind.SPAN).count() for copies in parts(owners, 500))


def _starts(documents: list[int]) -> tuple[dict[tuple[int, int], int], int]:
    """Where each line starts when the documents stand one after the other, and how long that is."""
    starts: dict[tuple[int, int], int] = {}
    length = 0
    for part in parts(documents, 500):
        with connection.cursor() as cursor:
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(
                f"SELECT document_id, line, {_LENGTH[connection.vendor]} FROM documents_line "
                f"WHERE document_id IN ({marks}) AND tokens IS NOT NULL ORDER BY document_id, line",
                list(part),
            )
            rows = cursor.fetchall()
        sizes = [(edges or 0) // 2 for _, _, edges in rows]
        ends = list(accumulate(sizes, initial=length))
        starts |= {(document, line): start for (document, line, _), start in zip(rows, ends, strict=False)}
        length = ends[-1]
        if length > MAX_TOKENS:
            break
    return starts, length
