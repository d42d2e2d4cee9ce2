"""Persons: what the trained model says, and what cues and lists of names add to it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from assistant.redaction.recognizers.base import ANNOUNCED, TYPICAL, Found, Pattern, TaggedRecognizer
from assistant.redaction.recognizers.person.cues import ALSO, CUES, Cue
from assistant.redaction.recognizers.person.names import fold, load_names
from assistant.redaction.recognizers.person.phrases import announced_name, full_name
from assistant.redaction.recognizers.person.tokens import Token, token_at, tokenise
from assistant.redaction.recognizers.tagged import likely_runs
from assistant.redaction.tagger import Word

_ALONE: Final = 0.5
_SURNAME_ALONE: Final = 0.45
_MIN_ALONE: Final = 3  # letters of a first name that counts without a surname
_MIN_REPEATED: Final = 4
_DIGIT: Final = Pattern(r"\p{N}")
_LIKELY: Final = 0.15  # a probability, as the next
_PLACE: Final = 0.3
_LIKELY_SMALL: Final = 0.6  # of a small word that no list has, where somebody writes capitals
_EXCLUDED_BELOW: Final = 0.01
_ARTICLES: Final = frozenset(
    {
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "eines",
        "kein",
        "keine",
        "keinen",
        "im",
        "am",
        "zum",
        "zur",
        "beim",
        "vom",
        "ins",
        "ans",
        "the",
        "le",
        "la",
        "les",
        "un",
        "une",
        "il",
        "lo",
        "gli",
        "i",
    }
)


class PersonRecognizer(TaggedRecognizer):
    """Names that the model sees, announced names, full names, first names alone, and repetitions of all these.

    What only a list suggests counts where the model does not exclude it: "Wolf" and "Rosa" are words too.
    """

    ENTITY = "PERSON"

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self._names = load_names()

    def find(self, text: str, words: Sequence[Word], *, is_own: Callable[[str], bool]) -> Iterator[Found]:
        """Find persons."""
        tokens = tokenise(text, self._names)
        person = _as_person(text, tokens, _surnames_of_places(text, words))
        seen = list(likely_runs(text, words, probability=person, likely=_LIKELY, is_own=is_own))
        listed = [*_announced(text, tokens), *_possible(text, _full(text, tokens), words, is_own=is_own)]
        yield from (*seen, *listed)
        yield from _repeated(tokens, [found for found in (*seen, *listed) if found.score >= TYPICAL])
        yield from _possible(text, _alone(text, tokens), words, is_own=is_own)


def _surnames_of_places(text: str, words: Sequence[Word]) -> frozenset[int]:
    """Where a place stands right behind a name: "Peter Berlin" is called so, or at least nothing is lost with it."""
    return frozenset(
        word.start
        for before, word in pairwise(words)
        if before.person >= _LIKELY and word.location + word.person >= _PLACE
        if text[before.end : word.start] == " " and text[word.start].isupper()
    )


def _as_person(text: str, tokens: Sequence[Token], surnames: frozenset[int]) -> Callable[[Word], float]:
    """What the model says of a word, unless it holds a digit or is one of grammar or of service and no name either."""
    never = {token.start for token in tokens if token.never and not (token.homonym or token.particle)}
    never -= {token.start for token in tokens if text[token.start + 1 : token.start + 2] == "."}  # an initial

    small = {token.start for token in tokens if not (token.capital or token.listed)}
    writes_capitals = sum(token.capital for token in tokens) > 1

    def probability(word: Word) -> float:
        if word.start in surnames:
            return 1.0
        if word.start in never or _DIGIT.is_in(text[word.start : word.end]):
            return 0.0
        unlikely = writes_capitals and word.start in small and word.person < _LIKELY_SMALL
        return 0.0 if unlikely else word.person

    return probability


def _possible(
    text: str, suggested: Iterable[Found], words: Sequence[Word], *, is_own: Callable[[str], bool]
) -> Iterator[Found]:
    """Keep what the model does not exclude and the company's articles do not have."""
    possible = [word for word in words if word.person >= _EXCLUDED_BELOW]
    for found in suggested:
        is_possible = any(word.start < found.end and word.end > found.start for word in possible)
        if is_possible and not is_own(text[found.start : found.end]):
            yield found


def _announced(text: str, tokens: Sequence[Token]) -> Iterator[Found]:
    for cue in CUES:
        for match in cue.pattern.matches(text):
            begin = token_at(tokens, match.end())
            if begin < len(tokens) and tokens[begin].start == match.end():
                yield from _name_at(text, tokens, begin, cue)


def _name_at(text: str, tokens: Sequence[Token], begin: int, cue: Cue) -> Iterator[Found]:
    end = announced_name(text, tokens, begin, strong=cue.strong, ordinary_counts=cue.ordinary_counts)
    if end == begin or (cue.line and not _ends_line(text, tokens[end - 1].end)):
        return
    yield Found(tokens[begin].start, tokens[end - 1].end, ANNOUNCED)
    for match in ALSO.matches(text[tokens[end - 1].end : tokens[end - 1].end + 60]):
        other = token_at(tokens, tokens[end - 1].end + match.end())
        last = announced_name(text, tokens, other, strong=False, ordinary_counts=False)
        if last > other and tokens[other].start == tokens[end - 1].end + match.end():
            yield Found(tokens[other].start, tokens[last - 1].end, TYPICAL)


def _ends_line(text: str, offset: int) -> bool:
    rest = text[offset : offset + 80].split("\n", 1)[0].strip()
    return (
        not rest
        or rest[0] in ",.;:!?()|/-–•*"
        or not rest[0].isalpha()
        or rest.startswith(("aus ", "from ", "de ", "da "))
    )


def _full(text: str, tokens: Sequence[Token]) -> Iterator[Found]:
    index = 0
    while index < len(tokens):
        end, score = full_name(text, tokens, index)
        if end > index:
            yield Found(tokens[index].start, tokens[end - 1].end, score)
        elif _is_surname_first(text, tokens, index):
            end = index + 2
            yield Found(tokens[index].start, tokens[index + 1].end, TYPICAL)
        index = max(end, index + 1)


def _is_surname_first(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether "Müller, Anna" or "Müller Anna" stands here."""
    if index + 1 >= len(tokens):
        return False
    surname, first = tokens[index], tokens[index + 1]
    between = text[surname.end : first.start]
    listed = surname.last and first.first and not surname.never and not first.never
    if not (listed and surname.capital and first.capital and not first.ordinary):
        return False
    return between in (", ", ",") or (between == " " and not surname.ordinary)


def _repeated(tokens: Sequence[Token], certain: Sequence[Found]) -> Iterator[Found]:
    """Later "Frau Koch" is only "Koch"; "der Koch" may be a cook."""
    inside = [token for token in tokens if any(found.start <= token.start < found.end for found in certain)]
    known = {fold(token.text) for token in inside if len(token.text) >= _MIN_REPEATED and not token.never}
    known |= {name + "s" for name in known}
    for before, token in pairwise([None, *tokens]):
        article = before is not None and fold(before.text) in _ARTICLES
        if token and token.capital and fold(token.text) in known and not (token.ordinary and article):
            yield Found(token.start, token.end, TYPICAL)


def _alone(text: str, tokens: Sequence[Token]) -> Iterator[Found]:
    for token in tokens:
        if not token.capital or token.ordinary or token.never or len(token.text) < _MIN_ALONE or token.noun:
            continue
        if text[token.end : token.end + 1] in "-_.'" and text[token.end + 1 : token.end + 2].isalnum():
            continue  # part of a compound or of an address
        if len(token.text) < _MIN_REPEATED and token.text.isupper():
            continue  # an abbreviation
        if token.first:
            yield Found(token.start, token.end, _ALONE)
        elif token.last:
            yield Found(token.start, token.end, _SURNAME_ALONE)
