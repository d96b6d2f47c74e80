"""``gloss convert`` from file to file."""

from __future__ import annotations

from pathlib import Path

import pytest

from gloss.cli.convert import convert, summary
from gloss.core.errors import BadInput
from gloss.formats.base import FormatError
from gloss.formats.samples import sample_path


def test_formats_are_detected_and_losses_reported(tmp_path: Path) -> None:
    out = tmp_path / "out.tsv"
    report = convert(str(sample_path("JSON_ADVANCED")), str(out), None, "tsv_iob")
    assert out.read_text() == (
        "Rosa\tB-Person\ncooked\tO\nlaksa\tB-Dish\nin\tI-Dish\nPenang\tI-Dish\n.\tO\n\n"
        "Jun\tO\nate\tO\nit\tO\ntwice\tO\n.\tO\n\n"
    )
    assert summary(report) == [
        "Written: 2 lines, 2 labels, 0 answers.",
        "ARROW_DROPPED: This format does not hold arrows. Label 3.",
    ]
    report.skipped_total = 1501
    assert summary(report)[-1] == "and 1500 more."


def test_tables_are_converted_as_tables(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    convert(str(sample_path("CSV")), str(out), None, "JSON_TABULAR")
    assert out.read_bytes() == (
        b'[{"id":"1","review":"Soup was cold, waiter kind","stars":"2"},{"id":"2","review":"Fine","stars":"5"}]\n'
    )
    convert(str(sample_path("TSV")), str(out), "TSV", "CSV")
    assert out.read_bytes() == b'id,review,stars\r\n1,"Soup was cold, waiter kind",2\r\n2,Fine,5\r\n'


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    bad, out = tmp_path / "bad.json", tmp_path / "out.tsv"
    bad.write_text('[{"text": 1}]')
    out.write_text("old")
    with pytest.raises(FormatError, match=r"bad\.json, line 1: Each item must be an object with a text"):
        convert(str(bad), str(out), "JSON", "TSV_IOB")
    with pytest.raises(BadInput, match="is no format of this project"):
        convert(str(sample_path("JSON")), str(out), None, "XLSX")
    assert out.read_text() == "old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bad.json", "out.tsv"]


def test_missing_files_and_media_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no file"):
        convert(str(tmp_path / "none.txt"), str(tmp_path / "out"), None, "PLAIN")
    (tmp_path / "a.png").write_bytes(b"x")
    with pytest.raises(BadInput, match=r"a\.png holds no text"):
        convert(str(tmp_path / "a.png"), str(tmp_path / "out"), None, "PLAIN")
