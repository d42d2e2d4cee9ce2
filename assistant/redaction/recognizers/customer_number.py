"""Customer, contract, account and meter numbers, user names, and the company's own patterns."""

from collections.abc import Iterator, Sequence
from typing import Final

from assistant.redaction.recognizers.base import ANNOUNCED, TYPICAL, Found, Pattern, Recognizer, Rule, announced
from assistant.redaction.recognizers.context import is_other_number

_NUMBER = r"(?:-?\s?(?:nummer|nr\.?|no\.?|id|kennung|konto))"
_WORDS = (
    rf"(?:neu|bestands|stamm)?kund(?:en)?{_NUMBER}|kunde{_NUMBER}|kd\.?{_NUMBER}|knr\.?|kundenummer"
    rf"|kunden-?karten?{_NUMBER}?"
    rf"|(?:strom|gas|mobilfunk|handy|lade|bauspar|kredit|leasing|miet)?vertrags?{_NUMBER}|konto{_NUMBER}"
    rf"|kto\.?{_NUMBER}?"
    rf"|blz|bankleitzahl|clearing{_NUMBER}|depot{_NUMBER}|mitglieds?(?:-?karten?)?{_NUMBER}|(?:sparbuch|girokonto"
    rf"|sepa-?mandat){_NUMBER}|(?:polizz|polic)en?{_NUMBER}"
    rf"|versicherungs(?:schein)?{_NUMBER}|schaden{_NUMBER}|benutzer{_NUMBER}|user{_NUMBER}|teilnehmer{_NUMBER}"
    rf"|post{_NUMBER}|(?:strom|gas|wasser|wärme)?-?z(?:ä|ae)hler{_NUMBER}|zählpunkt(?:bezeichnung|{_NUMBER})?"
    rf"|zählerstand{_NUMBER}|marktlokation|malo(?:-id)?"
    rf"|mandats?-?(?:referenz{_NUMBER}?|ref\.?|{_NUMBER})|gläubiger-?(?:id|identifikations-?nummer)|patienten{_NUMBER}"
    rf"|personal{_NUMBER}|matrikel{_NUMBER}|mieter{_NUMBER}|abo{_NUMBER}|abonnenten{_NUMBER}|bonus-?karten?{_NUMBER}?"
    rf"|karten{_NUMBER}|treue-?karten?{_NUMBER}?|partner{_NUMBER}|lieferanten{_NUMBER}|geschäftspartner{_NUMBER}"
    r"|(?:customer|client|contract|account|member(?:ship)?|policy|meter|patient|user|subscriber|employee|mandate)"
    r"\s?(?:number|no\.?|id|reference|ref\.?|#)|sort code|routing number"
    r"|(?:numéro|n°|no|référence|code)\s?(?:de\s|d')?(?:client|compte|contrat|membre|adhérent|abonné|police|compteur)"
    r"|(?:référence|identifiant) client|(?:client|contrat|tessera|cliente|contratto|carte) n[°.ro]{0,2}"
    r"|(?:numero|codice|n\.?|n°)\s?(?:di\s|del\s)?(?:cliente|conto|contratto|tessera|socio|polizza|contatore|utente)"
)
_WEAK_WORDS = (
    r"(?:strom|gas|wasser)?z(?:ä|ae)hler|sparbuch|girokonto|sepa-?mandat|kunde|kundin|kundenkonto|vertrag|vertragskonto"
    r"|konto|kto|customer|client|account|contract|compte|contrat|conto|cliente"
)
_WEAK_STEM: Final = Pattern(
    r"(?i)kund|vertrag|konto|kto|customer|client|a?c?count|contra|compte|conto|hler|sparbuch|mandat"
)
_LINK = r"(?:[\s:.,#=°º()\"'„“»«-]|(?i:ist|lautet|war|nummer|nr|no|n|number|mit|der|die|is|est|è)(?![\p{L}]))"
_WRITTEN = r"[\p{L}\p{N}]{1,40}(?:[./_-][\p{L}\p{N}]{1,24}){0,6}"
_NO_UNIT = r"(?![\p{L}\p{N}]|[.,][0-9]| ?(?:[€$£%]|(?:EUR|Euro|CHF|Fr)(?![\p{L}])))"
_VALUE = (
    rf"(?:(?!ID|NR|NO)[A-Z]{{1,4}} )?(?=[\p{{L}}./_-]{{0,10}}[0-9]){_WRITTEN}(?: [0-9]{{1,12}}"
    rf"(?![\p{{L}}\p{{N}}.,:])){{0,9}}{_NO_UNIT}|[0-9] ?[A-Z]{{3}} ?[0-9]{{2}}(?: ?[0-9]){{6,10}}(?![\p{{L}}\p{{N}}])"
)
_USER_WORDS = r"benutzername|nutzername|user\s?name|login(?:-?name)?|nom d'utilisateur|identifiant|nome utente"
_USER_NAME = r"(?=[\p{L}._-]{0,30}[0-9._])(?=[0-9._-]{0,30}\p{L})[\p{L}\p{N}._-]{3,39}[\p{L}\p{N}](?![\p{L}\p{N}@])"
_DATE: Final = Pattern(r"[0-3]?[0-9][./-][01]?[0-9][./-](?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SIGNED = r"(?:K|KD|KN|KU|CN)[ .-]?[0-9]{5,10}"
_MIN_DIGITS, _MIN_DIGITS_WEAK = 3, 5


def _is_number(value: str, digits: int = _MIN_DIGITS) -> bool:
    return sum(character.isdigit() for character in value) >= digits and not _DATE.is_all(value)


_NO_NAMES: Final = frozenset(
    (
        "vergessen",
        "falsch",
        "unbekannt",
        "ungültig",
        "weg",
        "nicht",
        "gesperrt",
        "korrekt",
        "richtig",
        "leider",
        "meine",
        "mein",
        "die",
        "der",
        "das",
        "forgotten",
        "unknown",
        "wrong",
        "invalid",
        "not",
        "incorrect",
        "oublié",
        "dimenticato",
    )
)
_RULES: Final = (
    Rule(announced(_USER_WORDS, _USER_NAME, gap=10), TYPICAL),
    Rule(announced(r"user|benutzer|nutzer|utente|utilisateur", _USER_NAME, gap=3), TYPICAL),
    Rule(
        rf"(?i:(?<![\p{{L}}])(?:{_USER_WORDS})(?![\p{{L}}]))"
        r"(?:(?: (?i:ist|lautet|is|est|è))? ?[:=] ?| (?i:ist|lautet|is|est|è) )"
        r"(?P<value>[\p{L}\p{N}._-]{3,39})(?![\p{L}\p{N}@])",
        ANNOUNCED,
        lambda name: name.lower() not in _NO_NAMES,
    ),
    Rule(announced(_WORDS, _VALUE), ANNOUNCED, _is_number, unless=is_other_number),
    Rule(
        announced(_WEAK_WORDS, _VALUE, between=_LINK, gap=10),
        ANNOUNCED,
        lambda value: _is_number(value, _MIN_DIGITS_WEAK),
        unless=is_other_number,
        only_with=_WEAK_STEM,
    ),
    # Alone on a line, or at the end behind the name or number of the one who signs; K and KD say "Kunde" by themselves.
    Rule(rf"(?m)(?<=\n)[ \t]{{0,3}}(?P<value>{_SIGNED})[ \t]{{0,3}}$", TYPICAL, unless=is_other_number),
    Rule(rf"(?<=[\p{{L}}],[ ]|[0-9][0-9][ ]){_SIGNED}(?=[.\s]{{0,3}}\Z)", TYPICAL, unless=is_other_number),
)


class CustomerNumberRecognizer(Recognizer):
    """Numbers that lead to one customer: announced ones, and what the company's patterns match as a whole word."""

    ENTITY = "CUSTOMER_NUMBER"

    def __init__(self, language: str, customer_numbers: Sequence[str] = ()) -> None:
        super().__init__(language)
        self._own = [
            Pattern(rf"(?i)(?<![\p{{L}}\p{{N}}])(?:{expression})(?![\p{{L}}\p{{N}}])")
            for expression in customer_numbers
        ]

    def find(self, text: str) -> Iterator[Found]:
        """Find announced numbers, then the company's own."""
        for rule in _RULES:
            yield from rule.find(text)
        for pattern in self._own:
            for start, end in pattern.values(text):
                yield Found(start, end, ANNOUNCED)
