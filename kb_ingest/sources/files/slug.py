"""A readable short name made of words, for ids."""

import re
import unicodedata

GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o"})


def slug(text: str) -> str:
    """Small letters and digits joined by hyphens; letters of other alphabets stay."""
    small = unicodedata.normalize("NFC", text).lower().translate(GERMAN)
    plain = "".join(char for char in unicodedata.normalize("NFKD", small) if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "-", plain).strip("-")
