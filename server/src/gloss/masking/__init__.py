"""Personal data in texts: the detectors by entity type, and how what they find is hidden. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gloss.core.errors import BadInput
from gloss.core.registry import Registry
from gloss.masking.base import Detector, PatternTooSlow
from gloss.masking.credit_card import CreditCard
from gloss.masking.date_time import DateTime
from gloss.masking.domain_name import DomainName
from gloss.masking.email_address import EmailAddress
from gloss.masking.expressions import MAX_EXPRESSIONS, expression
from gloss.masking.iban_code import IbanCode
from gloss.masking.ip_address import IpAddress
from gloss.masking.masker import ASTERISK, METHODS, RANDOM_CHARACTER, Mask, Masker, restored
from gloss.masking.phone_number import PhoneNumber
from gloss.masking.us_bank_number import UsBankNumber
from gloss.masking.us_driver_license import UsDriverLicense
from gloss.masking.us_itin import UsItin
from gloss.masking.us_passport import UsPassport
from gloss.masking.us_ssn import UsSsn

DETECTORS: Registry[Detector] = Registry(
    "detectors",
    EmailAddress(),
    PhoneNumber(),
    IpAddress(),
    DomainName(),
    CreditCard(),
    IbanCode(),
    UsSsn(),
    UsItin(),
    UsPassport(),
    UsDriverLicense(),
    UsBankNumber(),
    DateTime(),
)
NEED_A_MODEL = ("PERSON", "ORGANIZATION", "LOCATION")


def masker(
    entity_types: Sequence[str],
    expressions: Sequence[Mapping[str, Any]],
    method: str | None,
    *,
    fields: tuple[str, str, str] = ("entityTypes", "regularExpressions", "maskingMethod"),
) -> Masker:
    """Return what hides these entity types and what the custom expressions find.

    ``fields`` are the wire's names of the three inputs, for errors.

    Raises:
        BadInput: an unknown type, one that patterns cannot find, a broken expression, an
            unknown method, or nothing to hide at all.
    """
    types_field, expressions_field, method_field = fields
    if method not in (None, *METHODS):
        raise BadInput(f"Unknown masking method {method!r}. Choose {' or '.join(METHODS)}.", field=method_field)
    if len(expressions) > MAX_EXPRESSIONS:
        raise BadInput(f"At most {MAX_EXPRESSIONS} patterns are possible.", field=expressions_field)
    if not entity_types and not expressions:
        raise BadInput(
            "Masking is on, but nothing is chosen to be masked. Choose types of personal data, or give a pattern.",
            field=types_field,
        )
    custom: list[Detector] = [
        expression(given, f"{expressions_field}[{place}]") for place, given in enumerate(expressions)
    ]
    known = [_detector(key, f"{types_field}[{place}]") for place, key in enumerate(entity_types)]
    return Masker([*custom, *known], method or ASTERISK)


def _detector(key: str, field: str) -> Detector:
    if key in DETECTORS:
        return DETECTORS[key]
    possible = ", ".join(DETECTORS)
    if key in NEED_A_MODEL:
        raise BadInput(
            f"{key} cannot be found by patterns: it needs a language model, which this version does not run. "
            f"Possible types are {possible}; for anything else give a pattern.",
            field=field,
        )
    raise BadInput(f"Unknown type of personal data {key!r}. Possible types are {possible}.", field=field)


__all__ = [
    "ASTERISK",
    "DETECTORS",
    "METHODS",
    "NEED_A_MODEL",
    "RANDOM_CHARACTER",
    "Mask",
    "Masker",
    "PatternTooSlow",
    "masker",
    "restored",
]
