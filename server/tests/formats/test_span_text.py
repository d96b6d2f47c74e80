"""Bytes to lines: encodings, line ends, sentences."""

from __future__ import annotations

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloss.formats import text as text_module
from gloss.formats.base import FormatError
from gloss.formats.document import Line, SourceInfo
from gloss.formats.text import open_text
from tests.formats.running_example import read


def lines(data: bytes, key: str = "TEXT", **options: object) -> list[str]:
    return [one.cells[0].content for one in read(data, key, **options) if isinstance(one, Line)]


@pytest.mark.parametrize(
    ("data", "found", "newline"),
    [
        (b"a\nb\n", ["a", "b"], "LF"),
        (b"a\nb", ["a", "b"], "LF"),
        (b"a\r\n\r\nb\r\n", ["a", "", "b"], "CRLF"),
        (b"a\rb\r", ["a", "b"], "CR"),
        (b"a\r\nb\nc", ["a", "b", "c"], "MIXED"),
        (b"\na\n\n", ["", "a", ""], "LF"),
        (b"a", ["a"], "NONE"),
        ("a\u2028b\x0bc\x85d\n".encode(), ["a\u2028b\x0bc\x85d"], "LF"),
    ],
)
def test_line_ends(data: bytes, found: list[str], newline: str) -> None:
    assert lines(data) == found
    assert read(data, "TEXT")[-1] == SourceInfo("UTF-8", newline)


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (b"", "utf-8", "UTF-8"),
        (codecs.BOM_UTF8, "utf-8", "UTF-8-BOM"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16-LE"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16-BE"),
    ],
)
def test_encodings(mark: bytes, codec: str, name: str) -> None:
    data = mark + "Café 🍜\r\nשלום\r\n".encode(codec)
    assert lines(data) == ["Café 🍜", "שלום"]
    assert read(data, "TEXT")[-1] == SourceInfo(name, "CRLF")


@pytest.mark.parametrize(
    ("data", "position"),
    [
        (b"caf\xe9", 3),
        (b"ok\xff", 2),
        (codecs.BOM_UTF8 + b"caf\xe9\n", 6),
        (b"a\0b", 1),
        ("né\0".encode(), 3),
        (codecs.BOM_UTF16_LE + "a".encode("utf-16-le") + b"\x00\xd8a\0", 4),
        (b"ab\xf0\x9f", 2),
        ("ab".encode("utf-16-le"), 1),
    ],
)
@pytest.mark.parametrize("block", [1 << 20, 2])
def test_other_bytes_are_refused_with_their_position(
    data: bytes, position: int, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_module, "BLOCK", max(block, 4))
    with pytest.raises(FormatError) as caught:
        lines(data)
    assert (caught.value.code, caught.value.details["bytePosition"]) == ("INVALID_ENCODING", position)
    assert caught.value.message.startswith(f"soup.txt, line 1: Byte {position} is not valid")


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, b"\n \n"])
def test_a_file_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError) as caught:
        lines(data)
    assert caught.value.code == "EMPTY_FILE"


def test_sentences_keep_their_period() -> None:
    data = b"Rosa cooked. It cost 3.50 at www.soup.example.\nJun\nate it\n\nA title\n \nThe end"
    assert lines(data, sentence_separator=".") == [
        "Rosa cooked.",
        "It cost 3.50 at www.soup.example.",
        "Jun ate it",
        "A title",
        "The end",
    ]


def test_a_speaker_before_a_colon_becomes_metadata() -> None:
    records = [
        one
        for one in read(b"Ann: Hi: you\nno speaker here\nhttp://x.y\n", "CONVERSATION_TEXT")
        if isinstance(one, Line)
    ]
    assert [(one.cells[0].content, [meta["value"] for meta in one.cells[0].metadata]) for one in records] == [
        ("Hi: you", ["Ann"]),
        ("no speaker here", []),
        ("http://x.y", []),
    ]


def test_messages_carry_speaker_and_time() -> None:
    data = b'[{"speaker":"Ann","time":"2026-03-04T09:00:00Z","text":"One laksa, please."},{"text":"Hm"}]'
    records = [one for one in read(data, "CONVERSATION") if isinstance(one, Line)]
    assert [one.cells[0].metadata for one in records] == [
        [
            {"key": "speaker", "value": "Ann", "pinned": True},
            {"key": "time", "value": "2026-03-04T09:00:00Z"},
        ],
        [],
    ]


@given(st.text(st.sampled_from("ab🍜é\r\n\u2028"), max_size=40), st.integers(4, 9))
def test_lines_do_not_depend_on_how_the_file_is_read(text: str, block: int) -> None:
    data = text.encode()
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    expected = whole.split("\n")
    if not expected[-1]:
        expected.pop()
    original = text_module.BLOCK
    text_module.BLOCK = block
    try:
        found = list(open_text(io.BytesIO(data), "x").lines()) if data else []
    finally:
        text_module.BLOCK = original
    assert found == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("block", [1 << 20, 4])
def test_a_wrong_byte_names_its_line(end: str, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "BLOCK", block)
    with pytest.raises(FormatError) as caught:
        lines(f"é{end}b{end}{end}cd".encode() + b"\xff")
    assert caught.value.details["line"] == 4
