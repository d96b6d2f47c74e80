"""Who gets which documents: at creation, when documents are added, and what each then sees."""

from __future__ import annotations

import pytest

from gloss.documents.models import DocumentCopy
from gloss.jobs.models import Job
from gloss.projects.models import Project
from gloss.teams.models import Role
from tests.client import run_jobs
from tests.creating import JOB, create, creation, finished, launch_input, made, open_cabinet
from tests.mail import mails_to

FILES = {"soup.txt": "Rosa cooked.\nJun ate.\n", "stew.txt": "Stew.\n"}


class Team:
    """An admin, two labelers and a reviewer, each with an API of their own."""

    def __init__(self, api, make) -> None:
        self.admin = make.user(name="Ada")
        self.team = make.team(self.admin)
        self.people = {}
        for name, role in (("ann", Role.LABELER), ("ben", Role.LABELER), ("rev", Role.REVIEWER)):
            self.people[name] = make.member(self.team, make.user(name=name), role)
        self.api = api.as_(self.admin)
        self.apis = {name: api.as_(member.user) for name, member in self.people.items()}

    def entry(self, name: str, role: str = "LABELER", *pairs: tuple[str, int]) -> dict:
        documents = [{"fileName": file_name, "part": part} for file_name, part in pairs]
        return {"teamMemberId": str(self.people[name].pk), "role": role, **({"documents": documents} if pairs else {})}


@pytest.fixture
def team(api, make):
    return Team(api, make)


def assignees(api, project):
    reply = api.query(
        "getProject",
        "assignees { role documentIds documents { fileName part } teamMember { user { name } } }",
        input={"projectId": project.uid},
    )
    return {
        item["teamMember"]["user"]["name"]: (
            item["role"],
            [(document["fileName"], document["part"]) for document in item["documents"]],
            len(item["documentIds"]),
        )
        for item in reply.data["assignees"]
    }


def test_documents_per_member(team):
    project = made(
        team.api,
        FILES,
        teamId=team.team.pk,
        documentAssignments=[
            team.entry("ann", "LABELER", ("soup.txt", 0)),
            {"email": team.people["ben"].user.email.upper(), "role": "LABELER_AND_REVIEWER"},
            team.entry("rev", "REVIEWER", ("stew.txt", 0)),
        ],
    )
    assert assignees(team.api, project) == {
        "ann": ("LABELER", [("soup.txt", 0)], 1),
        "ben": ("LABELER_AND_REVIEWER", [("soup.txt", 0), ("stew.txt", 0)], 2),
        "rev": ("REVIEWER", [], 0),
    }
    assert [d["fileName"] for d in open_cabinet(team.apis["ann"], project)["documents"]] == ["soup.txt"]
    review = open_cabinet(team.apis["rev"], project, "REVIEWER")
    assert [d["fileName"] for d in review["documents"]] == ["soup.txt", "stew.txt"]
    assert team.apis["ann"].query("getCabinet", "id", projectId=project.uid, role="REVIEWER").codes == ["FORBIDDEN"]
    assert team.apis["rev"].query("getCabinet", "id", projectId=project.uid, role="LABELER").codes == ["FORBIDDEN"]
    mine = team.apis["ann"].query("replicateCabinet", "id", projectId=project.uid, role="REVIEWER")
    assert mine.codes == ["FORBIDDEN"]


def test_people_are_told_by_mail(team, data_dir):
    made(team.api, FILES, teamId=team.team.pk, documentAssignments=[team.entry("ann"), team.entry("rev", "REVIEWER")])
    texts = [mails_to(data_dir, team.people[name].user.email) for name in ("ann", "rev", "ben")]
    assert [[text.strip() for text in found] for found in texts] == [
        ["Ada assigned you to the project Recipes as labeler. Sign in to start."],
        ["Ada assigned you to the project Recipes as reviewer. Sign in to start."],
        [],
    ]


def test_parts_of_a_split_file(team):
    project = made(
        team.api,
        {"soup.txt": "1\n2\n3\n4\n"},
        teamId=team.team.pk,
        creationSettings=creation(splitDocumentConfig={"strategy": "BY_PARTS", "number": 2}),
        documentAssignments=[
            team.entry("ann", "LABELER", ("soup.txt", 0)),
            team.entry("ben", "LABELER", ("soup.txt", 1)),
        ],
    )
    assert assignees(team.api, project) == {
        "ann": ("LABELER", [("soup.txt", 0)], 1),
        "ben": ("LABELER", [("soup.txt", 1)], 1),
    }


def added(api, project, files, **changed):
    documents = [
        {"document": {"name": name, "objectKey": api.upload(name, content)}} for name, content in files.items()
    ]
    return api.mutate("addDocumentsToProject", JOB, input={"projectId": project.uid, "documents": documents, **changed})


def test_documents_are_added_at_the_end(team):
    project = made(team.api, FILES, teamId=team.team.pk, documentAssignments=[team.entry("ann")])
    open_cabinet(team.apis["ann"], project)
    reply = added(team.api, project, {"new.txt": "New\nlines\n"})
    assert reply.data["name"] == "Recipes"
    job = finished(team.api, reply.data["job"]["id"])
    assert (job["status"], job["resultId"], job["errors"]) == ("DELIVERED", project.uid, [])
    root = DocumentCopy.objects.get(uid=job["additionalData"]["documentIds"][0])
    assert (root.cabinet.role, root.document.file_name, root.document.position) == ("ROOT", "new.txt", 2)
    project.refresh_from_db()
    assert (project.document_count, project.line_count) == (3, 5)
    assert len(open_cabinet(team.api, project, "REVIEWER")["documents"]) == 3
    assert len(open_cabinet(team.apis["ann"], project)["documents"]) == 2
    assert Project.objects.filter(team=team.team).count() == 1


def test_added_documents_can_be_assigned_and_reopen_the_work(team):
    project = made(team.api, FILES, teamId=team.team.pk, documentAssignments=[team.entry("ann")])
    open_cabinet(team.apis["ann"], project)
    done = team.apis["ann"].mutate(
        "toggleCabinetStatus", "status", projectId=project.uid, role="LABELER", skipValidation=True
    )
    assert done.data == {"status": "COMPLETE"}
    project.refresh_from_db()
    assert project.status == "REVIEW_READY"
    reply = added(team.api, project, {"new.txt": "New"}, documentAssignments=[team.entry("ann"), team.entry("rev")])
    assert finished(team.api, reply.data["job"]["id"])["status"] == "DELIVERED"
    assert assignees(team.api, project) == {
        "ann": ("LABELER", [("soup.txt", 0), ("stew.txt", 0), ("new.txt", 0)], 3),
        "rev": ("LABELER", [("new.txt", 0)], 1),
    }
    project.refresh_from_db()
    assert project.status == "IN_PROGRESS"
    cabinet = open_cabinet(team.apis["ann"], project)
    assert (cabinet["status"], [d["fileName"] for d in cabinet["documents"]]) == (
        "IN_PROGRESS",
        ["soup.txt", "stew.txt", "new.txt"],
    )


def test_names_that_the_project_has_already(team):
    project = made(team.api, FILES, teamId=team.team.pk)
    reply = added(team.api, project, {"soup.txt": "x"})
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "documents[0].document.name")
    assert Job.objects.filter(kind="project.add_documents", team=team.team).count() == 0


def test_bad_additions_leave_the_project_as_it_was(team):
    project = made(team.api, FILES, teamId=team.team.pk)
    reply = added(team.api, project, {"new.txt": "x", "bad.txt": b"caf\xe9"})
    job = finished(team.api, reply.data["job"]["id"])
    assert [(error["id"], error["args"]["fileName"]) for error in job["errors"]] == [("INVALID_ENCODING", "bad.txt")]
    assert project.documents.count() == 2
    assert Project.objects.filter(team=team.team).count() == 1


def test_another_format_than_the_project_has(team):
    project = made(team.api, {"a.csv": "1,2\n"}, teamId=team.team.pk, kinds=["ROW_BASED"], creationSettings=creation())
    job = finished(team.api, added(team.api, project, {"b.csv": "1,2,3\n"}).data["job"]["id"])
    assert [error["id"] for error in job["errors"]] == ["COLUMN_COUNT_MISMATCH"]
    job = finished(team.api, added(team.api, project, {"c.csv": "3,4\n"}).data["job"]["id"])
    assert job["status"] == "DELIVERED"


@pytest.mark.parametrize(("name", "codes"), [("ann", ["FORBIDDEN"]), ("ben", ["NOT_FOUND"]), ("rev", ["FORBIDDEN"])])
def test_who_may_add_documents(team, name, codes):
    project = made(team.api, FILES, teamId=team.team.pk, documentAssignments=[team.entry("ann")])
    assert added(team.apis[name], project, {"new.txt": "x"}).codes == codes
    run_jobs()
    assert project.documents.count() == 2


def test_an_archived_project_takes_no_documents(team):
    project = made(team.api, FILES, teamId=team.team.pk)
    team.api.mutate("toggleArchiveProjects", "id", projectIds=[project.uid])
    assert added(team.api, project, {"new.txt": "x"}).codes == ["READ_ONLY"]


def test_an_attempt_that_died_is_cleaned_up_by_the_next(team, monkeypatch):
    from gloss.imports.run import Import

    class Killed(BaseException):
        pass

    def die(self, *_):
        raise Killed

    def keep(run):
        return None

    monkeypatch.setattr(Import, "_store", die)
    monkeypatch.setattr("gloss.imports.cleanup.discard", keep)
    reply = team.api.mutate("createProject", JOB, input=launch_input(team.api, FILES, teamId=team.team.pk))
    job = Job.objects.get(pk=reply.data["job"]["id"])
    with pytest.raises(Killed):
        run_jobs()
    left = Project.objects.get(team=team.team)
    assert (left.is_ready, left.documents.count()) == (False, 2)
    monkeypatch.undo()
    Job.objects.filter(pk=job.pk).update(status="QUEUED")
    assert finished(team.api, job.pk)["status"] == "DELIVERED"
    assert list(Project.objects.filter(team=team.team).values_list("is_ready", "document_count")) == [(True, 2)]
    assert not Project.objects.filter(pk=left.pk).exists()


def test_an_attempt_that_died_after_its_last_step_is_not_repeated(team):
    job = create(team.api, FILES, teamId=team.team.pk)
    Job.objects.filter(pk=job["id"]).update(status="QUEUED", progress=50)
    again = finished(team.api, job["id"])
    assert (again["resultId"], again["additionalData"]) == (job["resultId"], job["additionalData"])
    project = Project.objects.get(team=team.team)
    reply = added(team.api, project, {"new.txt": "x"})
    first = finished(team.api, reply.data["job"]["id"])
    Job.objects.filter(pk=first["id"]).update(status="QUEUED")
    again = finished(team.api, first["id"])
    assert (again["status"], again["additionalData"]) == ("DELIVERED", first["additionalData"])
    assert project.documents.count() == 3
