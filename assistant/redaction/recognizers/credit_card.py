"""Payment card numbers, their last digits and their security codes."""

from collections.abc import Iterator
from typing import Final

from assistant.redaction.checksums import compact, is_luhn
from assistant.redaction.recognizers.base import ANNOUNCED, CERTAIN, Found, Pattern, Recognizer, Rule, announced
from assistant.redaction.recognizers.context import is_other_number

_CARD = (
    r"(?:[\p{L}]{0,10}(?:kredit|bank|debit|giro|zahl|ec)-?)?karten?(?:-?(?:nummer|nr))?"
    r"|(?:credit|debit|bank|payment)\s?card|card|visa(?:card)?|master\s?card"
    r"|maestro|amex|american express|diners(?: club)?|v-?pay|carte(?: bancaire| de crédit| de débit| bleue)?"
    r"|carta(?: di (?:credito|debito))?|bancomat|postepay|postcard"
)
_CODE_WORDS = (
    r"cvv2?|cvc2?|csc|cid|kartenprüf(?:nummer|ziffer|code)|prüf(?:nummer|ziffer)|sicherheits-?code"
    r"|security code|cryptogramme|code de sécurité|codice di sicurezza"
)
_ENDING = (
    r"end(?:et|end|ung|ziffern?)?|letzten?(?: (?:vier|4))?(?: (?:ziffern|stellen|zahlen))?|letzte vier|ending|ends?"
    r"|last (?:four|4)(?: digits)?|derniers chiffres|finissant|se termine|ultime (?:quattro|4)(?: cifre)?|finisce"
    r"|terminante"
)
_LAST_FOUR = r"[0-9]{4}(?![\p{L}\p{N}]|[.,:/-][0-9])"
_PAYMENT = rf"{_CARD}|iban|konto(?:nummer)?|compte|conto"
_NUMBER: Final = Pattern(
    r"(?<![\p{L}\p{N}]|[A-Za-z]{2}[0-9]{2}[ -])[2-6](?:[ \n]?[./_-]?[ \n]?[0-9]){11,22}(?![ -]?[0-9]|\p{L})"
)
_LENGTHS: Final = {"2": {16}, "3": {14, 15, 16}, "4": {13, 16, 19}, "5": {12, 16, 18, 19}, "6": {12, 16, 17, 18, 19}}
_FOURS: Final = r"[0-9]{4}([ .-])[0-9]{4}\1[0-9]{4}\1[0-9]{4}"
_IN_FOURS: Final = Pattern(_FOURS)
_WITHIN: Final = Pattern(rf"(?<![0-9])(?:{_FOURS}|[0-9]{{16}})(?![0-9])")
_STEM: Final = Pattern(
    r"(?i)kart|card|visa|maestro|amex|express|diners|v-?pay|carte|carta|bancomat|postepay|iban|konto|compte|conto"
)
_ANNOUNCED: Final = (
    Rule(announced(_CARD, r"[0-9](?:[ ./-]{0,3}[0-9]){11,18}(?![0-9\p{L}])", gap=35), ANNOUNCED, only_with=_STEM),
    Rule(announced(_CODE_WORDS, r"[0-9]{3,4}(?![0-9\p{L}])", gap=15), ANNOUNCED),
    Rule(
        rf"(?i:(?<![\p{{L}}\p{{N}}])(?:{_PAYMENT})(?![\p{{L}}])[^\p{{N}}\n]{{0,40}}?(?<![\p{{L}}])(?:{_ENDING})"
        rf"(?![\p{{L}}]))[^\p{{N}}\n]{{0,25}}?(?P<value>{_LAST_FOUR})",
        ANNOUNCED,
        only_with=_STEM,
    ),
    Rule(
        rf"(?i:(?<![\p{{L}}])(?:{_ENDING})(?![\p{{L}}])[^\n]{{0,40}}?(?<![\p{{L}}\p{{N}}])(?:{_PAYMENT})(?![\p{{L}}]))"
        rf"[^\p{{N}}\n]{{0,15}}?(?P<value>{_LAST_FOUR})",
        ANNOUNCED,
    ),
    Rule(rf"(?:[*•]{{2,16}}|(?i:x){{4,12}})[ *•xX-]{{0,15}}(?P<value>{_LAST_FOUR})", ANNOUNCED),
)


class CreditCardRecognizer(Recognizer):
    """Numbers with a right Luhn digit in any grouping, and any that a word announces."""

    ENTITY = "CREDIT_CARD"

    def find(self, text: str) -> Iterator[Found]:
        """Find numbers by their check digit, then by the words before them."""
        for start, end in _NUMBER.values(text):
            written = text[start:end]
            if is_other_number(text, start) and not _IN_FOURS.is_all(written):
                continue
            if _is_card(written):
                yield Found(start, end, CERTAIN)
                continue
            for first, last in _WITHIN.values(written):
                if _is_card(text[start + first : start + last]):
                    yield Found(start + first, start + last, CERTAIN)
        for rule in _ANNOUNCED:
            yield from rule.find(text)


def _is_card(value: str) -> bool:
    digits = compact(value)
    return len(digits) in _LENGTHS.get(digits[0], ()) and is_luhn(digits)
