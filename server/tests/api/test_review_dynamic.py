"""Projects that complete themselves, or find a reviewer, when all labelers are done."""

from __future__ import annotations

from gloss.jobs.models import Job
from gloss.projects.models import ProjectAssignment
from gloss.teams.models import Role, TeamMember
from tests.client import run_jobs
from tests.labeling import labeling_world, span

JUN = span("person", 0, 0, chars=(0, 2))
PENANG = span("city", 0, 3, chars=(0, 5))


def world_with(make, method, **settings):
    peers = {"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2}, "dynamicReviewMethod": method, **settings}
    made = labeling_world(make, labelers=2, settings=peers)
    ProjectAssignment.objects.filter(project=made.project, role="REVIEWER").delete()
    return made


def finish(api, world, first, second):
    for person, labels in zip(world.labelers, (first, second), strict=True):
        sent = {
            "documentId": world.uid(person),
            "signature": world.signature(person),
            "action": "LABEL",
            "labels": labels,
        }
        api.as_(person).mutate("updateLabels", "labels", input=sent)
        api.as_(person).mutate("toggleCabinetStatus", "status", projectId=world.project.uid, role="LABELER")
    run_jobs()
    world.project.refresh_from_db()
    jobs = Job.objects.filter(project_uid=world.project.uid, kind="review.dynamic").order_by("created_at")
    return world.project.status, *(job.result for job in jobs)


def reviewers(world):
    rows = ProjectAssignment.objects.filter(project=world.project, role="REVIEWER")
    return [row.member.user for row in rows]


def test_agreement_completes_the_project(api, make):
    world = world_with(make, "ANY_OTHER_TEAM_MEMBER")
    assert finish(api, world, [JUN], [JUN]) == ("COMPLETE", "COMPLETED", "NOTHING_TO_DO")
    assert (reviewers(world), world.copy(None).status) == ([], "COMPLETE")


def test_disagreement_finds_the_reviewer_with_least_to_do(api, make):
    world = world_with(make, "ANY_REVIEWER")
    busy = TeamMember.objects.get(team=world.team, user=world.reviewer)
    other = labeling_world(make).project
    ProjectAssignment.objects.create(project=other, member=busy, role="REVIEWER")
    free = make.member(world.team, make.user(), Role.REVIEWER)
    assert finish(api, world, [JUN], [PENANG]) == ("REVIEW_READY", "ASSIGNED", "HAS_REVIEWER")
    assert reviewers(world) == [free.user]


def test_the_dedicated_member(api, make):
    world = world_with(make, "DEDICATED_MEMBER")
    member = make.member(world.team)
    world.project.settings["dynamicReviewMemberId"] = str(member.pk)
    world.project.save()
    assert finish(api, world, [JUN], [PENANG]) == ("REVIEW_READY", "ASSIGNED", "HAS_REVIEWER")
    assert reviewers(world) == [member.user]


def test_nobody_fits(api, make):
    world = world_with(make, "DEDICATED_MEMBER", dynamicReviewMemberId="0")
    assert finish(api, world, [JUN], [PENANG]) == ("REVIEW_READY", "NO_CANDIDATE", "NO_CANDIDATE")
    assert reviewers(world) == []


def test_one_labeler_done_decides_nothing(api, make):
    world = world_with(make, "ANY_REVIEWER")
    first = world.labelers[0]
    api.as_(first).mutate("toggleCabinetStatus", "status", projectId=world.project.uid, role="LABELER")
    run_jobs()
    world.project.refresh_from_db()
    assert (world.project.status, reviewers(world)) == ("CREATED", [])
