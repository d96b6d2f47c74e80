"""getProjects: every filter, every sort, paging, and who sees what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gloss.documents import service as documents
from gloss.documents.models import Cabinet
from gloss.labelsets.models import LabelSet
from gloss.projects.models import Project, ProjectAssignment
from gloss.tags.models import Tag
from gloss.teams.models import Role


class World:
    """A team with an admin, a labeler and a reviewer, and projects made as rows."""

    def __init__(self, api, make) -> None:
        self.make, self.api_of = make, api.as_
        self.admin = make.user()
        self.team = make.team(self.admin)
        self.labeler = make.member(self.team)
        self.reviewer = make.member(self.team, role=Role.REVIEWER)
        self.api = api.as_(self.admin)

    def project(self, name: str, *, team=True, **fields) -> Project:
        defaults = {"kinds": ["TOKEN_BASED"], "is_ready": True, "updated_at": datetime.now(UTC), "owner": self.admin}
        project = Project.objects.create(name=name, team=self.team if team else None, **{**defaults, **fields})
        documents.make_shared_cabinets(project)
        return project

    def assign(self, project, member, role="LABELER"):
        return ProjectAssignment.objects.create(project=project, member=member, role=role, document_count=1)

    def names(self, api=None, sort=None, **wanted):
        given = {"filter": {"teamId": str(self.team.pk), **wanted}, "sort": sort or [{"field": "name", "order": "ASC"}]}
        reply = (api or self.api).query("getProjects", "nodes { name } totalCount", input=given)
        assert reply.errors == []
        assert reply.data["totalCount"] == len(reply.data["nodes"])
        return [node["name"] for node in reply.data["nodes"]]


@pytest.fixture
def world(api, make):
    return World(api, make)


def test_205_projects_in_pages_of_100(world):
    moment = datetime.now(UTC)
    rows = [
        Project(name=f"P{n}", team=world.team, owner=world.admin, kinds=[], is_ready=True, updated_at=moment)
        for n in range(205)
    ]
    Project.objects.bulk_create(rows)
    wanted = {"teamId": str(world.team.pk)}
    selection = "nodes { id } totalCount pageInfo { nextCursor prevCursor }"
    given = {"page": {"skip": 0, "take": 100}, "filter": wanted, "cursor": "", "sort": []}
    seen, sizes = [], []
    while True:
        reply = world.api.query("getProjects", selection, input=given).data
        assert reply["totalCount"] == 205
        sizes.append(len(reply["nodes"]))
        seen += [node["id"] for node in reply["nodes"]]
        cursor = reply["pageInfo"]["nextCursor"]
        if cursor is None:
            break
        given = {"cursor": cursor, "filter": wanted}
    assert (sizes, len(set(seen))) == ([100, 100, 5], 205)


def test_queries_do_not_grow_with_the_page(world):
    for number in range(12):
        project = world.project(f"P{number}")
        world.assign(project, world.labeler)
        world.assign(project, world.reviewer, "REVIEWER")
        project.tags.set([Tag.objects.create(team=world.team, name=f"t{number}")])
        LabelSet.objects.create(project=project, owner=world.admin, name="L", signature="s", items=[])
        Cabinet.objects.create(project=project, role="LABELER", owner=world.labeler.user)
    selection = """totalCount nodes { id name tags { id name } team { id } guideline { id } labelSets { name }
      assignees { role documentIds documents { id fileName } teamMember { id user { id email } } }
      isReviewByMeAllowed selfLabelingStatus progress { totalDocuments completedDocuments }
      labelerCabinets { id owner { id } } reviewCabinet { id } rootDocumentId
      performance { conflicts numberOfLines } labelingStatus { isStarted statistic { documentIds totalTimeSpent } }
      reviewingStatus { isCompleted } settings { consensus } workspaceSettings { kinds } } pageInfo { nextCursor }"""
    counts = []
    for take in (2, 12):
        given = {"page": {"skip": 0, "take": take}, "filter": {"teamId": str(world.team.pk)}}
        with CaptureQueriesContext(connection) as captured:
            reply = world.api.query("getProjects", selection.replace("rootDocumentId", ""), input=given)
        assert (reply.errors, len(reply.data["nodes"])) == ([], take)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_keyword_looks_into_names_and_tags(world):
    world.project("Invoices 2026")
    tagged = world.project("Letters")
    tagged.tags.set([Tag.objects.create(team=world.team, name="Old invoices")])
    world.project("Recipes")
    assert world.names(keyword="INVOICE") == ["Invoices 2026", "Letters"]
    assert world.names(keyword="") == ["Invoices 2026", "Letters", "Recipes"]
    assert world.names(keyword="100%") == []


def test_kinds_types_and_archived(world):
    world.project("rows", kinds=["ROW_BASED"], type="DOC")
    world.project("mixed", kinds=["TOKEN_BASED", "DOCUMENT_BASED"], is_archived=True)
    assert world.names(kinds=["DOCUMENT_BASED", "ROW_BASED"]) == ["mixed", "rows"]
    assert world.names(kinds=["TOKEN_BASED"]) == ["mixed"]
    assert world.names(kinds=[]) == ["mixed", "rows"]
    assert world.names(types=["DOC"]) == ["rows"]
    assert world.names(isArchived=False) == ["rows"]
    assert world.names(isArchived=True) == ["mixed"]
    assert world.names(isArchived=None) == ["mixed", "rows"]


def test_statuses_and_the_own_one(world):
    mine, started, review = (world.project(name) for name in ("mine", "started", "review"))
    Project.objects.filter(pk=started.pk).update(status="IN_PROGRESS")
    Project.objects.filter(pk=review.pk).update(status="IN_REVIEW")
    for project in (mine, started):
        world.assign(project, world.labeler)
    Cabinet.objects.create(project=mine, role="LABELER", owner=world.labeler.user)
    Cabinet.objects.create(project=started, role="LABELER", owner=world.labeler.user, started_at=datetime.now(UTC))
    assert world.names(statuses=["CREATED", "IN_REVIEW"]) == ["mine", "review"]
    labeler = world.api_of(world.labeler.user)
    assert world.names(labeler, statuses=["NOT_STARTED"]) == ["mine"]
    assert world.names(labeler, statuses=["NOT_STARTED", "IN_PROGRESS"]) == ["mine", "started"]
    assert world.names(statuses=["NOT_STARTED"]) == []


def test_tags_by_id_or_name_and_label_sets(world):
    tag = Tag.objects.create(team=world.team, name="food")
    a, b = world.project("a"), world.project("b")
    a.tags.set([tag])
    b.tags.set([Tag.objects.create(team=world.team, name="drink")])
    assert world.names(tags=[str(tag.pk)]) == ["a"]
    assert world.names(tags=["food", "drink"]) == ["a", "b"]
    assert world.names(tags=["foo"]) == []
    LabelSet.objects.create(project=a, owner=world.admin, name="L", signature="abc", items=[])
    LabelSet.objects.create(project=a, index=1, owner=world.admin, name="M", signature="def", items=[])
    assert world.names(labelSetSignatures=["abc", "def"]) == ["a"]


def test_assignees(world):
    a, b = world.project("a"), world.project("b")
    world.assign(a, world.labeler)
    world.assign(b, world.labeler, "LABELER_AND_REVIEWER")
    world.assign(a, world.reviewer, "REVIEWER")
    labeler, reviewer = str(world.labeler.pk), str(world.reviewer.pk)
    assert world.names(labelerTeamMemberIds=[labeler]) == ["a", "b"]
    assert world.names(labelerTeamMemberIds=[reviewer]) == []
    assert world.names(reviewerTeamMemberIds=[labeler, reviewer]) == ["a", "b"]
    assert world.names(reviewerTeamMemberIds=[reviewer], labelerTeamMemberIds=[labeler]) == ["a"]


def test_days(world):
    old, new = world.project("old"), world.project("new")
    Project.objects.filter(pk=old.pk).update(created_at=datetime(2026, 1, 10, 23, 59, 59, tzinfo=UTC))
    Project.objects.filter(pk=new.pk).update(
        created_at=datetime(2026, 1, 11, tzinfo=UTC), updated_at=datetime(2026, 2, 1, tzinfo=UTC)
    )
    assert world.names(daysCreatedRange={"newestDate": "2026-01-10"}) == ["old"]
    assert world.names(daysCreatedRange={"newestDate": "2026-01-11", "oldestDate": "2026-01-11"}) == ["new"]
    assert world.names(daysUpdatedRange={"newestDate": "2026-02-01", "oldestDate": "2026-01-31"}) == ["new"]
    given = {"filter": {"teamId": str(world.team.pk), "daysCreatedRange": {"newestDate": "yesterday"}}}
    reply = world.api.query("getProjects", "totalCount", input=given)
    assert (reply.codes, reply.messages) == (["BAD_USER_INPUT"], ["'yesterday' is not a date. Write yyyy-mm-dd."])


def test_every_sort(world):
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    for number, (name, status) in enumerate([("b", "IN_REVIEW"), ("A", "CREATED"), ("c", "COMPLETE")]):
        project = world.project(name, status=status, updated_at=moment + timedelta(days=(number * 2) % 3))
        Project.objects.filter(pk=project.pk).update(
            created_at=moment + timedelta(days=number),
            completed_at=moment if name == "c" else None,
            exported_at=moment - timedelta(days=number) if name != "A" else None,
        )

    def order(field, direction="ASC"):
        return "".join(world.names(sort=[{"field": field, "order": direction}]))

    assert {field: order(field) for field in ("id", "name", "createdDate", "status")} == {
        "id": "bAc",
        "name": "Abc",
        "createdDate": "bAc",
        "status": "cAb",
    }
    assert (order("updatedDate"), order("updatedDate", "DESC")) == ("bcA", "Acb")
    assert (order("completedDate"), order("completedDate", "DESC")) == ("cAb", "cAb")
    assert (order("exportedDate"), order("exportedDate", "DESC")) == ("cbA", "bcA")
    assert (order("UPDATED_DESC"), order("UPDATED_ASC"), order("CREATED_DESC", "ASC")) == ("Acb", "bcA", "cAb")
    default = world.api.query(
        "getProjects", "nodes { name }", input={"filter": {"teamId": str(world.team.pk)}, "sort": []}
    )
    assert [node["name"] for node in default.data["nodes"]] == ["A", "c", "b"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"sort": [{"field": "colour", "order": "ASC"}]}, "sort"),
        ({"page": {"skip": 0, "take": 10_001}}, "page"),
        ({"page": {"skip": -1, "take": 10}}, "page"),
        ({"cursor": "nonsense"}, "cursor"),
    ],
)
def test_bad_requests(world, changed, field):
    given = {"filter": {"teamId": str(world.team.pk)}, **changed}
    reply = world.api.query("getProjects", "totalCount", input=given)
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], field)


def test_take_of_ten_thousand(world):
    world.project("a")
    given = {"filter": {"teamId": str(world.team.pk)}, "page": {"skip": 0, "take": 10_000}}
    reply = world.api.query("getProjects", "totalCount pageInfo { nextCursor prevCursor }", input=given)
    assert reply.data == {"totalCount": 1, "pageInfo": {"nextCursor": None, "prevCursor": None}}


def test_who_sees_what(world):
    mine, other = world.project("mine"), world.project("other")
    world.project("hidden", is_ready=False)
    world.project("personal", team=False)
    world.assign(mine, world.labeler)
    assert world.names() == ["mine", "other"]
    assert world.names(world.api_of(world.reviewer.user)) == ["mine", "other"]
    labeler = world.api_of(world.labeler.user)
    assert world.names(labeler) == ["mine"]
    assert labeler.query("getProject", "name", input={"projectId": other.uid}).codes == ["NOT_FOUND"]
    stranger = world.api_of(world.make.user())
    given = {"filter": {"teamId": str(world.team.pk)}}
    assert stranger.query("getProjects", "totalCount", input=given).codes == ["NOT_FOUND"]
    personal = world.api.query("getProjects", "nodes { name }", input={"filter": {}})
    assert personal.data == {"nodes": [{"name": "personal"}]}
    assert labeler.query("getProjects", "totalCount", input={}).data == {"totalCount": 0}


def test_the_number_of_projects_per_status(world):
    for status in ("CREATED", "CREATED", "IN_PROGRESS", "REVIEW_READY", "IN_REVIEW", "COMPLETE"):
        world.project("p", status=status)
    reply = world.api.query(
        "getOverallProjectPerformance",
        "total created inProgress reviewReady inReview completed",
        teamId=str(world.team.pk),
    )
    assert reply.data == {
        "total": 6,
        "created": 2,
        "inProgress": 1,
        "reviewReady": 1,
        "inReview": 1,
        "completed": 1,
    }
