"""Commands for whoever has a shell on the server: refusing an unsafe start, and the way back in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gloss.accounts.models import AllowedNetwork, SecurityEvent
from gloss.accounts.networks import gate
from gloss.cli import main
from tests.client import Api
from tests.factories import Make


def gloss(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "GLOSS_DATA_DIR": str(folder), "GLOSS_DATABASE_URL": "", **environment}
    command = [sys.executable, "-m", "gloss.cli", *arguments]
    return subprocess.run(command, env=given, capture_output=True, text=True)


@pytest.mark.parametrize("command", [("check",), ("serve", "--port", "1")])
def test_mails_need_a_public_address(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = gloss(tmp_path, *command, GLOSS_SMTP_URL="smtp://mail.example.com", GLOSS_BASE_URL="")
    assert done.returncode == 1
    assert "GLOSS_SMTP_URL is set, but GLOSS_BASE_URL is not." in done.stderr
    assert not (tmp_path / "gloss.sqlite3").exists()


def test_the_list_of_addresses_can_be_cleared(api: Api, make: Make, capsys: pytest.CaptureFixture[str]) -> None:
    AllowedNetwork.objects.create(network="10.1.0.0/16")
    gate.forget()
    try:
        locked_out = api.as_(make.user()).query("me", "id")
        assert locked_out.codes == ["ADDRESS_NOT_ALLOWED"]
        assert main(["users", "allow-all-addresses"]) == 0
        assert capsys.readouterr().out.startswith("Removed 1 entries: 10.1.0.0/16\n")
        assert api.as_(make.user()).query("me", "id").errors == []
        assert SecurityEvent.objects.filter(kind="ALLOWED_ADDRESSES_CHANGED", user=None).count() == 1
        assert main(["users", "allow-all-addresses"]) == 0
        assert capsys.readouterr().out.startswith("The list is empty already.\n")
    finally:
        AllowedNetwork.objects.all().delete()
        gate.forget()
