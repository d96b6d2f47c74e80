"""Large JSON files are cut into items without parsing, and read and refused as small ones are."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloss.formats import json_scan, json_stream
from gloss.formats.base import FormatError
from gloss.formats.json_stream import JsonFile


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "WHOLE_FILE_LIMIT", 0)
    monkeypatch.setattr(json_scan, "_BLOCK", 7)


def opened(data: bytes) -> JsonFile:
    return JsonFile(io.BytesIO(data), "a.json")


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text(st.sampled_from('ab"\\[]{},: é🍜\n'), max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(st.sampled_from('k"é['), max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)
OBJECTS = st.lists(st.dictionaries(st.sampled_from(["a", "b", "data"]), VALUES, max_size=3), max_size=5)


@given(items=OBJECTS, other=VALUES, indent=st.sampled_from([None, 1]), block=st.integers(1, 20))
def test_arrays_are_streamed_from_wherever_they_are(
    items: list[Any], other: Any, indent: int | None, block: int
) -> None:
    whole = {"x": other, "rows": items, "data": {"y": other, "rows": items, "z": [other]}, "version": "1"}
    limit, size = json_stream.WHOLE_FILE_LIMIT, json_scan._BLOCK
    json_stream.WHOLE_FILE_LIMIT, json_scan._BLOCK = 0, block
    try:
        file = opened(json.dumps(whole, indent=indent, ensure_ascii=False).encode())
        assert list(file.items("rows")) == items
        assert list(file.items("data.rows")) == items
        assert file.value("version") == "1"
        assert list(file.items("none")) == []
        top = opened(json.dumps(items, indent=indent, ensure_ascii=False).encode())
        assert list(top.items()) == items
    finally:
        json_stream.WHOLE_FILE_LIMIT, json_scan._BLOCK = limit, size


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize(
    ("data", "line", "column", "reason"),
    [
        (b'[{"a":1},\n {"a" 2}]', 2, 7, "Not JSON: unexpected character"),
        (b'[{"a":1}\n {"a":2}]', 2, 2, "a comma is missing between two items"),
        (b'[{"a":1},]', 1, 9, "a comma stands where an item is expected"),
        (b'[,{"a":1}]', 1, 2, "a comma stands where an item is expected"),
        (b'[{"a":1}', 1, 9, "the file ends inside the array"),
        (b'[{"a":"x}]', 1, 11, "the file ends inside the array"),
        (b'[{"a":1}}', 1, 9, "the array is closed by another bracket"),
        (b'[{"a":1}]\n\n x', 3, 2, "something follows the end of the array"),
        (b'[{"\xc3\xa9":1},{"a" 2}]', 1, 15, "Not JSON: unexpected character"),
        (b'\xef\xbb\xbf[{"a" 2}]', 1, 7, "Not JSON: unexpected character"),
    ],
)
def test_faults_in_arrays_are_placed(data: bytes, line: int, column: int, reason: str) -> None:
    with pytest.raises(FormatError) as caught:
        list(opened(data).items())
    details = caught.value.details
    assert (caught.value.code, details["line"], details["column"]) == ("PARSE_ERROR", line, column)
    assert reason in str(details["reason"])


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b'{"a":[{}]\n "b":1}', 2, 2),
        (b'{"a":[1,2,3],\n\n"b":tru}', 3, 5),
        (b'{"a":[1]', 1, 9),
        (b'{"a":[1}', 1, 8),
        (b'{"a":[1]} x', 1, 11),
    ],
)
def test_faults_outside_arrays_are_placed(data: bytes, line: int, column: int) -> None:
    with pytest.raises(FormatError) as caught:
        list(opened(data).items("a"))
    assert (caught.value.code, caught.value.details["line"]) == ("PARSE_ERROR", line)
    assert abs(int(str(caught.value.details["column"])) - column) <= 4


@pytest.mark.usefixtures("large")
def test_wrong_bytes_are_placed() -> None:
    for data, position in (
        (b'[{"a":1},{"a":"\xe9"}]', 15),
        (b'{"x":"\xe9","a":[{}]}', 6),
        (b'{"a":[{}],"x":"\xe9"}', 15),
    ):
        with pytest.raises(FormatError) as caught:
            list(opened(data).items("" if data.startswith(b"[") else "a"))
        assert (caught.value.code, caught.value.details["bytePosition"]) == ("INVALID_ENCODING", position)


@pytest.mark.usefixtures("large")
def test_something_else_than_an_array_is_refused() -> None:
    with pytest.raises(FormatError, match="a must be an array"):
        list(opened(b'{"a":{"b":1}}').items("a"))
