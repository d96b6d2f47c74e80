"""What assist needs of higher domains. ``gloss.wiring`` fills the list."""

from __future__ import annotations

from collections.abc import Callable

from gloss.accounts.models import User
from gloss.jobs.models import Job
from gloss.projects.models import Project

REPLICATE: list[Callable[[User, Project, str], Job]] = []
"""One function: the job that makes or completes a person's cabinet of a role, pre-labels included."""
