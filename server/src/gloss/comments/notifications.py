"""Telling people of comments, live and by mail, after commit; a mail server that is down loses no comment."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import transaction

from gloss.accounts import mail
from gloss.accounts.models import User
from gloss.comments import people, queries
from gloss.comments.models import Comment
from gloss.events import live
from gloss.projects import names
from gloss.teams.settings import team_settings

LONGEST_QUOTED = 500
_LINES = {
    "MENTION": "{who} mentioned you in a comment on {file} in {project}:",
    "REPLY": "{who} replied to a thread of yours on {file} in {project}:",
    "COMMENT": "{who} commented on {file} in {project}:",
}


def on_written(comment: Comment, actor: User, mentions: Collection[User]) -> None:
    """Tell those mentioned, those in the thread, and by the workspace's setting everybody else who takes part."""
    team = comment.document.project.team
    if team is None:
        return
    reasons = {user.pk: "MENTION" for user in mentions}
    for user_id in queries.thread_people(comment):
        reasons.setdefault(user_id, "REPLY")
    _send(comment, actor, reasons, others=team_settings(team).comment_notification_type == "ALL")


def on_mentioned(comment: Comment, actor: User, mentions: Collection[User]) -> None:
    """Tell people whom a changed comment mentions for the first time."""
    if comment.document.project.team_id is not None:
        _send(comment, actor, {user.pk: "MENTION" for user in mentions}, others=False)


def _send(comment: Comment, actor: User, reasons: dict[int, str], *, others: bool) -> None:
    for user in people.participants(comment.document):
        reason = reasons.get(user.pk, "COMMENT" if others else "")
        if reason and user.pk != actor.pk:
            _tell(comment, user, reason, actor)


def _tell(comment: Comment, to: User, reason: str, actor: User) -> None:
    document, project = comment.document, comment.document.project
    hidden = names.hidden_from(to, project)
    who = people.shown_name(actor, to, hidden)
    uid, role = queries.place_for(document, to.pk)
    path = f"/teams/{project.team_id}/projects/{project.uid}/{role}/{uid}" if uid else None
    thread = str(comment.parent_id or comment.pk)
    if reason != "COMMENT":
        event = {"type": "COMMENT_NOTIFICATION", "reason": reason, "by": who, "threadId": thread, "path": path}
        about = {"projectId": project.uid, "projectName": project.name, "documentId": uid}
        live.publish(f"user:{to.pk}", event | about)
    if team_settings(project.team).comment_notification_type == "OFF":
        return
    text = people.veiled(comment.message, to, hidden, comment.mentions.all())[:LONGEST_QUOTED]
    head = _LINES[reason].format(who=who, file=document.file_name, project=project.name)
    link = f"\n\n{settings.BASE_URL}{path}?comment={thread}" if settings.BASE_URL and path else ""
    body, subject = f"{head}\n\n{text}{link}", f"{project.name}: comment on {document.file_name}"
    transaction.on_commit(lambda: mail.send(to.email, subject, body), robust=True)
