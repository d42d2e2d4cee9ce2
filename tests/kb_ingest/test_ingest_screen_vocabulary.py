"""A page without the words that a command needs is not searched for it: every way to say it must have those words."""

from collections.abc import Iterator
from re import _constants as kind_of  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import pytest

from kb_ingest.screen import roles
from kb_ingest.screen.instructions import COMMANDS
from kb_ingest.screen.page import Page
from kb_ingest.screen.vocabulary import kinds_in


def samples(pattern):
    """Texts that together take each alternative of a regular expression, and each part that may be missing, once."""
    return {" ".join(text.split()) for text in _sequence(parser.parse(pattern))}


def _sequence(tokens) -> Iterator[str]:
    parts = [list(dict.fromkeys(_one(*token))) or [""] for token in tokens]
    for turn in range(max(map(len, parts), default=1)):
        yield "".join(part[turn % len(part)] for part in parts)


def _one(kind, value) -> Iterator[str]:
    if kind == kind_of.LITERAL:
        yield chr(value)
    elif kind == kind_of.SUBPATTERN:
        yield from _sequence(value[-1])
    elif kind == kind_of.BRANCH:
        for alternative in value[1]:
            yield from _sequence(alternative)
    elif kind in (kind_of.MAX_REPEAT, kind_of.MIN_REPEAT):
        fewest, most, inner = value
        yield from (text * max(1, fewest) for text in _sequence(inner) if most)
        if not fewest and inner[0] != (kind_of.LITERAL, ord(" ")):  # without an optional space, words are one
            yield ""
    elif kind == kind_of.ASSERT:  # what must stand somewhere after
        yield from (f"{text} " for text in _sequence(value[1]))
    elif kind == kind_of.IN:
        yield from _in(value)
    else:
        assert kind in (kind_of.AT, kind_of.ASSERT_NOT, kind_of.ANY, kind_of.NOT_LITERAL), kind
        yield "" if kind == kind_of.ASSERT_NOT else " "


def _in(choices) -> Iterator[str]:
    """A set of characters; one that is not named stands for other text between words."""
    if choices[0][0] == kind_of.NEGATE:
        yield " "
        return
    for kind, value in choices:
        if kind == kind_of.LITERAL:
            yield chr(value)
        elif kind == kind_of.RANGE:
            yield chr(value[0])
        else:
            yield {kind_of.CATEGORY_WORD: "x", kind_of.CATEGORY_DIGIT: "1", kind_of.CATEGORY_SPACE: " "}.get(value, " ")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.needs)
def test_every_way_to_give_a_command_has_the_words_that_are_looked_for_first(command):
    needed = set(command.needs.split("|"))
    shut = {text: needed - kinds_in(text) for text in samples(command.expression) if not needed <= kinds_in(text)}
    assert not shut


def test_every_pretended_speaker_has_a_mark_that_is_looked_for_first():
    texts = samples(roles.MARKS.pattern)
    assert not [text for text in texts if not roles.may_pretend(Page(text))]


def test_the_samples_take_every_alternative():
    assert samples(r"a(?:b|c(?:d|e)?)\b ?[^.]{0,3}f") == {"ab f", "acd f", "ace f", "ac f"}
