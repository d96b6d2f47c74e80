"""The list of addresses that may reach this instance."""

from __future__ import annotations

import ipaddress
import time

from django.db import transaction

from gloss.accounts import access, audit, queries
from gloss.accounts.models import AllowedNetwork, User
from gloss.core.errors import BadInput

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
CACHE_SECONDS = 5.0


class Gate:
    """Answers "may this address come in" from a copy of the list that is at most 5 seconds old."""

    def __init__(self) -> None:
        self._networks: list[Network] = []
        self._read_at = float("-inf")

    def admits(self, address: str) -> bool:
        if time.monotonic() - self._read_at > CACHE_SECONDS:
            self._networks = [parse(text) for text in queries.allowed_networks()]
            self._read_at = time.monotonic()
        return contains(self._networks, address)

    def forget(self) -> None:
        self._read_at = float("-inf")


gate = Gate()


def parse(text: str) -> Network:
    """Read an IPv4 or IPv6 address or a network such as ``10.1.0.0/16``. Raises BadInput."""
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError as error:
        message = f"{text!r} is neither an IP address nor a network such as 10.1.0.0/16."
        raise BadInput(message, field="allowedIPs") from error


def contains(networks: list[Network], address: str) -> bool:
    """Is ``address`` in one of ``networks``? An empty list admits everybody."""
    if not networks:
        return True
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return any(candidate in network for network in networks for candidate in (parsed, mapped) if candidate is not None)


def replace(texts: list[str], actor: User, origin: audit.Origin) -> list[str]:
    """Replace the list and return it.

    Raises:
        Forbidden: ``actor`` does not administer the instance.
        BadInput: an entry is no address, or the list would lock the caller out.
    """
    access.require_superuser(actor)
    networks = list(dict.fromkeys(parse(text) for text in texts))
    if not contains(networks, origin.address):
        message = f"Your own address {origin.address} is not in the list: you would lock yourself out. Add it."
        raise BadInput(message, field="allowedIPs")
    written = [_written(network) for network in networks]
    with transaction.atomic():
        AllowedNetwork.objects.all().delete()
        AllowedNetwork.objects.bulk_create(AllowedNetwork(network=text) for text in written)
        audit.record(audit.Kind.ALLOWED_ADDRESSES_CHANGED, user=actor, target=", ".join(written), origin=origin)
    gate.forget()
    return written


def clear() -> list[str]:
    """Admit every address again and return what was listed. For whoever has a shell on the server."""
    with transaction.atomic():
        removed = queries.allowed_networks()
        AllowedNetwork.objects.all().delete()
        audit.record(audit.Kind.ALLOWED_ADDRESSES_CHANGED, target="(from the command line) every address")
    gate.forget()
    return removed


def _written(network: Network) -> str:
    return str(network.network_address) if network.num_addresses == 1 else str(network)
