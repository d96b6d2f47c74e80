"""Teams and members as the wire shows them."""

from __future__ import annotations

from typing import Any

from gloss.accounts import shapes as accounts
from gloss.core.clock import iso
from gloss.teams import access, logos
from gloss.teams.models import ROLE_IDS, InvitationStatus, Role, Team, TeamMember
from gloss.teams.settings import CUSTOM_API_LIMIT, EXPORT_METHODS, team_settings

ASR_PROVIDERS: list[str] = []
OCR_PROVIDERS: list[str] = []
MEMBER = "_member"
"""Where a shaped member carries its row, for fields that other domains add."""


def team(row: Team, *, base_url: str = "", logo_version: str | None = None) -> dict[str, Any]:
    """A team for one of its members. Its members are loaded by the resolver of ``Team.members``, when asked for."""
    return {
        "id": str(row.pk),
        "name": row.name,
        "logoURL": f"{base_url}{logos.path(row.pk, logo_version)}" if logo_version else None,
        "setting": setting(row),
        "owner": accounts.user(row.owner),
        "isExpired": False,
        "expiredAt": None,
    }


def setting(row: Team) -> dict[str, Any]:
    settings = team_settings(row)
    return {
        "allowedAdminExportMethods": list(EXPORT_METHODS),
        "allowedLabelerExportMethods": settings.allowed_labeler_export_methods,
        "allowedReviewerExportMethods": settings.allowed_reviewer_export_methods,
        "allowedOCRProviders": OCR_PROVIDERS,
        "allowedASRProviders": ASR_PROVIDERS,
        "allowedExtraAutoLabelProviders": [],
        "customAPICreationLimit": CUSTOM_API_LIMIT,
        "defaultCustomTextExtractionAPIId": None,
        "defaultExternalObjectStorageId": settings.default_external_object_storage_id,
        "enableAssistedLabeling": settings.enable_assisted_labeling,
        "enableDataProgramming": settings.enable_data_programming,
        "enableExportTeamOverview": True,
        "enableWipeData": settings.enable_wipe_data,
        "commentNotificationType": settings.comment_notification_type,
        "allowSelfAssignment": settings.allow_self_assignment,
        "enableActions": False,
        "enableDatasaurAssistRowBased": False,
        "enableDatasaurPredictiveRowBased": False,
        "enableDemo": False,
        "enableLLMProject": False,
        "enableLabelingFunctionMultipleLabel": False,
    }


def role(value: str) -> dict[str, Any] | None:
    """None for labelers, as old clients expect."""
    if value == Role.LABELER:
        return None
    return {"id": ROLE_IDS[Role(value)], "name": value}


def member(row: TeamMember, viewer_role: Role | str | None) -> dict[str, Any]:
    """A member as ``viewer_role`` sees it: the key of an invitation is for those who could have sent it."""
    waiting = row.invitation_status == InvitationStatus.PENDING
    inviters = access.MANAGERS if row.role != Role.ADMIN else (Role.ADMIN,)
    shows_key = waiting and not row.is_deleted and viewer_role in inviters
    return {
        MEMBER: row,
        "id": str(row.pk),
        "invitationEmail": row.invitation_email,
        "invitationKey": row.invitation_key if shows_key else None,
        "invitationStatus": row.invitation_status,
        "isDeleted": row.is_deleted,
        "joinedDate": iso(row.joined_at or row.created_at),
        "role": role(row.role),
        "user": None if waiting else accounts.user(row.user),
    }
