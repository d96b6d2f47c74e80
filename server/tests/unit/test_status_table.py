"""The overall status of a project, as a table: where it is, what happens, where it goes."""

from __future__ import annotations

import pytest

from gloss.documents.status import Event, Facts, next_status

OPEN = Facts(has_labelers=True, all_labelers_done=False)
DONE = Facts(has_labelers=True, all_labelers_done=True)
NOBODY = Facts(has_labelers=False, all_labelers_done=False)
ONE_STEP = Facts(has_labelers=True, all_labelers_done=True, one_step=True)

TABLE = [
    ("CREATED", Event.LABELER_STARTED, OPEN, "IN_PROGRESS"),
    ("IN_PROGRESS", Event.LABELER_STARTED, OPEN, "IN_PROGRESS"),
    ("IN_REVIEW", Event.LABELER_STARTED, OPEN, "IN_REVIEW"),
    ("CREATED", Event.REVIEWER_STARTED, OPEN, "IN_PROGRESS"),
    ("CREATED", Event.REVIEWER_STARTED, NOBODY, "IN_REVIEW"),
    ("IN_PROGRESS", Event.REVIEWER_STARTED, OPEN, "IN_PROGRESS"),
    ("REVIEW_READY", Event.REVIEWER_STARTED, DONE, "IN_REVIEW"),
    ("COMPLETE", Event.REVIEWER_STARTED, DONE, "COMPLETE"),
    ("IN_PROGRESS", Event.LABELER_COMPLETED, OPEN, "IN_PROGRESS"),
    ("IN_PROGRESS", Event.LABELER_COMPLETED, DONE, "REVIEW_READY"),
    ("CREATED", Event.LABELER_COMPLETED, DONE, "REVIEW_READY"),
    ("IN_PROGRESS", Event.LABELER_COMPLETED, ONE_STEP, "COMPLETE"),
    ("IN_REVIEW", Event.LABELER_COMPLETED, DONE, "IN_REVIEW"),
    ("REVIEW_READY", Event.LABELER_REOPENED, OPEN, "IN_PROGRESS"),
    ("IN_REVIEW", Event.LABELER_REOPENED, OPEN, "IN_PROGRESS"),
    ("COMPLETE", Event.LABELER_REOPENED, OPEN, "IN_PROGRESS"),
    *(
        (status, Event.REVIEWER_COMPLETED, facts, "COMPLETE")
        for status in ("CREATED", "IN_PROGRESS", "REVIEW_READY", "IN_REVIEW", "COMPLETE")
        for facts in (OPEN, DONE, NOBODY)
    ),
    ("COMPLETE", Event.REVIEWER_REOPENED, DONE, "IN_REVIEW"),
    ("COMPLETE", Event.REVIEWER_REOPENED, OPEN, "IN_PROGRESS"),
    ("COMPLETE", Event.REVIEWER_REOPENED, NOBODY, "IN_REVIEW"),
    ("IN_REVIEW", Event.REVIEWER_REOPENED, DONE, "IN_REVIEW"),
    ("CREATED", Event.WORK_ADDED, OPEN, "CREATED"),
    ("IN_PROGRESS", Event.WORK_ADDED, OPEN, "IN_PROGRESS"),
    ("REVIEW_READY", Event.WORK_ADDED, OPEN, "IN_PROGRESS"),
    ("IN_REVIEW", Event.WORK_ADDED, OPEN, "IN_PROGRESS"),
    ("COMPLETE", Event.WORK_ADDED, OPEN, "IN_PROGRESS"),
    ("COMPLETE", Event.WORK_ADDED, NOBODY, "IN_REVIEW"),
    ("COMPLETE", Event.WORK_ADDED, DONE, "IN_REVIEW"),
    ("REVIEW_READY", Event.WORK_ADDED, DONE, "REVIEW_READY"),
    ("IN_PROGRESS", Event.WORK_REMOVED, DONE, "REVIEW_READY"),
    ("IN_PROGRESS", Event.WORK_REMOVED, OPEN, "IN_PROGRESS"),
    ("IN_PROGRESS", Event.WORK_REMOVED, NOBODY, "IN_PROGRESS"),
    ("CREATED", Event.WORK_REMOVED, DONE, "CREATED"),
]


@pytest.mark.parametrize(("status", "event", "facts", "expected"), TABLE)
def test_table(status, event, facts, expected):
    assert next_status(status, event, facts) == expected
