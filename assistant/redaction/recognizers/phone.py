"""Phone numbers of our countries in the ways people write them, and any that a word announces."""

from collections.abc import Iterator
from typing import Final

import phonenumbers

from assistant.redaction.recognizers.base import ANNOUNCED, TYPICAL, WEAK, Found, Pattern, Recognizer, announced
from assistant.redaction.recognizers.context import is_other_number

_REGIONS: Final = ("DE", "AT", "CH", "FR", "IT")
_EXTENSION = (
    r"(?:[ ,]{0,2}(?i:x|ext\.?|dw\.?:?|durchwahl:?|kl\.?|klappe|nebenstelle|int(?:erno|erne)?\.?) ?-?[0-9]{1,6})?"
)
_END = _EXTENSION + r"(?![\p{L}\p{N}]|[.,:/-][0-9])"
_MORE = r"(?:[\s()/._-]{0,4}[0-9])"
_BEGIN = r"(?:(?<![\p{L}\p{N}/]|[0-9][.,-]|\p{L}-)|(?<=(?i:tel|fon|handy|mobil|fax|büro|privat|home|work)/?))"
_CANDIDATE: Final = Pattern(rf"{_BEGIN}(?P<value>(?:\(?\+|\( ?0|0)[ (]?[0-9(]{_MORE}{{5,15}}){_END}")
_ABROAD: Final = Pattern(
    rf"(?<![\p{{L}}\p{{N}}/.,+-])(?:\([2-9][0-9]{{2}}\)\s?|[2-9][0-9]{{2}}[-. ])[0-9]{{3}}[-. ][0-9]{{4}}{_END}"
)
_ITALIAN_MOBILE: Final = Pattern(
    r"(?<![\p{L}\p{N}/.,+-])3[2-9][0-9](?:[ ./-][0-9]{3}[ .-]?[0-9]{3,4}|[0-9]{7})(?![\p{L}\p{N}]|[.,:/-][0-9])"
)
_WORDS = (
    r"tel(?:efon)?\.?(?:-?\s?(?:nummer|nr))?|telefonisch|fernruf|handy(?:-?\s?(?:nummer|nr))?|hdy\.?"
    r"|mobil(?:funk)?(?:-?\s?(?:telefon|nummer|nr))?|mobile[rn]?|rückruf(?:nummer)?|ruf(?:-?nummer)?|rufen"
    r"|(?:meine|unsere|eine|neue|private|richtige|alte|unter der|unter)\s(?:nummer|nr)"
    r"|durchwahl|fon|fax(?:-?(?:nummer|nr))?|festnetz(?:-?(?:nummer|nr))?|whats ?app|signal|telegram|viber|sms(?: an)?"
    r"|erreichbar|erreichen|erreichst|zurückrufen|anrufen|ruft|natel|phone(?:\s?(?:number|no))?|(?:my|new|his"
    r"|her) number"
    r"|cell(?:phone)?|mobile|call(?: me)?|reach me|answering at|messages? to|text me|ring me|desk|landline"
    r"|téléphon\p{L}{0,3}|tél|tph|portable|appel\p{L}{0,4}|rappel\p{L}{0,4}|joignable|fixe|mon numéro"
    r"|joindre|telefono|cellulare|cell|chiama\p{L}{0,4}|numero di telefono|(?:il mio|mio) numero|recapito"
)
_ANNOUNCED: Final = Pattern(announced(_WORDS, rf"[+(]{{0,2}}[0-9]{_MORE}{{5,16}}{_END}", between=r"[^\p{N}]"))
_NO_UNIT = (
    r"(?! ?(?:[€$%]|(?i:euro?|chf|uhr|h|min|minuten?|std|stunden?|tagen?|mal|x|stück|wochen?|prozent|jahren?)"
    r"(?![\p{L}])))"
)
_SHORT: Final = Pattern(
    rf"(?i:(?<![\p{{L}}\p{{N}}])(?:durchwahl|dw|klappe|nebenstelle|telefonnummer|handynummer|rufnummer|tel)"
    rf"(?![\p{{L}}]))"
    rf"\.?(?: (?:ist|lautet|nr\.?))?[ :]{{0,3}}(?P<value>-?[0-9]{{2,5}})(?![\p{{L}}\p{{N}}]|[.,:/-][0-9]){_NO_UNIT}"
)
_LABELLED: Final = Pattern(
    r"(?<![\p{L}\p{N}/.,+-])(?P<value>\(?[0-9][0-9()]{1,5}[ ./-][0-9](?:[ ./-]?[0-9]){4,9})[ ,-]{0,2}\(?"
    r"(?i:office|fax|mobile?|handy|privat|tel|dienstlich|büro|home|work|cell|natel|portable|bureau|ufficio)(?![\p{L}])"
)
_DIGIT_WORDS = (
    r"(?:null|eins|zwei|zwo|drei|vier|fünf|fuenf|sechs|sieben|acht|neun|zero|one|two|three|four|five|six|seven|eight"
    r"|nine|zéro|un|deux|trois|quatre|cinq|sept|huit|neuf|uno|due|tre|quattro|cinque|sei|sette|otto|nove)"
)
_SPELLED: Final = Pattern(
    rf"(?i)(?<![\p{{L}}])(?:plus )?{_DIGIT_WORDS}(?:[ ,/-]{{1,3}}{_DIGIT_WORDS}){{5,15}}(?![\p{{L}}])"
)
_DATE = r"(?:[0-3]?[0-9][./-][01]?[0-9][./-](?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2})"
_DATES: Final = Pattern(rf"^{_DATE}(?:\s|$|\s?-\s?{_DATE})")
_MOBILE: Final = Pattern(r"^0(?:1[567]|6[5-9]|7[5-9])[0-9]{7,10}$")
_CERTAINTIES: Final = (
    (_ABROAD, TYPICAL),
    (_LABELLED, TYPICAL),
    (_SHORT, ANNOUNCED),
    (_SPELLED, TYPICAL),
)
_VALID: Final = 0.8  # in a numbering plan; what a word announces as something else is that
_MIN_DIGITS, _MAX_DIGITS = 7, 15  # ITU-T E.164
_MAX_WRITTEN: Final = 17  # with the 00 before the country or an extension after the number


class PhoneRecognizer(Recognizer):
    """Numbers that are valid somewhere here, have a country code, or are announced."""

    ENTITY = "PHONE"

    def find(self, text: str) -> Iterator[Found]:
        """Find numbers by their form, then by the words around them."""
        for start, end in _unlike_others(text, _CANDIDATE):
            yield Found(start, end, _score(text[start:end]))
        for start, end in _unlike_others(text, _ITALIAN_MOBILE):
            if not text[start:end].isdigit() or self.supported_language == "it":
                yield Found(start, end, TYPICAL if _is_known(text[start:end], ("IT",)) else WEAK)
        for start, end in _unlike_others(text, _ANNOUNCED, certain=("+", "0")):
            yield Found(start, end, ANNOUNCED)
        for pattern, score in _CERTAINTIES:
            for start, end in _unlike_others(text, pattern):
                yield Found(start, end, score)


def _unlike_others(text: str, pattern: Pattern, *, certain: tuple[str, ...] = ("+",)) -> Iterator[tuple[int, int]]:
    """Yield what the pattern finds and is no date and no order number.

    After the word for an order, too, a valid number counts that begins with one of the `certain` signs: "Telefon für
    die Lieferung: 0171 ...".
    """
    for start, end in pattern.values(text):
        found = text[start:end]
        if _DATES.is_in(found):
            continue
        if not is_other_number(text, start) or (found.lstrip("( ").startswith(certain) and _is_known(found, _REGIONS)):
            yield start, end


def _score(candidate: str) -> float:
    digits = sum(character.isdigit() for character in candidate)
    if not _MIN_DIGITS <= digits <= (_MAX_DIGITS if candidate.isdigit() else _MAX_WRITTEN):
        return WEAK
    begin = candidate.lstrip("( ")
    if begin.startswith(("+", "00")):
        return _VALID if _is_known(candidate, ("DE",)) else TYPICAL
    if _is_known(candidate, _REGIONS):
        return _VALID
    spelled_out = begin[1:2] in " ("  # "0 30 12 34": may be a row of small figures
    typical = _MOBILE.is_all(candidate) or (not spelled_out and any(sign in candidate for sign in " /-("))
    return TYPICAL if typical else WEAK


def _is_known(candidate: str, regions: tuple[str, ...]) -> bool:
    plain = candidate.replace("(0)", "")
    for region in regions:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(plain, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False
