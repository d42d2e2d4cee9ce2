"""What a question asks for: an amount, a span of time, a date or a number; the steps of something; a country."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from assistant.kit.placeholders import OURS
from assistant.knowledge.countries import countries_meant
from assistant.knowledge.lexical import fold, terms
from assistant.knowledge.quantities import Quantity, quantities

Kind = Literal["amount", "span", "moment", "number"]

_KINDS: Final[Mapping[Kind, re.Pattern[str]]] = {
    "amount": re.compile(
        r"\b(?:\w*kost(?:et|en)\w*|\w*preise?s?|\w*gebuehr\w*|teuer|gratis|kostenlos|wieviel (?:euro|franken)|"
        r"cost|costs|prices?|fees?|charges?|how much|coute\w*|couts?|prix|frais|tarifs?|payer combien|"
        r"costa\w*|costi?|prezz[oi]|tariff[ae]|spese)\b"
    ),
    "span": re.compile(
        r"\b(?:wie lange?|wie schnell|dauert?|\w*dauer|\w*frist|\w*laufzeit|lieferzeit|abstaende\w*|"
        r"wie viel zeit|wieviel zeit|"
        r"how long|how fast|how soon|how quickly|deadline|how often|wie oft|"
        r"combien de temps|delai|duree|dure|quanto tempo|dura|durata|entro quando|per quanto)\b"
    ),
    "moment": re.compile(
        r"\b(?:wann|wieviel uhr|wie viel uhr|oeffnungszeiten|when|what time|opening hours|"
        r"(?:in )?welchem jahr|(?:what|which) year|en quelle annee|in che anno|quand|quelle heure|"
        r"horaires?|quando|che ora|orari\w*)\b"
    ),
    "number": re.compile(
        r"\b(?:wieviele?|wie viele?|wie oft|wie hoch|wie gross|wie alt|how many|how much|how old|how often|"
        r"how big|how large|combien|"
        r"quant[oaie])\b"
    ),
}
_STEPS: Final = re.compile(
    r"\b(?:wie (?:kann|koennen?|muss|soll|geht|gehe|funktioniert|mach\w*|aender\w*|kuendig\w*|setz\w*|richt\w*|"
    r"(?!lange?|viele?|oft|hoch|gross|teuer|schnell|weit|alt)\w+ (?:ich|man|wir))|so geht|anleitung|"
    r"schritte?|schritt fuer schritt|was (?:kann|soll|muss) ich|"
    r"was tun|how (?:do|can|to|should)|what (?:do|should|can) i|steps?|comment|que faire|come|"
    r"cosa (?:faccio|devo|posso)|"
    r"passaggi)\b"
)
_DOUBLE: Final = re.compile(
    r"\b(?:und|sowie|and|et|e)\b (?:\w+ )?(?:was|wie|wann|wo|wer|welche\w*|bis|ob|how|what|when|where|"
    r"which|who|combien|"
    r"comment|quand|quel\w*|ou|quanto|quando|come|dove|quale|kosten|laufzeit|dauer|preis)\b"
)
_WORD_CHARACTER: Final = re.compile(r"\w")
_MONEY: Final = frozenset({"euro", "franc", "dollar", "pound"})
_SPANS: Final = frozenset({"second", "minute", "hour", "day", "workday", "week", "month", "year"})
_NO_VALUES: Final = re.compile(r"^[^\S\n]*\d{1,2}[.)]\s|\]\([^)]*\)|https?://\S+", re.MULTILINE)
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_FREE: Final = re.compile(
    r"\b(?:frei|kostenlos\w*|kostenfrei\w*|gratis|gebuehrenfrei\w*|free|gratuit\w*|sans frais|nichts|no charge)\b"
)
_DAYS: Final = re.compile(
    r"\b(?:(?:mon|diens|donners|frei|sams|sonn)tag\w*|mittwoch\w*|werktag\w*|(?:mon|tues|wednes|thurs|fri|"
    r"satur|sun)days?|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica)\b"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question's words as folded stems, without those that ask for a value; its countries as codes."""

    words: frozenset[str]
    kinds: frozenset[Kind]
    steps: bool
    is_double: bool
    countries: frozenset[str]

    def is_met_by(self, text: str) -> bool:
        """Whether a value of a wanted kind stands in the text."""
        return bool(self.kinds & kinds_in(text)) if self.kinds else False


def asked_for(query: str, language: str) -> Asked:
    """Read a question that is answered from a text in this language; cues of all our languages count."""
    query = OURS.sub(" ", query)
    folded = " ".join(fold(query).split())
    kinds = {kind for kind, cue in _KINDS.items() if cue.search(folded)}
    if kinds & {"amount", "span"}:
        kinds.discard("number")
    topic = folded
    for kind in kinds:
        topic = _KINDS[kind].sub(" ", topic)
    return Asked(
        words=frozenset(terms(topic if topic.strip(" ?!.,") else query, language)),
        kinds=frozenset(kinds),
        steps=not kinds and bool(_STEPS.search(folded)),
        is_double=_is_double(folded),
        countries=countries_meant(query, language),
    )


def _is_double(folded: str) -> bool:
    first = _WORD_CHARACTER.search(folded)
    return first is not None and _DOUBLE.search(folded, first.end()) is not None


def kinds_in(text: str) -> frozenset[Kind]:
    """The kinds of value that a text has; the numbers of steps and in addresses are none."""
    text = _NO_VALUES.sub(" ", text)
    found = {kind for quantity in quantities(text) for kind in _kinds_of(quantity)}
    folded = fold(text)
    if _FREE.search(folded):
        found.add("amount")
    if _DAYS.search(folded):
        found.add("moment")
    return frozenset(found)


def _kinds_of(quantity: Quantity) -> set[Kind]:
    units = {unit for unit, _ in quantity.readings}
    if units & _MONEY:
        return {"amount", "number"}
    if units & _SPANS:
        return {"span", "moment", "number"}
    if units & {"time", "date"}:
        return {"moment"}
    return {"moment", "number"} if _YEAR.fullmatch(quantity.text) else {"number"}
