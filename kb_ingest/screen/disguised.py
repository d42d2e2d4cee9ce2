"""Words of letters that only look like Latin ones, and commands in code, turned round or spaced out."""

import base64
import binascii
import codecs
import re
from collections.abc import Callable, Iterator

from kb_ingest.screen.finding import Span
from kb_ingest.screen.instructions import commands_in
from kb_ingest.screen.page import LOOKALIKES, Page

LOOKALIKE_KIND = "letters in disguise"
ENCODED_KIND = "instruction in disguise"
MIXED = re.compile(r"(?<!\w)(?=\w*[a-zA-Z])(?=\w*[\u0400-\u052f])\w{4,}(?!\w)")
BASE64 = re.compile(r"(?<![\w+/=,-])[A-Za-z0-9+/_-]{32,8000}={0,2}(?![\w+/=])")
HEXADECIMAL = re.compile(r"(?<!\w)(?:(?:\\x|0x|%)?[0-9a-fA-F]{2}[ ,]?){20,4000}(?!\w)")
SPACED = re.compile(r"(?<![^\W_])(?:[^\W_][ ._-]{1,3}){7,}[^\W_](?![^\W_])")
LEET = re.compile(r"(?<![\w@$])[a-z013457@$]{4,40}(?![\w@$])")
LEET_INSIDE = re.compile(r"[a-z][^a-z]+[a-z]|\A[^a-z]+[a-z]+[^a-z]+\Z")
LEET_LETTERS = str.maketrans("013457@$", "oieastas")
HINTS = (
    "ignor",
    "instruction",
    "system prompt",
    "you are now",
    "anweisung",
    "vergiss",
    "assistant",
    "previous",
    "reveal",
)
ROT13_HINTS = tuple(codecs.encode(hint, "rot13") for hint in HINTS)
BACKWARD_HINTS = tuple(hint[::-1] for hint in HINTS)
LEET_WORD = re.compile(r"[a-z][013457][a-z]")
HEX_MARKS = ("\\x", "0x", "%")
PRINTABLE = 0.9
FEW_LEET, FEW_MIXED, LONG_WORD, MANY_LETTERS, PAIR = 2, 3, 20, 8, 2


def find(page: Page) -> Iterator[Span]:
    """Disguised words and decoded commands."""
    yield from _mixed(page)
    if _may_be_encoded(page):
        yield from _encoded(page)
    yield from _turned(page)
    yield from _spaced(page)
    if sum(LEET_WORD.search(word) is not None for word in set(page.words)) >= FEW_LEET:
        yield from _leet(page)


def _may_be_encoded(page: Page) -> bool:
    has_long_word = max(map(len, page.words), default=0) >= LONG_WORD
    has_pairs = sum(len(word) == PAIR and not word.isalpha() for word in page.words) >= MANY_LETTERS
    return has_long_word or has_pairs or sum(map(page.text.count, HEX_MARKS)) >= LONG_WORD


def _mixed(page: Page) -> Iterator[Span]:
    if not page.text.isascii():
        mixed = [match for match in MIXED.finditer(page.text) if all(map(_seems_latin, match.group()))]
        if len({match.group() for match in mixed}) >= FEW_MIXED:
            yield from (Span(LOOKALIKE_KIND, *match.span()) for match in mixed)


def _seems_latin(character: str) -> bool:
    return character.isascii() or character in LOOKALIKES


def _encoded(page: Page) -> Iterator[Span]:
    for pattern, decode in ((BASE64, _from_base64), (HEXADECIMAL, _from_hexadecimal)):
        for match in pattern.finditer(page.text):
            decoded = decode(match.group())
            if decoded and _commands(Page(decoded).flow):
                yield Span(ENCODED_KIND, *match.span())


def _commands(text: str) -> list[tuple[int, int]]:
    return [*commands_in(text)]


def _from_base64(text: str) -> str:
    raw = text.rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        return _readable(base64.b64decode(raw + "=" * (-len(raw) % 4)))
    except (binascii.Error, ValueError):
        return ""


def _from_hexadecimal(text: str) -> str:
    digits = re.sub(r"\\x|0x|[%, ]", "", text)
    return _readable(bytes.fromhex(digits)) if len(digits) % 2 == 0 else ""


def _readable(raw: bytes) -> str:
    text = raw.decode("utf-8", errors="replace")
    shown = sum(char.isprintable() and char != "\ufffd" for char in text)
    return text if shown >= PRINTABLE * len(text) else ""


def _turned(page: Page) -> Iterator[Span]:
    """Rot13 and text written backwards, line by line; a hint in that disguise must occur first."""
    if any(hint in page.plain for hint in ROT13_HINTS):
        yield from _lines(page, undo=lambda line: codecs.encode(line, "rot13"))
    if any(hint in page.plain for hint in BACKWARD_HINTS):
        yield from _lines(page, undo=lambda line: line[::-1])


def _lines(page: Page, *, undo: Callable[[str], str]) -> Iterator[Span]:
    position = 0
    for line in page.plain.splitlines(keepends=True):
        if _commands(undo(line.rstrip("\n"))):
            yield Span(ENCODED_KIND, *page.original(position, position + len(line.rstrip("\n"))))
        position += len(line)


def _spaced(page: Page) -> Iterator[Span]:
    for match in SPACED.finditer(page.plain):
        joined = re.sub(r"[ ._-]", "", match.group())
        if any(hint.replace(" ", "") in joined for hint in HINTS):
            yield Span(ENCODED_KIND, *page.original(*match.span()))


def _leet(page: Page) -> Iterator[Span]:
    """Commands that appear when digits in words are read as letters."""
    read = LEET.sub(_letters, page.flow)
    for start, end in {*_commands(read)} - {*_commands(page.flow)}:
        if read[start:end] != page.flow[start:end]:
            yield Span(ENCODED_KIND, *page.original(start, end))


def _letters(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(LEET_LETTERS) if LEET_INSIDE.search(word) else word
