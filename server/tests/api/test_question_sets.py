"""Questions of projects: read, replaced, changed one by one, and what becomes of answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gloss.projects.models import AssignmentRole, Project
from gloss.questionsets import changes, queries, service
from gloss.questionsets.models import Level, ProjectQuestionSet
from gloss.teams.models import Role
from tests.client import Api
from tests.factories import Make
from tests.rows import assign, project_row

FIELDS = """id internalId name label required type bindToColumn activationConditionLogic
    config { defaultValue format multiple multiline theme gradientColors hideScaleLabel leafOptionsOnly min max
    minLength maxLength pattern step hint options { id questionId parentId label }
    questions { id internalId label type config { options { id label questionId } } } }"""
BRIEF = "id internalId label type"
TITLE = {"type": "TEXT", "label": "Title?", "name": "Title", "required": True, "config": {"maxLength": 20}}
KIND = {
    "type": "DROPDOWN",
    "label": "Kind?",
    "config": {"multiple": True, "options": [{"id": "1", "label": "Coal"}, {"id": "2", "label": "Grain"}]},
}
GROUP = {"type": "NESTED", "label": "Cargo", "config": {"questions": [KIND, {"type": "CHECKBOX", "label": "Wet"}]}}


@pytest.fixture
def seen() -> Iterator[list[changes.QuestionsChange]]:
    """What the answers domain would be told."""
    told: list[changes.QuestionsChange] = []
    before = list(changes.LISTENERS)
    changes.LISTENERS[:] = [told.append]
    yield told
    changes.LISTENERS[:] = before


@pytest.fixture
def project(make: Make) -> Project:
    team = make.team()
    project = project_row(team.owner, team, ["ROW_BASED"])
    service.create_for_project(project, Level.ROW, [TITLE, KIND])
    return project


def replace(api: Api, project: Project, *items: dict, selection: str = BRIEF):
    return api.as_(project.owner).mutate("updateRowQuestions", selection, input=list(items), projectId=project.uid)


def stored(project: Project, level: Level = Level.ROW) -> list[tuple[int, int, str]]:
    return [(row.id, row.internal_id, row.label) for row in queries.of_project(project, level)]


def test_row_question_set_as_the_public_script_reads_it(api: Api, project: Project) -> None:
    reply = api.as_(project.owner).query(
        "getProjectRowQuestionSet", f"signature questions {{ {FIELDS} }}", projectId=project.uid
    )
    row = ProjectQuestionSet.objects.get(project=project)
    assert reply.data["signature"] == row.signature
    assert len(row.signature) == 64
    first, second = reply.data["questions"]
    assert {key: first[key] for key in ("id", "internalId", "name", "label", "required", "type", "bindToColumn")} == {
        "id": 0,
        "internalId": 1,
        "name": "Title",
        "label": "Title?",
        "required": True,
        "type": "TEXT",
        "bindToColumn": None,
    }
    assert (first["config"]["maxLength"], first["config"]["options"]) == (20, None)
    assert second["config"]["multiple"] is True
    assert second["config"]["options"] == [
        {"id": "1", "questionId": "1", "parentId": None, "label": "Coal"},
        {"id": "2", "questionId": "1", "parentId": None, "label": "Grain"},
    ]
    plain = api.as_(project.owner).query("getRowQuestions", "id label", projectId=project.uid).data
    assert plain == [{"id": 0, "label": "Title?"}, {"id": 1, "label": "Kind?"}]


def test_a_level_without_questions_is_empty(api: Api, project: Project) -> None:
    caller = api.as_(project.owner)
    data = caller.query("getProjectDocumentQuestionSet", "signature questions { id }", projectId=project.uid).data
    assert data == {"questions": [], "signature": service.EMPTY_SIGNATURE}
    assert caller.query("getDocumentQuestions", "id", projectId=project.uid).data == []


def test_replacing_keeps_what_carries_its_id(api: Api, project: Project, seen: list[changes.QuestionsChange]) -> None:
    new = {"type": "SLIDER", "label": "How big?", "config": {"min": 1, "max": 5, "step": 1}}
    reply = replace(api, project, new, {"id": 1, "label": "Which kind?"})
    assert reply.data == [
        {"id": 0, "internalId": 3, "label": "How big?", "type": "SLIDER"},
        {"id": 1, "internalId": 2, "label": "Which kind?", "type": "DROPDOWN"},
    ]
    assert queries.of_project(project, Level.ROW)[1].config["options"][1]["label"] == "Grain"
    (change,) = seen
    assert (change.project, change.level, change.actor) == (project, Level.ROW, project.owner)
    assert [(old.label, new and new.label) for old, new in change.pairs()] == [
        ("Title?", None),
        ("Kind?", "Which kind?"),
    ]
    assert replace(api, project, {"internalId": 2, "delete": True}).data == []
    again = replace(api, project, TITLE)
    assert again.data[0]["internalId"] == 4, "an internal id is never used again"


def test_a_new_label_touches_no_answers(api: Api, project: Project, seen: list[changes.QuestionsChange]) -> None:
    before = ProjectQuestionSet.objects.get(project=project).signature
    replace(api, project, {"id": 0, "label": "Name?"}, {"id": 1})
    assert stored(project) == [(0, 1, "Name?"), (1, 2, "Kind?")]
    assert ProjectQuestionSet.objects.get(project=project).signature != before
    assert seen == []


def test_questions_of_groups_keep_their_internal_ids(
    api: Api, project: Project, seen: list[changes.QuestionsChange]
) -> None:
    data = replace(api, project, {"id": 0}, GROUP, selection=FIELDS).data
    children = data[1]["config"]["questions"]
    assert [(child["id"], child["internalId"], child["label"]) for child in children] == [
        (2, 4, "Kind?"),
        (3, 5, "Wet"),
    ]
    assert children[0]["config"]["options"][0]["questionId"] == "2"
    kept = {"id": data[1]["id"], "config": {"questions": [{"internalId": 5, "label": "Damp"}]}}
    data = replace(api, project, kept, {"internalId": 1}, selection=FIELDS).data
    children = data[0]["config"]["questions"]
    assert [(child["id"], child["internalId"], child["type"]) for child in children] == [(2, 5, "CHECKBOX")]
    gone = [old.label for old, new in seen[-1].pairs() if new is None]
    assert gone == ["Kind?"]


def test_one_question_changed(api: Api, project: Project, seen: list[changes.QuestionsChange]) -> None:
    caller = api.as_(project.owner)

    def change(**item: object):
        return caller.mutate("updateRowQuestion", BRIEF, input=item, projectId=project.uid)

    assert change(id=0, label="Name?").data == {"id": 0, "internalId": 1, "label": "Name?", "type": "TEXT"}
    assert seen == []
    assert change(id=1, type="TEXT").data == {"id": 1, "internalId": 2, "label": "Kind?", "type": "TEXT"}
    assert [(old.type, new and new.type) for old, new in seen[-1].pairs()] == [("TEXT", "TEXT"), ("DROPDOWN", "TEXT")]
    assert change(type="URL", label="Where?").data == {"id": 2, "internalId": 3, "label": "Where?", "type": "URL"}
    assert change(id=0, delete=True).data == {"id": 0, "internalId": 1, "label": "Name?", "type": "TEXT"}
    assert stored(project) == [(0, 2, "Kind?"), (1, 3, "Where?")]
    assert change(id=7, label="x").codes == ["NOT_FOUND"]
    assert change(internalId=1, label="x").codes == ["NOT_FOUND"]
    assert stored(project) == [(0, 2, "Kind?"), (1, 3, "Where?")]


@pytest.mark.parametrize(
    ("items", "field"),
    [
        ([{"type": "TEXT"}], "questions[0].label"),
        ([{"id": 0}, {"type": "DROPDOWN", "label": "x", "config": {}}], "questions[1].config.options"),
        ([{"type": "TEXT", "label": str(at)} for at in range(101)], "questions"),
    ],
)
def test_bad_questions_change_nothing(api: Api, project: Project, items: list[dict], field: str) -> None:
    reply = replace(api, project, *items)
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], field)
    assert stored(project) == [(0, 1, "Title?"), (1, 2, "Kind?")]


def test_document_questions(api: Api, make: Make) -> None:
    team = make.team()
    project = project_row(team.owner, team, ["DOCUMENT_BASED"])
    caller = api.as_(team.owner)
    made = caller.mutate("updateDocumentQuestions", BRIEF, input=[TITLE], projectId=project.uid).data
    assert made == [{"id": 0, "internalId": 1, "label": "Title?", "type": "TEXT"}]
    one = caller.mutate("updateDocumentQuestion", BRIEF, input={"id": 0, "label": "Name?"}, projectId=project.uid)
    assert one.data["label"] == "Name?"
    all_of_them = caller.mutate("updateQuestions", BRIEF, input=[{"id": 0}, KIND], projectId=project.uid).data
    assert [question["label"] for question in all_of_them] == ["Name?", "Kind?"]
    assert stored(project, Level.DOCUMENT) == [(0, 1, "Name?"), (1, 2, "Kind?")]
    refused = caller.mutate("updateRowQuestions", BRIEF, input=[TITLE], projectId=project.uid)
    assert refused.codes == ["BAD_USER_INPUT"]
    assert stored(project, Level.ROW) == []


def test_update_questions_means_rows_where_there_are_rows(api: Api, make: Make) -> None:
    team = make.team()
    project = project_row(team.owner, team, ["ROW_BASED", "DOCUMENT_BASED"])
    api.as_(team.owner).mutate("updateQuestions", BRIEF, input=[TITLE], projectId=project.uid)
    assert (len(stored(project, Level.ROW)), len(stored(project, Level.DOCUMENT))) == (1, 0)


def test_a_failing_listener_keeps_the_questions(api: Api, project: Project) -> None:
    def fail(change: changes.QuestionsChange) -> None:
        raise RuntimeError("answers could not be moved")

    changes.LISTENERS.append(fail)
    try:
        assert replace(api, project, TITLE).codes == ["INTERNAL_SERVER_ERROR"]
    finally:
        changes.LISTENERS.remove(fail)
    assert stored(project) == [(0, 1, "Title?"), (1, 2, "Kind?")]


WHO = [
    ("SUPERVISOR", None, False, True),
    ("REVIEWER", None, False, True),
    ("LABELER", AssignmentRole.LABELER_AND_REVIEWER, False, True),
    ("LABELER", AssignmentRole.LABELER, True, True),
    ("LABELER", AssignmentRole.LABELER, False, False),
    ("LABELER", None, True, None),
    (None, None, True, None),
]


@pytest.mark.parametrize(("role", "assigned", "setting", "allowed"), WHO)
def test_who_may_edit(
    api: Api, make: Make, role: str | None, assigned: str | None, setting: bool, allowed: bool | None
) -> None:
    """``allowed`` None: the caller cannot even see the project."""
    team = make.team()
    project = project_row(team.owner, team, ["ROW_BASED"], enableEditLabelSet=setting)
    service.create_for_project(project, Level.ROW, [TITLE])
    user = make.user()
    if role:
        member = make.member(team, user, Role(role))
        if assigned:
            assign(project, member, assigned)
    caller = api.as_(user)
    replies = [
        caller.mutate("updateRowQuestion", "id", input={"id": 0, "label": "Changed"}, projectId=project.uid),
        caller.mutate("updateQuestions", "id", input=[{"id": 0, "label": "Changed"}], projectId=project.uid),
        caller.mutate("updateRowQuestions", "id", input=[{"id": 0, "label": "Changed"}], projectId=project.uid),
    ]
    code = {True: [], False: ["FORBIDDEN"], None: ["NOT_FOUND"]}[allowed]
    assert [reply.codes for reply in replies] == [code] * 3
    assert stored(project) == [(0, 1, "Changed" if allowed else "Title?")]
    read = caller.query("getRowQuestions", "id", projectId=project.uid)
    assert read.codes == ([] if allowed is not None else ["NOT_FOUND"])
