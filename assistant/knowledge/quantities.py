"""Reads numbers, amounts with units, times and dates in four languages into comparable values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.kit.placeholders import OURS
from assistant.knowledge.lexical import fold

Reading = tuple[str, str]
"""Unit (empty for a bare number) and value: `("euro", "4.9")`, `("time", "18:00")`, `("date", "2026-05-01")`."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What stands in the text, and how it may be read."""

    text: str
    readings: frozenset[Reading]


UNITS: dict[str, str] = {
    "euro": "euros?|eur|€",
    "franc": "franken|chf|fr|sfr|francs?|franchi|franco|rappen",
    "percent": "%|prozent|percent|per cent|pour ?cent|per cento",
    "workday": "(?:arbeits|werk|geschaefts)tag(?:e[ns]?)?|(?:working|business|work) days?|jours? ouvr(?:able|e)s?|"
    "giorni lavorativi",
    "day": "(?:kalender)?tag(?:e[ns]?)?|(?:calendar )?days?|jours?|giorn[oi]",
    "week": "wochen?|weeks?|semaines?|settiman[ae]",
    "month": "monat(?:e[ns]?|s)?|months?|mois|mes[ei]",
    "year": "jahr(?:e[ns]?|s)?|years?|ans|annees?|ann[oi]",
    "hour": "stunden?|std|hours?|heures?|or[ae]|h",
    "minute": "minuten?|min|minutes?|minut[oi]",
    "second": "sekunden?|sek|seconds?|secondes?|second[oi]",
    "kilogram": "kg|kilo(?:gramm|grams?|grammes?)?|chilo(?:grammi)?",
    "gram": "gramm|grams?|grammes?|grammi|g",
    "millilitre": "ml|milliliter|millilitres?",
    "litre": "l|liter|lit(?:re|er)s?|litri?",
    "kilometre": "km|kilometer[ns]?|kilomet(?:re|er)s?|chilometri",
    "millimetre": "mm|millimeter[ns]?|millimet(?:re|er)s?|millimetri",
    "metre": "m|meter[ns]?|met(?:re|er)s?|metri",
    "kilobyte": "kb|kilobytes?",
    "megabyte": "mb|megabytes?",
    "gigabyte": "gb|gigabytes?",
    "terabyte": "tb|terabytes?",
    "dollar": r"\$|usd|dollars?|dollari",
    "pound": "£|gbp|pounds?|pfund|sterline",
    "centimetre": "cm|zentimeter|centimet(?:re|er)s?|centimetri",
    "bar": "bar",
    "watt": "w|watts?",
    "gigahertz": "ghz",
    "point": "(?:bonus|bohnen)?punkte?n?|points?|punt[oi]",
    "degree": "°c?|grad|degrees?|degres|gradi",
}
IN_SMALLER_UNITS: dict[str, tuple[str, int]] = {
    "year": ("months", 12),
    "month": ("months", 1),
    "week": ("days", 7),
    "day": ("days", 1),
}
"""Spans of time that are the same in another unit, as 2 years and 24 months."""
UNIT = "|".join(f"(?P<{name}>{pattern})" for name, pattern in UNITS.items())
WORD_NUMBERS: dict[str, int] = {
    word: value
    for value, spellings in {
        2: "zwei two deux due",
        3: "drei three trois tre",
        4: "vier four quatre quattro",
        5: "fuenf five cinq cinque",
        6: "sechs six",
        7: "sieben seven sept sette",
        8: "acht eight huit otto",
        9: "neun nine nove",
        10: "zehn ten dix dieci",
        11: "elf eleven onze undici",
        12: "zwoelf twelve douze dodici",
        13: "dreizehn thirteen treize tredici",
        14: "vierzehn fourteen quatorze quattordici",
        15: "fuenfzehn fifteen quinze quindici",
        16: "sechzehn sixteen seize sedici",
        18: "achtzehn eighteen diciotto",
        20: "zwanzig twenty vingt venti",
        21: "einundzwanzig ventuno",
        24: "vierundzwanzig twentyfour",
        30: "dreissig thirty trente trenta",
        40: "vierzig forty quarante quaranta",
        50: "fuenfzig fifty cinquante cinquanta",
        60: "sechzig sixty soixante sessanta",
        90: "neunzig ninety novanta",
    }.items()
    for word in spellings.split()
}
_MONTHS = (
    "januar jaenner january janvier gennaio jan|februar february fevrier febbraio feb|maerz march mars marzo mrz|"
    "april avril aprile apr|"
    "mai may maggio|juni june juin giugno|juli july juillet luglio|august aout agosto aug|"
    "september septembre settembre sep sept|"
    "oktober october octobre ottobre okt oct|november novembre nov|dezember december decembre dicembre dez dec"
)
MONTHS = _MONTHS.split("|")
MONTH_NUMBERS = {name: number for number, names in enumerate(MONTHS, start=1) for name in names.split()}
MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))

CURRENCIES = {
    **dict.fromkeys(("€", "eur"), "euro"),
    **dict.fromkeys(("chf", "sfr"), "franc"),
    **dict.fromkeys(("$", "usd"), "dollar"),
    **dict.fromkeys(("£", "gbp"), "pound"),
}
GROUPING = re.compile(r"(?<=\d)[\u00a0\u202f'’](?=\d{3}(?!\d))")
DIGITS = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
WORDS = "|".join(WORD_NUMBERS)
DATE = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:\.|st|nd|rd|th|er)? ?(?:de |of )?(?P<m1>{MONTH})\b\.?(?:,? (?P<y1>\d{{4}}))?|"
    rf"\b(?P<m2>{MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<y2>\d{{4}}))?|"
    r"\b(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})\b|\b(?P<d4>\d{1,2})[./](?P<m4>\d{1,2})[./](?P<y4>\d{4})\b"
)
TIME = re.compile(
    r"(?<![\d.,])(?P<h1>[01]?\d|2[0-4])[:](?P<n1>[0-5]\d)(?: ?(?P<p1>[ap])\.? ?m\b\.?)?(?: ?(?:uhr|h)\b)?|"
    r"(?<![\d.,])(?P<h2>[01]?\d|2[0-4])(?:\.(?P<n2>[0-5]\d))? ?(?:uhr\b(?: (?P<n3>[0-5]\d)\b)?|o ?clock\b)|"
    r"(?<![\d.,])(?P<h4>1?\d)(?:[.:](?P<n4>[0-5]\d))? ?(?P<p4>[ap])\.? ?m\b\.?|"
    r"(?<![\d.,])(?P<h5>[01]?\d|2[0-4]) ?h ?(?P<n5>[0-5]\d)\b|\b(?:alle|ore|dalle|le) (?P<h6>[01]?\d|"
    r"2[0-4])(?:[.:](?P<n6>[0-5]\d))?\b(?! ?(?:euro|%|giorn))"
)
ORDINAL = r"(?:th|st|nd|rd|er[ns]?|s|eme|te[nrs]?)"  # 18th, 1970s, 1970er, 18eme
AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?P<before>€|eur|chf|sfr|\$|usd|£|gbp) ?)?(?:(?P<digits>{DIGITS})|(?P<word>{WORDS})\b)"
    rf"(?:{ORDINAL}(?!\w))?(?:[ -]?(?:(?:volle[nr]?|weitere[nr]?|ganze[nr]?|aufeinanderfolgende[nr]?|full|consecutive|"
    rf"more|"
    rf"further) )?(?:{UNIT})(?!\w))?"
)
CONNECTOR = re.compile(r"\s*(?:-|–|/|,|bis(?: zu)?|to|a|oder|or|ou|o|und|and|et|e|,? ?(?:oder|or|and|und))\s*")


def quantities(text: str) -> list[Quantity]:
    """All quantities in reading order; a range or a list shares the unit at its end."""
    prepared = fold_keeping_signs(GROUPING.sub("", OURS.sub(" ", text)))
    found: list[Quantity] = []
    rest = prepared
    for pattern, read in ((DATE, _date), (TIME, _time)):
        found += [Quantity(match.group().strip(), read(match)) for match in pattern.finditer(rest)]
        rest = pattern.sub(lambda match: " " * len(match.group()), rest)
    return found + list(_amounts(rest))


def fold_keeping_signs(text: str) -> str:
    """Fold letters as the index does; dashes become hyphens."""
    return fold(text).replace("–", "-").replace("—", "-").replace("−", "-")


def _amounts(text: str) -> Iterator[Quantity]:
    matches = [match for match in AMOUNT.finditer(text) if not _is_part_of_a_code(text, match)]
    unit = ""
    result: list[Quantity] = []
    for at in range(len(matches) - 1, -1, -1):
        match = matches[at]
        own = _unit(match)
        follows = at + 1 < len(matches) and CONNECTOR.fullmatch(text[match.end() : matches[at + 1].start()])
        unit = own or (unit if follows else "")
        readings = {(unit, value) for value in _values(match)}
        if own == "hour" and match.group().endswith("h"):
            readings |= {("time", f"{value}:00") for value in _values(match)}
        readings |= _in_smaller_units(unit, _values(match))
        result.append(Quantity(match.group().strip(), frozenset(readings)))
    yield from reversed(result)


def _in_smaller_units(unit: str, values: set[str]) -> set[Reading]:
    """A second reading that names its unit in the value: a bare number is never its equal."""
    if unit not in IN_SMALLER_UNITS:
        return set()
    smaller, factor = IN_SMALLER_UNITS[unit]
    return {(smaller, f"{_canonical(str(Decimal(value) * factor))} {smaller}") for value in values}


def _is_part_of_a_code(text: str, match: re.Match[str]) -> bool:
    """Whether letters cling to the number, as in 4g-router or 2b; codes have a check of their own."""
    after = text[match.end() : match.end() + 1]
    return after.isalpha() or after == "_"


def _unit(match: re.Match[str]) -> str:
    before = match["before"]
    if before:
        return CURRENCIES[before]
    return next((name for name in UNITS if match[name]), "")


def _values(match: re.Match[str]) -> set[str]:
    if match["word"]:
        return {str(WORD_NUMBERS[match["word"]])}
    return {_canonical(reading) for reading in _decimals(match["digits"])}


def _decimals(digits: str) -> set[str]:
    """`1.234` may be a thousand or a decimal fraction, `1.234,50` only the former."""
    separators = re.findall(r"[.,]", digits)
    if not separators:
        return {digits}
    last = separators[-1]
    other = "," if last == "." else "."
    if len(separators) > 1:
        decimal = (
            digits.replace(other, "").replace(last, ".") if separators.count(last) == 1 else digits.replace(last, "")
        )
        return {decimal}
    after = digits.split(last)[1]
    return {digits.replace(last, ".")} | ({digits.replace(last, "")} if len(after) == 3 else set())  # noqa: PLR2004


def _canonical(number: str) -> str:
    return f"{Decimal(number).normalize():f}"


def _date(match: re.Match[str]) -> frozenset[Reading]:
    day, month, year = (
        next((match[f"{part}{form}"] for form in range(1, 5) if match.groupdict().get(f"{part}{form}")), None)
        for part in ("d", "m", "y")
    )
    number = MONTH_NUMBERS.get(month or "") or int(month or 0)
    short = f"{number:02d}-{int(day or 0):02d}"
    return frozenset({("date", f"{year}-{short}" if year else short)})


def _time(match: re.Match[str]) -> frozenset[Reading]:
    groups = {name: value for name, value in match.groupdict().items() if value}
    hour = int(next(value for name, value in groups.items() if name.startswith("h")))
    minute = next((value for name, value in groups.items() if name.startswith("n")), "00")
    half = next((value for name, value in groups.items() if name.startswith("p")), None)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    readings = {("time", f"{hour}:{minute}")}
    return frozenset(readings | ({("time", str(hour))} if minute == "00" else set()))
