"""``python -m bench.people COUNT TEAM --data-dir DIR``: members with API credentials, made in one go, as JSON."""

from __future__ import annotations

import argparse
import json
import os


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.people")
    parser.add_argument("count", type=int)
    parser.add_argument("team")
    parser.add_argument("--data-dir", required=True)
    options = parser.parse_args()
    os.environ |= {
        "GLOSS_DATA_DIR": options.data_dir,
        "DJANGO_SETTINGS_MODULE": "gloss.settings",
    }
    from gloss.cli import common  # Reads the environment when imported.

    common.set_up(migrate=False)
    from gloss.accounts import service
    from gloss.accounts.models import User
    from gloss.teams import queries
    from gloss.teams import service as teams
    from gloss.teams.models import Role

    team = queries.find_by_name(options.team)
    made = []
    for number in range(options.count):
        user = User.objects.create(
            email=f"bench{number}@example.com",
            name=f"Bench {number}",
            email_verified=True,
        )
        teams.add_member(team, user, Role.LABELER)
        credentials = service.replace_oauth_client(user)
        made.append(
            {
                "clientId": credentials.client_id,
                "clientSecret": credentials.client_secret,
            }
        )
    print(json.dumps(made))


if __name__ == "__main__":
    main()
