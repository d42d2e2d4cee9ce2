"""Number plates: German ones by their district code, others when announced or beside words about a vehicle."""

from functools import cache
from importlib import import_module
from typing import ClassVar, Final

from assistant.redaction.recognizers.base import ANNOUNCED, TYPICAL, Rule, RuleRecognizer, announced
from assistant.redaction.recognizers.context import is_other_number

_WORDS = (
    r"(?:kfz-?|auto-?|pkw-?|wunsch-?|kraftfahrzeug-?)?kennzeichen|(?:auto)?nummern?(?:schild|tafel)|kontrollschild"
    r"|autonummer|kfz-?(?:nummer|nr)?|polizeiliche[sn]? kennzeichen|number ?plate|licen[cs]e ?plate|reg(?:istration)?"
    r"|plaque(?: d'immatriculation)?|immatriculation|targa|numero di targa|numéro de plaque"
)
_VEHICLE = (
    r"(?:\p{L}{0,15}(?:auto|wagen|fahrzeug|motorrad|roller|anhänger|wohnmobil|transporter))s?|pkw|lkw|kfz|bus|taxi"
    r"|(?:ge|ein)?parkt?e?n?|falschparker|car|van|truck|voiture|camion|moto|automobile|furgone"
)
_END = r"(?![\p{L}\p{N}])"
_GERMAN = r"\p{L}{1,3}[ :·-]{1,3}\p{L}{1,2}[ ·-]{0,3}[1-9][0-9]{0,3} ?[EHeh]?"
_PLATE = (
    rf"(?:{_GERMAN}"
    r"|\p{L}{2,5}[0-9]{1,4}[EHeh]?"
    r"|\p{L}{1,2}[ ·-]?[0-9]{1,3}(?: [0-9]{3}|[0-9]{0,3})(?:[ -]?\p{L}{1,3})?"
    r"|\p{L}{1,2}[ -][0-9]{1,5}[ -]?\p{L}{1,3}"
    r"|\p{L}{2}[ -]?[0-9]{3}[ -]?\p{L}{2})"
)
_CAPITALS = r"(?=[A-ZÄÖÜ]{1,3}[ :·-])(?![^0-9]{0,10}\p{Ll})"
_BESIDE_VEHICLE = (
    rf"{_CAPITALS}(?:[A-ZÄÖÜ]{{1,3}}[ -]{{1,3}}[A-Z]{{1,2}}[ -]{{0,2}}[1-9][0-9]{{0,3}} ?[EH]?"
    rf"|[A-Z]{{1,2}}[ -][1-9][0-9]{{0,4}} ?[A-Z]{{1,3}}|[A-Z]{{2}}[ ·-][0-9]{{3}} ?[0-9]{{2,3}})"
)
# Districts that were dissolved and may be chosen again since 2012, as far as Faker's list lacks them.
_REVIVED: Final = frozenset(
    {
        "AIB", "ALF", "ANA", "ANG", "ASL", "BED", "BER", "BKS", "BNA", "BOH", "BRI", "BRL", "BRV", "BSK", "BUL", "CAS",
        "CLP", "CLZ", "DIL", "DIN", "DON", "EBE", "EBS", "EIH", "EIN", "ERK", "ESB", "FDB", "FKB", "FLÖ", "GD", "GEL",
        "GEM", "GK", "GLA", "GN", "GRA", "GUN", "HAB", "HCH", "HGN", "HIP", "HOH", "HOR", "HOT", "JÜL", "KEL", "KEM",
        "KK", "KRU", "KY", "LEO", "LH", "LÜN", "MAI", "MAK", "MAL", "MED", "MEL", "MGH", "MGN", "MOD", "MON", "MÜB",
        "MÜL", "NAB", "NAI", "NEC", "NMB", "NMS", "NOL", "NT", "OBB", "OCH", "OVI", "PAR", "PCH", "PEG", "PRÜ", "RDG",
        "REH", "REI", "RIE", "ROD", "ROF", "ROL", "ROT", "SAB", "SÄK", "SEF", "SLE", "SLZ", "SMÜ", "SOB", "STE", "SUL",
        "SWA", "TET", "TÖL", "ÜB", "UFF", "USI", "VIB", "VOH", "WAN", "WAT", "WEL", "WER", "WIT", "WIZ", "WOR", "WOS",
        "WS", "WSÜ", "WTL", "WÜM", "ZEL",
    }
)  # fmt: skip


@cache
def _districts() -> frozenset[str]:
    """Unterscheidungszeichen in capitals."""
    listed = import_module("faker.providers.automotive.de_DE").Provider.license_plate_prefix
    return _REVIVED | {code.upper() for code in listed}


def _has_district(plate: str) -> bool:
    return plate.partition("-")[0] in _districts()


class LicensePlateRecognizer(RuleRecognizer):
    """German, Austrian, Swiss, French and Italian forms."""

    ENTITY = "LICENSE_PLATE"
    RULES: ClassVar = (
        Rule(
            rf"(?<![\p{{L}}\p{{N}}-])(?P<value>{_BESIDE_VEHICLE}){_END}"
            rf"(?=\s(?i:(?:ist|war|lautet|is|est|è)\s(?:\p{{L}}{{2,6}}\s)?(?:{_WORDS})(?![\p{{L}}])))",
            ANNOUNCED,
        ),
        Rule(announced(_WORDS, rf"{_PLATE}{_END}", between=r"[^\p{N}\n.!?]"), ANNOUNCED),
        Rule(announced(_VEHICLE, rf"{_BESIDE_VEHICLE}{_END}", gap=30), TYPICAL, unless=is_other_number),
        Rule(
            rf"(?<![\p{{L}}\p{{N}}-])(?P<value>{_BESIDE_VEHICLE}){_END}"
            rf"(?=[^\p{{N}}\n.]{{1,40}}?(?i:(?<![\p{{L}}])(?:{_VEHICLE})(?![\p{{L}}])))",
            TYPICAL,
            unless=is_other_number,
        ),
        Rule(
            rf"(?<![\p{{L}}\p{{N}}-])[A-ZÄÖÜ]{{1,3}}-[A-Z]{{1,2}} [1-9][0-9]{{0,3}}[EH]?{_END}",
            TYPICAL,
            _has_district,
            unless=is_other_number,
        ),
    )
