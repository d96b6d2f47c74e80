"""Gloss's own files: in a folder by default, or in a bucket named by GLOSS_STORAGE_URL."""

from __future__ import annotations

import io
import os
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings

from gloss.core.errors import TooLarge
from gloss.exports import service
from gloss.jobs.models import Job
from gloss.storage.files import Files, files, open_store
from tests.client import Api
from tests.exporting import ask, delivered, kitchen, path_of
from tests.factories import Make, unique
from tests.services.s3 import ACCESS_KEY, SECRET_KEY, SwiftServer

BIG = bytes(range(256)) * (24 << 10)


def try_out(store: Files) -> None:
    """What every store must do, whatever lies behind it."""
    assert store.put("a/small.txt", b"hello") == 5
    assert store.put("a/big.bin", io.BytesIO(BIG)) == len(BIG)
    assert [store.size("a/small.txt"), store.size("a/big.bin")] == [5, len(BIG)]
    assert b"".join(store.stream("a/big.bin")) == BIG
    assert b"".join(store.stream("a/big.bin", 1_000_000, 1_000_003)) == BIG[1_000_000:1_000_003]
    assert b"".join(store.stream("a/small.txt", 3)) == b"lo"
    with store.open("a/big.bin") as file:
        file.seek(-4, os.SEEK_END)
        assert file.read() == BIG[-4:]
    assert sorted(found.key for found in store.list("a")) == ["a/big.bin", "a/small.txt"]
    for size in (11, 6 << 20):
        with pytest.raises(TooLarge):
            store.put("a/large", io.BytesIO(b"x" * size), 10)
    assert not store.exists("a/large")
    store.put("a/small.txt", b"other")
    assert b"".join(store.stream("a/small.txt")) == b"other"
    store.delete("a/small.txt")
    store.delete("a/small.txt")
    assert not store.exists("a/small.txt")
    for missing in (lambda: store.open("a/small.txt"), lambda: store.size("a/small.txt")):
        with pytest.raises(FileNotFoundError):
            missing()
    for hostile in ("../outside", "a/../../outside", "a//b"):
        with pytest.raises((ValueError, FileNotFoundError)):
            store.put(hostile, b"x")
        with pytest.raises((ValueError, FileNotFoundError)):
            store.open(hostile)


def test_a_folder(tmp_path: Path) -> None:
    store = open_store("", str(tmp_path / "files"))
    try_out(store)
    assert store.local_path("a/big.bin") == tmp_path / "files" / "a" / "big.bin"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["big.bin"]


def test_memory() -> None:
    try_out(open_store("memory://", unique("x")))


def test_unknown_kinds_are_named() -> None:
    with pytest.raises(ValueError, match=r"must start with s3://, gs:// or az://, not ftp://"):
        open_store("ftp://x", "")


@pytest.mark.services
def test_a_bucket_serves_exports(api: Api, make: Make, swift: SwiftServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same links, ranges and expiry when files lie in S3; other machines keep a copy for a while."""
    bucket = swift.make_bucket(unique("gloss"))
    url = f"s3://{bucket}/prefix?endpoint={quote(swift.endpoint)}&region=us-east-1"
    url += f"&access_key_id={quote(ACCESS_KEY)}&secret_access_key={SECRET_KEY}"
    monkeypatch.setattr(settings, "STORAGE_URL", url)
    try_out(files())
    world = kitchen(make)
    reply = ask(api.as_(world.rosa), world)
    result = delivered(api, reply)
    key = Job.objects.get(id=reply.data["exportId"]).checkpoint["file"]["key"]
    assert files().local_path(key) is None
    path = path_of(reply.data["fileUrl"])
    whole = Api().get(path)
    assert (whole.status_code, len(whole.content)) == (200, result["sizeInBytes"])
    part = Api().get(path, headers={"range": "bytes=5-8"})
    assert (part.status_code, part.content) == (206, whole.content[5:9])
    monkeypatch.setattr(settings, "EXPORT_HOURS", -1)
    service.purge()
    assert not files().exists(key)
    assert Api().get(path).status_code == 404
