"""Grammar checkers. Adding one = a class and its line in ``PROVIDERS``; only configured ones are offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

import orjson
from django.conf import settings

from gloss.core.errors import GlossError
from gloss.core.registry import Registry
from gloss.storage import outgoing

READ_SECONDS = 20.0
MAX_SUGGESTIONS = 10


class CheckerFailed(GlossError):
    """The checker could not be reached or did not understand us."""

    type, code, status = "UserInputError", "GRAMMAR_CHECKER_FAILED", 502


@dataclass(frozen=True)
class Mistake:
    """``start`` and ``end`` (exclusive) count code points of the checked text."""

    start: int
    end: int
    message: str
    suggestions: Sequence[str]


class Provider(Protocol):
    key: str
    name: str
    description: str

    def is_configured(self) -> bool: ...

    def check(self, text: str) -> list[Mistake]:
        """Find the mistakes of a text.

        Raises:
            CheckerFailed: with a sentence for the labeler.
        """


class LanguageTool:
    """The HTTP interface of a LanguageTool server (``/v2/check``)."""

    key = "LANGUAGE_TOOL"
    name = "LanguageTool"
    description = "Spelling, grammar and style by your own LanguageTool server."

    def is_configured(self) -> bool:
        return bool(settings.LANGUAGETOOL_URL)

    def check(self, text: str) -> list[Mistake]:
        address = settings.LANGUAGETOOL_URL.removesuffix("/v2") + "/v2/check"
        body = urlencode({"language": "auto", "text": text}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        try:
            reply = outgoing.send("POST", address, headers=headers, content=body, read_seconds=READ_SECONDS)
        except GlossError as error:
            raise CheckerFailed(f"The grammar checker cannot be reached. {error.message}") from error
        if reply.status != 200:
            raise CheckerFailed(
                f"The grammar checker answered {reply.status}: {reply.body[:200].decode(errors='replace')}"
            )
        try:
            found = orjson.loads(reply.body)["matches"]
            return [_mistake(text, match) for match in found]
        except (ValueError, KeyError, TypeError) as error:
            raise CheckerFailed("The grammar checker's answer cannot be read. Is it a LanguageTool server?") from error


def _mistake(text: str, match: dict[str, object]) -> Mistake:
    """LanguageTool counts UTF-16 units, as Java does."""
    encoded = text.encode("utf-16-le")
    offset, length = int(str(match["offset"])), int(str(match["length"]))
    start = len(encoded[: 2 * offset].decode("utf-16-le", "ignore"))
    end = len(encoded[: 2 * (offset + length)].decode("utf-16-le", "ignore"))
    replacements = match.get("replacements") or []
    assert isinstance(replacements, list)
    suggestions = [str(item["value"]) for item in replacements[:MAX_SUGGESTIONS]]
    return Mistake(start, end, str(match["message"]), suggestions)


PROVIDERS: Registry[Provider] = Registry("grammar_checkers", LanguageTool())


def configured() -> list[Provider]:
    return [provider for provider in PROVIDERS.values() if provider.is_configured()]
