"""IPv4 and IPv6 addresses."""

from __future__ import annotations

import ipaddress

from gloss.masking.base import PatternDetector


class IpAddress(PatternDetector):
    key = "IP_ADDRESS"
    pattern = r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?![\w:]|\.\d)"

    def accepts(self, match: str) -> bool:
        try:
            ipaddress.ip_address(match)
        except ValueError:
            return False
        return any(character.isalnum() for character in match)
