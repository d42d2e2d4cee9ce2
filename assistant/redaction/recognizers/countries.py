"""Countries as account, bank and tax identifiers name them (ISO 3166-1 alpha-2)."""

from typing import Final

import phonenumbers

ALL: Final = frozenset(phonenumbers.SUPPORTED_REGIONS)
NEAR: Final = frozenset(
    {
        "AD", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE",
        "IT", "LI", "LT", "LU", "LV", "MC", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "SM",
    }
)  # fmt: skip
"""The single European payments area, as far as German words in capitals are not mistaken for it."""
