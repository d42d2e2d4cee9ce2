"""Random valid identifiers, written in random ways, inside random sentences of four languages: always covered whole."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from identifiers import (
    austrian_social_security,
    austrian_vat_id,
    card,
    digits,
    french_social_security,
    german_health_insurance,
    german_pension,
    german_tax_id,
    german_vat_id,
    grouped,
    iban,
    identity_card,
    italian_tax_code,
    spaced_anywhere,
    swiss_insurance_card,
    swiss_social_security,
    swiss_uid,
)

# Nothing in these says what the number is: the check digit has to.
CARRIERS = {
    "de": [
        "{}",
        "Hallo, hier noch einmal {} wie gewünscht. Danke!",
        "das ist {}, bitte ändern",
        "Guten Tag\n{}\nMit freundlichen Grüßen",
        "Warum steht bei mir ({}) und nicht etwas anderes?",
        "ich hab {} geschickt aber nix passiert",
        "Stimmt das so: {}?",
    ],
    "en": ["Hi, this is {} as you asked.", "please change it to {}", "Is {} correct?", "here you go: {}. Thanks"],
    "fr": ["Bonjour, voici {} comme demandé.", "c'est bien {} ?", "merci de noter {} svp"],
    "it": ["Buongiorno, ecco {} come richiesto.", "è giusto {}?", "vi mando {} grazie"],
}


def four(random, value):
    return grouped(value, (4,), random.choice([" ", " ", "-", ".", "\u00a0", "\n"]))


def plain(random, value):
    del random
    return value


def small(random, value):
    del random
    return value.lower()


def by(*sizes, separators=" "):
    return lambda random, value: grouped(value, sizes, random.choice(separators))


KINDS = {
    "IBAN": (iban, [plain, small, four, lambda random, value: spaced_anywhere(random, value, " -.")]),
    "card": (card, [plain, by(4), by(4, separators="-"), by(4, 6, 5)]),
    "Steuer-ID": (german_tax_id, [plain, by(2, 3)]),
    "USt-IdNr": (german_vat_id, [plain, small, by(2, 9), by(2, 3), by(2, 3, separators=".")]),
    "UID AT": (austrian_vat_id, [plain, small, by(3, 8), by(3, 4)]),
    "UID CH": (swiss_uid, [plain, small, lambda _, value: f"CHE-{value[3:6]}.{value[6:9]}.{value[9:]}", by(3, 3)]),
    "SVNR DE": (
        german_pension,
        [plain, small, by(2, 6, 1, 3), by(8, 1, 3), by(2, 6, 1, 2, 1), by(2, 6, 4, separators="-/")],
    ),
    "SVNR AT": (austrian_social_security, [plain, by(4, 6), by(4, 6, separators="/-"), by(4, 2)]),
    "AHV": (swiss_social_security, [plain, by(3, 4, 4, 2, separators=". -"), spaced_anywhere]),
    "KVNR": (german_health_insurance, [plain, small, by(1, 3)]),
    "NIR": (french_social_security, [plain, by(1, 2, 2, 2, 3, 3, 2)]),
    "codice fiscale": (italian_tax_code, [plain, small, by(3, 3, 5, 5)]),
    "Personalausweis": (identity_card, [plain]),
    "Versichertenkarte": (swiss_insurance_card, [plain, by(4), by(5)]),
}


@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 2**32), language=st.sampled_from(sorted(CARRIERS)))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_right_number_is_covered_wherever_it_stands(structured, kind, seed, language):
    random = Random(seed)  # noqa: S311
    build, ways = KINDS[kind]
    written = random.choice(ways)(random, build(random))
    _assert_covered(structured, random.choice(CARRIERS[language]), written, language)


ANNOUNCED = {
    "de": {
        "IBAN": ["IBAN {}", "iban: {}", "meine IBAN lautet {}", "Bankverbindung {}"],
        "card": ["Karte {}", "Kreditkartennummer: {}", "meine Visa {}"],
        "Steuer-ID": ["Steuer-ID {}", "steuerid: {}", "Steueridentifikationsnummer {}", "IdNr. {}"],
        "SVNR AT": ["SVNR {}", "Sozialversicherungsnummer ist {}", "SV-Nr.: {}"],
        "SVNR DE": ["Rentenversicherungsnummer {}", "SV-Nummer: {}"],
        "AHV": ["AHV-Nr. {}", "ahv nummer {}"],
        "KVNR": ["KVNR {}", "Krankenversichertennummer: {}"],
        "Personalausweis": ["Personalausweis {}", "Ausweisnummer: {}", "mein Perso hat die Nummer {}"],
    },
    "fr": {"IBAN": ["mon IBAN : {}"], "card": ["carte bancaire {}"], "AHV": ["numéro AVS {}"], "NIR": ["n° sécu {}"]},
    "it": {"IBAN": ["il mio IBAN è {}"], "card": ["carta di credito {}"], "codice fiscale": ["codice fiscale: {}"]},
    "en": {"IBAN": ["my IBAN is {}"], "card": ["credit card number {}"], "Personalausweis": ["ID card {}"]},
}


@given(seed=st.integers(0, 2**32))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_announced_number_is_covered_even_with_a_wrong_digit(structured, seed):
    random = Random(seed)  # noqa: S311
    language = random.choice(sorted(ANNOUNCED))
    kind = random.choice(sorted(ANNOUNCED[language]))
    build, ways = KINDS[kind]
    value = build(random)
    place = random.choice([index for index, sign in enumerate(value) if sign.isdigit() and index > 3])
    mistyped = value[:place] + str((int(value[place]) + random.randint(1, 9)) % 10) + value[place + 1 :]
    written = random.choice(ways)(random, mistyped)
    _assert_covered(structured, random.choice(ANNOUNCED[language][kind]), written, language)


PHONES = {
    "DE": ("49", ["171", "160", "30", "89", "7071", "40"], (6, 8)),
    "AT": ("43", ["664", "676", "699", "1", "316", "5574"], (6, 7)),
    "CH": ("41", ["79", "78", "44", "31", "22"], (7, 7)),
    "LI": ("423", [""], (7, 7)),
    "FR": ("33", ["6", "7", "1"], (8, 8)),
    "IT": ("39", ["347", "320", "06", "02"], (7, 8)),
}
SAID = ["Rufen Sie mich an: {}", "tel. {}", "Handy {} danke", "call me on {}", "mon téléphone : {}", "chiamatemi al {}"]


@given(seed=st.integers(0, 2**32))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_telephone_number_is_covered_in_every_way_of_writing(structured, seed):
    random = Random(seed)  # noqa: S311
    code, areas, lengths = random.choice(list(PHONES.values()))
    area, own = random.choice(areas), random.choice("23456789") + digits(random, random.randint(*lengths) - 1)
    pieces = random.choice(
        [own, grouped(own, (3, 2), " "), grouped(own, (2,), " "), grouped(own, (3,), " "), grouped(own, (2,), ".")]
    )
    abroad = random.choice(
        [f"+{code} ", f"+{code}", f"00{code} ", f"00{code}", f"+{code} (0)", f"(+{code}) ", f"0{code} 0"[1:]]
    )
    prefix = random.choice([abroad, abroad if code == "423" else random.choice(["0", "(0", "0"])])
    between = random.choice(["/", " ", "-", " / ", "", " - "]) if area else ""
    written = f"{prefix}{area}{')' if prefix == '(0' else ''}{between}{pieces}"
    extension = random.choice(["", "", "", "-12", " DW 45", " Durchwahl 3"])
    _assert_covered(structured, random.choice(SAID), written + extension, random.choice(sorted(CARRIERS)))


def _assert_covered(structured, carrier, written, language):
    start = carrier.index("{}")
    text = carrier.format(written)
    covered = {index for entity in structured(text, language) for index in range(entity.start, entity.end)}
    open_places = [i for i in range(start, start + len(written)) if text[i].isalnum() and i not in covered]
    assert not open_places, (text, structured(text, language))
