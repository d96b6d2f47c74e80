"""Queries over what teams registered, and over the people a model labels for."""

from __future__ import annotations

from django.db.models import QuerySet
from django.db.models.functions import Lower

from gloss.accounts.models import User
from gloss.assist.models import CustomAPI, FileTransformer
from gloss.core.ids import parse_int
from gloss.projects import queries as projects
from gloss.projects.models import Project, ProjectAssignment
from gloss.teams.models import Team


def custom_apis(team: Team, purpose: str | None = None) -> QuerySet[CustomAPI]:
    rows = CustomAPI.objects.filter(team=team).order_by(Lower("name"), "pk")
    return rows.filter(purpose=purpose) if purpose else rows


def find_custom_api(api_id: object) -> CustomAPI | None:
    number = parse_int(api_id)
    return CustomAPI.objects.select_related("team").filter(pk=number).first() if number is not None else None


def transformers(team: Team, purpose: str | None = None) -> QuerySet[FileTransformer]:
    rows = FileTransformer.objects.filter(team=team).order_by(Lower("name"), "pk")
    return rows.filter(purpose=purpose) if purpose else rows


def find_transformer(transformer_id: object) -> FileTransformer | None:
    number = parse_int(transformer_id)
    rows = FileTransformer.objects.select_related("team").filter(pk=number)
    return rows.first() if number is not None else None


def assignee(project: Project, email: str) -> ProjectAssignment | None:
    """Return the active assignment of the person with this address."""
    return projects.assignments(project).filter(member__user__email__iexact=email.strip()).first()


def owner_named(project: Project, email: str) -> User | None:
    """Return the owner of a personal project, if the address is theirs."""
    return project.owner if project.owner.email.lower() == email.strip().lower() else None
