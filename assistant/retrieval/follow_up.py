"""What a message asks for, given what the customer asked before: "und in die Schweiz?" becomes a whole question.

No model: whether a message leans on the history is told by closed classes of words (`cues`), and what it lacks is taken
from the customer's last question. A message that can stand alone is left alone, or a change of topic would be missed.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from assistant.domain import LANGUAGES, Author, Language, PastMessage
from assistant.kit.placeholders import OURS
from assistant.retrieval.counterpart import Word, counterpart, span_of_places, words_of
from assistant.retrieval.cues import PLACES, SEPARABLE, TIMES, Cues, cues_of

MAX_WORDS: Final = 14
"""A longer message says itself what it is about."""
MAX_FRAGMENT_WORDS: Final = 7
MAX_POINTING_WORDS: Final = 3
"""Words with a meaning of their own that a question has at most whose pronoun stands for something before it."""
MAX_CONTEXT_CHARS: Final = 300
_READ_CHARS: Final = 400
_SENTENCE_END: Final = re.compile(r"[.!?…]+(?:\s+|$)|\n+")


def search_query(message: str, history: Sequence[PastMessage], language: Language) -> str:
    """The message itself where it stands alone, else one that says what the history has said already."""
    if len(message) > _READ_CHARS:
        return message
    context, asked_back = _context(history, language)
    leaning = _leaning(message, context, language, answers=asked_back)
    return message if leaning is None else leaning


def telling_words(message: str, language: Language) -> tuple[str, ...]:
    """The words of a follow-up that have a meaning of their own."""
    words = words_of(OURS.sub(" ", message[:_READ_CHARS]))
    return tuple(word.text for word in _content(words, cues_of(_spoken(words, language))))


def query_for_choice(message: str, history: Sequence[PastMessage], language: Language) -> str:
    """What a picked article is searched for: the question that led to the choice, where there was one."""
    context, asked_back = _context(history, language)
    return context if context and asked_back else message


def has_topic(history: Sequence[PastMessage], language: Language) -> bool:
    """Tell whether the customer has asked anything before that a message could go on from."""
    return bool(_context(history, language)[0])


def _context(history: Sequence[PastMessage], language: Language) -> tuple[str, bool]:
    """What is being talked about, and whether the assistant has asked back last."""
    context, asked_back = "", False
    for past in history:
        if past.author is Author.CUSTOMER:
            context = _in_context(past.text[:_READ_CHARS], context, language, answers=asked_back)
        asked_back = past.decision == "clarify"
    return context, asked_back


def _in_context(text: str, context: str, language: Language, *, answers: bool) -> str:
    """What is being talked about after this message."""
    text = " ".join(OURS.sub(" ", text).split())
    words = words_of(text)
    if not _said(words, cues_of(_spoken(words, language))):
        return context
    joined = _leaning(text, context, language, answers=answers)
    return (text if joined is None else joined)[:MAX_CONTEXT_CHARS]


def _leaning(text: str, context: str, language: Language, *, answers: bool) -> str | None:
    """The message joined with the context, None where it stands alone."""
    if not context:
        return None
    words = words_of(text)
    cues = cues_of(_spoken(words, language))
    opened, rest = _without_opener(_personal(_said(words, cues), cues), cues)
    if not rest or len(rest) > MAX_WORDS:
        return None
    if _is_fragment(rest, cues):
        if not (opened or answers or _is_part(rest, cues)) or len(rest) > MAX_FRAGMENT_WORDS:
            return None
        return _with_part(context, text[rest[0].start : rest[-1].end], rest, cues)
    if not _refers_back(rest, cues, opened=opened):
        return None
    return _with_topic(text[rest[0].start :].strip(), rest, context, language)


def _spoken(words: Sequence[Word], language: Language) -> Language:
    """The language with most function words in the text; a few words are too little for the detector of languages."""
    found = {word.folded for word in words}

    def share(candidate: Language) -> tuple[int, bool]:
        return len(found & cues_of(candidate).common), candidate == language

    return language if 2 * share(language)[0] > len(found) else max(LANGUAGES, key=share)


def _said(words: list[Word], cues: Cues) -> list[Word]:
    """The words without thanks and courtesies before them; empty where there is nothing else."""
    for number, word in enumerate(words):
        if word.folded not in cues.fillers:
            return words[number:]
    return []


def _personal(words: list[Word], cues: Cues) -> list[Word]:
    """The words without the pronouns of "gibt es" and "is there", which stand for nothing."""
    folded = [word.folded for word in words]
    pairs = {row for row in range(1, len(words)) if f"{folded[row - 1]} {folded[row]}" in cues.impersonal}
    empty = {at for row in pairs for at in (row - 1, row) if folded[at] in cues.refers | cues.expletive}
    return [word for row, word in enumerate(words) if row not in empty]


def _without_opener(words: list[Word], cues: Cues) -> tuple[bool, list[Word]]:
    """Whether the message goes on where another stopped, and the words after that."""
    opened = False
    while words and (length := _longest_phrase(words, (*cues.openers, *cues.frames))):
        words, opened = words[length:], True
    return opened, words


def _longest_phrase(words: list[Word], phrases: Iterable[str]) -> int:
    beginning = " ".join(word.folded for word in words[:8]) + " "
    return max((len(phrase.split()) for phrase in phrases if beginning.startswith(f"{phrase} ")), default=0)


def _is_fragment(words: Sequence[Word], cues: Cues) -> bool:
    """True for a part of a sentence: "in die Schweiz", "if it is late"."""
    if words[0].folded in cues.conditions:
        return len(_content(words, cues)) < MAX_POINTING_WORDS
    return not any(word.folded in cues.verbs | cues.subjects | cues.asks for word in words)


def _is_part(words: Sequence[Word], cues: Cues) -> bool:
    """True for a fragment that cannot be a heading: it begins with a preposition, or is a place, or says no noun."""
    content = _content(words, cues)
    if not content or all(word.folded in PLACES for word in content):
        return True
    if words[0].folded in cues.leads:
        return words[0].folded in cues.generic or len(content) == 1
    return words[0].folded in cues.refers_anywhere or _refers_at(words, cues) is not None


def _content(words: Sequence[Word], cues: Cues) -> list[Word]:
    return [word for word in words if word.folded not in cues.function_words and len(word.folded) > 1]


def _refers_back(words: Sequence[Word], cues: Cues, *, opened: bool) -> bool:
    """Tell whether a question points to something before it."""
    content = _content(words, cues)
    if not content or all(word.folded in PLACES for word in content):
        return True
    if len(content) < MAX_POINTING_WORDS and any(word.folded in cues.refers_anywhere for word in words):
        return True
    place = _refers_at(words, cues)
    if place is not None and len(content) <= MAX_POINTING_WORDS and not _content(words[:place], cues):
        return True
    if words[-1].folded in cues.expletive and len(content) <= MAX_POINTING_WORDS:
        return True
    found = {word.folded for word in words}
    is_object = bool(found & cues.expletive and found & cues.subjects)
    return (opened or is_object) and len(content) <= 1


def _refers_at(words: Sequence[Word], cues: Cues) -> int | None:
    """Where the first word stands that points back."""
    for place, word in enumerate(words):
        is_date = place + 1 < len(words) and words[place + 1].folded in TIMES
        if (
            (word.folded in cues.refers and not is_date)
            or _is_pronoun(words, place, cues)
            or _is_small_sie(words, place)
        ):
            return place
    return None


def _is_pronoun(words: Sequence[Word], place: int, cues: Cues) -> bool:
    """As in "das geht", "kann ich das kündigen"; not in "das Paket"."""
    if words[place].folded not in cues.may_refer:
        return False
    if place + 1 == len(words):
        return True
    following = words[place + 1].folded
    if following in SEPARABLE and place + 2 == len(words):
        return True
    if following in cues.function_words and following not in cues.determiners:
        return True
    is_object = place > 0 and words[place - 1].folded in cues.subjects
    return is_object and place + 2 == len(words) and words[place + 1].text.islower() and following.endswith("n")


def _is_small_sie(words: Sequence[Word], place: int) -> bool:
    """The pronoun for things, in a text that writes the polite form with a capital letter or has another subject."""
    if words[place].text != "sie":
        return False
    return any(word.folded in {"ich", "man", "wir"} for word in words) or words[0].text[0].isupper()


def _with_topic(question: str, words: Sequence[Word], context: str, language: Language) -> str:
    """The new question about the former one's topic: "wie lange dauert das – Versand in die Schweiz"."""
    if any(word.folded in PLACES for word in words):
        context = _without_places(context)
    topic = words_of(context)
    frame = cues_of(_spoken(topic, language)).frame | {word.folded for word in words}
    ends = [*(word.start for word in topic[1:]), len(context)]
    kept = [context[word.start : end] for word, end in zip(topic, ends, strict=True) if word.folded not in frame]
    return f"{question} – {_tidy(''.join(kept))}" if kept else question


def _tidy(text: str) -> str:
    return " ".join(_SENTENCE_END.sub(" ", text).replace(" – ", " ").split())


def _without_places(text: str) -> str:
    span = span_of_places(words_of(text))
    return text if span is None else f"{text[: span[0]]} {text[span[1] :]}"


def _with_part(context: str, part: str, words: Sequence[Word], cues: Cues) -> str:
    """The former question with the new part in the place of its counterpart, or behind it."""
    span = counterpart(context, words, cues)
    new = _without_repeat(part, words, cues)
    return f"{_tidy(context)} {new}" if span is None else f"{context[: span[0]]}{new}{context[span[1] :]}"


def _without_repeat(part: str, words: Sequence[Word], cues: Cues) -> str:
    """The part without "auch" and the like at its ends."""
    kept = [word for word in words if word.folded not in cues.generic or word.folded in cues.determiners]
    while kept and kept[-1].folded in cues.leads:
        kept.pop()
    return part[kept[0].start - words[0].start : kept[-1].end - words[0].start] if kept else part
