"""Random identifiers with right check digits, and the ways people write them."""

import string
from random import Random

from assistant.redaction import checksums as check

IBAN_BBAN = {
    "DE": "9" * 18,
    "AT": "9" * 16,
    "CH": "9" * 17,
    "LI": "9" * 5 + "C" * 12,
    "FR": "9" * 10 + "C" * 11 + "99",
    "IT": "A" + "9" * 10 + "C" * 12,
    "LU": "999" + "C" * 13,
    "NL": "AAAA" + "9" * 10,
    "GB": "AAAA" + "9" * 14,
    "ES": "9" * 20,
}
SERIAL_LETTERS = "CFGHJKLMNPRTVWXYZ"


def digits(random: Random, count: int) -> str:
    return "".join(random.choices(string.digits, k=count))


def filled(random: Random, form: str) -> str:
    """9 stands for a digit, A for a letter, C for mostly a digit."""
    choices = {"9": string.digits, "A": string.ascii_uppercase, "C": string.digits * 8 + string.ascii_uppercase}
    return "".join(random.choice(choices[sign]) for sign in form)


def completed(checks, begin: str, end: str = "", alphabet: str = string.digits) -> str | None:
    """Put the check digit that `checks` accepts between begin and end; None when there is none."""
    return next((begin + sign + end for sign in alphabet if checks(begin + sign + end)), None)


def until_right(build):
    """Try again until a value with a right check digit exists."""
    while (value := build()) is None:
        pass
    return value


def iban(random: Random) -> str:
    country, form = random.choice(list(IBAN_BBAN.items()))
    account = filled(random, form)
    number = int("".join(str(int(sign, 36)) for sign in account + country + "00"))
    return f"{country}{98 - number % 97:02d}{account}"


def card(random: Random) -> str:
    prefix, length = random.choice(
        [("4", 16), ("51", 16), ("2221", 16), ("34", 15), ("37", 15), ("36", 14), ("6759", 16)]
    )
    return until_right(lambda: completed(check.is_luhn, prefix + digits(random, length - len(prefix) - 1)))


def german_tax_id(random: Random) -> str:
    def build():
        places = random.sample(string.digits, 9)
        places.insert(random.randrange(1, 10), random.choice(places))
        return completed(check.is_german_tax_id, "".join(places)) if places[0] != "0" else None

    return until_right(build)


def german_vat_id(random: Random) -> str:
    return until_right(lambda: completed(check.is_german_vat_id, "DE" + random.choice("123456789") + digits(random, 7)))


def austrian_vat_id(random: Random) -> str:
    return until_right(lambda: completed(check.is_austrian_vat_id, "ATU" + digits(random, 7)))


def swiss_uid(random: Random) -> str:
    return until_right(lambda: completed(check.is_swiss_uid, "CHE" + digits(random, 8)))


def german_pension(random: Random) -> str:
    day, month = random.randint(1, 28), random.randint(1, 12)
    begin = f"{random.randint(10, 89)}{day:02d}{month:02d}{digits(random, 2)}{random.choice(string.ascii_uppercase)}"
    return until_right(lambda: completed(check.is_german_social_security, begin + digits(random, 2)))


def austrian_social_security(random: Random) -> str:
    born = f"{random.randint(1, 28):02d}{random.randint(1, 12):02d}{digits(random, 2)}"
    return until_right(
        lambda: completed(check.is_austrian_social_security, random.choice("123456789") + digits(random, 2), born)
    )


def swiss_social_security(random: Random) -> str:
    return until_right(lambda: completed(check.is_swiss_social_security, "756" + digits(random, 9)))


def german_health_insurance(random: Random) -> str:
    return until_right(
        lambda: completed(check.is_german_health_insurance, random.choice(string.ascii_uppercase) + digits(random, 8))
    )


def french_social_security(random: Random) -> str:
    born = f"{random.choice('12')}{digits(random, 2)}{random.randint(1, 12):02d}"
    begin = f"{born}{random.randint(1, 95):02d}{digits(random, 6)}"
    return f"{begin}{97 - int(begin) % 97:02d}"


def italian_tax_code(random: Random) -> str:
    def build():
        begin = "".join(random.choices("BCDFGLMNPRSTV", k=6)) + digits(random, 2) + random.choice("ABCDEHLMPRST")
        begin += f"{random.randint(1, 28):02d}{random.choice('ABCDEFGHIL')}{digits(random, 3)}"
        return completed(check.is_italian_tax_code, begin, alphabet=string.ascii_uppercase)

    return until_right(build)


def identity_card(random: Random) -> str:
    begin = random.choice("LMNPRTVWXYCFGHJK") + random.choice(SERIAL_LETTERS)
    begin += "".join(random.choices(SERIAL_LETTERS + string.digits, k=7))
    return until_right(lambda: completed(check.is_travel_document, begin))


def swiss_insurance_card(random: Random) -> str:
    return "80756" + digits(random, 15)


def grouped(value: str, sizes: tuple[int, ...], separator: str) -> str:
    """Cut into pieces of these sizes; the last size goes on to the end."""
    pieces, position = [], 0
    for size in sizes:
        pieces.append(value[position : position + size])
        position += size
    while position < len(value):
        pieces.append(value[position : position + sizes[-1]])
        position += sizes[-1]
    return separator.join(piece for piece in pieces if piece)


def spaced_anywhere(random: Random, value: str, separators: str = " ") -> str:
    """Put a separator at some places."""
    return "".join(
        sign + (random.choice(separators) if random.random() < 0.3 and index < len(value) - 1 else "")
        for index, sign in enumerate(value)
    )
