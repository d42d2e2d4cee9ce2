"""Says what is wrong with an answer to a golden question."""

import re
import unicodedata
from typing import Final

from assistant.domain import DecisionName
from kb_ingest.regression.questions import Expectation, Given

WORDS: Final[dict[DecisionName, str]] = {
    "answer": "an answer",
    "chat": "small talk",
    "clarify": "a choice of articles",
    "hand_off": "a hand-off to a person",
    "decline": "a refusal",
}
_MARKS: Final = re.compile(r"[*`_\\]")


def judge(given: Given, expected: Expectation) -> tuple[str, ...]:
    """Everything that is not as it should be, in words for the editor; nothing when the answer is right."""
    return (*_decision(given, expected), *_article(given, expected), *_words(given, expected))


def _decision(given: Given, expected: Expectation) -> tuple[str, ...]:
    wanted = expected.decisions or (("answer",) if expected.articles or expected.must_contain else ())
    if not wanted or given.decision in wanted:
        return ()
    return (f"is {WORDS[given.decision]}, expected {' or '.join(WORDS[name] for name in wanted)}",)


def _article(given: Given, expected: Expectation) -> tuple[str, ...]:
    shown = [article.article_id for article in given.shown]
    if not expected.articles or set(shown) & set(expected.articles):
        return ()
    wanted = " or ".join(expected.articles)
    return (f"rests on {' and '.join(shown) or 'no article'}, expected {wanted}",)


def _words(given: Given, expected: Expectation) -> tuple[str, ...]:
    text = _plain(given.text)
    missing = [f"does not contain “{part}”" for part in expected.must_contain if _plain(part) not in text]
    unwanted = [f"contains “{part}”" for part in expected.must_not_contain if _plain(part) in text]
    return (*missing, *unwanted)


def _plain(text: str) -> str:
    """What a reader sees: no emphasis, one kind of space, no difference of case."""
    return " ".join(_MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold().split())
