"""Tax numbers of persons: Steuer-ID, Steuernummer, Abgabenkontonummer, codice fiscale, numéro fiscal."""

from typing import ClassVar

from assistant.redaction.checksums import is_german_tax_id, is_italian_tax_code
from assistant.redaction.recognizers.base import ANNOUNCED, CERTAIN, TYPICAL, Rule, RuleRecognizer, announced
from assistant.redaction.recognizers.context import is_other_number

_WORDS = (
    r"steuer-?\s?(?:id|ident)[\p{L}-]{0,24}|(?:steuerliche )?identifikations-?(?:nummer|nr)|id\.?-?nr\.?|idnr"
    r"|steuer-?\s?(?:nummer|nr)|st\.?-?\s?nr|abgabenkonto-?\s?(?:nummer|nr)?|fa-?/?st-?nr|finanzamts?-?nummer|etin"
    r"|tin|tax\s?(?:id|number|no|identification)[\p{L} ]{0,10}|numéro fiscal|n° fiscal"
    r"|numéro d'identification fiscale|spi|codice fiscale|c\.?f\.?|partita fiscale"
)
_OFFICE = r"finanzamt|steuerbescheid|bescheid vom fa|elster"
# Baden-Württemberg writes 5/5 digits, Nordrhein-Westfalen 3/4/4, the others 2 or 3/3/5, Austria 2 3/4.
_FORM = (
    r"(?:[0-9]{5}/[0-9]{5}|[0-9]{2,3}[/ ][0-9]{3}[/ ][0-9]{5}|[0-9]{3}/[0-9]{4}/[0-9]{4}|[0-9]{2}[ -][0-9]{3}/[0-9]{4})"
)
_BEGIN, _END = r"(?<![\p{L}\p{N}.,/+-])", r"(?![\p{L}\p{N}]|[.,/-][0-9])"


class TaxIdRecognizer(RuleRecognizer):
    """Eleven digits with a right check digit, a codice fiscale, and whatever a word announces."""

    ENTITY = "TAX_ID"
    RULES: ClassVar = (
        Rule(
            rf"{_BEGIN}[1-9][0-9](?:[ /.-]?[0-9]{{3}}){{3}}{_END}",
            TYPICAL,
            is_german_tax_id,
            unless=is_other_number,
        ),
        Rule(
            r"(?<![\p{L}\p{N}])(?i:[A-Z]{3} ?[A-Z]{3} ?[0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{2} ?[A-Z][0-9LMNP-V]{3} ?[A-Z])"
            r"(?![\p{L}\p{N}])",
            CERTAIN,
            lambda value: is_italian_tax_code(value) and any(map(str.isdigit, value)),
        ),
        Rule(
            r"(?<![\p{L}\p{N}])(?i:[A-Z]{6}[0-9]{2}[A-Z][0-9]{2}[A-Z][0-9]{3}[A-Z])(?![\p{L}\p{N}])",
            TYPICAL,
        ),
        Rule(
            announced(
                r"codice fiscale|c\.?f\.?|tessera sanitaria",
                r"(?i:[A-Z]{3} ?[A-Z]{3} ?[0-9A-Z]{2}[A-Z][0-9A-Z]{2} ?[A-Z][0-9A-Z]{3} ?[A-Z])(?![\p{L}\p{N}])",
                gap=12,
            ),
            ANNOUNCED,
            lambda value: any(map(str.isdigit, value)),
        ),
        Rule(announced(_WORDS, r"[0-9](?:[ /.-]{0,3}[0-9]){7,13}(?![\p{N}])", gap=40), ANNOUNCED),
        Rule(rf"(?i:(?<![\p{{L}}])(?:{_OFFICE}))[^\n]{{0,60}}?{_BEGIN}(?P<value>{_FORM}){_END}", ANNOUNCED),
        Rule(rf"{_BEGIN}(?P<value>{_FORM}){_END}(?=[^\n]{{0,60}}?(?i:(?<![\p{{L}}])(?:{_OFFICE})))", ANNOUNCED),
        Rule(
            rf"{_BEGIN}(?:[0-9]{{2,3}}/[0-9]{{3}}/[0-9]{{5}}|[0-9]{{3}}/[0-9]{{4}}/[0-9]{{4}}){_END}",
            TYPICAL,
            unless=is_other_number,
        ),
    )
