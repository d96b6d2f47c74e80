"""The dependency direction of docs/architecture.md, read off the import statements."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import gloss

SOURCE = Path(gloss.__file__).parent
DOMAINS = (
    "accounts teams jobs storage tags guidelines projects labelsets questionsets documents events "
    "labels answers comments review assist imports exports analytics "
    "search dictionary grammar extensions scripts"
).split()
PURE = {"tokenizers": 1, "masking": 1, "sandbox": 1, "question_types": 1, "formats": 2, "agreement": 2}
LEVEL = {"core": 0, "db": 0, **PURE, **{name: 3 + index for index, name in enumerate(DOMAINS)}}
LEVEL |= {"http": 100, "cli": 100, "graphql": 100, "wiring": 100, "asgi": 101}
PURE_MODULES = {("labelsets", "items"), ("labelsets", "files"), ("labelsets", "colors")} | {
    ("questionsets", "questions"),
    ("questionsets", "files"),
}
"""Modules inside a domain folder that hold no model and may be used by formats and question types."""

LAYERS = ["models", "queries", "access", "service", "shapes", "tasks", "resolvers"]
SETTLED = {"graphql": {"http", "asgi", "cli"}}
"""Who may import graphql: only the edges."""


def modules() -> Iterator[tuple[tuple[str, ...], Path]]:
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if "migrations" not in parts and parts[0] in LEVEL:
            yield parts, path


def imports(path: Path) -> Iterator[tuple[str, ...]]:
    """Modules of ours that a file imports while it is loaded or run, as parts below ``gloss``."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            node.body.clear()
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = tuple(name.split("."))
            if parts[0] == "gloss" and len(parts) > 1:
                yield parts[1:]


def test_domains_import_only_what_lies_below_them() -> None:
    wrong = [
        f"{'.'.join(module)} imports {'.'.join(target)}"
        for module, path in modules()
        for target in imports(path)
        if target[0] in LEVEL
        and target[0] != module[0]
        and LEVEL[target[0]] >= LEVEL[module[0]]
        and target[:2] not in PURE_MODULES
        and not (LEVEL[module[0]] == 100 and LEVEL[target[0]] <= 101)
    ]
    assert wrong == []


def test_layers_inside_a_domain_point_downwards() -> None:
    wrong = [
        f"{'.'.join(module)} imports {'.'.join(target)}"
        for module, path in modules()
        if len(module) == 2 and module[1] in LAYERS
        for target in imports(path)
        if target[0] == module[0]
        and len(target) > 1
        and target[1] in LAYERS
        and LAYERS.index(target[1]) > LAYERS.index(module[1])
    ]
    assert wrong == []


def test_only_settings_reads_the_environment() -> None:
    # PyThaiNLP is told its data folder through the environment only.
    allowed = {("settings",), ("asgi",), ("cli", "__init__"), ("tokenizers", "thai")}
    readers = [
        ".".join(module) for module, path in modules() if "os.environ" in path.read_text() and module not in allowed
    ]
    assert readers == []


def test_nothing_of_django_or_ours_is_in_the_pure_packages() -> None:
    wrong = [
        f"{'.'.join(module)}: {line.strip()}"
        for module, path in modules()
        if module[0] in (*PURE, "core")
        for line in path.read_text().splitlines()
        if line.startswith(("import django", "from django"))
    ]
    assert wrong == []


def test_no_signals() -> None:
    assert [
        path for _, path in modules() if "django.dispatch" in path.read_text() or "models.signals" in path.read_text()
    ] == []
