"""What a new project leaves in its workspace's library."""

from __future__ import annotations

from gloss.accounts.models import User
from gloss.labelsets import used as label_sets
from gloss.projects.models import Project
from gloss.questionsets import used as question_sets

_LEVELS = {"ROW": "rows", "DOCUMENT": "documents"}


def keep(project: Project, actor: User) -> None:
    """Add the sets of a team's project to the library, each unless the library has its equal."""
    if project.team is None:
        return
    for row in project.label_sets.order_by("index"):
        options = {"leaf_only": row.leaf_only, "arrow_label_required": row.arrow_label_required}
        label_sets.keep(actor, project.team, row.name, row.items, **options)
    for questions in project.question_sets.order_by("level"):
        name = f"{project.name}: {_LEVELS[questions.level]}"
        question_sets.keep(actor, project.team, name, questions.questions)
