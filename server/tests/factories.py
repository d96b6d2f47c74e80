"""Rows that tests start from, each with its own names, so that no two tests meet."""

from __future__ import annotations

import itertools
import secrets

from django.utils import timezone

from gloss.accounts.models import User
from gloss.teams.models import InvitationStatus, Role, Team, TeamMember

_numbers = itertools.count(1)


def unique(word: str) -> str:
    """``word`` with a number nobody else has."""
    return f"{word}{next(_numbers)}x{secrets.token_hex(3)}"


class Make:
    """Builds rows directly; what is under test goes through the API."""

    def user(self, email: str | None = None, *, name: str = "", superuser: bool = False, password: str = "") -> User:
        email = email or f"{unique('person')}@example.com"
        user = User(email=email, name=name or email.partition("@")[0], is_superuser=superuser, email_verified=True)
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.save()
        return user

    def team(self, owner: User | None = None, name: str | None = None) -> Team:
        """A team whose owner is its admin."""
        owner = owner or self.user()
        team = Team.objects.create(name=name or unique("Team "), owner=owner)
        self.member(team, owner, Role.ADMIN)
        return team

    def member(self, team: Team, user: User | None = None, role: Role = Role.LABELER) -> TeamMember:
        user = user or self.user()
        return TeamMember.objects.create(
            team=team,
            user=user,
            role=role,
            invitation_email=user.email,
            invitation_status=InvitationStatus.ACCEPTED,
            joined_at=timezone.now(),
        )
