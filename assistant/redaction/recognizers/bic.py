"""Bank identifier codes (ISO 9362). Without the word, or an account number before it, they look like any word."""

from typing import ClassVar

from assistant.redaction.recognizers.base import ANNOUNCED, TYPICAL, Rule, RuleRecognizer, announced
from assistant.redaction.recognizers.countries import ALL, NEAR

_CODE = r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![\p{L}\p{N}])"
_WORDS = r"bic(?:[/ -]{1,3}(?:code|swift))?|swift(?:[/ -]{1,3}(?:code|bic))?|codice bic|code bic"
_COUNTRY = slice(4, 6)


def _names_a_country(code: str) -> bool:
    """Tell whether the fifth and sixth letter do; in small letters, where any word may stand, a near one."""
    country = code[_COUNTRY]
    return country in ALL if code.isupper() else country.upper() in NEAR


class BicRecognizer(RuleRecognizer):
    """Codes announced as BIC or SWIFT, and those that follow an account number or end in XXX."""

    ENTITY = "BIC"
    RULES: ClassVar = (
        Rule(announced(_WORDS, _CODE, gap=25), ANNOUNCED, _names_a_country),
        Rule(announced(_WORDS, rf"(?i:{_CODE})", gap=20), ANNOUNCED, _names_a_country),
        Rule(rf"(?<=(?:[0-9] ?){{10}}[\s,;/|()-]{{1,4}}){_CODE}", TYPICAL, _names_a_country),
        Rule(r"(?<![\p{L}\p{N}])[A-Z]{6}[A-Z0-9]{2}XXX(?![\p{L}\p{N}])", TYPICAL, _names_a_country),
    )
