"""Which of the offered articles a customer picks in her own words: "das zweite", the title or a part of it."""

from collections.abc import Sequence
from typing import Final

from assistant.domain import Author, Choice, Language, PastMessage
from assistant.knowledge.lexical import terms, words

MAX_WORDS: Final = 10
ENOUGH_OF_MESSAGE: Final = 0.6
"""Share of the message's words that the picked title has."""
_PART_CHARS: Final = 4
_LAST: Final = -1
_ORDINALS: Final[dict[str, int]] = {
    word: number
    for number, names in (
        (0, "1 eins erste ersten erster erstes erstere ersteres first premier premiere primo prima"),
        (1, "2 zwei zweite zweiten zweiter zweites two second deuxieme seconde deux secondo seconda due"),
        (2, "3 drei dritte dritten dritter drittes three third troisieme trois terzo terza tre"),
        (_LAST, "letzte letzten letzter letztes letztere letzteres last dernier derniere ultimo ultima"),
    )
    for word in names.split()
}
_PRAISE: Final = frozenset({"prima"})
"""An ordinal in Italian alone: in German it says that all is well."""
_AROUND_WORDS: Final = (
    "das die der den dem bitte ich meine meinte nehme waehle moechte will ist es nr nummer option artikel punkt thema "
    "antwort variante vorschlag genau also ja the one number no please i mean meant take choose it is article "
    "le la les numero s il vous plait svp je prends veux dire c est l lo per favore prendo e opzione articolo scelgo"
)
_YES_WORDS: Final = "ja jep genau richtig stimmt korrekt yes yep right correct exactly oui exactement si esatto"
_AROUND: Final = frozenset(_AROUND_WORDS.split())
_YES: Final = frozenset(_YES_WORDS.split())


def picked_article(message: str, history: Sequence[PastMessage], language: Language) -> str | None:
    """The id of the article that answers the question back; None where the message is something else."""
    asked = next((past for past in reversed(history) if past.author is not Author.SYSTEM), None)
    if asked is None or asked.author is not Author.AI or asked.decision != "clarify" or not asked.choices:
        return None
    said = words(message)
    if not 0 < len(said) <= MAX_WORDS:
        return None
    picked = _by_place(said, asked.choices, language) or _by_title(message, asked.choices, language)
    return picked.article_id if picked else None


def _by_place(said: list[str], choices: Sequence[Choice], language: Language) -> Choice | None:
    if language != "it" and not _PRAISE.isdisjoint(said):
        return None
    if len(choices) == 1 and said[0] in _YES and set(said) <= _YES | _AROUND:
        return choices[0]
    places = {_ORDINALS[word] for word in said if word in _ORDINALS}
    if len(places) != 1 or not set(said) <= _AROUND | _ORDINALS.keys():
        return None
    (place,) = places
    return choices[place] if place < len(choices) else None


def _by_title(message: str, choices: Sequence[Choice], language: Language) -> Choice | None:
    """The one title that has most of the message's words."""
    asked = set(terms(message, language))
    ranked = sorted(((_share(asked, choice), choice) for choice in choices), key=lambda pair: -pair[0])
    best, choice = ranked[0]
    is_clear = len(ranked) == 1 or best > ranked[1][0]
    return choice if is_clear and best >= ENOUGH_OF_MESSAGE else None


def _share(asked: set[str], choice: Choice) -> float:
    title = set(terms(choice.title, choice.language))
    return sum(any(_same(word, other) for other in title) for word in asked) / len(asked) if asked else 0.0


def _same(word: str, other: str) -> bool:
    """Tell whether one is the other or, in a compound, a part of it."""
    shorter, longer = sorted((word, other), key=len)
    return word == other or (len(shorter) >= _PART_CHARS and shorter in longer)
