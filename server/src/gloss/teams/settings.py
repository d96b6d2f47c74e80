"""The settings of a team, with every default."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from gloss.core.errors import BadInput
from gloss.teams.models import Role, Team

EXPORT_METHODS = (
    "DOWNLOAD_REQUEST",
    "EMAIL",
    "FILE_STORAGE",
    "CUSTOM_WEBHOOK",
    "EXTERNAL_OBJECT_STORAGE",
    "EXTERNAL_FILE_STORAGE",
    "DOWNLOAD",
)
CUSTOM_API_LIMIT = 10
"""How many text-extraction services a team may register."""


def _all_methods() -> list[str]:
    return list(EXPORT_METHODS)


@dataclass(frozen=True, slots=True)
class TeamSettings:
    """What a team's admins decide for everybody. ``team_settings`` reads it, ``updateTeamSetting`` changes it."""

    allowed_labeler_export_methods: list[str] = field(default_factory=_all_methods)
    allowed_reviewer_export_methods: list[str] = field(default_factory=_all_methods)
    default_external_object_storage_id: str | None = None
    enable_assisted_labeling: bool = True
    enable_data_programming: bool = True
    enable_wipe_data: bool = False
    comment_notification_type: str = "OWN_AND_MENTIONED"
    allow_self_assignment: bool = False

    def export_methods(self, role: Role) -> list[str]:
        """Return the export methods a member with ``role`` may use."""
        if role == Role.LABELER:
            return self.allowed_labeler_export_methods
        if role == Role.REVIEWER:
            return self.allowed_reviewer_export_methods
        return _all_methods()

    def changed(self, values: Mapping[str, Any]) -> Self:
        """Return the settings with the given fields (by attribute name) replaced; None leaves a field as it is."""
        known = {f.name for f in dataclasses.fields(self)}
        unknown = values.keys() - known
        if unknown:
            raise BadInput(f"There are no settings named {', '.join(sorted(unknown))}.")
        given = {name: value for name, value in values.items() if value is not None}
        if given.get("default_external_object_storage_id") == "":
            given["default_external_object_storage_id"] = None
        return dataclasses.replace(self, **given)


def team_settings(team: Team) -> TeamSettings:
    known = {f.name for f in dataclasses.fields(TeamSettings)}
    return TeamSettings(**{name: value for name, value in team.settings.items() if name in known})
