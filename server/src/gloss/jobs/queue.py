"""The carrier of "run job N": huey over SQLite, Redis or PostgreSQL. Nothing here is the truth."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    import huey

QUEUE_NAME = "gloss"


@functools.cache
def carrier() -> huey.Huey:
    """The queue named by GLOSS_QUEUE_URL; by default a SQLite file beside the database."""
    import huey  # Half a second: it loads every database driver it finds.

    url = settings.QUEUE_URL
    options: dict[str, Any] = {"results": False, "store_none": False}
    if url.startswith("redis"):
        return huey.RedisHuey(QUEUE_NAME, url=url, **options)
    if url.startswith("postgres"):
        return huey.PostgresHuey(QUEUE_NAME, dsn=url, **options)
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    return huey.SqliteHuey(QUEUE_NAME, filename=str(settings.DATA_DIR / "queue.sqlite3"), **options)


@functools.cache
def run_task() -> Any:
    """The one task of the queue."""
    from gloss.jobs import runner  # The runner needs the queue for retries: this breaks the circle.

    return carrier().task(name="run_job", retries=0)(runner.run)


def send(job_id: str, delay: float = 0) -> None:
    """Ask any worker to run the job, ``delay`` seconds from now at the earliest."""
    task = run_task()
    if delay > 0:
        task.schedule((job_id,), delay=delay)
    else:
        task(job_id)
