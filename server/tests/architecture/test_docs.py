"""The user documentation names everything a user can name: formats, types, settings, commands, errors, keys.

Whoever adds an entry to a registry is told here which page to mention it on.
"""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import gloss
from gloss.cli import COMMANDS
from gloss.exports.deliveries import DELIVERIES
from gloss.formats import READERS, SPAN_WRITERS, TABLE_WRITERS
from gloss.masking import DETECTORS
from gloss.question_types import QUESTION_TYPES
from gloss.settings import SETTINGS
from gloss.tokenizers import TOKENIZERS

SOURCE = Path(gloss.__file__).parent
ROOT = SOURCE.parents[2]
DOCS = ROOT / "docs"
ERROR_ID = re.compile(r"[A-Z]+(_[A-Z]+)+|CANCELLED")
JOB_SOURCES = ("imports", "exports", "formats", "storage/external.py", "jobs/runner.py")
RAISERS = {"FormatError", "DeliveryFailed", "fail", "_error"}
NOT_OF_JOBS = {
    "EXPORT_REQUESTED",  # An audit entry.
    "READ_ONLY",  # Refused before a job exists.
    "FORMAT_LIMIT",  # Told inside EXPORT_FAILED.
}
WRITTEN_KEYS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Mod": "Ctrl"}


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text()


def named(text: str) -> set[str]:
    """Everything that stands in code marks or in a heading, cut at spaces."""
    marked = re.findall(r"`([^`\n]+)`", text) + re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {word.strip(",") for part in marked for word in part.split()}


def missing(keys: Iterable[str], *pages: str) -> list[str]:
    known = set().union(*(named(page(name)) for name in pages))
    return sorted(set(keys) - known)


def test_every_format_is_in_both_of_its_places() -> None:
    text = page("formats")
    read, written = text.split("## What is written")[0], text.split("## What is written")[1].split("## Span formats")[0]
    described = text.split("## Span formats")[1].split("## Label set files")[0]
    assert set(READERS) - named(read) == set()
    assert {*SPAN_WRITERS, *TABLE_WRITERS} - named(written) == set()
    assert {*READERS, *SPAN_WRITERS, *TABLE_WRITERS} - set(re.findall(r"[A-Z][A-Z_0-9]+", described)) == set()


def test_every_extension_that_is_read_is_told() -> None:
    told = named(page("formats"))
    assert {extension for reader in READERS.values() for extension in reader.extensions} - told == set()


@pytest.mark.parametrize(
    ("keys", "pages"),
    [
        pytest.param(list(QUESTION_TYPES), ["projects"], id="question types"),
        pytest.param(list(QUESTION_TYPES), ["formats"], id="cells of question types"),
        pytest.param(sorted(set().union(*(kind.rules for kind in QUESTION_TYPES.values()))), ["projects"], id="rules"),
        pytest.param(list(TOKENIZERS), ["projects"], id="tokenizers"),
        pytest.param(list(DETECTORS), ["projects"], id="detectors"),
        pytest.param(list(DELIVERIES), ["export"], id="deliveries"),
        pytest.param([setting.name for setting in SETTINGS], ["operations"], id="settings"),
    ],
)
def test_every_entry_of_a_registry_is_on_its_page(keys: list[str], pages: list[str]) -> None:
    assert missing(keys, *pages) == []


def test_every_setting_of_a_question_is_told() -> None:
    settings = {name for kind in QUESTION_TYPES.values() for name in kind.settings} - {"gradientColors"}
    assert missing(settings, "projects") == []


def test_every_command_is_told() -> None:
    parser = argparse.ArgumentParser()
    subcommands = parser.add_subparsers()
    for module in COMMANDS:
        module.add(subcommands)
    commands = page("operations").split("## Commands")[1].split("## Settings")[0]
    assert {name for name in subcommands.choices if f"`gloss {name}" not in commands} == set()


def test_every_error_of_an_export_or_import_is_explained() -> None:
    found = {code for path in job_files() for code in error_ids(ast.parse(path.read_text()))}
    assert {"WEBHOOK_FAILED", "STORAGE_WRITE_FAILED", "MIXED_FORMATS", "LABEL_OUT_OF_RANGE", "EXPORT_FAILED"} <= found
    assert missing(found - NOT_OF_JOBS, "api", "export") == []


def job_files() -> Iterator[Path]:
    for name in JOB_SOURCES:
        path = SOURCE / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def error_ids(tree: ast.AST) -> Iterator[str]:
    """Codes given to an error (first argument, ``code=``, a JobError's ``id``), and those that others become."""
    constants = {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        for value in _code_values(node):
            text = constants.get(value.id) if isinstance(value, ast.Name) else getattr(value, "value", None)
            if isinstance(text, str) and ERROR_ID.fullmatch(text):
                yield text


def _code_values(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in RAISERS:
            yield from node.args[:1]
        yield from (keyword.value for keyword in node.keywords if keyword.arg == "code")
    elif isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        yield from (value for key, value in pairs if isinstance(key, ast.Constant) and key.value == "id")
    elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "_ERROR_IDS":
        assert isinstance(node.value, ast.Dict)
        yield from node.value.values


def test_every_reason_of_a_loss_is_explained() -> None:
    reasons = set()
    for path in (SOURCE / "formats").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "skip":
                reasons.add(ast.literal_eval(node.args[0]))
    assert len(reasons) > 5
    assert missing(reasons, "export") == []


def test_every_key_of_the_labeling_screens_is_told() -> None:
    folders = [ROOT / "web" / "src" / "features" / name for name in ("labeling", "rows", "shell")]
    text = "".join(path.read_text() for folder in folders for path in folder.rglob("*.ts*"))
    chords = {
        chord
        for found in re.findall(r"shortcut: (\"[^\"]+\"|\[[^\]]+\])", text)
        for chord in re.findall(r'"([^"]+)"', found)
    }
    assert "Alt+Shift+A" in chords
    told = named(page("labeling"))
    assert {chord for chord in chords if as_written(chord) not in told} == set()


def as_written(chord: str) -> str:
    """``Mod+Shift+Right`` as the page has it: ``Ctrl+Shift+→``."""
    return "+".join(WRITTEN_KEYS.get(part, part) for part in chord.split("+"))


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for path in (*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        text = re.sub(r"^```.*?^```", "", path.read_text(), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            name, _, anchor = target.partition("#")
            goal = path.parent / name if name else path
            if "://" not in target and not _leads(goal, anchor):
                broken.append(f"{path.name}: {target}")
    assert broken == []


def _leads(goal: Path, anchor: str) -> bool:
    if not anchor:
        return goal.exists() or goal.suffix == ".png" or goal.name in ("pages.md", "measurements.md")
    heads = re.findall(r"^#+ (.+)$", goal.read_text(), re.MULTILINE) if goal.exists() else []
    return anchor in {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
