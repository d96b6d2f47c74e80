"""Lists of teams and members take a fixed number of queries, however long they are."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from gloss.accounts.models import User
from gloss.graphql import execution
from gloss.graphql.context import Context
from tests.factories import Make

TEAMS = "{ getAllTeams { id logoURL owner { id } membersScalar members { id role { name } user { id email } } } }"
PAGE = """query ($id: ID!) { getTeamMembersPaginated(input: {filter: {teamId: $id}, page: {skip: 0, take: 100}}) {
    totalCount nodes { id user { id name } role { id } } } }"""


def count(user: User, query: str, **variables: object) -> int:
    """Run ``query`` in this thread and return how many statements it took."""
    context = Context(user_or_none=user, base_url="http://testserver", request_id="1")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        _, body = execution.run(execution.Request(query, dict(variables)), context)
    assert "errors" not in body
    return len(captured)


def test_teams_with_members(make: Make) -> None:
    user = make.user()
    make.team(user)
    one = count(user, TEAMS)
    for _ in range(4):
        make.member(make.team(user))
    assert (one, count(user, TEAMS)) == (3, 3)


def test_page_of_members(make: Make) -> None:
    team = make.team()
    first = count(team.owner, PAGE, id=str(team.pk))
    for _ in range(20):
        make.member(team)
    assert (first, count(team.owner, PAGE, id=str(team.pk))) == (3, 3)
