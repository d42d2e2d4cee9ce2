"""Countries by their names in our languages: never the same, whatever a passage says of them."""

from functools import cache

from phonenumbers.geodata.locale import LOCALE_DATA

from assistant.knowledge.lexical import fold, words

ALIAS = "*"  # the data says "as in that language"


def is_place(word: str, language: str) -> bool:
    """Whether the folded word is a country's name of one word."""
    return word in countries(language)


@cache
def countries(language: str) -> dict[str, str]:
    """Folded names of one word, and the country's code."""
    found = ((fold(_name(names, language)), code) for code, names in LOCALE_DATA.items())
    return {name: code for name, code in found if name.isalpha()}


def countries_in(text: str, language: str) -> dict[str, str]:
    """The codes of the countries that a text names, each with its name."""
    table = countries(language)
    return {table[word]: word for word in words(text) if word in table}


def _name(names: dict[str, str], language: str) -> str:
    name = names.get(language, "")
    return names.get(name.removeprefix(ALIAS), "") if name.startswith(ALIAS) else name
