"""Tax, insurance and identity numbers, except the authorities' own examples."""

import re

from kb_ingest.screen.personal.place import Place

_WORDS = (
    r"steuer-?\s?(?:id|nummer|nr|ident)|identifikationsnummer|tax (?:id|number)|codice fiscale|numéro fiscal|"
    r"(?:sozial|renten|kranken)\w{0,4}versich|versicherungsnummer|versicherten-?n|\bahv|\bavs\b|svnr|sv-n|"
    r"social security|national insurance|sécurité sociale|tessera sanitaria"
)
HINTS = (
    *(
        "steuer",
        "identifikations",
        "tax id",
        "tax num",
        "fiscal",
        "versich",
        "ahv",
        "avs",
        "svnr",
        "sv-n",
        "social sec",
    ),
    *("insurance", "securite soc", "sanitaria"),
)
ANNOUNCED = re.compile(rf"(?:{_WORDS})[^\n]{{0,50}}?\d[\d ./-]{{4,}}", re.IGNORECASE)
FORM = re.compile(
    r"(?<!\w)756[ .]\d{4}|(?<!\w)\d{2}[ -]?\d{6}[ -]?[A-Z][ -]?\d{3}(?!\w)|"
    r"(?<!\w)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)"
)
_EXAMPLES = (
    "7561234567897 7569217076985 65170839J003 65180539W003 12190367K006 15070649C103 RSSMRA80A01H501U "
    "RSSMRA85T10A562S MRTMTT25D09F205Z 1237010180 36574261809 47036892816 65929970489 02476291358 12345678901 "
    "12345678911"
)
EXAMPLES = frozenset(_EXAMPLES.split())


def is_private(place: Place) -> bool:
    """Whether the number seems to be a person's."""
    number = re.sub(r"\W", "", place.value).upper()
    is_made_up = number in EXAMPLES or "123456" in number or len(set(re.sub(r"\D", "", number))) <= 2  # noqa: PLR2004
    return not (is_made_up or place.is_example or place.is_a_companys)
