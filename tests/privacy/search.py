"""Looks for personal values, in every form they might take, in everything that a service left behind."""

import base64
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from identities import Identity

WINDOW = 5
SHORTEST_SURNAME = 5
SHORTEST_HALF = 5
DIGITS_FROM = 8
SEPARATORS = re.compile(r"(?<=\d)[ ./()\-\u00a0]{1,3}(?=\d)")
TOKEN = re.compile(r"gAAAA[A-Za-z0-9_-]{60,}={0,2}|(?=\d*[a-f])[0-9a-f]{64,}")
"""Ciphertext, and digests: among so many hexadecimal digits, eight of a date of birth stand by chance now and then."""
NUMBERS = frozenset({"iban", "card", "id", "phone", "customer", "birth"})


@dataclass(frozen=True, slots=True)
class Needle:
    """A form of a value; `is_word` where only a whole word counts."""

    text: str
    kind: str
    owner: int
    is_word: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A value that was found: where, and what stands around it."""

    needle: Needle
    place: str
    around: str


@dataclass(frozen=True)
class Haystack:
    """A place and its text, folded, together with the text in which numbers stand without separators."""

    place: str
    text: str

    @classmethod
    def of(cls, place: str, content: bytes | str) -> "Haystack":
        """Ciphertext may hold anything; everything else is searched, each line once."""
        decoded = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
        lines = dict.fromkeys(fold(TOKEN.sub(" ", decoded)).splitlines())
        return cls(place, "\n".join([*lines, *dict.fromkeys(SEPARATORS.sub("", line) for line in lines)]))


def fold(text: str) -> str:
    """One writing for upper and lower case, composed and decomposed letters."""
    return unicodedata.normalize("NFC", text).lower()


def needles_of(identity: Identity, *, known_words: frozenset[str]) -> set[Needle]:
    """All forms of all values, as they were typed and as they are written canonically."""
    found: set[Needle] = set()
    for values in [identity.values, *(sent.values for sent in identity.sent)]:
        for kind, value in values.items():
            if kind not in {"surname", "id_label"}:
                found |= {Needle(form, kind, identity.number) for form in forms(kind, value)}
        if "surname" in values:
            found |= _surnames(values["surname"], identity, known_words)
    return found


def forms(kind: str, value: str) -> Iterator[str]:
    """A value as typed, as digits, and as programs write it."""
    plain = [value]
    if kind == "email":
        plain += [half for half in value.split("@") if len(half) >= SHORTEST_HALF and "example" not in half]
    if kind in NUMBERS:
        compact = ("".join(filter(str.isalnum, value)), "".join(filter(str.isdigit, value)))
        plain += [each for each in compact if len(each) >= DIGITS_FROM]
    for each in plain:
        yield fold(each)
        yield fold(json.dumps(each)[1:-1])
        yield fold(quote(each))
        yield fold(quote_plus(each))
        yield fold(base64.b64encode(each.encode()).decode().rstrip("=")[:-1])


def search(haystacks: Iterable[Haystack], needles: Iterable[Needle]) -> list[Hit]:
    """Every needle in every place, once for each place."""
    wanted = [needle for needle in needles if len(needle.text) >= WINDOW]
    return [hit for haystack in haystacks for hit in _search(haystack, wanted)]


def without_ordinary_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that stand there whoever writes: a surname among them says nothing."""
    return frozenset(word for text in texts for word in re.findall(r"\w+", fold(text)))


def sentence_of(identity: Identity, needle: Needle) -> str:
    """The message in which the value stood."""
    typed = (sent for sent in identity.sent if needle.kind in sent.values)
    return next((sent.text for sent in typed if needle.text in fold(sent.text)), "")


def _surnames(surname: str, identity: Identity, known_words: frozenset[str]) -> set[Needle]:
    words = re.findall(r"\w+", fold(surname))
    return {
        Needle(word, "surname", identity.number, is_word=True)
        for word in words
        if len(word) >= SHORTEST_SURNAME and word not in known_words
    }


def _search(haystack: Haystack, needles: list[Needle]) -> Iterator[Hit]:
    text = haystack.text
    windows = {text[start : start + WINDOW] for start in range(len(text) - WINDOW + 1)}
    for needle in needles:
        if needle.text[:WINDOW] in windows and needle.text[-WINDOW:] in windows:
            start = _find(text, needle)
            if start >= 0:
                yield Hit(needle, haystack.place, text[max(0, start - 40) : start + len(needle.text) + 40])


def _find(text: str, needle: Needle) -> int:
    if not needle.is_word:
        return text.find(needle.text)
    match = re.search(rf"(?<!\w){re.escape(needle.text)}(?!\w)", text)
    return match.start() if match else -1
