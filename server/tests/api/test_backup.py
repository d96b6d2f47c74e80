"""``gloss backup`` and ``gloss restore``: everything comes back, also into another installation."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gloss.cli import archive
from gloss.core.errors import BadInput
from gloss.storage.files import files
from tests.client import Api
from tests.factories import Make, unique

COUNT = """
import json
import gloss.asgi
from gloss.cli import archive
from gloss.storage.files import files
print(json.dumps({
    "tables": {model._meta.db_table: model._base_manager.count() for model in archive.tables()},
    "files": sorted(meta.key for meta in files().list()),
}))
"""


def gloss(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GLOSS_DATA_DIR": str(folder), "GLOSS_DATABASE_URL": ""}
    return subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True)


@pytest.fixture
def backup(api: Api, make: Make, tmp_path: Path) -> Path:
    """An archive of a database that holds at least a team, an upload and a guideline with odd characters."""
    owner = make.user(password="a long enough secret")
    team = make.team(owner)
    signed = api.as_(owner)
    signed.upload("note.txt", "ahoy\n")
    name = unique("Ünïcode 🚢 ")
    reply = signed.mutate("createGuideline", "id", name=name, content="line\r\nline\u2028", teamId=str(team.pk))
    assert reply.errors == []
    target = tmp_path / "backup.zip"
    archive.write(target)
    return target


def test_everything_comes_back(backup: Path, tmp_path: Path) -> None:
    restored = gloss(tmp_path / "new", "-m", "gloss.cli", "restore", str(backup))
    assert restored.returncode == 0, restored.stderr
    counted = gloss(tmp_path / "new", "-c", COUNT)
    assert counted.returncode == 0, counted.stderr
    found = json.loads(counted.stdout.splitlines()[-1])
    with zipfile.ZipFile(backup) as stored:
        lines = {
            name.removeprefix("tables/").removesuffix(".jsonl"): stored.read(name).count(b"\n")
            for name in stored.namelist()
            if name.startswith("tables/")
        }
        kept = sorted(name.removeprefix("files/") for name in stored.namelist() if name.startswith("files/"))
    assert found["tables"] == lines
    assert found["files"] == kept
    assert lines["guidelines_guideline"] > 0
    assert kept


def test_a_restored_archive_backs_up_to_the_same_tables(backup: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    assert gloss(tmp_path / "copy", "-m", "gloss.cli", "restore", str(backup)).returncode == 0
    assert gloss(tmp_path / "copy", "-m", "gloss.cli", "backup", str(again)).returncode == 0
    with zipfile.ZipFile(backup) as first, zipfile.ZipFile(again) as second:
        names = [name for name in first.namelist() if name.startswith("tables/")]
        for name in names:
            assert sorted(second.read(name).splitlines()) == sorted(first.read(name).splitlines()), name


def test_restoring_twice_or_over_data_is_refused(backup: Path, tmp_path: Path) -> None:
    assert gloss(tmp_path / "new", "-m", "gloss.cli", "restore", str(backup)).returncode == 0
    again = gloss(tmp_path / "new", "-m", "gloss.cli", "restore", str(backup))
    assert again.returncode == 1
    assert again.stderr.strip() == "gloss: The database is not empty. Restore into a new data folder."


def test_what_is_no_archive_is_refused(tmp_path: Path, database: None) -> None:
    wrong = tmp_path / "wrong.zip"
    wrong.write_bytes(b"PK\x03\x04 but not really")
    with pytest.raises(BadInput, match="is not a Gloss backup"):
        archive.read(wrong)


def test_a_backup_that_fails_leaves_no_file(
    tmp_path: Path, api: Api, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.as_(make.user()).upload("note.txt", "ahoy\n")
    target = tmp_path / "backup.zip"

    def broken(key: str) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(files(), "open", broken)
    with pytest.raises(OSError, match="the disk is gone"):
        archive.write(target)
    assert not target.exists()
