"""Bytes to lines of text: encodings and line ends, streaming, without guessing."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from gloss.formats.base import FormatError
from gloss.formats.document import SourceInfo

BLOCK = 1 << 20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8-BOM"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16-LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16-BE"),
)


class TextSource:
    """Decoded text of one file. Iterate ``blocks`` or ``lines`` once; ``info`` is right afterwards."""

    def __init__(self, source: BinaryIO, file_name: str) -> None:
        self._source = source
        self._file_name = file_name
        self._lf = self._crlf = self._cr = 0
        self._head = source.read(BLOCK)
        if not self._head:
            raise FormatError("EMPTY_FILE", "The file is empty.", file_name=file_name)
        self.encoding = "UTF-8"
        self._codec = "utf-8"
        self._position = 0
        for mark, codec, name in _MARKS:
            if self._head.startswith(mark):
                self._codec, self.encoding, self._position = codec, name, len(mark)
                self._head = self._head[len(mark) :]

    @property
    def info(self) -> SourceInfo:
        kinds = [name for name, count in (("LF", self._lf), ("CRLF", self._crlf), ("CR", self._cr)) if count]
        newline = "MIXED" if len(kinds) > 1 else (kinds or ["NONE"])[0]
        return SourceInfo(self.encoding, newline)

    def raw_blocks(self) -> Iterator[str]:
        """Yield decoded text with its line ends as they are.

        Raises FormatError INVALID_ENCODING with ``bytePosition`` (from 0) at the first
        byte that is not of the encoding, and at a NUL character.
        """
        decoder = codecs.getincrementaldecoder(self._codec)("strict")
        block = self._head
        while True:
            pending = len(decoder.getstate()[0])
            final = not block
            try:
                text = decoder.decode(block, final)
            except UnicodeDecodeError as error:
                raise self._bad_byte(self._position - pending + error.start) from None
            if "\0" in text:
                before = len(text[: text.index("\0")].encode(self._codec))
                raise self._bad_byte(self._position - pending + before)
            self._position += len(block)
            if text:
                yield text
            if final:
                return
            block = self._source.read(BLOCK)

    def blocks(self) -> Iterator[str]:
        """Yield decoded text with every line end as ``\\n``; counts the line ends."""
        held = ""
        for text in self.raw_blocks():
            text, held = held + text, ""
            if text.endswith("\r"):
                text, held = text[:-1], "\r"
            if "\r" in text:
                crlf, cr, lf = text.count("\r\n"), text.count("\r"), text.count("\n")
                self._crlf += crlf
                self._cr += cr - crlf
                self._lf += lf - crlf
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            else:
                self._lf += text.count("\n")
            if text:
                yield text
        if held:
            self._cr += 1
            yield "\n"

    def lines(self) -> Iterator[str]:
        """Yield logical lines without their ends; one line end at the end of the file is ignored.

        Only LF, CRLF and CR end a line; other Unicode separators are text.
        """
        rest: list[str] = []
        for text in self.blocks():
            parts = text.split("\n")
            if len(parts) == 1:
                rest.append(text)
                continue
            yield "".join([*rest, parts[0]])
            yield from parts[1:-1]
            rest = [parts[-1]] if parts[-1] else []
        if rest:
            yield "".join(rest)

    def _bad_byte(self, position: int) -> FormatError:
        return FormatError(
            "INVALID_ENCODING",
            f"Byte {position} is not valid {self.encoding}. Save the file as UTF-8 (or UTF-16 with a byte order mark).",
            file_name=self._file_name,
            line=self._line_at(position),
            bytePosition=position,
        )

    def _line_at(self, position: int) -> int | None:
        """Count the lines before a byte by reading the file once more; None if it can be read only once."""
        if not self._source.seekable():
            return None
        self._source.seek(0)
        decoder = codecs.getincrementaldecoder(self._codec)("ignore")
        line, last = 1, ""
        while position > 0 and (block := self._source.read(min(BLOCK, position))):
            position -= len(block)
            text = decoder.decode(block)
            line += text.count("\n") + text.count("\r") - (last + text).count("\r\n")
            last = text[-1:] or last
        return line


def open_text(source: BinaryIO, file_name: str) -> TextSource:
    """Detect the encoding of ``source``; raises FormatError EMPTY_FILE for no bytes at all."""
    return TextSource(source, file_name)
