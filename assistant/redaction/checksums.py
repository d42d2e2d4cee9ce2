"""Check digits of the identifiers that people in our countries type. All take text with or without separators."""

import re
from typing import Final

# ISO 13616 registry: Europe and the countries whose IBANs reach European shops most.
_COUNTRIES_BY_LENGTH: Final = {
    15: "NO",
    16: "BE",
    18: "DK FI FO GL NL",
    19: "MK SI",
    20: "AT BA EE KZ LT LU XK",
    21: "CH HR LI LV",
    22: "BG DE GB GE IE ME RS VA",
    23: "AE GI IL",
    24: "AD CZ ES MD PK RO SA SE SK TN",
    25: "PT",
    26: "IS TR",
    27: "FR GR IT MC SM",
    28: "AL AZ CY HU LB PL",
    29: "BR QA UA",
    30: "KW",
    31: "MT",
}
_IBAN_LENGTHS: Final = {
    country: length for length, countries in _COUNTRIES_BY_LENGTH.items() for country in countries.split()
}
_AUSTRIAN_UID_START, _AUSTRIAN_UID_BASE = 96, 10
_ITALIAN_ODD: Final = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)


def compact(text: str) -> str:
    """Upper case, letters and digits only."""
    return "".join(character for character in text.upper() if character.isascii() and character.isalnum())


def iban_length(country: str) -> int | None:
    """Return the length of an IBAN of this country (ISO 3166-1 alpha-2), None when it has none we know."""
    return _IBAN_LENGTHS.get(country.upper())


def is_iban(text: str) -> bool:
    """ISO 13616: the country's length and ISO 7064 mod 97-10."""
    value = compact(text)
    if len(value) != _IBAN_LENGTHS.get(value[:2]):
        return False
    return int("".join(str(int(character, 36)) for character in value[4:] + value[:4])) % 97 == 1


def is_luhn(text: str) -> bool:
    """ISO/IEC 7812-1, used by payment cards."""
    digits = _digits(text)
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return bool(digits) and any(digits) and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def is_german_tax_id(text: str) -> bool:
    """Steueridentifikationsnummer (AO 139b): ISO 7064 mod 11,10; one digit of the first ten repeats, at most thrice."""
    value = compact(text)
    if not re.fullmatch(r"[1-9][0-9]{10}", value):
        return False
    repeats = sorted(value[:10].count(digit) for digit in set(value[:10]))
    return repeats[-1] in (2, 3) and _mod_11_10(value)


def is_german_vat_id(text: str) -> bool:
    """USt-IdNr.: DE and nine digits, ISO 7064 mod 11,10."""
    value = compact(text)
    return bool(re.fullmatch(r"DE[1-9][0-9]{8}", value)) and _mod_11_10(value[2:])


def is_austrian_vat_id(text: str) -> bool:
    """UID-Nummer: ATU and eight digits, the last one checks."""
    value = compact(text)
    if not re.fullmatch(r"ATU[0-9]{8}", value):
        return False
    digits = _digits(value)
    total = sum(sum(divmod(digit * (1 + index % 2), 10)) for index, digit in enumerate(digits[:7]))
    return (_AUSTRIAN_UID_START - total) % _AUSTRIAN_UID_BASE == digits[7]


def is_swiss_uid(text: str) -> bool:
    """Unternehmens-Identifikationsnummer (eCH-0097): CHE and nine digits, mod 11."""
    match = re.match(r"CHE([0-9]{9})", compact(text))
    return match is not None and _weighted(match[1][:8], (5, 4, 3, 2, 7, 6, 5, 4)) == int(match[1][8])


def is_german_social_security(text: str) -> bool:
    """Rentenversicherungsnummer (VKVV, paragraph 4): area, birth date, letter, serial number, check digit."""
    value = compact(text)
    match = re.fullmatch(r"([0-9]{8})([A-Z])([0-9]{2})([0-9])", value)
    if match is None:
        return False
    digits = _digits(f"{match[1]}{ord(match[2]) - 64:02d}{match[3]}")
    weights = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
    total = sum(sum(divmod(digit * weight, 10)) for digit, weight in zip(digits, weights, strict=True))
    return total % 10 == int(match[4])


def is_austrian_social_security(text: str) -> bool:
    """Sozialversicherungsnummer (ASVG 31): serial number, check digit, birth date; mod 11."""
    value = compact(text)
    if not re.fullmatch(r"[1-9][0-9]{9}", value):
        return False
    digits = _digits(value)
    weights = (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)
    day, month = int(value[4:6]), int(value[6:8])
    # Months 13 to 15 are given out when the numbers of a day run short.
    dated = 1 <= day <= 31 and 1 <= month <= 15  # noqa: PLR2004
    return dated and sum(map(int.__mul__, digits, weights)) % 11 == digits[3]


def is_swiss_social_security(text: str) -> bool:
    """AHV-Nummer (AHVV 134quater): 756 and ten digits with an EAN-13 check digit."""
    value = compact(text)
    if not re.fullmatch(r"756[0-9]{10}", value):
        return False
    digits = _digits(value)
    return (-sum(digits[0:12:2]) - 3 * sum(digits[1:12:2])) % 10 == digits[12]


def is_german_health_insurance(text: str) -> bool:
    """Krankenversichertennummer (SGB V 290): a letter and nine digits; the letter counts as its two-digit position."""
    value = compact(text)
    if not re.fullmatch(r"[A-Z][0-9]{9}", value):
        return False
    digits = _digits(f"{ord(value[0]) - 64:02d}{value[1:9]}")
    total = sum(sum(divmod(digit * (1 + index % 2), 10)) for index, digit in enumerate(digits))
    return total % 10 == int(value[9])


def is_french_social_security(text: str) -> bool:
    """Numéro de sécurité sociale (NIR): 13 characters and 97 minus their remainder; Corsica writes 2A or 2B."""
    value = compact(text)
    if not re.fullmatch(r"[1-478][0-9]{4}[0-9][0-9AB][0-9]{8}", value):
        return False
    number = int(value[:13].replace("2A", "19").replace("2B", "18")) if value[:13].isalnum() else 0
    return 97 - number % 97 == int(value[13:])


def is_italian_tax_code(text: str) -> bool:
    """Codice fiscale (DM 23/12/1976): sixteen characters, the last one checks."""
    value = compact(text)
    if not re.fullmatch(r"[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]", value):
        return False
    places = [int(character, 36) if character.isdigit() else ord(character) - 65 for character in value]
    total = sum(_ITALIAN_ODD[place] for place in places[0:15:2]) + sum(places[1:15:2])
    return total % 26 == places[15]


def is_travel_document(text: str) -> bool:
    """Serial number of an identity card or passport with its check digit (ICAO Doc 9303-3): weights 7, 3, 1."""
    value = compact(text)
    if not re.fullmatch(r"[0-9A-Z]{9}[0-9]", value):
        return False
    return sum(int(character, 36) * (7, 3, 1)[index % 3] for index, character in enumerate(value[:9])) % 10 == int(
        value[9]
    )


def _digits(text: str) -> list[int]:
    return [int(character) for character in text if character in "0123456789"]


def _mod_11_10(value: str) -> bool:
    product = 10
    for digit in _digits(value[:-1]):
        product = 2 * ((digit + product) % 10 or 10) % 11
    return (11 - product) % 10 == int(value[-1])


def _weighted(value: str, weights: tuple[int, ...]) -> int:
    """Check digit mod 11; 10 means that no valid number exists, so it equals no digit."""
    return (11 - sum(map(int.__mul__, _digits(value), weights)) % 11) % 11
