"""The log of labeling acts and the timeline of teams."""

from __future__ import annotations

import uuid
from typing import Any

from gloss.accounts.models import User
from gloss.core import clock
from gloss.core.errors import Conflict
from gloss.db import rows
from gloss.db.prepared import Prepared, PreparedInsert
from gloss.documents.models import DocumentCopy
from gloss.events import live
from gloss.events.models import LabelingAct, TimelineEvent
from gloss.projects.activity import Activity
from gloss.projects.models import Project
from gloss.teams.models import Team

LIVE_EVENTS = frozenset({"PROJECT_STATUS_CHANGED", "DOCUMENT_COMPLETED", "DOCUMENT_REOPENED", "PROJECT_DELETED"})
ROW_HIGHLIGHTED = "ROW_HIGHLIGHTED"
SILENT_EVENTS = frozenset({"PROJECT_STATUS_CHANGED"})


_ACT: Prepared[LabelingAct] = Prepared(lambda act_id: LabelingAct.objects.filter(act_id=act_id), act_id=str)
_NEW_ACT = PreparedInsert(LabelingAct, unless="act_id")


class AlreadyDone(Exception):
    """The act was recorded before; ``reply`` is the answer given then."""

    def __init__(self, reply: Any) -> None:
        super().__init__("This act was recorded before.")
        self.reply = reply


def replay(act_id: str | None, copy: DocumentCopy | None = None) -> Any | None:
    """Return the reply stored for an act, or None if it is new.

    Raises:
        Conflict: the act belongs to another document than ``copy``.
    """
    if not act_id:
        return None
    act = _ACT.first(act_id=act_id)
    if act is None:
        return None
    if copy is not None and act.copy_id != copy.pk:
        raise Conflict("This act id was used for another document. Make a new one.", field="actId")
    return act.reply if act.reply is not None else {}


def record_act(
    act_id: str,
    kind: str,
    actor: User | None,
    copy: DocumentCopy,
    *,
    line: int | None = None,
    before: Any = None,
    after: Any = None,
    reply: Any = None,
) -> LabelingAct:
    """Append one act, inside the transaction that carries it out.

    Raises:
        AlreadyDone: another request recorded it meanwhile; roll back and answer with its reply.
    """
    values = {
        "act_id": act_id,
        "kind": kind,
        "line": line,
        "before": before,
        "after": after,
        "reply": reply,
        "at": clock.now(),
    }
    act = rows.fresh(LabelingAct, values, {"actor": actor, "copy": copy})
    if not _NEW_ACT.insert([act]):
        raise AlreadyDone(replay(act_id, copy))
    return act


def on_cursor_moved(copy: DocumentCopy, actor: User) -> None:
    """Hook of ``documents.hooks``: going to a row is where the time spent on it begins."""
    if "ROW_BASED" in copy.cabinet.project.kinds:
        record_act(uuid.uuid4().hex, ROW_HIGHLIGHTED, actor, copy, line=copy.cursor_line)


def timeline(
    team: Team | None,
    user: User | None,
    event: str,
    project: Project | None = None,
    target_user: User | None = None,
    **details: Any,
) -> TimelineEvent:
    """Add a line to the activity page of ``team`` (or of a personal workspace)."""
    return TimelineEvent.objects.create(
        team=team,
        user=user,
        event=event,
        project_uid=project.uid if project else "",
        project_name=project.name if project else "",
        target_user=target_user,
        details=details,
    )


def on_activity(activity: Activity) -> None:
    """Listener of ``projects.activity``: timeline and live updates."""
    if activity.event not in SILENT_EVENTS:
        project = activity.project
        timeline(project.team, activity.actor, activity.event, project, activity.target_user, **activity.details)
    if activity.event in LIVE_EVENTS:
        live.publish(f"project:{activity.project.uid}", {"type": activity.event, **activity.details})
