"""Queries on accounts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet, Value
from django.db.models.functions import Lower
from oauth2_provider.models import AccessToken, Application

from gloss.accounts.models import AllowedNetwork, User
from gloss.core.ids import parse_int


def find_user(email: str) -> User | None:
    """Return the account with this address, whatever its case: one read of the index on the lower-case address."""
    return User.objects.alias(folded=Lower("email")).filter(folded=Lower(Value(email.strip()))).first()


def find_user_by_id(id: object) -> User | None:
    number = parse_int(id)
    return User.objects.filter(pk=number).first() if number is not None else None


def users() -> QuerySet[User]:
    return User.objects.order_by("pk")


def users_by_ids(ids: Iterable[object]) -> QuerySet[User]:
    return User.objects.filter(pk__in=[number for number in map(parse_int, ids) if number is not None])


def oauth_clients(user: User) -> QuerySet[Application]:
    return Application.objects.filter(user=user, authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS)


def tokens_of_clients(user: User) -> QuerySet[AccessToken]:
    return AccessToken.objects.filter(application__in=oauth_clients(user))


def allowed_networks() -> list[str]:
    """Return the address list in the order it was given; empty means everywhere."""
    return list(AllowedNetwork.objects.order_by("pk").values_list("network", flat=True))
