"""Invented people from Germany, Austria and Switzerland, and what they write about themselves."""

import random
import string
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from faker import Faker

SEED = 20261122
COUNTRIES = (("de_DE", 5), ("de_AT", 2), ("de_CH", 2), ("fr_CH", 0.5), ("it_CH", 0.5))
IBAN_DIGITS = {"DE": 18, "AT": 16, "CH": 17}
GERMAN_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
TRANSCRIBED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


@dataclass(frozen=True)
class Sent:
    """A text as a customer types it, with the personal values that stand in it, by kind."""

    text: str
    values: dict[str, str]


@dataclass(frozen=True)
class Identity:
    """One person; everything about her that is personal, by kind, canonically written."""

    number: int
    country: str
    values: dict[str, str] = field(repr=False)
    chat: Sent = field(repr=False)
    follow_up: Sent = field(repr=False)
    note: Sent = field(repr=False)
    comment: Sent = field(repr=False)
    article: Sent = field(repr=False)

    @property
    def sent(self):
        return (self.chat, self.follow_up, self.note, self.comment, self.article)


# Placeholders in braces are kinds of values; `{name}` is the first name and the surname.
CHAT = (
    "Guten Tag, mein Name ist {name}, {street}, {place}. Wie setze ich mein Passwort zurück?",
    "Hallo, ich bin {name} und komme nicht mehr in mein Konto, meine E-Mail ist {email}. Was kann ich tun?",
    "Sehr geehrte Damen und Herren,\n\nPasswort vergessen.\n\nViele Grüße\n{name}\n{street}\n{place}\n{phone}",
    "Passwort vergessen, bitte Link an {email} schicken. Danke, {name}",
    "Ich heiße {name}, geboren am {birth}, wohnhaft {street}, {place}. Mein Passwort geht nicht mehr.",
    "Grüezi, hier ist {name} aus {place}. Ich erreiche mein Konto nicht, Telefon {phone}.",
    "Können Sie mir das Passwort für {email} zurücksetzen? Name: {name}",
    "Servus, {name} mein Name. Rufen Sie mich bitte unter {phone} an, ich kann mich nicht anmelden!",
    "{surname} hier, Passwort weg, was nun? {email}",
    "Hallo\nich kann mich nicht anmelden\nlg\n{name}",
    "Das Konto läuft auf {name}, {street} in {place}, und das Passwort wird nicht angenommen.",
    "Meine Frau {name} hat ihr Passwort vergessen, geb. {birth}. Wie geht es weiter?",
    "{name}, {street}, {place}, {phone} - bitte Passwort zurücksetzen",
    "Frau {surname} von Ihrer Hotline sagte, ich solle hier nach dem Passwort fragen. Mobil {phone}",
    "Anmeldung geht nicht... {name} {birth} {email}",
    "Kann sich mein Vater ({name}, wohnt {street}, {place}) mit meinem Passwort anmelden?",
)
FOLLOW_UP = (
    "Die IBAN lautet {iban}, Kontoinhaberin {name}.",
    "Meine {id_label} ist {id}, geboren am {birth}.",
    "Ich habe mit der Kreditkarte {card} bezahlt, auf den Namen {name}.",
    "Bitte überweisen Sie das Geld auf {iban}. Meine Kundennummer ist {customer}.",
    "Geburtsdatum: {birth}, {id_label}: {id}, Kundennummer: {customer}",
    "Neue Adresse ist {street}, {place}, erreichbar unter {phone}.",
    "{iban}\n{name}\n{street}\n{place}",
    "am {birth} geboren, {id_label} {id}",
    "Ziehen Sie es von {card} ein, die Karte gehört {name}.",
    "wir sind umgezogen von {street} {place}, tel {phone}, kd-nr {customer}",
)
NOTE = (
    "Bitte rufen Sie mich an: {phone}. {name}, Kundennummer {customer}",
    "Ich möchte mit jemandem sprechen. {name}, {street}, {place}",
    "Rückruf erbeten unter {phone} oder per Mail an {email}",
    "Meine IBAN {iban} ist falsch hinterlegt, bitte ändern. Gruß {name}",
    "Herr {surname} wartet seit Tagen auf Antwort. {phone}",
    "Die Bestellung von {name} ist nicht angekommen. Lieferadresse: {street}, {place}",
)
COMMENT = (
    "Das hat mir nicht geholfen, schreiben Sie mir an {email}.",
    "Ich habe meine Kartennummer {card} doch schon angegeben! {name}",
    "Falsche Auskunft. {name}, {street}, {place}",
    "Mein Konto {iban} wurde trotzdem belastet.",
    "Sagen Sie {name}, dass das so nicht geht, {phone}",
)
FRENCH = (
    "Bonjour, je m'appelle {name} et j'habite {street}, {place}. Mon mot de passe ne marche plus.",
    "Mon adresse e-mail est {email}, mon numéro de téléphone {phone}. Cordialement, {name}",
    "Mon IBAN est {iban}, je suis né le {birth}.",
    "Mon numéro AVS est le {id}, ma carte de crédit {card}.",
)
ITALIAN = (
    "Buongiorno, mi chiamo {name} e abito in {street}, {place}. Ho dimenticato la password.",
    "La mia e-mail è {email}, il mio numero di telefono {phone}. Cordiali saluti, {name}",
    "Il mio IBAN è {iban}, sono nata il {birth}.",
    "Il mio numero AVS è {id}, la carta di credito {card}.",
)
ARTICLE = "Ansprechpartnerin ist {name}, {street}, {place}, Telefon {phone}, E-Mail {email}. Konto: {iban}."


def make_identities(count: int, *, seed: int = SEED) -> list[Identity]:
    """The same people for the same seed."""
    chance = random.Random(seed)  # noqa: S311  the same people each time
    locales, weights = zip(*COUNTRIES, strict=True)
    fakers = {locale: Faker(locale) for locale in locales}
    for faker in fakers.values():
        faker.seed_instance(seed)
    chosen = chance.choices(locales, weights, k=count)
    return [_identity(number, locale, fakers[locale], chance) for number, locale in enumerate(chosen)]


def _identity(number: int, locale: str, faker: Faker, chance: random.Random) -> Identity:
    country = locale[-2:]
    values = _values(locale, faker, chance)
    texts = {"fr_CH": FRENCH, "it_CH": ITALIAN}.get(locale)
    kinds = [texts or CHAT, texts or FOLLOW_UP, texts or NOTE, texts or COMMENT, (ARTICLE,)]
    write = _writing(chance)
    sent = [_write(chance.choice(templates), values, write) for templates in kinds]
    return Identity(number, country, values, *sent)


def _values(locale: str, faker: Faker, chance: random.Random) -> dict[str, str]:
    country = locale[-2:]
    first, last = faker.first_name(), faker.last_name()
    street, place = (faker.street_name(), f"{faker.postcode()} {faker.city()}") if locale != "it_CH" else _ticino(faker)
    house = f"{chance.randint(1, 180)}{chance.choice(['', '', '', 'a', ' b', '/3'])}"
    id_label, identifier = {"DE": _german_id, "AT": _austrian_id, "CH": _swiss_id}[country](chance)
    return {
        "name": f"{first} {last}",
        "surname": last,
        "street": f"{street} {house}",
        "place": place,
        "phone": _phone(country, chance),
        "email": _email(first, last, chance),
        "iban": _iban(country, chance),
        "id_label": id_label,
        "id": identifier,
        "birth": _birth(chance),
        "customer": f"{chance.choice(['', 'K-', 'KD'])}{chance.randint(10**6, 10**8)}",
        "card": _card(chance),
    }


def _ticino(faker: Faker) -> tuple[str, str]:
    """Faker knows no addresses there."""
    return f"Via {faker.last_name()}", faker.random_element(("6900 Lugano", "6600 Locarno", "6500 Bellinzona"))


def _write(template: str, values: dict[str, str], write: Callable[[str], str]) -> Sent:
    wanted = {name for _, name, _, _ in string.Formatter().parse(template) if name and name != "id_label"}
    written = {kind: write(values[kind]) for kind in wanted}
    if wanted & {"name", "surname"}:
        written["surname"] = write(values["surname"])
    return Sent(write(template.format(**values)), written)


def _writing(chance: random.Random) -> Callable[[str], str]:
    """How this person types."""
    ways: tuple[Callable[[str], str], ...] = (
        str,
        str.lower,
        str.upper,
        lambda text: text.translate(TRANSCRIBED),
        lambda text: text.lower().translate(TRANSCRIBED),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(",", ""),
    )
    return chance.choices(ways, (60, 12, 6, 8, 4, 3, 7))[0]


def _digits(count: int, chance: random.Random) -> str:
    return "".join(chance.choices(string.digits, k=count))


def _spaced(text: str, chance: random.Random, *, groups: int = 4, between: tuple[str, ...] = (" ", "")) -> str:
    separator = chance.choice(between)
    return separator.join(text[start : start + groups] for start in range(0, len(text), groups))


def _iban(country: str, chance: random.Random) -> str:
    account = _digits(IBAN_DIGITS[country], chance)
    number = "".join(str(int(character, 36)) for character in f"{account}{country}00")
    return _spaced(f"{country}{98 - int(number) % 97:02d}{account}", chance)


def _card(chance: random.Random) -> str:
    body = chance.choice(["4", "51", "53"]) + _digits(14, chance)
    body = body[:15]
    total = sum(sum(divmod(int(digit) * (2 - index % 2), 10)) for index, digit in enumerate(body))
    return _spaced(f"{body}{-total % 10}", chance, between=(" ", "", "-"))


def _german_id(chance: random.Random) -> tuple[str, str]:
    digits = chance.sample(string.digits[1:], 9)
    digits.insert(chance.randint(1, 9), digits[chance.randint(1, 8)])
    product = 10
    for digit in digits:
        product = 2 * ((int(digit) + product) % 10 or 10) % 11
    value = "".join(digits) + str((11 - product) % 10)
    return chance.choice(["Steuer-ID", "Steueridentifikationsnummer"]), chance.choice(
        [value, f"{value[:2]} {value[2:5]} {value[5:8]} {value[8:]}"]
    )


def _austrian_id(chance: random.Random) -> tuple[str, str]:
    while True:
        serial = str(chance.randint(100, 999))
        birth = f"{chance.randint(1, 28):02d}{chance.randint(1, 12):02d}{chance.randint(0, 99):02d}"
        weights = (3, 7, 9, 5, 8, 4, 2, 1, 6)
        check = sum(int(digit) * weight for digit, weight in zip(serial + birth, weights, strict=True)) % 11
        if check < 10:
            label = chance.choice(["Sozialversicherungsnummer", "SVNR", "SV-Nummer"])
            return label, f"{serial}{check}{chance.choice(['', ' '])}{birth}"


def _swiss_id(chance: random.Random) -> tuple[str, str]:
    body = "756" + _digits(9, chance)
    total = sum(int(digit) * (1 + 2 * (index % 2)) for index, digit in enumerate(body))
    value = f"{body}{-total % 10}"
    written = chance.choice([value, f"{value[:3]}.{value[3:7]}.{value[7:11]}.{value[11:]}"])
    return chance.choice(["AHV-Nummer", "AHV-Nr.", "Sozialversicherungsnummer"]), written


def _phone(country: str, chance: random.Random) -> str:
    """Mobile numbers in the ways their countries write them."""
    line = _digits(7, chance)
    if country == "DE":
        code = chance.choice(["151", "160", "171", "176", "179"])
        forms = (
            f"0{code} {line}",
            f"0{code}/{line}",
            f"+49 {code} {line}",
            f"0049{code}{line}",
            f"+49 (0){code} {line}",
        )
    elif country == "AT":
        code = chance.choice(["664", "660", "676", "699"])
        forms = (f"0{code} {line}", f"+43 {code} {line[:3]} {line[3:]}", f"0{code}/{line[:3]} {line[3:5]} {line[5:]}")
    else:
        code = chance.choice(["76", "78", "79"])
        grouped = f"{line[:3]} {line[3:5]} {line[5:]}"
        forms = (f"0{code} {grouped}", f"+41 {code} {grouped}", f"0{code}{line}", f"0041 {code} {grouped}")
    return chance.choice(forms)


def _email(first: str, last: str, chance: random.Random) -> str:
    parts = ["".join(each for each in _ascii(name) if each.isalnum()).lower() for name in (first, last)]
    local = chance.choice(["{0}.{1}", "{0}{1}", "{1}.{0}", "{0}_{1}", "{0[0]}.{1}"]).format(*parts)
    domain = chance.choice(["gmx.example", "web-post.example", "bluewin.example", "aon-mail.example"])
    return f"{local}{chance.choice(['', '', str(chance.randint(1, 99))])}@{domain}"


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text.translate(TRANSCRIBED)).encode("ascii", "ignore").decode()


def _birth(chance: random.Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1938, 2006)
    forms = (
        f"{day:02d}.{month:02d}.{year}",
        f"{day}.{month}.{year}",
        f"{day}. {GERMAN_MONTHS[month - 1]} {year}",
        f"{day:02d}.{month:02d}.{year % 100:02d}",
        f"{year}-{month:02d}-{day:02d}",
    )
    return chance.choice(forms)
