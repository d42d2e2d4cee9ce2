"""Postal addresses: street and number, postcode and place, in the forms of our four languages."""

from typing import ClassVar

from assistant.redaction.recognizers import address_parts as part
from assistant.redaction.recognizers.base import ANNOUNCED, TYPICAL, Pattern, Rule, RuleRecognizer, announced
from assistant.redaction.recognizers.context import is_other_number
from assistant.redaction.recognizers.towns import ends_in_town, looks_like_town

_NO_YEAR_OR_COUNT = rf"(?!(?:19|20)[0-9]{{2}} |[0-9]{{4,5}} {part.UNITS})"
_STREET = Pattern(rf"(?i:{part.STRONG}) {{0,3}}{part.NR}[0-9]")
_WAY = Pattern(rf"(?i:{part.MEDIUM}) {{1,3}}{part.NR}[0-9]")
_STREET_OF = Pattern(r"(?i:stra(?:ß|ss)e|str\.|platz|allee|weg|ring|ufer|hof) (?:der|des|am|an der|im|zum|zur) ")
_POSTCODE = Pattern(r"(?<![0-9])[0-9]{4,5} {1,2}\p{L}")
_HOME = Pattern(
    r"(?i)wohn|adress|address|anschrift|umgezogen|ziehe|umzug|geliefert|liefer|versand|paket|bitte an|plz|postleit"
    r"|live|living"
    r"|ship|postcode|zip|habite|domicili|livrer|abito|indirizzo|residente|spedire"
)


def _is_street(address: str) -> bool:
    """Tell whether no order, article or version is what has the number."""
    digit = next((index for index, character in enumerate(address) if character.isdigit()), 0)
    return not is_other_number(address, digit)


_STREETS = (
    Rule(rf"{part.GERMAN} {{0,3}}{part.NUMBER}{part.NOT_A_NUMBER}{part.AND_TOWN}", ANNOUNCED, only_with=_STREET),
    Rule(
        rf"{part.GERMAN_MEDIUM} {{1,3}}(?:{part.NO_YEAR}{part.NUMBER}{part.NOT_A_NUMBER}{part.AND_TOWN}"
        rf"|{part.NUMBER}{part.GAP}{part.TOWN})",
        TYPICAL,
        only_with=_WAY,
    ),
    Rule(
        rf"{part.STREET_OF} {part.NO_YEAR}{part.NUMBER}{part.NOT_A_NUMBER}{part.AND_TOWN}",
        ANNOUNCED,
        only_with=_STREET_OF,
    ),
    Rule(
        rf"{part.BEGIN}{part.NOT_ITS_START}(?:{part.CAP} ){{1,4}}{part.NUMBER}[ \t]{{0,2}}[,\n][ \t\n]{{0,2}}"
        rf"(?!(?:19|20)[0-9]{{2}}(?![0-9])){part.TOWN}",
        TYPICAL,
        _is_street,
    ),
    Rule(
        rf"{part.BEGIN}{part.NOT_ITS_START}(?:{part.CAP} ){{1,3}}{part.NUMBER} (?!(?:19|20)[0-9]{{2}} ){part.TOWN}",
        TYPICAL,
        ends_in_town,
        unless=is_other_number,
        only_with=_POSTCODE,
    ),
    Rule(
        rf"{part.PREPOSITION} {part.CAP}(?: {part.CAP})?(?<!Monat)(?<!Jahr)(?<!Januar|Februar|Dezember) "
        rf"{part.NUMBER}{part.NOT_A_NUMBER}{part.GAP}{part.ANY_TOWN}",
        ANNOUNCED,
    ),
    Rule(
        rf"{part.BEGIN}{part.LOOSE} {{0,3}}{part.NUMBER}{part.NOT_A_NUMBER}"
        rf"{part.GAP}{_NO_YEAR_OR_COUNT}{part.ANY_TOWN}",
        TYPICAL,
        only_with=_POSTCODE,
    ),
    Rule(
        rf"{part.ANY_PREPOSITION} [\p{{L}}'-]{{3,30}}"
        rf"(?: [\p{{L}}'-]{{3,30}})? {part.NUMBER}{part.NOT_A_NUMBER}{part.GAP}{part.ANY_TOWN}",
        TYPICAL,
        ends_in_town,
        only_with=_POSTCODE,
    ),
    Rule(rf"{part.BEGIN}[A-U] ?[1-7],? [0-9]{{1,2}}[a-z]?[,\n ]{{1,3}}68[0-9]{{3}} Mannheim", ANNOUNCED),
)
_ABROAD = (
    Rule(rf"{part.FRENCH}{part.NOT_A_NUMBER}{part.AND_TOWN}", ANNOUNCED),
    Rule(rf"{part.ROMANCE}{part.NOT_A_NUMBER}{part.AND_TOWN}", ANNOUNCED),
    Rule(rf"{part.ROMANCE_SMALL}{part.GAP}{_NO_YEAR_OR_COUNT}{part.ANY_TOWN}", TYPICAL, only_with=_POSTCODE),
    Rule(rf"{part.ENGLISH}{part.AND_ENGLISH_TOWN}", ANNOUNCED),
)
_TOWNS = (
    Rule(rf"{part.BEGIN}(?:DE|AT|CH|FL|D|A)-{part.CODE} {part.PLACE}", ANNOUNCED),
    Rule(
        rf"(?m)^[ \t]{{0,3}}(?P<value>{_NO_YEAR_OR_COUNT}{part.TOWN})[ \t]{{0,3}}$",
        TYPICAL,
        unless=is_other_number,
    ),
    Rule(
        rf"(?:,\s|(?<![\p{{L}}])(?i:in|aus|nach|bei|à|a) )(?P<value>{_NO_YEAR_OR_COUNT}{part.TOWN})",
        TYPICAL,
        looks_like_town,
        unless=is_other_number,
        only_with=_POSTCODE,
    ),
    Rule(
        rf"(?<![\p{{L}}\p{{N}}.,/-]){_NO_YEAR_OR_COUNT}{part.ANY_TOWN}",
        TYPICAL,
        ends_in_town,
        unless=is_other_number,
        only_with=_POSTCODE,
    ),
    Rule(
        rf"{part.BEGIN}{part.ANY_TOWN}{part.GAP}(?:{part.LOOSE}|{part.ANY_PREPOSITION} [\p{{L}}'-]{{3,30}}) {{0,2}}"
        rf"{part.NUMBER}{part.NOT_A_NUMBER}",
        TYPICAL,
        ends_in_town,
        unless=is_other_number,
        only_with=_POSTCODE,
    ),
)
_SAID = (
    Rule(
        announced(part.AT_HOME, rf"{part.HOUSE}{part.NOT_A_NUMBER}{part.AND_TOWN}", gap=20),
        ANNOUNCED,
        _is_street,
        only_with=_HOME,
    ),
    Rule(
        announced(
            part.AT_HOME,
            rf"(?:{part.ANY_PREPOSITION} )?{part.LOOSE} {{0,2}}{part.NUMBER}{part.NOT_A_NUMBER}{part.AND_TOWN}",
            gap=20,
        ),
        ANNOUNCED,
        only_with=_HOME,
    ),
    Rule(
        announced(rf"{part.AT_HOME}|paket an|bitte an", rf"{_NO_YEAR_OR_COUNT}{part.ANY_TOWN}", gap=20),
        ANNOUNCED,
        unless=is_other_number,
        only_with=_POSTCODE,
    ),
    Rule(
        announced(
            r"plz|postleitzahl|npa|code postal|c\.a\.p\.|cap|postcode|zip(?: code)?",
            r"(?:(?:[A-Z]{1,2}-)?[0-9]{4,5}|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})(?![\p{L}\p{N}])",
            gap=12,
        ),
        ANNOUNCED,
    ),
    Rule(
        announced(
            r"haus-?(?:nummer|nr)\.?|hnr\.?|house number|numéro de rue|numero civico",
            r"[0-9]{1,4} ?[a-zA-Z]?(?![\p{L}\p{N}])",
            gap=10,
        ),
        TYPICAL,
    ),
    Rule(
        rf"{part.BEGIN}(?i:stra(?:ß|ss)e(?:/(?:haus)?nr\.?)?|str\.|street|rue|indirizzo|via)\s?:[ \t]{{0,3}}"
        r"(?P<value>[\p{L}'.-]{3,30}(?: [\p{L}'.-]{2,30}){0,3}(?: [0-9]{1,4} ?[a-zA-Z]?)?)"
        r"(?=[ \t]{0,3}(?:[,;|\n]|\Z|(?i:haus|nr|plz)))",
        ANNOUNCED,
    ),
    Rule(
        rf"(?i:postfach|packstation|postfiliale|p\.? ?o\.? ?box|case postale|casella postale|boîte postale)\s(?:"
        rf"(?i:nr)\.?\s)?"
        rf"(?P<value>[0-9]{{3}}(?:{part.GAP}{_NO_YEAR_OR_COUNT}{part.ANY_TOWN})|[0-9](?: ?[0-9]){{1,6}}(?![\p{{N}}])"
        rf"(?:{part.GAP}{_NO_YEAR_OR_COUNT}{part.ANY_TOWN})?)",
        ANNOUNCED,
    ),
)


class AddressRecognizer(RuleRecognizer):
    """A place alone stays readable; a street with a number or a postcode with a place does not."""

    ENTITY = "ADDRESS"
    RULES: ClassVar = (*_STREETS, *_ABROAD, *_TOWNS, *_SAID)
