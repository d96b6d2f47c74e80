"""Checks of a plan's parts that need the database: people, uploads, label sets, questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from gloss.accounts.models import User
from gloss.core.errors import BadInput
from gloss.core.ids import parse_int
from gloss.documents import assignments as document_assignments
from gloss.imports.plan import BUCKET, KEY, LINK, URL, PlannedAssignment, PlannedDocument, Source
from gloss.labelsets import items as label_items
from gloss.labelsets.models import LabelSet
from gloss.projects import access as projects
from gloss.projects.models import AssignmentRole, Project
from gloss.questionsets import questions as question_rules
from gloss.storage import outgoing, uploads
from gloss.teams.models import Team, TeamMember

MAX_LABEL_SETS = 10
MAX_PARTS = 1000
MAX_FILE_NAME = 255


def source(
    user: User, team: Team | None, detail: Mapping[str, Any], file_name: str, *, bucket: bool, field: str
) -> Source:
    """Read where a file is: exactly one of ``objectKey`` and ``externalUrl``.

    Uploads are claimed, so that they are kept. In a project with its own bucket every
    object key is a path in it.
    """
    key, url = detail.get("objectKey"), detail.get("externalUrl")
    if bool(key) == bool(url):
        raise BadInput(f"Give {file_name} either an objectKey or an externalUrl.", field=field, fileName=file_name)
    if url:
        outgoing.check_url(url, f"{field}.externalUrl")
        return Source(file_name, URL, url)
    if bucket:
        return Source(file_name, BUCKET, key)
    uploads.claim(user, team, key, f"{field}.objectKey")
    return Source(file_name, KEY, key)


def link(url: str, file_name: str, field: str) -> Source:
    """A document that stays where it is and is only shown."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise BadInput("A file URL starts with http:// or https://.", field=field)
    return Source(file_name, LINK, url)


def file_name(name: str | None, field: str) -> str:
    """Return a name without folders; refuse one that tries to leave its place."""
    name = (name or "").strip()
    if not name or len(name) > MAX_FILE_NAME:
        raise BadInput(f"A file name has 1 to {MAX_FILE_NAME} characters.", field=field)
    if "/" in name or "\\" in name or "\0" in name or name.startswith(".."):
        raise BadInput(f"'{name}' is not a plain file name: leave out folders.", field=field, fileName=name)
    return name


def documents(planned: Sequence[PlannedDocument]) -> None:
    """Refuse none, too many, or two of the same name."""
    if not planned:
        raise BadInput("Add at least one document.", field="documents")
    if len(planned) > settings.MAX_DOCUMENTS:
        raise BadInput(
            f"{len(planned)} documents are too many for one request; {settings.MAX_DOCUMENTS} are possible. "
            "Add the others to the project afterwards.",
            field="documents",
        )
    seen: dict[str, int] = {}
    for index, document in enumerate(planned):
        if document.file_name in seen:
            raise BadInput(
                f"Two documents are named {document.file_name}. Names must differ, since assignments use them.",
                field=f"documents[{index}].document.name",
                fileName=document.file_name,
            )
        seen[document.file_name] = index


def parts(config: Mapping[str, Any] | None, field: str) -> int:
    if not config or config["strategy"] == "DONT_SPLIT":
        return 1
    if not 1 <= config["number"] <= MAX_PARTS:
        raise BadInput(f"Split files into 1 to {MAX_PARTS} parts.", field=f"{field}.number")
    return int(config["number"])


def assignments(
    user: User,
    team: Team | None,
    wanted: Sequence[Mapping[str, Any]] | None,
    planned: Sequence[PlannedDocument],
    parts: int,
) -> list[PlannedAssignment]:
    """Resolve people and document names. Nothing given: the creator labels and reviews everything.

    Raises:
        BadInput: an unknown person, document or part; the field tells which entry.
    """
    if team is None:
        return []
    if not wanted:
        creator = TeamMember.objects.filter(team=team, user=user, is_deleted=False).first()
        return [PlannedAssignment(creator.pk, AssignmentRole.LABELER_AND_REVIEWER)] if creator else []
    known = {document.file_name for document in planned}
    zipped = any(name.lower().endswith(".zip") for name in known)
    found: dict[int, PlannedAssignment] = {}
    for index, item in enumerate(wanted):
        field = f"documentAssignments[{index}]"
        person = member(team, item, field)
        if person.pk in found:
            raise BadInput(f"{person.invitation_email} is listed twice.", field=field)
        pairs = _pairs(item.get("documents"), known, parts, field, check=not zipped)
        found[person.pk] = PlannedAssignment(person.pk, item.get("role") or AssignmentRole.LABELER, pairs)
    return list(found.values())


def roles(project: Project, wanted: Sequence[PlannedAssignment]) -> None:
    """Raise BadInput if somebody cannot get new documents in the role wanted, given the one they have."""
    rows = project.assignments.filter(member__in=[item.member_id for item in wanted]).select_related("member")
    present = {row.member_id: row for row in rows}
    for index, item in enumerate(wanted):
        row = present.get(item.member_id)
        if row is not None:
            name = row.member.invitation_email
            document_assignments.check_role(row.role, item.role, name, f"documentAssignments[{index}].role")


def member(team: Team, item: Mapping[str, Any], field: str) -> TeamMember:
    """Return the active member with ``teamMemberId``, or else ``email``, of an assignment."""
    members = TeamMember.objects.filter(team=team, is_deleted=False).select_related("user")
    if item.get("teamMemberId"):
        number = parse_int(item["teamMemberId"])
        person = members.filter(pk=number).first() if number is not None else None
        if person is None:
            raise BadInput(
                f"No member of {team.name} has the id {item['teamMemberId']}.", field=f"{field}.teamMemberId"
            )
        return person
    email = (item.get("email") or "").strip()
    if not email:
        raise BadInput("Name the person by email or teamMemberId.", field=f"{field}.email")
    person = members.filter(user__email__iexact=email).first() or members.filter(invitation_email__iexact=email).first()
    if person is None:
        raise BadInput(f"{email} is not a member of {team.name}. Invite them first.", field=f"{field}.email")
    return person


def _pairs(
    wanted: Sequence[Mapping[str, Any]] | None, known: set[str], parts: int, field: str, *, check: bool
) -> list[tuple[str, int]] | None:
    if wanted is None:
        return None
    for index, pair in enumerate(wanted):
        where = f"{field}.documents[{index}]"
        if check and pair["fileName"] not in known:
            raise BadInput(f"No document is named {pair['fileName']}.", field=f"{where}.fileName")
        if not 0 <= pair["part"] < parts:
            raise BadInput(f"{pair['fileName']} has the parts 0 to {parts - 1}.", field=f"{where}.part")
    return [(pair["fileName"], pair["part"]) for pair in wanted]


def label_sets(
    user: User, team: Team | None, given: Sequence[Mapping[str, Any]] | None, ids: Sequence[Any] | None, field: str
) -> list[dict[str, Any]]:
    """Return label sets in the stored shape: by id at their place, then the written-out ones.

    Empty slots among the ids (null) leave their index free.
    """
    sets = [_stored_set(user, team, set_id, index) for index, set_id in enumerate(ids or ()) if set_id is not None]
    used = {entry["index"] for entry in sets}
    for number, wanted in enumerate(given or ()):
        index = next(place for place in range(len(used) + 1) if place not in used)
        used.add(index)
        options = [{**option, "tagName": option["label"]} for option in wanted["options"]]
        items = label_items.parse_items(options, prefix=f"{field}[{number}].options")
        sets.append(
            {
                "index": index,
                "name": wanted["name"].strip()[:255] or f"Label set {index + 1}",
                "items": [label_items.to_wire(item) for item in items],
                "arrow_label_required": bool(wanted.get("arrowLabelRequired")),
                "leaf_only": bool(wanted.get("leafOnly")),
            }
        )
    if len(sets) > MAX_LABEL_SETS or max(used, default=0) >= MAX_LABEL_SETS:
        raise BadInput(f"A project has at most {MAX_LABEL_SETS} label sets.", field=field)
    return sorted(sets, key=lambda entry: entry["index"])


def _stored_set(user: User, team: Team | None, set_id: Any, index: int) -> dict[str, Any]:
    number = parse_int(set_id)
    row = LabelSet.objects.select_related("project").filter(pk=number).first() if number is not None else None
    usable = row is not None and (
        (row.owner_id == user.pk and (row.project is None or projects.rights(user, row.project).can_see))
        or (team is not None and (row.team_id == team.pk or (row.project and row.project.team_id == team.pk)))
    )
    if row is None or not usable:
        raise BadInput(f"There is no label set with the id {set_id}.", field=f"labelSetIDs[{index}]")
    return {
        "index": index,
        "name": row.name,
        "items": row.items,
        "arrow_label_required": row.arrow_label_required,
        "leaf_only": row.leaf_only,
    }


def questions(given: Sequence[Mapping[str, Any]] | None, field: str) -> list[dict[str, Any]]:
    """Return questions in the stored shape.

    Raises:
        BadInput: with the path of what is wrong below ``field``.
    """
    try:
        return [question_rules.to_wire(question) for question in question_rules.from_input(list(given or ()))]
    except BadInput as error:
        path = str(error.details.get("field", "questions")).removeprefix("questions")
        raise BadInput(error.message, field=f"{field}{path}") from error
