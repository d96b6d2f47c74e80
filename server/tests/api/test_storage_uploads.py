"""The upload proxy: keys, who may use them, and how long they last."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.conf import settings

from gloss.core import clock
from gloss.core.errors import BadInput, TooLarge
from gloss.storage import uploads
from gloss.storage.files import files
from gloss.storage.models import UploadedFile
from tests.client import Api
from tests.factories import Make

UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("Soup.TXT", ".txt"),
        ("a.tar.GZ", ".gz"),
        ("noextension", ""),
        ("../../etc/passwd", ""),
        ("x.t/../../y", ""),
        ("x.\x00sh", ""),
        ("a.thisextensionisfartoolong", ""),
    ],
)
def test_keys_keep_only_the_extension(make: Make, name: str, ending: str) -> None:
    upload = uploads.accept_upload(make.user(), name, io.BytesIO(b"hello"), 100)
    assert re.fullmatch(f"temp/upload-proxy/{UUID}{re.escape(ending)}", upload.key)
    with files().open(upload.key) as stored:
        assert stored.read() == b"hello"
    assert (upload.size, upload.claimed_at) == (5, None)


def test_upload_endpoint(api: Api, make: Make) -> None:
    caller = api.as_(make.user())
    response = caller.post("/api/static/proxy/upload", files={"file": ("A.Csv", b"a,b\n")})
    assert response.status_code == 200
    key = response.json()["objectKey"]
    assert re.fullmatch(rf"temp/upload-proxy/{UUID}\.csv", key)
    assert UploadedFile.objects.get(key=key).name == "A.Csv"
    missing = caller.post("/api/static/proxy/upload", files={"other": ("a.csv", b"a")})
    assert missing.status_code == 400
    assert Api().post("/api/static/proxy/upload", files={"file": ("a.csv", b"a")}).status_code == 401


def test_too_large_leaves_nothing(make: Make) -> None:
    user = make.user()
    before = {found.key for found in files().list(uploads.FOLDER)}
    for size in (101, 7 << 20):
        with pytest.raises(TooLarge):
            uploads.accept_upload(user, "a.txt", io.BytesIO(b"x" * size), 100)
    assert UploadedFile.objects.filter(owner=user).count() == 0
    assert {found.key for found in files().list(uploads.FOLDER)} == before


def test_who_may_claim(make: Make) -> None:
    owner = make.user()
    team, other_team = make.team(owner), make.team()
    mate, stranger = make.member(team).user, make.member(other_team).user
    upload = uploads.accept_upload(owner, "a.txt", io.BytesIO(b"x"), 100)
    for user, place in ((stranger, other_team), (stranger, team), (stranger, None), (mate, None), (mate, other_team)):
        with pytest.raises(BadInput) as refused:
            uploads.claim(user, place, upload.key, "documents[0].objectKey")
        assert refused.value.details == {"field": "documents[0].objectKey", "objectKey": upload.key}
        upload.refresh_from_db()
        assert upload.claimed_at is None
    with pytest.raises(BadInput):
        uploads.claim(owner, None, "temp/upload-proxy/none.txt")
    claimed = uploads.claim(mate, team, upload.key)
    assert claimed.claimed_at is not None
    assert uploads.claim(owner, None, upload.key).claimed_at == claimed.claimed_at


def test_unclaimed_files_go_after_a_day(make: Make) -> None:
    user = make.user()
    old, claimed, fresh = (
        uploads.accept_upload(user, f"{name}.txt", io.BytesIO(b"x"), 100) for name in ("old", "claimed", "fresh")
    )
    uploads.claim(user, None, claimed.key)
    a_day_ago = clock.now() - timedelta(hours=24, seconds=1)
    UploadedFile.objects.filter(pk__in=[old.pk, claimed.pk]).update(created_at=a_day_ago)
    assert uploads.purge() >= 1
    kept = {upload.key for upload in UploadedFile.objects.filter(owner=user)}
    assert kept == {claimed.key, fresh.key}
    assert [files().exists(upload.key) for upload in (old, claimed, fresh)] == [False, True, True]
    with pytest.raises(BadInput):
        uploads.claim(user, None, old.key)
    assert settings.MAX_FILE_BYTES >= 52_428_800
