"""A new installation has no default account: the first to sign up administers it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import gloss.asgi
from django.core.management import call_command
call_command("migrate", verbosity=0)
from gloss.graphql import execution
from gloss.graphql.context import Context
for email in ("first@example.com", "second@example.com"):
    person = {"email": email, "password": "long enough to do", "passwordConfirmation": "long enough to do"}
    query = "mutation($u: CreateUserInput!) { signUp(createUserInput: $u) { user { email isSuperuser } } }"
    context = Context(user_or_none=None, base_url="", request_id="1")
    print(execution.run(execution.Request(query, {"u": person}), context)[1]["data"]["signUp"]["user"])
"""


def test_only_the_first_account_administers_the_installation(tmp_path: Path) -> None:
    environment = {**os.environ, "GLOSS_DATA_DIR": str(tmp_path), "GLOSS_DATABASE_URL": ""}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "{'email': 'first@example.com', 'isSuperuser': True}",
        "{'email': 'second@example.com', 'isSuperuser': False}",
    ]
