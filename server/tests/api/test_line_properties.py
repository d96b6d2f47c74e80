"""Random edits and labels: what is kept keeps its text, and taking all acts back restores everything."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gloss.core.hashcode import hash64
from gloss.documents import lines, order
from gloss.documents.models import DocumentCopy, EditedLine
from gloss.labels import line_edits, scalars, service
from gloss.labels.line_edits import Request
from gloss.labels.models import Label
from tests.factories import Make
from tests.labeling import World, labeling_world, span

WORDS = st.sampled_from(["Jun", "lives", "in", "Penang", "😀fine", "x\u0301y", "שלום", "a", "a"])
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
ACTS = st.lists(
    st.tuples(st.sampled_from(["edit", "insert", "delete", "restore", "label"]), st.integers(0, 99), TEXTS),
    min_size=1,
    max_size=8,
)


def shown(copy: DocumentCopy) -> list[tuple[int, str, str]]:
    return [(view.line, view.cells[0], view.status) for view in lines.lines(copy, 0, order.count(copy))]


def text_of(copy: DocumentCopy, label: Label) -> list[str]:
    """The tokens a span covers, read line by line."""
    known = order.of_copy(copy)
    found: list[str] = []
    for view in lines.lines(copy, known.key(label.start_line), known.key(label.end_line) + 1):
        tokens = view.token_texts() if view.status == "DISPLAYED" else []
        first = label.start_token if view.line == label.start_line else 0
        last = label.end_token if view.line == label.end_line else len(tokens) - 1
        assert last < len(tokens)
        found += tokens[first : last + 1]
    return found


def labels(copy: DocumentCopy) -> dict[int, list[str]]:
    """Texts of spans by key; digests, counters and arrows are checked on the way."""
    rows = list(service.iter_labels(copy, rejected=True))
    for row in rows:
        assert row.hash64 == hash64(scalars.hash_of(row))
    assert DocumentCopy.objects.get(pk=copy.pk).label_count == len(rows)
    return {row.pk: text_of(copy, row) for row in rows if row.kind == "SPAN"}


def act(world: World, number: int, what: tuple[str, int, str]) -> str | None:
    """Carry out one act; return its id if it is one on lines."""
    kind, pick, text = what
    copy, labeler = world.copy(world.labelers[0]), world.labelers[0]
    asked = Request(copy, labeler, f"{copy.uid}:{number}")
    all_lines = [line for line, _, _ in shown(copy)]
    line = all_lines[pick % len(all_lines)]
    view = lines.lines_at(copy, [line])[line]
    if kind == "edit":
        line_edits.edit(asked, line, text, "WHITE_SPACE")
    elif kind == "insert":
        line_edits.insert(asked, line, text, above=pick % 2 == 0, method="WHITE_SPACE")
    elif kind == "delete":
        line_edits.delete(asked, line)
    elif kind == "restore" and not view.is_inserted:
        line_edits.restore(asked, line)
    else:
        _label(copy, labeler, view, pick)
        return None
    return asked.act_id


def _label(copy: DocumentCopy, labeler: Any, view: lines.LineView, pick: int) -> None:
    count = len(view.token_texts())
    if count and view.status == "DISPLAYED":
        first = pick % count
        service.apply(copy, [span("city", view.line, first, min(first + pick % 3, count - 1))], labeler)


@given(acts=ACTS)
# A line inserted above an inserted one moves it; its older acts can be taken back all the same.
@example(acts=[("insert", 13, "one"), ("edit", 86, "two"), ("edit", 86, "three"), ("insert", 94, "four")])
@example(
    acts=[
        ("edit", 67, "a"),
        ("edit", 34, "b"),
        ("delete", 97, "c"),
        ("insert", 13, "d"),
        ("edit", 86, "e f"),
        ("delete", 49, "g"),
        ("delete", 79, "h"),
        ("insert", 94, "i"),
    ]
)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_kept_spans_keep_their_text(make: Make, acts: list[tuple[str, int, str]]) -> None:
    world = labeling_world(make)
    labeler = world.labelers[0]
    across = span("place", 0, 3)
    across["end"] = {"sentenceId": 1, "tokenId": 0, "charId": 0}
    across["id"] = "SPAN:place:0:0:0:3:0:1:0:0:0:0:undefined:undefined"
    service.apply(world.copy(labeler), [span("person", 0, 0), span("city", 1, 0), across], labeler)
    states: list[tuple[str, Any, Any]] = []
    for number, what in enumerate(acts):
        copy = world.copy(labeler)
        before, text, hashes = labels(copy), shown(copy), digests(copy)
        act_id = act(world, number, what)
        after = labels(world.copy(labeler))
        assert {key: after[key] for key in after if key in before} == {
            key: before[key] for key in before if key in after
        }
        if act_id is not None:
            states.append((act_id, text, hashes))
        else:
            states.clear()  # Labels made since stand in the way of an exact return.
    for number, (act_id, text, hashes) in enumerate(reversed(states)):
        copy = world.copy(labeler)
        line_edits.undo(Request(copy, labeler, f"{copy.uid}:undo:{number}"), act_id)
        copy = world.copy(labeler)
        assert (shown(copy), digests(copy)) == (text, hashes)
        labels(copy)
    copy = world.copy(labeler)
    assert copy.inserted_count == EditedLine.objects.filter(copy=copy, anchor__isnull=False).count()


def digests(copy: DocumentCopy) -> set[int]:
    return set(Label.objects.filter(copy=copy).values_list("hash64", flat=True))
