"""The writer of panels, and what they look like with everything that nobody changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from gloss.accounts.models import User
from gloss.core.errors import BadInput, NotFound
from gloss.documents.models import Cabinet
from gloss.extensions.catalogue import Extension, available, is_on_at_first
from gloss.extensions.models import ExtensionElement, ExtensionPanel, PanelArrangement
from gloss.storage import secrets

MIN_WIDTH, MAX_WIDTH, WIDTH = 200, 2000, 360
MAX_HEIGHT, HEIGHT = 5000, 320
MAX_BYTES = 16_384
MAX_KINDS = 30
SETTINGS = ("apiURL", "confidenceScore", "extensionId", "modelId", "serviceProvider")


@dataclass(frozen=True)
class Element:
    cabinet_id: int
    extension: Extension
    enabled: bool
    order: int
    height: int
    setting: Mapping[str, Any]

    @property
    def id(self) -> str:
        return f"{self.cabinet_id}:{self.extension.key}"


def width(cabinet: Cabinet) -> int:
    return ExtensionPanel.objects.filter(cabinet=cabinet).values_list("width", flat=True).first() or WIDTH


def elements(cabinet: Cabinet) -> list[Element]:
    """The panel's elements in order, without those that were taken out of it."""
    changed = {row.extension: row for row in ExtensionElement.objects.filter(cabinet=cabinet)}
    found = []
    for place, extension in enumerate(available(cabinet.project, cabinet.role)):
        row = changed.get(extension.key)
        if row is None:
            is_on = is_on_at_first(extension, cabinet.project, cabinet.role)
            found.append(Element(cabinet.pk, extension, is_on, place, HEIGHT, {}))
        elif not row.is_deleted:
            order = place if row.order is None else row.order
            height = HEIGHT if row.height is None else row.height
            found.append(Element(cabinet.pk, extension, row.enabled, order, height, row.setting))
    return sorted(found, key=lambda element: element.order)


def enable(cabinet: Cabinet, wanted: Iterable[tuple[str, bool]]) -> None:
    """Switch extensions on or off; one that was taken out of the panel comes back when it is switched on."""
    pairs = [(_known(cabinet, key), enabled) for key, enabled in wanted]
    with transaction.atomic():
        for extension, enabled in pairs:
            fields = {"enabled": enabled, "is_deleted": False} if enabled else {"enabled": False}
            ExtensionElement.objects.update_or_create(cabinet=cabinet, extension=extension.key, defaults=fields)


def arrange(cabinet: Cabinet, new_width: int | None, changes: Iterable[Mapping[str, Any]]) -> None:
    """Change the panel's width, and order and height of elements."""
    if new_width is not None and not MIN_WIDTH <= new_width <= MAX_WIDTH:
        raise BadInput(f"The panel is {MIN_WIDTH} to {MAX_WIDTH} pixels wide.", field="width")
    with transaction.atomic():
        if new_width is not None:
            ExtensionPanel.objects.update_or_create(cabinet=cabinet, defaults={"width": new_width})
        for change in changes:
            fields = {name: change[name] for name in ("order", "height") if change.get(name) is not None}
            if not all(0 <= value <= MAX_HEIGHT for value in fields.values()):
                raise BadInput(f"Order and height are 0 to {MAX_HEIGHT}.", field="elements")
            _write(cabinet, change["id"], fields)


def remove(cabinet: Cabinet, element_id: str) -> None:
    _write(cabinet, element_id, {"enabled": False, "is_deleted": True})


def set_setting(cabinet: Cabinet, element_id: str, setting: Mapping[str, Any]) -> Element:
    """Keep what one extension should work with. An API token is sealed and never shown again."""
    fields: dict[str, Any] = {"setting": {key: setting[key] for key in SETTINGS if setting.get(key) is not None}}
    if setting.get("apiToken") is not None:
        fields["secret"] = secrets.seal({"apiToken": setting["apiToken"]}) if setting["apiToken"] else ""
    _write(cabinet, element_id, fields)
    return next(element for element in elements(cabinet) if element.id == element_id)


def _write(cabinet: Cabinet, element_id: str, fields: dict[str, Any]) -> None:
    element = next((found for found in elements(cabinet) if found.id == str(element_id)), None)
    if element is None:
        raise NotFound("extension element", element_id)
    start = {"enabled": element.enabled, **fields}
    ExtensionElement.objects.update_or_create(
        cabinet=cabinet, extension=element.extension.key, defaults=fields, create_defaults=start
    )


def _known(cabinet: Cabinet, key: str) -> Extension:
    for extension in available(cabinet.project, cabinet.role):
        if extension.key == key:
            return extension
    raise BadInput(f"There is no extension {key} in this project.", field="elements")


def arrangement(user: User, kind: str) -> str | None:
    rows = PanelArrangement.objects.filter(user=user, kind=kind)
    return rows.values_list("arrangement", flat=True).first()


def save_arrangement(user: User, kind: str, text: str) -> str:
    """Keep a person's arrangement of panels for one kind of project.

    Raises:
        BadInput: the kind has no name, or the text is no JSON or too long.
    """
    if not 1 <= len(kind) <= 64:
        raise BadInput("The kind of project has 1 to 64 characters.", field="kind")
    if len(text.encode()) > MAX_BYTES:
        raise BadInput(f"The arrangement has at most {MAX_BYTES} bytes.", field="arrangement")
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput("The arrangement must be JSON.", field="arrangement") from error
    known = PanelArrangement.objects.filter(user=user)
    if known.exclude(kind=kind).count() >= MAX_KINDS:
        raise BadInput(f"Arrangements of {MAX_KINDS} kinds are kept already.", field="kind")
    PanelArrangement.objects.update_or_create(user=user, kind=kind, defaults={"arrangement": text})
    return text
