"""Runs functions that users write, without files, network or modules of ours, within limits of time and memory.

The engine is Monty, which runs Python in processes of its own; it is the extra ``sandbox``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from gloss.core.errors import GlossError

CALL_SECONDS = 1.0
MEMORY_BYTES = 64 << 20
RECURSION = 200
INSTALL = 'pip install "gloss[sandbox]"'


class SandboxMissing(GlossError):
    type, code, status = "NotImplementedError", "SANDBOX_NOT_INSTALLED", 501


@dataclass(frozen=True)
class Outcome:
    """What one call returned, or in words why it failed."""

    value: Any = None
    error: str | None = None


def is_installed() -> bool:
    return find_spec("pydantic_monty") is not None


def call_each(source: str, function: str, calls: Sequence[Mapping[str, Any]]) -> Iterator[Outcome]:
    """Define what ``source`` defines, then call ``function`` once per mapping of argument names to plain values.

    Each call has its own limits and starts from the definitions alone.

    Raises:
        SandboxMissing: the extra is not installed; the message names the command.
    """
    if not is_installed():
        raise SandboxMissing(f"Scripts need an extra that is not installed. An administrator can add it: {INSTALL}")
    import pydantic_monty as monty

    limits = {
        "max_feed_duration_secs": CALL_SECONDS,
        "max_memory": MEMORY_BYTES,
        "max_recursion_depth": RECURSION,
    }
    with monty.Monty() as pool:
        for arguments in calls:
            passed = ", ".join(f"{name}={name}" for name in arguments)
            try:
                with pool.checkout(script_name="script.py", limits=limits) as session:
                    session.feed_run(source, print_callback=_ignore)
                    value = session.feed_run(f"{function}({passed})", inputs=dict(arguments), print_callback=_ignore)
                    yield Outcome(value)
            except monty.MontyError as error:
                yield Outcome(error=_told(error))


def _ignore(stream: str, text: str) -> None:
    """What scripts print is thrown away."""


def _told(error: Exception) -> str:
    """The last line says what happened; the engine's own words for the limits are made plain."""
    text = str(error).strip() or type(error).__name__
    if "time limit" in text:
        return f"The script takes longer than {CALL_SECONDS:.0f} second."
    if "memory limit" in text:
        return f"The script needs more than {MEMORY_BYTES >> 20} MB."
    return text[:500]
