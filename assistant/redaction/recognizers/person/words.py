"""Words that decide whether a capital letter begins a name. The long lists are text files beside this module."""

from pathlib import Path
from typing import Final


def _read(name: str) -> frozenset[str]:
    lines = (Path(__file__).parent / "lists" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


MORE_FIRST_NAMES: Final = _read("first_names")
MORE_LAST_NAMES: Final = _read("last_names")
ORDINARY_WORDS: Final = _read("ordinary_words")
NEVER_NAMES: Final = _read("never_names")
# Endings of German nouns that no surname has.
NOUN_ENDINGS: Final = (
    *(
        "ung",
        "ungen",
        "heit",
        "heiten",
        "keit",
        "keiten",
        "schaft",
        "schaften",
        "tion",
        "tionen",
        "nummer",
        "karte",
        "konto",
        "code",
    ),
    *(
        "preis",
        "paket",
        "service",
        "system",
        "problem",
        "probleme",
        "daten",
        "zeit",
        "gerat",
        "kosten",
        "artikel",
        "bestellung",
        "ismus",
        "tat",
        "taten",
    ),
    *(
        "maschine",
        "programm",
        "rechnung",
        "vertrag",
        "software",
        "anfrage",
        "abteilung",
        "center",
        "anzeige",
        "gebuhr",
        "gebuhren",
        "seite",
        "partei",
    ),
)
PARTICLES: Final = frozenset(
    {
        "von",
        "vom",
        "zu",
        "zur",
        "van",
        "der",
        "den",
        "de",
        "del",
        "della",
        "dello",
        "di",
        "da",
        "dos",
        "du",
        "des",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "ter",
        "ten",
        "af",
        "av",
    }
)
# They may begin an announced name: "Herr von Hohenfels". The others need one of these before them: "von der Leyden".
LEADING_PARTICLES: Final = frozenset(
    {
        "von",
        "vom",
        "zu",
        "zur",
        "van",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "ter",
        "ten",
        "af",
        "av",
    }
)
