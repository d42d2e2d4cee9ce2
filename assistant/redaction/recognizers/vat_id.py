"""VAT numbers of businesses: sole traders are persons too."""

from typing import ClassVar

from assistant.redaction.checksums import is_austrian_vat_id, is_german_vat_id, is_swiss_uid
from assistant.redaction.recognizers.base import ANNOUNCED, CERTAIN, TYPICAL, Rule, RuleRecognizer, announced

_WORDS = (
    r"ust-?\s?id[\p{L}.-]{0,10}|umsatzsteuer-?\s?(?:id[\p{L}.-]{0,24}|nummer)|uid[\p{L}-]{0,10}|mwst-?(?:nummer|nr)"
    r"|vat\s?(?:id|number|no|reg)[\p{L}. ]{0,10}|n° ?(?:de )?tva|numéro de tva|tva|partita iva|p\.? ?iva"
)
_END = r"(?![\p{L}\p{N}])"


class VatIdRecognizer(RuleRecognizer):
    """German, Austrian and Swiss numbers with their check digits; others when announced."""

    ENTITY = "VAT_ID"
    RULES: ClassVar = (
        Rule(rf"(?<![\p{{L}}\p{{N}}])(?i:DE)[ -]?[1-9](?:[ .]?[0-9]){{8}}{_END}", CERTAIN, is_german_vat_id, TYPICAL),
        Rule(
            rf"(?<![\p{{L}}\p{{N}}])(?i:AT ?U)[ -]?[0-9](?:[ .]?[0-9]){{7}}{_END}", CERTAIN, is_austrian_vat_id, TYPICAL
        ),
        Rule(
            (
                rf"(?<![\p{{L}}\p{{N}}])(?i:CHE)[ .-]?[0-9]{{3}}[ .]?[0-9]{{3}}[ .]?[0-9]{{3}}(?: ?(?i:MWST"
                rf"|TVA|IVA|HR))?{_END}"
            ),
            CERTAIN,
            is_swiss_uid,
            TYPICAL,
        ),
        Rule(
            announced(
                _WORDS, rf"(?:[A-Z]{{2,3}}[ .-]?|[a-z]{{2,3}})?(?:[A-Z0-9]{{2}} ?)?[0-9](?:[ .]?[0-9]){{6,11}}{_END}"
            ),
            ANNOUNCED,
        ),
    )
