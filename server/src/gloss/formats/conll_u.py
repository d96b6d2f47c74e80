"""Writer of CONLL_U: ten tab-separated columns, one sentence per document line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from gloss.formats.base import SPAN_KINDS, TEXT_MEDIA, WriteReport
from gloss.formats.document import Arrow, ExportDocument, Line
from gloss.formats.tsv_non_iob import Place, arrows_by_destination
from gloss.formats.writing import (
    Labels,
    Output,
    Piece,
    Tracks,
    by_token,
    lines_with_pieces,
    one_line,
    report_widened,
    token_texts,
)

_EMPTY = "_"


class ConllUWriter:
    """UPOS and XPOS hold one single-token span of sets 0 and 1, MISC all others; heads hold arrows.

    Overlapping spans in MISC are told apart by a track number: ``Span=``, ``Span.2=``;
    other sets by theirs: ``Span1=``.
    """

    key = "CONLL_U"
    extension = ".conllu"
    media_type = TEXT_MEDIA
    kinds = SPAN_KINDS

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        report = WriteReport()
        labels = Labels(document)
        arrows = arrows_by_destination(document, report) or {}
        output = Output(out)
        output.text(f"# newdoc id = {one_line(document.document_name)}\n")
        for line, pieces in lines_with_pieces(document, report):
            report_widened(report, line, pieces)
            output.text(f"# sent_id = {line.index + 1}\n# text = {one_line(line.cells[0].content)}\n")
            output.text(_rows(line, pieces, arrows, labels, report))
            output.text("\n")
        output.close()
        return report


def _rows(
    line: Line,
    pieces: Sequence[Piece],
    arrows: dict[Place, list[tuple[Place, Arrow]]],
    labels: Labels,
    report: WriteReport,
) -> str:
    words = token_texts(line)
    tags, misc = _tags(line, pieces, labels)
    rows = []
    for token, word in enumerate(words):
        head, relation, deps = "0", "root", _EMPTY
        here = [one for one in arrows.get((line.index, token), ()) if _same_line(line.index, *one, report)]
        if here:
            heads = [(str(origin[1] + 1), _clean(labels.name(arrow))) for origin, arrow in here]
            head, relation = heads[0]
            deps = "|".join(f"{other}:{name}" for other, name in heads[1:]) or _EMPTY
        form = one_line(word)
        upos, xpos = tags[0][token], tags[1][token]
        notes = "|".join(misc[token]) or _EMPTY
        rows.append(f"{token + 1}\t{form}\t_\t{upos}\t{xpos}\t_\t{head}\t{relation}\t{deps}\t{notes}\n")
    return "".join(rows)


def _same_line(line: int, origin: Place, arrow: Arrow, report: WriteReport) -> bool:
    if origin[0] == line:
        return True
    report.labels -= 1
    report.skip("ARROW_DROPPED", "This format holds no arrows across lines.", line=line, label=arrow.id)
    return False


def _tags(line: Line, pieces: Sequence[Piece], labels: Labels) -> tuple[list[list[str]], list[list[str]]]:
    """Return the UPOS and XPOS columns, and the MISC entries of each token."""
    tokens = line.cells[0].tokens or ()
    tags = [[_EMPTY] * len(tokens), [_EMPTY] * len(tokens)]
    misc: list[list[str]] = [[] for _ in tokens]
    tracks = Tracks()
    for span, place in by_token(pieces):
        name = _clean(labels.name(span))
        start, end = place.start_token, place.end_token
        if name == _EMPTY:
            continue
        if start == end and span.layer < 2 and tags[span.layer][start] == _EMPTY:
            tags[span.layer][start] = name
            continue
        track = tracks.place(span.layer, start, end)
        key = f"Span{span.layer or ''}{f'.{track + 1}' if track else ''}"
        for token in range(start, end + 1):
            misc[token].append(f"{key}={'B' if token == start else 'I'}-{name}")
    for token in range(len(tokens) - 1):
        if tokens[token][1] == tokens[token + 1][0]:
            misc[token].append("SpaceAfter=No")
    return tags, misc


def _clean(name: str) -> str:
    """Make a class name safe inside a column: ``|`` separates entries there."""
    return one_line(name).replace("|", "/") or _EMPTY
