"""``gloss users create``: people, teams and credentials from a shell."""

from __future__ import annotations

import argparse
import json
from typing import Any

from gloss.cli import common
from gloss.core.errors import BadInput


def add(subcommands: Any) -> None:
    users = subcommands.add_parser("users", help="manage people")
    actions = users.add_subparsers(required=True, metavar="ACTION")
    create = actions.add_parser("create", help="make or update a user, and put it into a team")
    create.add_argument("email")
    create.add_argument("--password", required=True)
    create.add_argument("--name")
    create.add_argument("--team", metavar="NAME", help="team to join; made if missing")
    create.add_argument("--role", default="LABELER", choices=["ADMIN", "SUPERVISOR", "REVIEWER", "LABELER"])
    create.add_argument("--superuser", action="store_true", help="may administer the whole instance")
    create.add_argument("--oauth", action="store_true", help="make new API credentials and print them")
    create.add_argument("--json", action="store_true", help="print JSON")
    common.data_dir_option(create)
    create.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    common.set_up(migrate=True)
    from gloss.accounts import service as accounts  # All of these need Django.
    from gloss.teams import service as teams

    if "@" not in options.email:
        raise BadInput(f"{options.email} is not an e-mail address.", field="email")
    user = accounts.put_user(
        options.email, options.password, options.name or options.email.partition("@")[0], superuser=options.superuser
    )
    answer: dict[str, Any] = {"userId": str(user.id)}
    if options.team:
        member = teams.put_member(options.team, user, options.role)
        answer |= {"teamId": str(member.team_id), "teamMemberId": str(member.id)}
    if options.oauth:
        client_id, client_secret = accounts.renew_oauth_client(user)
        answer |= {"clientId": client_id, "clientSecret": client_secret}
    print(json.dumps(answer) if options.json else "\n".join(f"{key}: {value}" for key, value in answer.items()))
    return 0
