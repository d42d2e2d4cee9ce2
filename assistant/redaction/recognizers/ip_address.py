"""Network addresses: IPv4, IPv6 and the MAC addresses of people's devices."""

import ipaddress
from typing import ClassVar

from assistant.redaction.recognizers.base import ANNOUNCED, CERTAIN, Rule, RuleRecognizer
from assistant.redaction.recognizers.context import is_other_number

_PORT = r"(?::[0-9]{1,5}(?![0-9]))?"


def _is_address(value: str) -> bool:
    address = value.rpartition(":")[0] if value.count(":") == 1 else value
    try:
        return ipaddress.ip_address(address.partition("%")[0]) is not None and len(value) > len("a::")
    except ValueError:
        return False


def _is_version(text: str, start: int) -> bool:
    """Tell whether a version number of a program or a system stands here."""
    before = text[max(0, start - 16) : start].rstrip(" vV.:").lower()
    systems = ("ios", "android", "windows", "macos", "linux", "app", "update", "treiber", "driver", "kernel", "ver")
    return is_other_number(text, start) or before.endswith(systems)


class IpRecognizer(RuleRecognizer):
    """Addresses that parse; four-part version numbers stay."""

    ENTITY = "IP"
    RULES: ClassVar = (
        Rule(
            rf"(?<![\p{{L}}\p{{N}}.])(?:[0-9]{{1,3}}\.){{3}}[0-9]{{1,3}}{_PORT}(?![\p{{L}}\p{{N}}]|\.[0-9])",
            CERTAIN,
            _is_address,
            unless=_is_version,
        ),
        Rule(
            r"(?<![\p{L}\p{N}:.])(?:[0-9A-Fa-f]{0,4}:){2,7}(?:[0-9A-Fa-f]{0,4}|(?:[0-9]{1,3}\.){3}[0-9]{1,3})"
            r"(?:%[a-z0-9]{1,12})?(?![\p{L}\p{N}:])",
            CERTAIN,
            _is_address,
        ),
        Rule(r"(?<![\p{L}\p{N}:-])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![\p{L}\p{N}:-])", ANNOUNCED),
    )
