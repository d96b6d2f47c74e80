"""Jobs on the wire."""

from __future__ import annotations

from typing import Any

from ariadne import QueryType

from gloss.jobs import access, service

query = QueryType()


@query.field("getJob")
def get_job(_: object, info: Any, jobId: str) -> dict[str, Any] | None:
    found = access.readable(info.context.user, [jobId])
    return service.shape(found[0]) if found else None


@query.field("getJobs")
def get_jobs(_: object, info: Any, jobIds: list[str]) -> list[dict[str, Any]]:
    return [service.shape(job) for job in access.readable(info.context.user, jobIds)]


BINDINGS = [query]
