"""Payment card numbers and their security codes."""

from typing import ClassVar

from assistant.redaction.checksums import compact, is_luhn
from assistant.redaction.recognizers.base import ANNOUNCED, CERTAIN, Rule, RuleRecognizer, announced
from assistant.redaction.recognizers.context import is_other_number

_WORDS = (
    r"(?:kredit|bank|debit|giro|zahl)?karten?(?:-?(?:nummer|nr))?|(?:credit|debit|bank)\s?card|card|visa|master\s?card"
    r"|maestro|amex|american express|diners|carte(?: bancaire| de crédit| bleue)?|carta(?: di credito)?|bancomat"
)
_CODE_WORDS = r"cvv2?|cvc2?|csc|kartenprüf(?:nummer|ziffer|code)|prüf(?:nummer|ziffer)|cryptogramme"


_LENGTHS = {"2": {16}, "3": {14, 15, 16}, "4": {13, 16, 19}, "5": {16}, "6": {16, 19}}  # by first digit


def _is_card(value: str) -> bool:
    digits = compact(value)
    return len(digits) in _LENGTHS[digits[0]] and is_luhn(digits)


class CreditCardRecognizer(RuleRecognizer):
    """Numbers with a right Luhn digit, and any that a word announces."""

    ENTITY = "CREDIT_CARD"
    RULES: ClassVar = (
        Rule(
            r"(?<![\p{L}\p{N}]|[A-Za-z]{2}[0-9]{2}[ -])[2-6](?:[ -]?[0-9]){12,18}(?![ -]?[0-9]|\p{L})",
            CERTAIN,
            _is_card,
            unless=is_other_number,
        ),
        Rule(announced(_WORDS, r"[0-9](?:[ .-]{0,2}[0-9]){11,18}(?![0-9\p{L}])"), ANNOUNCED),
        Rule(announced(_CODE_WORDS, r"[0-9]{3,4}(?![0-9\p{L}])"), ANNOUNCED),
    )
