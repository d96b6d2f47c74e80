"""``gloss users``: people, teams and credentials from a shell, and the way back in after a lock-out."""

from __future__ import annotations

import argparse
import json
from typing import Any

from gloss.cli import common


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
    unlock = actions.add_parser("allow-all-addresses", help="clear the list of addresses that may reach this instance")
    common.data_dir_option(unlock)
    unlock.set_defaults(run=run_unlock)


def run_unlock(options: argparse.Namespace) -> int:
    common.set_up(migrate=True)
    from gloss.accounts import networks  # Needs Django.

    removed = networks.clear()
    print(f"Removed {len(removed)} entries: {', '.join(removed)}" if removed else "The list is empty already.")
    print("Every address may reach this instance; running servers notice within 5 seconds.")
    return 0


def run(options: argparse.Namespace) -> int:
    common.set_up(migrate=True)
    from gloss.accounts import queries, service  # All of these need Django.
    from gloss.teams import queries as team_queries
    from gloss.teams import service as teams
    from gloss.teams.models import Role

    user = queries.find_user(options.email)
    if user is None:
        user = service.create_user(
            options.email, options.password, options.name or "", verified=True, superuser=options.superuser
        )
    else:
        user.name, user.is_superuser = options.name or user.name, options.superuser or user.is_superuser
        user.save(update_fields=["name", "is_superuser"])
        service.set_password(user, options.password)
    answer: dict[str, Any] = {"userId": str(user.id)}
    if options.team:
        team = team_queries.find_by_name(options.team)
        if team is None:
            team = teams.create_team(user, options.team)
        member = teams.add_member(team, user, Role(options.role))
        answer |= {"teamId": str(team.id), "teamMemberId": str(member.id)}
    if options.oauth:
        credentials = service.replace_oauth_client(user)
        answer |= {"clientId": credentials.client_id, "clientSecret": credentials.client_secret}
    print(json.dumps(answer) if options.json else "\n".join(f"{key}: {value}" for key, value in answer.items()))
    return 0
