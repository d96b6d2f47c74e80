"""Every way to hand over an export. A new one is one file here and one line below."""

from __future__ import annotations

from gloss.core.registry import Registry
from gloss.exports.deliveries.base import DeliveryMethod
from gloss.exports.deliveries.buckets import ExternalFileStorage, ExternalObjectStorageDelivery
from gloss.exports.deliveries.email import Email
from gloss.exports.deliveries.link import Link
from gloss.exports.deliveries.webhook import Webhook

DELIVERIES: Registry[DeliveryMethod] = Registry(
    "deliveries",
    Link("FILE_STORAGE"),
    Link("DOWNLOAD_REQUEST", redirects=True),
    Link("DOWNLOAD"),
    Email(),
    Webhook(),
    ExternalObjectStorageDelivery(),
    ExternalFileStorage(),
)
