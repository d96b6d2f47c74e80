"""Invitations: mailed, renewed, checked, accepted."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from gloss.accounts import mail
from gloss.accounts.audit import Kind, Origin, record
from gloss.accounts.models import User
from gloss.accounts.queries import find_user
from gloss.accounts.service import clean_email, mark_verified
from gloss.core.clock import now
from gloss.core.errors import BadInput, Forbidden, NotFound
from gloss.teams import access, hooks, queries
from gloss.teams.models import InvitationStatus, Role, Team, TeamMember

MOST_AT_ONCE = 20
LIFETIME = timedelta(days=7)
_STATE = ("role", "invitation_email", "invitation_key", "invitation_status", "invitation_expires_at", "is_deleted")


class Verification(NamedTuple):
    """Whether an invitation can still be accepted; ``email`` is None when it cannot."""

    email: str | None
    is_valid: bool
    is_registered: bool


def checked(invited: Sequence[tuple[str, Role]]) -> list[tuple[str, Role]]:
    """Return the addresses cleaned, each once (the first role counts). Raises BadInput."""
    if not 1 <= len(invited) <= MOST_AT_ONCE:
        raise BadInput(f"Invite 1 to {MOST_AT_ONCE} addresses at once.", field="members")
    found: dict[str, tuple[str, Role]] = {}
    for email, role in invited:
        address = clean_email(email, field="members")
        found.setdefault(address.lower(), (address, role))
    return list(found.values())


def invite(
    caller: TeamMember, invited: Sequence[tuple[str, Role]], *, base_url: str, origin: Origin | None = None
) -> list[TeamMember]:
    """Invite people by mail and return their rows. An invitation that waits is renewed, a removed member comes back.

    Raises:
        Forbidden: the caller is no manager, or a supervisor inviting an admin.
        BadInput: somebody is a member already, or an address will not do; nobody is invited.
        MailFailed: nobody is invited.
    """
    wanted = checked(invited)
    _require_inviter(caller, [role for _, role in wanted])
    with transaction.atomic():
        team = Team.objects.select_for_update().get(pk=caller.team_id)
        rows = [_row(team, email, role) for email, role in wanted]
        members = [row.invitation_email for row in rows if _is_member(row)]
        if members:
            raise BadInput(f"Already in this workspace: {', '.join(members)}.", field="members")
        before = [_snapshot(row) for row in rows]
        for row, (email, role) in zip(rows, wanted, strict=True):
            row.role, row.invitation_email = role, email
            _renew(row)
            record(Kind.MEMBER_INVITED, user=caller.user, team_id=team.pk, target=f"{email} {role}", origin=origin)
    _mail_or_undo(caller, rows, before, base_url)
    return rows


def resend(caller: TeamMember, target: TeamMember, *, base_url: str, origin: Origin | None = None) -> TeamMember:
    """Mail a waiting invitation again. Its key is replaced, so the link before it dies."""
    _require_inviter(caller, [Role(target.role)])
    if target.is_deleted or target.invitation_status != InvitationStatus.PENDING:
        raise BadInput("This invitation no longer waits for an answer.", field="teamMemberId")
    before = [_snapshot(target)]
    _renew(target)
    record(Kind.MEMBER_INVITED, user=caller.user, team_id=target.team_id, target=target.invitation_email, origin=origin)
    _mail_or_undo(caller, [target], before, base_url)
    return target


def mailed_key(row: TeamMember) -> str:
    """Return the key as the mail carries it: with a proof that managers, who see the bare key, do not have."""
    return f"{row.invitation_key}.{_proof(row)}"


def proves_address(key: str, row: TeamMember) -> bool:
    """Whether ``key`` came from the mail, so that its holder reads the mail of the invited address."""
    return constant_time_compare(key.partition(".")[2], _proof(row))


def _proof(row: TeamMember) -> str:
    text = f"{row.invitation_key} {row.invitation_email.lower()}"
    return salted_hmac("gloss.teams.invitation", text, algorithm="sha256").hexdigest()[:32]


def verify(key: str, team_id: object) -> Verification:
    """Say whether this key opens this team; needs no sign-in, tells nothing without a good key."""
    row = _waiting(key)
    if row is None or str(row.team_id) != str(team_id):
        return Verification(None, False, False)
    return Verification(row.invitation_email, True, find_user(row.invitation_email) is not None)


def require_for(key: str, email: str) -> TeamMember:
    """Return the waiting invitation with this key.

    Raises:
        NotFound: used, withdrawn, too old or never sent.
        Forbidden: code ``OTHER_ADDRESS``: it was sent to another address.
    """
    row = _waiting(key)
    if row is None:
        raise NotFound("invitation")
    if row.invitation_email.lower() != email.strip().lower():
        message = "This invitation was sent to another address. Sign in with the account of that address."
        raise Forbidden(message, code="OTHER_ADDRESS")
    return row


def accept(user: User, key: str, origin: Origin | None = None) -> Team:
    """Join a team with a key; one from the mail also proves the address. Raises as ``require_for``."""
    row = require_for(key, user.email)
    if proves_address(key, row):
        mark_verified(user, origin or Origin())
    return _join(user, row, origin)


def accept_waiting(user: User, team_id: object, origin: Origin | None = None) -> Team | None:
    """Join the team if an invitation waits for ``user``'s verified address; None when there is none."""
    row = queries.invitation_for(user, team_id)
    return _join(user, row, origin) if row else None


def _join(user: User, row: TeamMember, origin: Origin | None) -> Team:
    with transaction.atomic():
        team = Team.objects.select_for_update().get(pk=row.team_id)
        row = TeamMember.objects.get(pk=row.pk)
        if row.is_deleted or row.invitation_status != InvitationStatus.PENDING:
            raise NotFound("invitation")
        former = TeamMember.objects.filter(team=team, user=user).exclude(pk=row.pk).first()
        if former is not None:
            row.delete()
            former.role, row = row.role, former
        row.user, row.invitation_status, row.invitation_key = user, InvitationStatus.ACCEPTED, ""
        row.is_deleted, row.joined_at = False, now()
        row.save()
        hooks.member_changed(row)
        record(Kind.MEMBER_JOINED, user=user, team_id=team.pk, target=f"{user.email} {row.role}", origin=origin)
    return team


def _waiting(key: str) -> TeamMember | None:
    return queries.invitation(key.partition(".")[0])


def _require_inviter(caller: TeamMember, roles: Sequence[Role]) -> None:
    if caller.role not in access.MANAGERS:
        raise Forbidden("Only a workspace admin or supervisor may invite. Ask one of them.")
    if caller.role == Role.SUPERVISOR and Role.ADMIN in roles:
        raise Forbidden("Only an admin may invite an admin.")


def _row(team: Team, email: str, role: Role) -> TeamMember:
    return queries.member_by_email(team, email) or TeamMember(team=team, invitation_email=email, role=role)


def _is_member(row: TeamMember) -> bool:
    return row.pk is not None and not row.is_deleted and row.invitation_status == InvitationStatus.ACCEPTED


def _renew(row: TeamMember) -> None:
    row.invitation_key = secrets.token_urlsafe(32)
    row.invitation_expires_at = now() + LIFETIME
    row.invitation_status = InvitationStatus.PENDING
    row.is_deleted = False
    row.save()
    hooks.member_changed(row)


def _snapshot(row: TeamMember) -> dict[str, object] | None:
    """The fields an invitation changes, to put back if the mail fails; None for a new row."""
    return {field: getattr(row, field) for field in _STATE} if row.pk else None


def _mail_or_undo(
    caller: TeamMember, rows: Sequence[TeamMember], before: Sequence[dict[str, object] | None], base_url: str
) -> None:
    """Mail outside the transaction, since a slow mail server must not hold the write lock."""
    try:
        mail.send_all([_mail(caller, row, base_url) for row in rows])
    except mail.MailFailed:
        with transaction.atomic():
            for row, state in zip(rows, before, strict=True):
                found = TeamMember.objects.filter(pk=row.pk, invitation_key=row.invitation_key)
                if state is None:
                    found.delete()
                else:
                    found.update(**state)
        raise


def _mail(caller: TeamMember, row: TeamMember, base_url: str) -> mail.Mail:
    link = f"{base_url}/invitation?{urlencode({'key': mailed_key(row), 'teamId': row.team_id})}"
    inviter = caller.user.name if caller.user else "An admin"
    text = (
        f"{inviter} invites you to the workspace {row.team.name} on Gloss.\n\n"
        f"Open this link within seven days to join:\n{link}\n\n"
        "If you do not know the workspace, do nothing.\n"
    )
    return mail.Mail(row.invitation_email, f"Invitation to {row.team.name}", text)
