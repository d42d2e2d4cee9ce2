"""Finds the editors' exact answer to a question, if one of its questions is the same, and says why.

Strict on purpose: a question that says one word more than the editor has thought of gets no exact answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from assistant.decision.named_country import with_code, without_country
from assistant.decision.question_words import Word, question_words
from assistant.decision.same_words import Known, is_same, keeps_order
from assistant.domain import Chunk, ExactMatch, Language, Passage, Retrieved
from assistant.knowledge.embedder import Embedder
from assistant.knowledge.exact import ExactAnswer
from assistant.knowledge.lexical import words
from assistant.knowledge.store import Snapshot

MAX_CHARS: Final = 300
"""A longer message says more than a question."""
ALIKE_FROM: Final = 0.93
ALIKE_MARGIN: Final = 0.02
"""Cosines of the packaged embedder: what a question that adds words of the answer has to reach, and its lead."""


_editors_words: Final = lru_cache(maxsize=20_000)(question_words)
"""Of what editors have written, which is the same for every question."""


_editors_spelling: Final = lru_cache(maxsize=20_000)(words)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it is compared; `is_known` tells whether a stem stands in the articles, so that it is no typo."""

    spelling: list[str]
    words: dict[Language, tuple[Word, ...]]
    is_known: Callable[[str], bool]


class ExactAnswers:
    """Looks a question up among the exact answers of the live snapshot."""

    def __init__(self, *, snapshot: Callable[[], Snapshot], embedder: Embedder, today: Callable[[], date]) -> None:
        self._snapshot = snapshot
        self._embedder = embedder
        self._today = today

    def __call__(self, question: str, language: Language) -> Retrieved | None:
        """The answer as the one passage found, or None. Raises KnowledgeUnavailableError."""
        snapshot = self._snapshot()
        valid = [answer for answer in snapshot.exact.answers if is_valid(answer, today=self._today())]
        if not valid or len(question) > MAX_CHARS:
            return None
        found = same_question(question, language, valid, is_known=lambda stem: _stands(snapshot, stem))
        found = found or self._alike(question, language, snapshot, valid)
        if found is None:
            return None
        answer, match = found
        return Retrieved((_passage(answer),), question, answer.language, snapshot.manifest.snapshot_id, exact=match)

    def _alike(
        self, question: str, language: Language, snapshot: Snapshot, valid: Sequence[ExactAnswer]
    ) -> tuple[ExactAnswer, ExactMatch] | None:
        """The answer that speaks of all that is asked and has the nearest question, well before others."""
        own = [answer for answer in valid if answer.language == language]
        asked = question_words(question, language)
        fitting = [answer for answer in own if _speaks_of(answer, asked)]
        if not fitting:
            return None
        vector = self._embedder.embed_query(question)
        cosines = {answer.exact_id: snapshot.exact.vectors_of(answer) @ vector for answer in own}
        best, *others = sorted(own, key=lambda answer: -float(cosines[answer.exact_id].max()))
        cosine = float(cosines[best.exact_id].max())
        lead = cosine - max((float(cosines[other.exact_id].max()) for other in others), default=0.0)
        if best not in fitting or cosine < ALIKE_FROM or lead < ALIKE_MARGIN:
            return None
        nearest = best.questions[int(cosines[best.exact_id].argmax())]
        return best, ExactMatch(best.exact_id, nearest, "alike", round(cosine, 4))


def is_valid(answer: ExactAnswer, *, today: date) -> bool:
    """Whether the answer still holds."""
    return answer.valid_until is None or today <= answer.valid_until


def same_question(
    question: str,
    language: Language,
    answers: Sequence[ExactAnswer],
    *,
    is_known: Callable[[str], bool] = lambda _: False,
) -> tuple[ExactAnswer, ExactMatch] | None:
    """The answer that has this very question: first by its words as they stand, then by those that carry its meaning.

    Answers in the customer's language and for the country she names go first. None where two fit alike.
    """
    said = {each: question_words(question, each) for each in {answer.language for answer in answers}}
    asked = _Asked(words(question), said, is_known)
    found = [match for answer in answers if (match := _match(asked, answer))]
    if not found:
        return None
    ranks = [(answer.country is None, answer.language != language, match.how != "equal") for answer, match in found]
    best = min(ranks)
    return found[ranks.index(best)] if ranks.count(best) == 1 else None


def _match(asked: _Asked, answer: ExactAnswer) -> tuple[ExactAnswer, ExactMatch] | None:
    found = [
        ExactMatch(answer.exact_id, known, how) for known in answer.questions if (how := _same(asked, known, answer))
    ]
    return (answer, min(found, key=lambda match: match.how != "equal")) if found else None


def _same(asked: _Asked, known: str, answer: ExactAnswer) -> Literal["equal", "nearly"] | None:
    if answer.country is None and asked.spelling == _editors_spelling(known):
        return "equal"
    theirs, said = _editors_words(known, answer.language), asked.words[answer.language]
    if answer.country is not None:
        theirs, said = with_code(theirs, answer), with_code(said, answer)
        if answer.country not in {word.stem for word in theirs}:
            said = without_country(said, answer.country)
    same = theirs and is_same(said, Known(theirs, known, answer.language), asked.is_known)
    return "nearly" if same else None


def _speaks_of(answer: ExactAnswer, asked: Sequence[Word]) -> bool:
    """Whether the question asks one of the answer's own with words added that the answer or its questions have.

    What is negated, a number or a place is never just an addition: "the address" is not "the address in Munich".
    """
    if not asked or answer.country is not None:
        return False
    stems = {word.stem for word in asked}
    known = [Known(_editors_words(each, answer.language), each, answer.language) for each in answer.questions]
    if not any(each.words and _has_all(asked, stems, each) for each in known):
        return False
    own = {(word.stem, word.before) for each in known for word in each.words}
    mentioned = {word.stem for word in _editors_words(answer.text, answer.language)}
    added = [word for word in asked if (word.stem, word.before) not in own]
    return all(word.stem in mentioned and not (word.is_number or word.is_negated or word.is_place) for word in added)


def _has_all(asked: Sequence[Word], stems: set[str], known: Known) -> bool:
    return all(word.stem in stems for word in known.words) and keeps_order(asked, known)


def _stands(snapshot: Snapshot, stem: str) -> bool:
    return any(stem in shelf.lexical.postings.columns for shelf in snapshot.shelves.values())


def _passage(answer: ExactAnswer) -> Passage:
    chunk = Chunk(
        chunk_id=f"exact:{answer.exact_id}",
        article_id=answer.article_id or "",
        title=answer.title or "",
        language=answer.language,
        url=answer.url,
        headings=(),
        text=answer.text,
        position=0,
    )
    return Passage(chunk, dense=1.0, lexical=0.0, score=1.0)
