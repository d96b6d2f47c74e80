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
    messages = [email.message_from_string(_message(path), policy=policy.default) for path in files]
    return [message.get_content() for message in messages if message["to"] == address]


def _message(path: Path) -> str:
    """The first message of a file: the backend ends each with a line of dashes."""
    return re.split(r"\n-{70,}\n", path.read_text())[0]


def query_of_link(text: str) -> dict[str, str]:
    """The query parameters of the first link in ``text``."""
    found = re.search(r"https?://\S+", text)
    assert found, text
    return {name: values[0] for name, values in parse_qs(urlsplit(found[0]).query).items()}
