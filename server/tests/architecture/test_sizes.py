"""No file past 400 lines, no function past 60: what grows past that is split, or says why it may not be."""

from __future__ import annotations

import ast
from pathlib import Path

import gloss

SERVER = Path(gloss.__file__).parents[2]
WEB = SERVER.parent / "web" / "src"
MAX_FILE, MAX_FUNCTION = 400, 60
ESCAPE = "lint-skip: size"


def python_files() -> list[Path]:
    found = [*SERVER.glob("src/gloss/**/*.py"), *SERVER.glob("tests/**/*.py"), *(SERVER.parent / "bench").glob("*.py")]
    return [path for path in found if "migrations" not in path.parts]


def web_files() -> list[Path]:
    return [path for path in (*WEB.rglob("*.ts"), *WEB.rglob("*.tsx")) if "generated" not in path.parts]


def test_files_stay_small() -> None:
    lengths = {path: path.read_text().count("\n") for path in (*python_files(), *web_files())}
    long = {
        str(path): length for path, length in lengths.items() if length > MAX_FILE and ESCAPE not in path.read_text()
    }
    assert long == {}


def test_functions_stay_small() -> None:
    long = {}
    for path in python_files():
        text = path.read_text()
        lines = text.splitlines()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > MAX_FUNCTION and ESCAPE not in lines[node.lineno - 1]:
                    long[f"{path}:{node.name}"] = length
    assert long == {}
