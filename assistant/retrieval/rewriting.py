"""What a follow-up asks for in a language model's words, which are searched for and never shown.

Whatever is wrong with them, the rules of `follow_up` say what is searched for.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from assistant.domain import Author, Language, ModelCall, PastMessage
from assistant.exceptions import LanguageModelError
from assistant.kit.placeholders import OURS, keys_in, written_plainly
from assistant.knowledge.countries import countries_meant
from assistant.knowledge.lexical import terms
from assistant.llm.port import LanguageModel, Message
from assistant.prompting import LANGUAGE_NAMES, MARK, Prompt, marked
from assistant.retrieval.follow_up import has_topic, telling_words

MAX_MESSAGE_CHARS: Final = 400
"""A longer message says itself what it is about."""
MAX_TURNS: Final = 6
MAX_TURN_CHARS: Final = 300
MAX_QUESTION_CHARS: Final = 300
_MAX_TOKENS: Final = 120
_QUOTES: Final = "\"'„“”‚‘’«»"
_MARKUP: Final = re.compile(r"[<>\[\]{}|`*_#\\@^~]|//|www\.|\w\.[^\W\d_]{2}", re.IGNORECASE)
_NEGATION: Final = re.compile(
    r"\b(?:nicht|nichts|nie|niemals|kein\w*|ohne|not|no|never|without|cannot|pas|jamais|aucune?|sans|non|mai|"
    r"nessun\w*|senza)\b|n['’]t\b",
    re.IGNORECASE,
)
_SPEAKERS: Final = {Author.CUSTOMER: "Customer", Author.AI: "Assistant", Author.HUMAN: "Agent"}


class RewriteResult(StrEnum):
    """What became of a model's words."""

    USED = "used"
    UNCHANGED = "unchanged"  # the model says that the message stands alone
    REFUSED = "refused"  # they say what nobody has said, or are no question
    FAILED = "failed"  # the model was too slow, too expensive, left alone or broken


@dataclass(frozen=True, slots=True)
class Rewriting:
    """`query` is what to search for, None where the rules say it; `objection` tells what the words were refused for.

    Without a result no model was asked.
    """

    result: RewriteResult | None = None
    query: str | None = None
    objection: str | None = None
    calls: tuple[ModelCall, ...] = ()


Rewrite = Callable[[str, tuple[PastMessage, ...], Language], Rewriting]


def not_rewritten(message: str, history: tuple[PastMessage, ...], language: Language) -> Rewriting:
    """Stand for a service whose rules alone complete a follow-up."""
    del message, history, language
    return Rewriting()


class Rewriter:
    """Asks the model with one versioned prompt, for `timeout_s` seconds at most. It never fails."""

    def __init__(self, model: LanguageModel, prompt: Prompt, *, timeout_s: float) -> None:
        self._model = model
        self._prompt = prompt
        self._timeout_s = timeout_s

    def __call__(self, message: str, history: tuple[PastMessage, ...], language: Language) -> Rewriting:
        """Take redacted texts; without something that was talked about, the model is not asked."""
        if len(message) > MAX_MESSAGE_CHARS or not has_topic(history, language):
            return Rewriting()
        messages = self._messages(message, history, language)
        try:
            said = self._model.complete(messages, max_tokens=_MAX_TOKENS, timeout_s=self._timeout_s)
        except LanguageModelError as error:
            return Rewriting(RewriteResult.FAILED, calls=_of_rewriting(error.calls))
        material = "\n".join((*(past.text for past in history), message))
        judged = _judge(_tidy(said.text, material), message, material, language)
        return replace(judged, calls=_of_rewriting(said.calls))

    def _messages(self, message: str, history: Sequence[PastMessage], language: Language) -> tuple[Message, ...]:
        rendered = self._prompt.render(
            language=LANGUAGE_NAMES[language],
            mark=MARK,
            conversation="\n".join(_turns(history)),
            message=marked(message),
        )
        return (Message("system", rendered.system), Message("user", rendered.user))


def _turns(history: Sequence[PastMessage]) -> Iterator[str]:
    """The beginnings of the last turns, a line for each, so that none can pretend to be another's."""
    said = [past for past in history if past.author in _SPEAKERS and past.text.strip()]
    for past in said[-MAX_TURNS:]:
        yield f"{_SPEAKERS[past.author]}: {marked(past.text[:MAX_TURN_CHARS])}"


def _of_rewriting(calls: tuple[ModelCall, ...]) -> tuple[ModelCall, ...]:
    return tuple(replace(call, purpose="rewriting") for call in calls)


def _tidy(said: str, material: str) -> str:
    """Without the marks and quotation marks that models add, placeholders in the one way we write them."""
    return written_plainly(said.replace(MARK, " ").strip().strip(_QUOTES).strip(), keys=keys_in(material))


def _judge(question: str, message: str, material: str, language: Language) -> Rewriting:
    if question.split() == message.split():
        return Rewriting(RewriteResult.UNCHANGED, message)
    wording = _Wording(question, material, language)
    objection = next((name for name, objects in _OBJECTIONS.items() if objects(wording)), None)
    if objection is not None:
        return Rewriting(RewriteResult.REFUSED, objection=objection)
    return Rewriting(RewriteResult.USED, question)


@dataclass(frozen=True, slots=True)
class _Wording:
    """A model's question, and what it was made from: the message and everything said before."""

    question: str
    material: str
    language: Language


def _invents_numbers(wording: _Wording) -> bool:
    return not _numbers(wording.question) <= _numbers(wording.material)


def _invents_a_country(wording: _Wording) -> bool:
    said = countries_meant(_own_words(wording.material), wording.language)
    return not countries_meant(wording.question, wording.language) <= said


def _negates(wording: _Wording) -> bool:
    return _NEGATION.search(wording.question) is not None and _NEGATION.search(wording.material) is None


def _is_about_something_else(wording: _Wording) -> bool:
    telling = terms(" ".join(telling_words(wording.question, wording.language)), wording.language)
    return set(telling).isdisjoint(terms(_own_words(wording.material), wording.language))


_OBJECTIONS: Final[dict[str, Callable[[_Wording], bool]]] = {
    "not one line": lambda wording: not wording.question or not wording.question.isprintable(),
    "too long": lambda wording: len(wording.question) > MAX_QUESTION_CHARS,
    "unknown placeholder": lambda wording: not keys_in(wording.question) <= keys_in(wording.material),
    "markup or address": lambda wording: _MARKUP.search(_own_words(wording.question)) is not None,
    "unknown number": _invents_numbers,
    "unknown country": _invents_a_country,
    "negation": _negates,
    "no word of the conversation": _is_about_something_else,
}


def _own_words(text: str) -> str:
    """The text without placeholders, in the plain forms of its characters."""
    return unicodedata.normalize("NFKC", OURS.sub(" ", text))


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", _own_words(text)))
