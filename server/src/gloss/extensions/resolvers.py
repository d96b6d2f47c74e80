"""Panels on the wire."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, QueryType

from gloss.documents import access as documents
from gloss.documents.models import Cabinet
from gloss.extensions import access, catalogue, service
from gloss.extensions.catalogue import Extension
from gloss.extensions.service import Element

query, mutation = QueryType(), MutationType()


@query.field("getExtensions")
def get_extensions(_: Any, info: Any, cabinetId: str) -> list[dict[str, Any]]:
    cabinet = documents.cabinet_by_id(info.context.user, cabinetId)
    return [_extension(cabinet, found) for found in catalogue.available(cabinet.project, cabinet.role)]


@query.field("getProjectExtension")
def get_project_extension(_: Any, info: Any, cabinetId: str) -> dict[str, Any]:
    return _panel(documents.cabinet_by_id(info.context.user, cabinetId))


@mutation.field("enableProjectExtensionElements")
def enable_elements(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    cabinet = access.cabinet_for_writer(info.context.user, input["cabinetId"])
    wanted = [(str(item["extensionId"]), item.get("enabled") is not False) for item in input["elements"]]
    service.enable(cabinet, wanted)
    return _panel(cabinet)


@mutation.field("updateProjectExtension")
def update_panel(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    cabinet = access.cabinet_for_writer(info.context.user, input["cabinetId"])
    service.arrange(cabinet, input.get("width"), input.get("elements") or [])
    return _panel(cabinet)


@mutation.field("deleteExtensionElement")
def delete_element(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    cabinet = access.cabinet_for_writer(info.context.user, input["cabinetId"])
    service.remove(cabinet, input["id"])
    return _panel(cabinet)


@mutation.field("updateProjectExtensionElementSetting")
def update_setting(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    """An element's id starts with its cabinet's."""
    cabinet = access.cabinet_for_writer(info.context.user, str(input["id"]).partition(":")[0])
    return _element(cabinet, service.set_setting(cabinet, str(input["id"]), input["setting"]))


@query.field("getPanelArrangement")
def get_arrangement(_: Any, info: Any, kind: str) -> str | None:
    return service.arrangement(info.context.user, kind)


@mutation.field("savePanelArrangement")
def save_arrangement(_: Any, info: Any, kind: str, arrangement: str) -> str:
    return service.save_arrangement(info.context.user, kind, arrangement)


def _panel(cabinet: Cabinet) -> dict[str, Any]:
    return {
        "id": str(cabinet.pk),
        "cabinetId": str(cabinet.pk),
        "width": service.width(cabinet),
        "elements": [_element(cabinet, element) for element in service.elements(cabinet)],
    }


def _element(cabinet: Cabinet, element: Element) -> dict[str, Any]:
    return {
        "id": element.id,
        "enabled": element.enabled,
        "extension": _extension(cabinet, element.extension),
        "height": element.height,
        "order": element.order,
        "setting": {"locked": False, "apiToken": None, **element.setting},
    }


def _extension(cabinet: Cabinet, extension: Extension) -> dict[str, Any]:
    return {
        "id": extension.key,
        "title": extension.title,
        "documentType": cabinet.project.type,
        "elementKind": cabinet.role,
        "elementType": "BUILT_IN",
        "url": "",
    }


BINDINGS = [query, mutation]
