"""Questions that scripts make, and programs that try to get out of the sandbox."""

from __future__ import annotations

from typing import Any

import pytest

from gloss import sandbox
from gloss.documents.models import ProjectColumn
from tests.client import Api
from tests.factories import Make
from tests.labeling import World, labeling_world

SCRIPT = """
import re

def generate(row, identifiers):
    words = re.findall("[a-z]+", row["text"])
    questions = [{"name": "subject", "options": words}]
    if row["text"].endswith("?"):
        questions.append({"name": "answer", "label": "What is the answer?", "required": True})
    return questions
"""
DECLARED = {
    "subject": {"id": 0, "label": "Subject", "type": "DROPDOWN", "config": {"multiple": True}},
    "answer": {"id": 1, "label": "Answer", "type": "TEXT"},
}
FIELDS = "line questionId error questions { name label type required config { multiple options { id label } } }"


def scripted(make: Make, script: str, rows: list[list[str]] | None = None) -> World:
    config = {"identifiers": DECLARED, "script": script}
    questions = [{"type": "SCRIPT_GENERATED", "label": "Generated", "required": False, "config": config}]
    world = labeling_world(make, rows=rows or [["the cat", "x"], ["why?", "y"]], columns=2, row_questions=questions)
    for index, name in enumerate(("text", "secret")):
        ProjectColumn.objects.create(project=world.project, index=index, name=name, labeler_restricted=index == 1)
    return world


def generated(api: Api, world: World, end: int = 2) -> list[dict[str, Any]]:
    labeler = world.labelers[0]
    reply = api.as_(labeler).query("getGeneratedQuestions", FIELDS, documentId=world.uid(labeler), start=0, end=end)
    assert reply.errors == []
    return reply.data


def test_a_script_makes_questions_per_row(api: Api, make: Make) -> None:
    world = scripted(make, SCRIPT)
    first, second = generated(api, world)
    assert (first["line"], first["questionId"], first["error"]) == (0, "Q0", None)
    assert first["questions"] == [
        {
            "name": "subject",
            "label": "Subject",
            "type": "DROPDOWN",
            "required": False,
            "config": {"multiple": True, "options": [{"id": "1", "label": "the"}, {"id": "2", "label": "cat"}]},
        }
    ]
    asked = [(entry["name"], entry["label"], entry["required"]) for entry in second["questions"]]
    assert asked == [("subject", "Subject", False), ("answer", "What is the answer?", True)]
    labeler = world.labelers[0]
    given = {"documentId": world.uid(labeler), "line": 0, "answers": {"Q0": {"subject": ["cat"]}}}
    saved = api.as_(labeler).mutate("updateRowAnswers", "updatedAnswers { answers }", **given)
    assert saved.data["updatedAnswers"]["answers"] == {"Q0": {"subject": ["cat"]}}


@pytest.mark.parametrize(
    ("script", "error"),
    [
        pytest.param("def generate(row, identifiers):\n    return row['gone']", "KeyError: gone", id="exception"),
        pytest.param("def generate(row, identifiers)\n    return []", "", id="syntax"),
        pytest.param(
            "def generate(row, identifiers):\n    return 5", "generate must return a list, not int.", id="list"
        ),
        pytest.param(
            "def generate(row, identifiers):\n    return [{'name': 'x'}]",
            "'x' is not declared in the identifiers.",
            id="undeclared",
        ),
        pytest.param(
            "def generate(row, identifiers):\n    return [{'name': 'answer', 'hint': 1}]",
            "A question has no 'hint'; it has name, label, required, options.",
            id="unknown key",
        ),
        pytest.param("def generate(row, identifiers):\n    return [row['secret']]", "KeyError: secret", id="hidden"),
    ],
)
def test_a_script_that_fails_tells_why_and_blocks_nothing(api: Api, make: Make, script: str, error: str) -> None:
    found = generated(api, scripted(make, script), 1)[0]
    assert found["questions"] == []
    assert found["error"] == error or (not error and found["error"])


@pytest.mark.parametrize(
    ("attack", "told"),
    [
        pytest.param("while True: pass", "The script takes longer than 1 second.", id="endless loop"),
        pytest.param("return 'x' * 10**9", "The script needs more than 64 MB.", id="memory"),
        pytest.param("return [0] * 10**9", "The script needs more than 64 MB.", id="list"),
        pytest.param("return 10 ** 10 ** 9", "The script needs more than 64 MB.", id="number"),
        pytest.param("return open('/etc/passwd').read()", "PermissionError", id="file"),
        pytest.param("import os; return os.listdir('/')", "PermissionError", id="folder"),
        pytest.param("import os; return os.environ['PATH']", "", id="environment"),
        pytest.param("import socket", "ModuleNotFoundError", id="network"),
        pytest.param("import subprocess", "ModuleNotFoundError", id="process"),
        pytest.param("return ().__class__.__base__.__subclasses__()", "AttributeError", id="classes"),
        pytest.param("return generate.__globals__", "AttributeError", id="globals"),
        pytest.param("return generate(row, identifiers)", "RecursionError", id="recursion"),
        pytest.param("import re; return re.match('(a|a)+$', 'a' * 40 + '!')", "", id="regular expression"),
        pytest.param("return eval(\"open('/etc/passwd')\")", "PermissionError", id="eval"),
    ],
)
def test_nothing_gets_out_of_the_sandbox(attack: str, told: str) -> None:
    source = f"def generate(row, identifiers):\n    {attack}"
    bad, good = sandbox.call_each(source, "generate", [{"row": {}, "identifiers": {}}] * 2)
    for outcome in (bad, good):
        if told:
            assert told in (outcome.error or ""), outcome
        else:
            assert outcome.error or outcome.value in (None, [])


def test_without_the_extra_the_answer_names_the_command(api: Api, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "find_spec", lambda name: None)
    world = scripted(make, SCRIPT)
    labeler = world.labelers[0]
    given = {"documentId": world.uid(labeler), "start": 0, "end": 1}
    reply = api.as_(labeler).query("getGeneratedQuestions", FIELDS, **given)
    assert reply.codes == ["SANDBOX_NOT_INSTALLED"]
    assert sandbox.INSTALL in reply.messages[0]
