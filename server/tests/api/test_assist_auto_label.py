"""autoLabelTokenBasedProject: a model of the user's own labels one person's copy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gloss.assist import calling
from gloss.jobs.models import Job
from gloss.labels.models import Label
from gloss.projects.models import Project
from gloss.teams.models import Role
from tests.client import Api, run_jobs
from tests.creating import made, open_cabinet
from tests.factories import Make
from tests.model_server import Answer, Call, ModelServer

SETS = [
    {
        "name": "Food",
        "options": [
            {"id": "1", "label": "Person"},
            {"id": "2", "label": "Place"},
            {"id": "2.1", "label": "City", "parentId": "2"},
            {"id": "2.2", "label": "Isle", "parentId": "2"},
            {"id": "3", "label": "Ship"},
            {"id": "3.1", "label": "Isle", "parentId": "3"},
        ],
    }
]
FILES = {"a.txt": "Rosa cooked laksa in Penang.\nJun 😀ate it.\n", "b.txt": "Ann sailed.\n", "c.txt": "Nobody.\n"}


@pytest.fixture
def model() -> Iterator[ModelServer]:
    server = ModelServer()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "PAUSES", (0.0, 0.0))


class World:
    def __init__(self, api: Api, make: Make, **changed: Any) -> None:
        self.rosa, self.bot = make.user(name="Rosa"), make.user(name="Bot")
        self.team = make.team(self.rosa)
        make.member(self.team, self.bot, Role.LABELER)
        self.api, self.bot_api = api.as_(self.rosa), api.as_(self.bot)
        documents = [{"fileName": name, "part": 0} for name in FILES]
        people = [
            {"email": self.bot.email, "role": "LABELER", "documents": documents},
            {"email": self.rosa.email, "role": "REVIEWER", "documents": None},
        ]
        values = {"teamId": str(self.team.pk), "tokenLabelSets": SETS, "documentAssignments": people, **changed}
        self.project: Project = made(self.api, FILES, **values)

    def input(self, url: str, **changed: Any) -> dict[str, Any]:
        return {
            "projectId": self.project.uid,
            "labelerEmail": self.bot.email,
            "targetAPI": {"endpoint": url, "secretKey": "s3cret"},
            "options": {"serviceProvider": "CUSTOM", "numberOfFilesPerRequest": 1},
            **changed,
        }

    def start(self, url: str, **changed: Any) -> Any:
        return self.api.mutate("autoLabelTokenBasedProject", "id status progress", input=self.input(url, **changed))

    def run(self, url: str, **changed: Any) -> Job:
        reply = self.start(url, **changed)
        assert reply.errors == []
        assert (reply.data["status"], reply.data["progress"]) == ("QUEUED", 0)
        assert reply.data["id"].startswith("AutoLabelQueue:")
        run_jobs()
        return Job.objects.get(id=reply.data["id"])

    def labels(self, role: str = "LABELER") -> list[tuple[Any, ...]]:
        rows = Label.objects.filter(copy__cabinet__project=self.project, copy__cabinet__role=role)
        fields = (
            "copy__document__file_name",
            "item",
            "start_line",
            "start_token",
            "start_char",
            "end_token",
            "end_char",
        )
        return sorted(rows.values_list(*fields, "labeled_by", "confidence"))


@pytest.fixture
def world(api: Api, make: Make) -> World:
    return World(api, make)


def answering(entities: dict[str, dict[int, list[tuple[Any, ...]]]], layer: int = 0) -> Any:
    """Answers with ``(label, start, end[, score])`` by file name and line."""

    def answer(call: Call) -> Answer:
        documents = []
        for document in call.json["documents"]:
            lines = entities.get(document["fileName"], {})
            labels = [
                {
                    "id": line,
                    "entities": [
                        {"label": name, "start_char": start, "end_char": end, "layer": layer}
                        | ({"confidence_score": score[0]} if score else {})
                        for name, start, end, *score in found
                    ],
                }
                for line, found in lines.items()
            ]
            documents.append({"id": document["id"], "labels": labels})
        return Answer({"id": call.json["id"], "documents": documents})

    return answer


FOUND = {
    "a.txt": {0: [("person", 0, 4, 0.98), ("City", 21, 27)], 1: [("PERSON", 0, 3), ("Person", 5, 7)]},
    "b.txt": {0: [("Person", 0, 2)]},
}


def test_labels_land_in_the_labelers_copy(world: World, model: ModelServer) -> None:
    model.answer = answering(FOUND)
    job = world.run(f"{model.url}/predict")
    assert (job.status, job.progress, job.errors) == ("DELIVERED", 100, [])
    assert job.result == {"documents": 3, "applied": 5, "refused": 0, "outside": 0}
    assert world.labels() == [
        ("a.txt", "1", 0, 0, 0, 0, 3, "EXTERNAL", 0.98),
        ("a.txt", "1", 1, 0, 0, 0, 2, "EXTERNAL", None),
        ("a.txt", "1", 1, 2, 0, 2, 2, "EXTERNAL", None),
        ("a.txt", "2.1", 0, 4, 0, 4, 5, "EXTERNAL", None),
        ("b.txt", "1", 0, 0, 0, 0, 2, "EXTERNAL", None),
    ]
    assert {label.labeled_by_user for label in Label.objects.filter(copy__cabinet__project=world.project)} == {
        world.bot
    }
    first = model.calls[0]
    assert first.path == "/predict"
    assert {name: first.headers[name] for name in ("authorization", "x-api-key", "content-type")} == {
        "authorization": "Bearer s3cret",
        "x-api-key": "s3cret",
        "content-type": "application/json",
    }
    cabinet = open_cabinet(world.bot_api, world.project)
    assert [call.json["documents"][0]["id"] for call in model.calls] == [one["id"] for one in cabinet["documents"]]
    assert first.json == {
        "id": world.project.uid,
        "name": "Recipes",
        "documents": [
            {
                "id": cabinet["documents"][0]["id"],
                "fileName": "a.txt",
                "sentences": [
                    {"id": 0, "text": "Rosa cooked laksa in Penang.", "metadata": []},
                    {"id": 1, "text": "Jun 😀ate it.", "metadata": []},
                ],
            }
        ],
    }


def test_the_secret_is_sealed_in_the_job(world: World, model: ModelServer) -> None:
    job = Job.objects.get(id=world.start(model.url).data["id"])
    assert "s3cret" not in str(job.payload)


@pytest.mark.parametrize(("size", "calls"), [(0, [3]), (2, [2, 1]), (5, [3])])
def test_files_per_request(world: World, model: ModelServer, size: int, calls: list[int]) -> None:
    model.answer = answering(FOUND)
    job = world.run(model.url, options={"numberOfFilesPerRequest": size})
    assert job.status == "DELIVERED"
    assert [len(call.json["documents"]) for call in model.calls] == calls
    assert len(world.labels()) == 5


def test_into_the_review(world: World, model: ModelServer) -> None:
    model.answer = answering(FOUND)
    job = world.run(model.url, role="REVIEWER", labelerEmail=world.rosa.email.upper())
    assert (job.status, job.errors) == ("DELIVERED", [])
    assert [row[-2] for row in world.labels("REVIEWER")] == ["EXTERNAL"] * 5
    assert world.labels() == []


def test_unknown_names_are_counted_and_the_rest_is_kept(world: World, model: ModelServer) -> None:
    """ "Isle" names two items, so only its path tells which; a name of another layer is unknown, too."""
    model.answer = answering(
        {"a.txt": {0: [("Isle", 0, 4), ("Ship/Isle", 0, 4), ("Dish", 12, 17), ("Dish", 0, 4), ("City", 90, 99)]}}
    )
    job = world.run(model.url)
    assert job.status == "DELIVERED"
    assert job.errors == [
        {
            "id": "UNKNOWN_LABELS",
            "stack": "No label item has these names: Dish, Isle.",
            "args": {"labels": [{"layer": 0, "label": "Dish", "count": 2}, {"layer": 0, "label": "Isle", "count": 1}]},
        }
    ]
    assert job.result == {"documents": 3, "applied": 1, "refused": 0, "outside": 1}
    assert [row[1] for row in world.labels()] == ["3.1"]


def test_one_label_a_span_keeps_the_surest(api: Api, make: Make, model: ModelServer) -> None:
    world = World(api, make, kindsDocumentSettings={"tokenBasedSettings": {"allowMultiLabels": False}})
    model.answer = answering({"a.txt": {0: [("Person", 0, 4, 0.4), ("City", 0, 4, 0.9)]}})
    job = world.run(model.url)
    assert job.result == {"documents": 3, "applied": 1, "refused": 1, "outside": 0}
    assert [(row[1], row[-1]) for row in world.labels()] == [("2.1", 0.9)]


def test_spans_grow_to_their_tokens_unless_characters_are_labeled(api: Api, make: Make, model: ModelServer) -> None:
    found = {"a.txt": {0: [("Person", 1, 3)], 1: [("Person", 5, 6)]}}
    for by_character, expected in ((False, [(0, 3), (0, 2)]), (True, [(1, 2), (0, 0)])):
        world = World(
            api, make, kindsDocumentSettings={"tokenBasedSettings": {"allowCharacterBasedLabeling": by_character}}
        )
        model.answer = answering(found)
        assert world.run(model.url).status == "DELIVERED"
        assert [(row[4], row[6]) for row in world.labels()] == expected


def test_a_failing_batch_is_tried_three_times_and_the_others_go_on(world: World, model: ModelServer) -> None:
    good = answering(FOUND)

    def answer(call: Call) -> Answer:
        if call.json["documents"][0]["fileName"] == "a.txt":
            return Answer("out of memory " * 100, status=503, content_type="text/plain")
        return good(call)

    model.answer = answer
    job = world.run(model.url)
    first = open_cabinet(world.bot_api, world.project)["documents"][0]["id"]
    assert job.status == "FAILED"
    assert job.errors == [
        {
            "id": "AUTO_LABEL_REQUEST_FAILED",
            "stack": "The service answered 503.",
            "args": {"documentIds": [first], "status": 503, "body": ("out of memory " * 100)[:500]},
        }
    ]
    assert [call.json["documents"][0]["fileName"] for call in model.calls] == ["a.txt"] * 3 + ["b.txt", "c.txt"]
    assert [row[0] for row in world.labels()] == ["b.txt"]


def test_a_batch_that_recovers(world: World, model: ModelServer) -> None:
    statuses, good = [500, 429], answering(FOUND)
    model.answer = lambda call: Answer("", status=statuses.pop(0)) if statuses else good(call)
    assert world.run(model.url).status == "DELIVERED"
    assert len(model.calls) == 5


@pytest.mark.parametrize(
    ("body", "stack"),
    [
        ("<html>", "The answer is not JSON."),
        ([], "the answer must be an object."),
        ({"documents": {}}, "documents must be a list."),
        ({"documents": [{"labels": [{"id": "0"}]}]}, "documents[0].labels[0].id must be a whole number."),
        (
            {"documents": [{"labels": [{"id": 0, "entities": [{"start_char": 0}]}]}]},
            "documents[0].labels[0].entities[0].label must be text.",
        ),
        (
            {"documents": [{"labels": [{"id": 0, "entities": [{"label": "x", "start_char": 0, "end_char": True}]}]}]},
            "documents[0].labels[0].entities[0].end_char must be a whole number.",
        ),
        (
            {"documents": [{"labels": [{"id": 0, "entities": [{"label": "x", "confidence_score": 7}]}]}]},
            "documents[0].labels[0].entities[0].confidence_score must be a number from 0 to 1.",
        ),
    ],
)
def test_wrong_answers_are_named(world: World, model: ModelServer, body: Any, stack: str) -> None:
    model.answer = lambda call: Answer(body)
    job = world.run(model.url, options={"numberOfFilesPerRequest": 0})
    assert job.status == "FAILED"
    assert [error["stack"] for error in job.errors] == [stack]
    assert world.labels() == []


def test_a_private_address_is_not_called(world: World) -> None:
    job = world.run("http://10.1.2.3/predict", options={"numberOfFilesPerRequest": 0})
    assert job.status == "FAILED"
    assert "private address 10.1.2.3" in job.errors[0]["stack"]
    assert job.errors[0]["args"]["status"] is None


def test_a_second_attempt_adds_nothing(world: World, model: ModelServer) -> None:
    model.answer = answering(FOUND)
    job = world.run(model.url)
    Job.objects.filter(id=job.id).update(status="QUEUED", checkpoint=None)
    run_jobs()
    job.refresh_from_db()
    assert job.status == "DELIVERED"
    assert len(world.labels()) == 5


def test_a_complete_document_is_refused_and_named(world: World, model: ModelServer) -> None:
    cabinet = open_cabinet(world.bot_api, world.project)
    done = cabinet["documents"][1]["id"]
    assert world.bot_api.mutate("toggleDocumentStatus", "status", documentId=done, skipValidation=True).errors == []
    model.answer = answering(FOUND)
    job = world.run(model.url)
    assert [(error["id"], error["args"]) for error in job.errors] == [("READ_ONLY", {"documentIds": [done]})]
    assert {row[0] for row in world.labels()} == {"a.txt"}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"labelerEmail": "nobody@example.com"}, "NOT_FOUND"),
        ({"options": {"numberOfFilesPerRequest": -1}}, "BAD_USER_INPUT"),
        ({"options": {"numberOfFilesPerRequest": 1, "serviceProvider": "SPACY"}}, "BAD_USER_INPUT"),
        ({"targetAPI": {"endpoint": "model.example/predict", "secretKey": ""}}, "BAD_USER_INPUT"),
        ({"projectId": "nothing"}, "NOT_FOUND"),
    ],
)
def test_refused_before_anything_is_queued(world: World, changed: dict[str, Any], code: str) -> None:
    reply = world.start("http://model.example/predict", **changed)
    assert reply.codes == [code]
    assert Job.objects.filter(kind="assist.auto_label", project_uid=world.project.uid).count() == 0


def test_who_is_not_assigned_is_named(world: World) -> None:
    """A reviewer has no labeler's copy, so nothing can be put into it."""
    reply = world.start("http://model.example/predict", labelerEmail=world.rosa.email)
    assert reply.messages == [f"No such labeler {world.rosa.email} in this project."]


def test_labelers_may_not_start_models(world: World) -> None:
    reply = world.bot_api.mutate("autoLabelTokenBasedProject", "id", input=world.input("http://model.example/"))
    assert reply.codes == ["FORBIDDEN"]


def test_only_span_projects(world: World) -> None:
    world.project.kinds = ["ROW_BASED"]
    world.project.save(update_fields=["kinds"])
    assert world.start("http://model.example/").codes == ["BAD_USER_INPUT"]


def test_switched_off_in_the_workspace(world: World) -> None:
    world.team.settings = {"enable_assisted_labeling": False}
    world.team.save(update_fields=["settings"])
    assert world.start("http://model.example/").codes == ["FORBIDDEN"]
