"""Teams: made, changed, and who belongs to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO

from django.db import transaction

from gloss.accounts.audit import Kind, Origin, record
from gloss.accounts.mail import MailFailed
from gloss.accounts.models import User
from gloss.accounts.service import clean_name
from gloss.core.clock import now
from gloss.core.errors import BadInput, Forbidden
from gloss.core.ids import parse_int
from gloss.teams import access, hooks, invitations, logos, queries
from gloss.teams.models import InvitationStatus, Role, Team, TeamMember
from gloss.teams.settings import team_settings


def create_team(
    actor: User,
    name: str,
    *,
    logo: BinaryIO | None = None,
    invited: Sequence[tuple[str, Role]] = (),
    base_url: str = "",
    origin: Origin | None = None,
) -> Team:
    """Make a team whose owner and first admin is ``actor``; ``invited`` get a mail each.

    Raises:
        BadInput: empty name, unfit logo, unfit address.
        MailFailed: no team is made.
    """
    name = clean_name(name)
    picture = logos.read(logo) if logo is not None else None
    wanted = invitations.checked(invited) if invited else []
    with transaction.atomic():
        team = Team.objects.create(name=name, owner=actor)
        founder = add_member(team, actor, Role.ADMIN)
        if picture:
            logos.save(team, *picture)
        for hook in hooks.TEAM_CREATED:
            hook(team)
        record(Kind.TEAM_CREATED, user=actor, team_id=team.pk, target=name, origin=origin)
    try:
        if wanted:
            invitations.invite(founder, wanted, base_url=base_url, origin=origin)
    except MailFailed:
        team.delete()
        raise
    return team


def add_member(team: Team, user: User, role: Role) -> TeamMember:
    """Put ``user`` into the team with ``role``, whatever their state was before (removed, invited, other role)."""
    values = {
        "user": user,
        "role": role,
        "invitation_status": InvitationStatus.ACCEPTED,
        "invitation_key": "",
        "is_deleted": False,
    }
    row = queries.member_by_email(team, user.email)
    if row is None:
        return TeamMember.objects.create(team=team, invitation_email=user.email, joined_at=now(), **values)
    for field, value in values.items():
        setattr(row, field, value)
    row.joined_at = row.joined_at or now()
    row.save()
    hooks.member_changed(row)
    return row


def update_team(caller: TeamMember, *, name: str | None, logo: BinaryIO | None, origin: Origin | None = None) -> Team:
    """Rename the team or replace its picture; None leaves either as it is. ``caller`` is an admin."""
    team = caller.team
    picture = logos.read(logo) if logo is not None else None
    if name is not None:
        team.name = clean_name(name)
    with transaction.atomic():
        team.save(update_fields=["name"])
        if picture:
            logos.save(team, *picture)
        record(Kind.TEAM_UPDATED, user=caller.user, team_id=team.pk, target=team.name, origin=origin)
    return team


def update_setting(caller: TeamMember, values: Mapping[str, Any], origin: Origin | None = None) -> Team:
    """Change team settings, given by attribute name of ``TeamSettings``. ``caller`` is an admin."""
    storage = values.get("default_external_object_storage_id")
    with transaction.atomic():
        team = Team.objects.select_for_update().get(pk=caller.team_id)
        if storage and not team.external_storages.filter(pk=parse_int(storage)).exists():
            message = f"The workspace has no external storage with id {storage}."
            raise BadInput(message, field="defaultExternalObjectStorageId")
        team.settings = asdict(team_settings(team).changed(values))
        team.save(update_fields=["settings"])
        changed = ", ".join(sorted(name for name, value in values.items() if value is not None))
        record(Kind.TEAM_SETTING_CHANGED, user=caller.user, team_id=team.pk, target=changed, origin=origin)
    return team


def remove_member(caller: TeamMember, target: TeamMember, origin: Origin | None = None) -> TeamMember:
    """Remove a member, or withdraw an invitation. The row and the member's work stay; access ends at once.

    Supervisors may not remove admins. Removing twice is no error.

    Raises:
        Forbidden: the caller's role does not allow it.
        BadInput: it is the last admin.
    """
    _require_manager(caller)
    if caller.role == Role.SUPERVISOR and target.role == Role.ADMIN:
        raise Forbidden("Only an admin may remove an admin.")
    with transaction.atomic():
        target = _locked(target)
        if target.is_deleted:
            return target
        _keep_an_admin(target)
        target.is_deleted, target.invitation_key = True, ""
        target.save(update_fields=["is_deleted", "invitation_key"])
        hooks.member_changed(target)
        _record(Kind.MEMBER_REMOVED, caller, target, origin)
    return target


def change_role(caller: TeamMember, target: TeamMember, role: Role, origin: Origin | None = None) -> TeamMember:
    """Give a member, or somebody invited, another role.

    Supervisors move people between labeler and reviewer only.

    Raises:
        Forbidden: the caller's role does not allow it.
        BadInput: it is the last admin, or the member was removed.
    """
    _require_manager(caller)
    if caller.role == Role.SUPERVISOR and not {Role(target.role), role} <= {Role.LABELER, Role.REVIEWER}:
        raise Forbidden("A supervisor may only make labelers reviewers and reviewers labelers.")
    with transaction.atomic():
        target = _locked(target)
        if target.is_deleted:
            raise BadInput("This member was removed. Invite them again first.", field="teamMemberId")
        if role != Role.ADMIN:
            _keep_an_admin(target)
        if target.role != role:
            target.role = role
            target.save(update_fields=["role"])
            _record(Kind.MEMBER_ROLE_CHANGED, caller, target, origin)
    return target


def _require_manager(caller: TeamMember) -> None:
    if caller.role not in access.MANAGERS:
        raise Forbidden("Only a workspace admin or supervisor may do this. Ask one of them.")


def _locked(target: TeamMember) -> TeamMember:
    """Read the row again while nobody else changes members of its team."""
    Team.objects.select_for_update().get(pk=target.team_id)
    return TeamMember.objects.select_related("team", "user").get(pk=target.pk)


def _keep_an_admin(target: TeamMember) -> None:
    if target.role != Role.ADMIN or target.invitation_status != InvitationStatus.ACCEPTED:
        return
    if not queries.admins(target.team_id).exclude(pk=target.pk).exists():
        message = "This is the last admin of the workspace. Make somebody else an admin first."
        raise BadInput(message, field="teamMemberId")


def _record(kind: Kind, caller: TeamMember, target: TeamMember, origin: Origin | None) -> None:
    whom = f"{target.invitation_email} {target.role}"
    record(kind, user=caller.user, team_id=target.team_id, target=whom, origin=origin)
