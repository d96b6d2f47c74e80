"""Reading the outbox folder, where mails land when there is no mail server."""

from __future__ import annotations

import email
import re
from email import policy
from pathlib import Path
from urllib.parse import parse_qs, urlsplit


def mails_to(data_dir: Path, address: str) -> list[str]:
    """The texts of the mails to ``address``, oldest first."""
    files = sorted((data_dir / "outbox").glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
    messages = [email.message_from_string(text, policy=policy.default) for path in files for text in _texts(path)]
    return [message.get_content() for message in messages if message["to"] == address]


def _texts(path: Path) -> list[str]:
    """The messages of a file: the backend ends each with a line of dashes."""
    return [text.lstrip("\n") for text in re.split(r"\n-{70,}\n", path.read_text()) if text.strip()]


def query_of_link(text: str) -> dict[str, str]:
    """The query parameters of the first link in ``text``."""
    found = re.search(r"https?://\S+", text)
    assert found, text
    return {name: values[0] for name, values in parse_qs(urlsplit(found[0]).query).items()}
