"""One database and data folder per test session; no test sees another's data, so nothing is rolled back."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings as hypothesis_settings


def _own_database() -> str:
    """Make a database for this process on the PostgreSQL of GLOSS_TEST_DATABASE_URL; empty means SQLite."""
    address = os.environ.get("GLOSS_TEST_DATABASE_URL", "")
    if not address:
        return ""
    name = f"gloss_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    return f"{address.rpartition('/')[0]}/{name}"


# Examples must not fail because the machine is busy.
hypothesis_settings.register_profile("gloss", deadline=None)
hypothesis_settings.load_profile("gloss")

_folder = Path(tempfile.mkdtemp(prefix="gloss-test-"))
os.environ.update(
    DJANGO_SETTINGS_MODULE="gloss.settings",
    GLOSS_DATA_DIR=str(_folder),
    GLOSS_SECRET_KEY="only-for-tests",
    GLOSS_SIGN_UP="open",
    GLOSS_ALLOWED_PRIVATE_HOSTS="127.0.0.1",
    GLOSS_DATABASE_URL=_own_database(),
    DJANGO_ALLOW_ASYNC_UNSAFE="1",
)

import django

django.setup()

from django.core.management import call_command

from tests.client import Api
from tests.factories import Make


@pytest.fixture(scope="session")
def database() -> Iterator[None]:
    """A migrated database, made when the first test asks for it."""
    call_command("migrate", verbosity=0)
    yield
    shutil.rmtree(_folder, ignore_errors=True)


@pytest.fixture
def data_dir() -> Path:
    return _folder


@pytest.fixture
def api(database: None) -> Api:
    """Anonymous access to the real application, in process; ``api.as_(user)`` signs in."""
    return Api()


@pytest.fixture
def make(database: None) -> Make:
    """Builds users, teams and projects of this test alone."""
    return Make()
