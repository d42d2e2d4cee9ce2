"""VAT numbers of businesses: sole traders are persons too."""

from typing import ClassVar

from assistant.redaction.checksums import is_austrian_vat_id, is_german_vat_id, is_swiss_uid
from assistant.redaction.recognizers.base import ANNOUNCED, CERTAIN, TYPICAL, Rule, RuleRecognizer, announced

_WORDS = (
    r"ust\.?-?\s?id[\p{L}.-]{0,10}|umsatzsteuer-?\s?(?:id[\p{L}.-]{0,24}|nummer|nr)|uid(?:-?\s?(?:nummer|nr))?"
    r"|(?:mwst|mehrwertsteuer)\.?-?\s?(?:nummer|nr)|wirtschafts-?(?:id[\p{L}.-]{0,24}|identifikationsnummer)|w-idnr"
    r"|vat\s?(?:id|number|no|reg)[\p{L}. ]{0,10}|eori[\p{L}-]{0,8}|handelsregister-?(?:nummer|nr)"
    r"|(?:n°|no|numéro)\s?(?:de\s)?tva|tva|numéro ide|partita iva|p\.?\s?iva|numero iva|iva"
)
_END = r"(?![\p{L}\p{N}])"


class VatIdRecognizer(RuleRecognizer):
    """German, Austrian and Swiss numbers with their check digits; others when announced."""

    ENTITY = "VAT_ID"
    RULES: ClassVar = (
        Rule(
            rf"(?<![\p{{L}}\p{{N}}])(?i:DE)[ .-]?[1-9](?:[ .-]?[0-9]){{8}}(?:-[0-9]{{5}})?{_END}",
            CERTAIN,
            lambda value: is_german_vat_id(value[: -len("-00001")] if value[-6:-5] == "-" else value),
            TYPICAL,
        ),
        Rule(
            rf"(?<![\p{{L}}\p{{N}}])(?i:AT[ .-]?U)[ .-]?[0-9](?:[ .-]?[0-9]){{7}}{_END}",
            CERTAIN,
            is_austrian_vat_id,
            TYPICAL,
        ),
        Rule(
            rf"(?<![\p{{L}}\p{{N}}])(?i:CHE)[ .-]{{0,3}}[0-9](?:[ .-]?[0-9]){{8}}(?: ?(?i:MWST|TVA|IVA|HR))?{_END}",
            CERTAIN,
            is_swiss_uid,
            TYPICAL,
        ),
        Rule(
            announced(
                _WORDS,
                rf"(?:[A-Z]{{2,3}}[ .-]?|[a-z]{{2,3}})?(?:[A-Z0-9]{{2}} ?)?[0-9]"
                rf"(?:[ .]?[0-9]){{6,13}}[A-Z]{{0,2}}{_END}"
                rf"|(?i:LI)[ -]?[0-9]{{5}}{_END}",
            ),
            ANNOUNCED,
        ),
    )
