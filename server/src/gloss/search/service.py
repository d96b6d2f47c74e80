"""The writers of searches: keywords that people used, and tidying up."""

from __future__ import annotations

from django.db import transaction

from gloss.accounts.models import User
from gloss.core import clock
from gloss.core.errors import BadInput, NotFound
from gloss.search import index, views
from gloss.search.models import SearchKeyword

MAX_KEYWORD = 1000
MAX_KEYWORDS = 50


def save_keyword(user: User, keyword: str) -> SearchKeyword:
    """Put a keyword at the top of the person's history, which holds the last 50."""
    keyword = keyword.strip()
    if not 1 <= len(keyword) <= MAX_KEYWORD:
        raise BadInput(f"A keyword has 1 to {MAX_KEYWORD} characters.", field="keyword")
    with transaction.atomic():
        row, _ = SearchKeyword.objects.update_or_create(user=user, keyword=keyword, defaults={"used_at": clock.now()})
        old = SearchKeyword.objects.filter(user=user).order_by("-used_at", "-pk").values_list("pk", flat=True)
        SearchKeyword.objects.filter(pk__in=list(old[MAX_KEYWORDS:])).delete()
    return row


def remove_keyword(user: User, keyword: str) -> SearchKeyword:
    """Take a keyword out of the person's history and return it.

    Raises:
        NotFound: it is not there.
    """
    row = SearchKeyword.objects.filter(user=user, keyword=keyword.strip()).first()
    if row is None:
        raise NotFound("keyword")
    pk = row.pk
    row.delete()
    row.pk = pk
    return row


def keywords(user: User) -> list[SearchKeyword]:
    """The person's history, the last used first."""
    return list(SearchKeyword.objects.filter(user=user).order_by("-used_at", "-pk")[:MAX_KEYWORDS])


def purge() -> None:
    """Delete views nobody uses any more and index files of projects that are gone."""
    views.purge()
    index.remove_unused()
