"""Invitations: mailed, bound to an address, used once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from gloss.accounts import mail
from gloss.accounts.models import User
from gloss.core.clock import now
from gloss.teams import invitations
from gloss.teams.models import Role, Team, TeamMember
from tests.client import Api
from tests.factories import Make, unique
from tests.mail import mails_to, query_of_link

PASSWORD = "correct horse battery"
MEMBER = "id invitationEmail invitationKey invitationStatus isDeleted role { name } user { id }"


@pytest.fixture
def team(make: Make) -> Team:
    return make.team()


def address() -> str:
    return f"{unique('guest')}@example.com"


def invite(api: Api, team: Team, *emails: str, role: str | None = None, by: User | None = None):
    members = [{"email": email, "role": role} for email in emails]
    return api.as_(by or team.owner).mutate(
        "inviteTeamMembers", MEMBER, input={"teamId": str(team.pk), "members": members}
    )


def row(team: Team, email: str) -> TeamMember:
    return TeamMember.objects.get(team=team, invitation_email=email)


def test_an_invitation_is_mailed_with_its_key(api: Api, team: Team, data_dir: Path) -> None:
    email = address()
    reply = invite(api, team, f" {email} ", role="REVIEWER")
    stored = row(team, email)
    assert reply.data == [
        {
            "id": str(stored.pk),
            "invitationEmail": email,
            "invitationKey": stored.invitation_key,
            "invitationStatus": "PENDING",
            "isDeleted": False,
            "role": {"name": "REVIEWER"},
            "user": None,
        }
    ]
    assert timedelta(days=6, hours=23) < stored.invitation_expires_at - now() <= timedelta(days=7)
    (text,) = mails_to(data_dir, email)
    assert query_of_link(text) == {"key": invitations.mailed_key(stored), "teamId": str(team.pk)}
    assert "http://testserver/invitation?" in text
    assert team.name in text


def test_the_key_is_shown_to_managers_only(api: Api, make: Make, team: Team) -> None:
    email = address()
    invite(api, team, email)
    key = row(team, email).invitation_key
    for role, expected in ((Role.SUPERVISOR, key), (Role.REVIEWER, None), (Role.LABELER, None)):
        viewer = make.member(team, role=role).user
        shown = api.as_(viewer).query("getTeamMembers", "invitationEmail invitationKey", teamId=str(team.pk)).data
        assert {"invitationEmail": email, "invitationKey": expected} in shown


@pytest.mark.parametrize(
    ("role", "invited", "allowed"),
    [
        (Role.ADMIN, "ADMIN", True),
        (Role.SUPERVISOR, "SUPERVISOR", True),
        (Role.SUPERVISOR, "LABELER", True),
        (Role.SUPERVISOR, "ADMIN", False),
        (Role.REVIEWER, "LABELER", False),
        (Role.LABELER, "LABELER", False),
    ],
)
def test_who_may_invite_whom(api: Api, make: Make, team: Team, role: Role, invited: str, allowed: bool) -> None:
    email = address()
    reply = invite(api, team, email, role=invited, by=make.member(team, role=role).user)
    assert reply.codes == ([] if allowed else ["FORBIDDEN"])
    assert TeamMember.objects.filter(team=team, invitation_email=email).exists() is allowed


def test_twenty_addresses_at_most(api: Api, team: Team) -> None:
    emails = [address() for _ in range(21)]
    assert invite(api, team, *emails).codes == ["BAD_USER_INPUT"]
    assert invite(api, team).codes == ["BAD_USER_INPUT"]
    assert TeamMember.objects.filter(team=team).count() == 1
    assert len(invite(api, team, *emails[:20]).data) == 20


def test_one_bad_address_invites_nobody(api: Api, make: Make, team: Team) -> None:
    good, member = address(), make.member(team).user
    for bad in ("not an address", member.email.upper()):
        reply = invite(api, team, good, bad)
        assert reply.codes == ["BAD_USER_INPUT"]
        assert bad.lower() in reply.messages[0].lower()
    assert not TeamMember.objects.filter(team=team, invitation_email=good).exists()


def test_an_address_given_twice_is_invited_once(api: Api, team: Team) -> None:
    email = address()
    assert len(invite(api, team, email, email.upper()).data) == 1


def test_a_mail_server_that_is_down_leaves_nothing_half_made(
    api: Api, make: Make, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, fresh = address(), address()
    invite(api, team, waiting)
    key = row(team, waiting).invitation_key
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    monkeypatch.setattr(settings, "EMAIL_HOST", "127.0.0.1")
    monkeypatch.setattr(settings, "EMAIL_PORT", 1)
    reply = invite(api, team, waiting, fresh, role="ADMIN")
    assert reply.codes == ["MAIL_FAILED"]
    assert reply.errors[0]["extensions"]["type"] == mail.MailFailed.type
    assert not TeamMember.objects.filter(team=team, invitation_email=fresh).exists()
    assert (row(team, waiting).invitation_key, row(team, waiting).role) == (key, "LABELER")
    user = make.user()
    made = api.as_(user).mutate("createTeam", "id", input={"name": "Never", "members": [{"email": fresh}]})
    assert made.codes == ["MAIL_FAILED"]
    assert not Team.objects.filter(owner=user).exists()


def test_resending_replaces_the_key(api: Api, make: Make, team: Team, data_dir: Path) -> None:
    email = address()
    invite(api, team, email)
    first = row(team, email)
    TeamMember.objects.filter(pk=first.pk).update(invitation_expires_at=now() - timedelta(seconds=1))
    assert verify(api, team, first.invitation_key)["isValid"] is False
    denied = api.as_(make.member(team).user).mutate("resendInvitation", MEMBER, teamMemberId=str(first.pk))
    assert denied.codes == ["FORBIDDEN"]
    assert row(team, email).invitation_key == first.invitation_key
    reply = api.as_(team.owner).mutate("resendInvitation", MEMBER, teamMemberId=str(first.pk))
    key = reply.data["invitationKey"]
    assert key != first.invitation_key
    assert verify(api, team, key)["isValid"] is True
    assert len(mails_to(data_dir, email)) == 2
    member = TeamMember.objects.get(team=team, user=team.owner)
    joined = api.as_(team.owner).mutate("resendInvitation", MEMBER, teamMemberId=str(member.pk))
    assert joined.codes == ["BAD_USER_INPUT"]


def verify(api: Api, team: Team, key: str) -> dict:
    reply = api.query(
        "verifyInvitationLink", "email isValid teamId userIsRegistered", invitationKey=key, teamId=str(team.pk)
    )
    return reply.data


def test_verifying_needs_no_sign_in_and_tells_only_with_a_good_key(api: Api, make: Make, team: Team) -> None:
    user, email = make.user(), address()
    invite(api, team, user.email, email)
    id = str(team.pk)
    assert verify(api, team, row(team, user.email).invitation_key) == {
        "email": user.email,
        "isValid": True,
        "teamId": id,
        "userIsRegistered": True,
    }
    assert verify(api, team, row(team, email).invitation_key)["userIsRegistered"] is False
    nothing = {"email": None, "isValid": False, "teamId": id, "userIsRegistered": False}
    assert verify(api, team, "guess") == nothing
    assert verify(api, team, "") == nothing
    foreign = make.team()
    assert verify(api, foreign, row(team, email).invitation_key)["isValid"] is False


def test_accepting_with_the_key(api: Api, make: Make, team: Team) -> None:
    user = make.user()
    User.objects.filter(pk=user.pk).update(email_verified=False)
    invite(api, team, user.email.upper(), role="SUPERVISOR")
    key = invitations.mailed_key(TeamMember.objects.get(team=team, invitation_email__iexact=user.email))
    other = api.as_(make.user()).mutate("acceptInvitation", "id", invitationKey=key)
    assert other.codes == ["OTHER_ADDRESS"]
    reply = api.as_(user).mutate("acceptInvitation", "id name", invitationKey=key)
    assert reply.data == {"id": str(team.pk), "name": team.name}
    member = TeamMember.objects.get(team=team, user=user)
    assert (member.role, member.invitation_status, member.invitation_key) == ("SUPERVISOR", "ACCEPTED", "")
    user.refresh_from_db()
    assert user.email_verified, "who holds the mailed key reads that mail"
    assert api.as_(user).mutate("acceptInvitation", "id", invitationKey=key).codes == ["NOT_FOUND"]


def test_team_detail_accepts_for_a_verified_address_only(api: Api, make: Make, team: Team) -> None:
    user = make.user()
    User.objects.filter(pk=user.pk).update(email_verified=False)
    invite(api, team, user.email)
    detail = {"input": {"id": str(team.pk)}}
    assert api.as_(user).query("getTeamDetail", "id", **detail).codes == ["FORBIDDEN"]
    assert row(team, user.email).invitation_status == "PENDING"
    User.objects.filter(pk=user.pk).update(email_verified=True)
    reply = api.as_(user).query("getTeamDetail", "id members { user { id } }", **detail)
    assert {"user": {"id": str(user.pk)}} in reply.data["members"]
    assert row(team, user.email).invitation_status == "ACCEPTED"
    assert api.as_(make.user()).query("getTeamDetail", "id", **detail).codes == ["FORBIDDEN"]


def test_an_old_invitation_is_not_accepted(api: Api, make: Make, team: Team) -> None:
    user = make.user()
    invite(api, team, user.email)
    TeamMember.objects.filter(team=team, invitation_email=user.email).update(invitation_expires_at=now())
    key = row(team, user.email).invitation_key
    assert api.as_(user).mutate("acceptInvitation", "id", invitationKey=key).codes == ["NOT_FOUND"]
    assert api.as_(user).query("getTeamDetail", "id", input={"id": str(team.pk)}).codes == ["FORBIDDEN"]
    assert row(team, user.email).invitation_status == "PENDING"


def test_signing_up_with_the_key_even_when_sign_up_is_closed(
    api: Api, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SIGN_UP", "invite")
    email = address()
    invite(api, team, email)
    key = invitations.mailed_key(row(team, email))
    given = {"password": PASSWORD, "passwordConfirmation": PASSWORD, "invitationKey": key}
    other = api.mutate("signUp", "user { id }", createUserInput={**given, "email": address()})
    assert other.codes == ["OTHER_ADDRESS"]
    reply = api.mutate("signUp", "user { id email emailVerified }", createUserInput={**given, "email": email})
    assert reply.data["user"] == {"id": str(row(team, email).user_id), "email": email, "emailVerified": True}
    assert row(team, email).invitation_status == "ACCEPTED"


def test_signing_in_with_the_key(api: Api, make: Make, team: Team) -> None:
    user = make.user(password=PASSWORD)
    invite(api, team, user.email)
    key = row(team, user.email).invitation_key
    given = {"email": user.email, "password": PASSWORD, "invitationKey": key}
    assert api.mutate("login", "user { id }", loginInput=given).data == {"user": {"id": str(user.pk)}}
    assert row(team, user.email).user_id == user.pk


def test_inviting_again_restores_the_row(api: Api, make: Make, team: Team) -> None:
    member = make.member(team, role=Role.REVIEWER)
    api.as_(team.owner).mutate("removeTeamMember", "id", input={"teamMemberId": str(member.pk)})
    reply = invite(api, team, member.user.email)
    assert (reply.data[0]["id"], reply.data[0]["role"], reply.data[0]["user"]) == (str(member.pk), None, None)
    assert api.as_(member.user).query("getAllTeams", "id").data == []
    assert api.as_(member.user).query("getTeamDetail", "id", input={"id": str(team.pk)}).errors == []
    member.refresh_from_db()
    assert (member.is_deleted, member.role, member.invitation_status) == (False, "LABELER", "ACCEPTED")


def test_a_withdrawn_invitation_is_dead(api: Api, make: Make, team: Team) -> None:
    user = make.user()
    invite(api, team, user.email)
    waiting = row(team, user.email)
    api.as_(team.owner).mutate("removeTeamMember", "id", input={"teamMemberId": str(waiting.pk)})
    assert verify(api, team, waiting.invitation_key)["isValid"] is False
    assert api.as_(user).query("getTeamDetail", "id", input={"id": str(team.pk)}).codes == ["FORBIDDEN"]
