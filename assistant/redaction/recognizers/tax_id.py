"""Tax numbers of persons: Steuer-ID, Steuernummer, codice fiscale, numéro fiscal."""

from typing import ClassVar

from assistant.redaction.checksums import is_german_tax_id, is_italian_tax_code
from assistant.redaction.recognizers.base import ANNOUNCED, CERTAIN, TYPICAL, Rule, RuleRecognizer, announced
from assistant.redaction.recognizers.context import is_other_number

_WORDS = (
    r"steuer-?\s?(?:id|ident)[\p{L}-]{0,24}|id\.?-?nr\.?|identifikationsnummer"
    r"|steuer-?\s?(?:nummer|nr)|st\.?-?nr|abgabenkontonummer"
    r"|tin|tax\s?(?:id|number|no)|numéro fiscal|numéro d'identification fiscale|spi|codice fiscale|c\.?f\.?"
)


class TaxIdRecognizer(RuleRecognizer):
    """Eleven digits with a right check digit, a codice fiscale, and whatever a word announces."""

    ENTITY = "TAX_ID"
    RULES: ClassVar = (
        Rule(
            r"(?<![\p{L}\p{N}.,/+-])[1-9][0-9](?: ?[0-9]{3}){3}(?![\p{L}\p{N}]|[.,/-][0-9])",
            TYPICAL,
            is_german_tax_id,
            unless=is_other_number,
        ),
        Rule(
            r"(?<![\p{L}\p{N}])(?i:[A-Z]{6}[0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z])(?![\p{L}\p{N}])",
            CERTAIN,
            is_italian_tax_code,
            TYPICAL,
        ),
        Rule(announced(_WORDS, r"[0-9](?:[ /.-]{0,3}[0-9]){7,13}(?![\p{N}])", gap=40), ANNOUNCED),
    )
