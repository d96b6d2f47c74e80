"""Mails about work: to whom, about what, and that they cannot harm the work."""

from __future__ import annotations

import pytest
from django.conf import settings

from gloss.teams.models import Role
from tests.creating import create, finished, made, open_cabinet
from tests.mail import mails_to

SOUP = {"soup.txt": "Rosa cooked laksa.\n"}


@pytest.fixture
def people(make):
    rosa, ann, jun = make.user(name="Rosa"), make.user(name="Ann"), make.user(name="Jun")
    team = make.team(rosa)
    members = {user.pk: make.member(team, user, Role.LABELER) for user in (ann, jun)}
    return rosa, ann, jun, team, members


def assigned(user, role="LABELER"):
    return {"email": user.email, "role": role}


def test_assignees_of_a_new_project(api, people, data_dir):
    rosa, ann, jun, team, _ = people
    everybody = [assigned(rosa, "REVIEWER"), assigned(ann), assigned(jun, "LABELER_AND_REVIEWER")]
    made(api.as_(rosa), SOUP, name="Soups", teamId=team.pk, documentAssignments=everybody)
    assert mails_to(data_dir, ann.email) == ["Rosa assigned you to the project Soups as labeler. Sign in to start."]
    assert mails_to(data_dir, jun.email) == [
        "Rosa assigned you to the project Soups as labeler and reviewer. Sign in to start."
    ]
    assert mails_to(data_dir, rosa.email) == []


def test_assignees_that_come_later_and_nobody_twice(api, people, data_dir):
    rosa, ann, jun, team, members = people
    project = made(api.as_(rosa), SOUP, name="Soups", teamId=team.pk, documentAssignments=[assigned(ann)])
    documents = [str(uid) for uid in project.cabinets.get(role="ROOT").copies.values_list("uid", flat=True)]
    wanted = [
        {"teamMemberId": str(members[user.pk].pk), "documentIds": documents, "role": "LABELER"} for user in (ann, jun)
    ]
    for _ in range(2):
        input = {"projectId": project.uid, "assignees": wanted}
        assert api.as_(rosa).mutate("replaceProjectAssignees", "id", input=input).errors == []
    assert len(mails_to(data_dir, ann.email)) == 1
    assert mails_to(data_dir, jun.email) == ["Rosa assigned you to the project Soups as labeler. Sign in to start."]


def test_reviewers_when_all_labelers_are_done_and_labelers_after_the_review(api, people, data_dir):
    rosa, ann, jun, team, _ = people
    everybody = [assigned(ann), assigned(jun, "REVIEWER")]
    project = made(api.as_(rosa), SOUP, name="Soups", teamId=team.pk, documentAssignments=everybody)
    open_cabinet(api.as_(ann), project)
    done = {"projectId": project.uid, "skipValidation": True}
    assert api.as_(ann).mutate("toggleCabinetStatus", "status", role="LABELER", **done).data == {"status": "COMPLETE"}
    assert mails_to(data_dir, jun.email)[1:] == [
        "All labelers of Soups have marked their work as complete. The review can begin."
    ]
    assert api.as_(jun).mutate("toggleCabinetStatus", "status", role="REVIEWER", **done).data == {"status": "COMPLETE"}
    assert mails_to(data_dir, ann.email)[1:] == [
        "The review of Soups is complete.\n\nOpen the project to see the reviewed result and your own figures."
    ]
    assert len(mails_to(data_dir, jun.email)) == 2


def test_the_creator_when_nobody_reviews(api, people, data_dir):
    rosa, ann, _, team, _ = people
    project = made(api.as_(rosa), SOUP, name="Soups", teamId=team.pk, documentAssignments=[assigned(ann)])
    open_cabinet(api.as_(ann), project)
    api.as_(ann).mutate("toggleCabinetStatus", "status", role="LABELER", projectId=project.uid, skipValidation=True)
    assert mails_to(data_dir, rosa.email) == [
        "All labelers of Soups have marked their work as complete. The review can begin."
    ]


def test_who_started_a_job_that_failed(api, make, data_dir):
    rosa = make.user()
    job = create(api.as_(rosa), {"empty.txt": "", "soup.txt": "Laksa\n"})
    assert job["status"] == "FAILED"
    assert mails_to(data_dir, rosa.email) == [
        "Your project could not be made. Nothing of it was kept.\n\n- empty.txt: The file is empty.\n\n"
        "Correct this and start it again."
    ]


def test_a_failed_export(api, make, data_dir):
    rosa = make.user()
    project = made(api.as_(rosa), SOUP)
    input = {
        "projectIds": [project.uid], "fileName": "x", "format": "PLAIN", "method": "CUSTOM_WEBHOOK",
        "url": "https://127.0.0.1:1/x", "secret": "s",
    }  # fmt: skip
    reply = api.as_(rosa).query("exportTextProject", "exportId", input=input)
    assert reply.errors == []
    project.is_ready = False
    project.save(update_fields=["is_ready"])
    assert finished(api.as_(rosa), reply.data["exportId"])["status"] == "FAILED"
    assert mails_to(data_dir, rosa.email)[0].startswith("Your export failed. Nothing of it was kept.\n\n- ")


def test_a_mail_server_that_is_down_loses_no_work(api, people, monkeypatch):
    rosa, ann, _, team, _ = people
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    monkeypatch.setattr(settings, "EMAIL_HOST", "127.0.0.1")
    monkeypatch.setattr(settings, "EMAIL_PORT", 1)
    project = made(api.as_(rosa), SOUP, teamId=team.pk, documentAssignments=[assigned(ann)])
    open_cabinet(api.as_(ann), project)
    reply = api.as_(ann).mutate(
        "toggleCabinetStatus", "status", role="LABELER", projectId=project.uid, skipValidation=True
    )
    assert reply.data == {"status": "COMPLETE"}
    project.refresh_from_db()
    assert project.status == "REVIEW_READY"
    assert create(api.as_(rosa), {"empty.txt": ""})["errors"][0]["id"] == "EMPTY_FILE"
