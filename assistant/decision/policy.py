"""Decides from passages: answer, offer choices, decline or offer a person."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from assistant.domain import (
    COVERAGE,
    EXACT,
    OTHER_COUNTRY,
    Answer,
    Choice,
    Clarify,
    Decision,
    Decline,
    DeclineReason,
    HandOff,
    HandOffReason,
    Language,
    Passage,
    PastMessage,
    Retrieved,
)
from assistant.knowledge.countries import countries_meant, lacks
from assistant.knowledge.lexical import terms

MAX_CHOICES = 3
ANSWER_PASSAGES = 5
CODE = re.compile(r"\b(?=[\w-]{0,19}[^\W\d_])(?=[\w-]{0,19}\d)[^\W_][\w-]{1,18}[^\W_]\b")
"""Letters and digits in one word, three of them or more."""
LEAST_MARGIN = 0.005
"""Of the cosines of two articles. Below, a rare word alone speaks for the first: such answers are wrong three times as
often as others, and one right answer in sixty is lost."""
WELL_COVERED = 0.6
"""Share of the question's words in the first passage from which even an improbable article is offered."""


@dataclass(frozen=True, slots=True)
class Model:
    """Logistic regression on standardised features: probability that the first passage answers the question."""

    intercept: float
    weights: Mapping[str, float]
    means: Mapping[str, float]
    deviations: Mapping[str, float]

    def probability(self, evidence: Mapping[str, float]) -> float:
        """Between 0 and 1; 0 without evidence."""
        if not evidence:
            return 0.0
        total = self.intercept + sum(
            weight * (evidence[name] - self.means[name]) / self.deviations[name]
            for name, weight in self.weights.items()
        )
        return (1 + math.tanh(total / 2)) / 2  # the logistic function, written so that it cannot overflow


def load_model() -> Model:
    """The packaged coefficients; `python -m evals fit-decisions` prints new ones."""
    return Model(**json.loads(files("assistant.decision").joinpath("answerable.v1.json").read_text()))


@dataclass(frozen=True, slots=True)
class Policy:
    """From which probability to answer or ask back, and below which cosine of the best passage a question is not ours.

    The cosine tells what is about something else better than the probability does (AUC .91 against .88).
    """

    model: Model
    answer_from: float
    clarify_from: float
    off_topic_below: float

    def __call__(
        self, message: str, history: tuple[PastMessage, ...], retrieved: Retrieved, language: Language
    ) -> Decision:
        """Pure: the same evidence gives the same decision."""
        del message, language
        if not retrieved.passages:
            return HandOff(HandOffReason.MISSING_KNOWLEDGE)
        if retrieved.exact or retrieved.chosen:
            return Answer(retrieved.passages[:ANSWER_PASSAGES], 1.0, reason=EXACT if retrieved.exact else "chosen")
        probability = self.model.probability(retrieved.evidence)
        if probability >= self.clarify_from and _is_about_other_countries(retrieved):
            return _other_country(retrieved.passages, history, probability)
        if probability >= self.answer_from and _stands_out(retrieved) and _has_what_is_new(retrieved):
            return Answer(retrieved.passages[:ANSWER_PASSAGES], probability)
        is_covered = retrieved.evidence.get(COVERAGE, 0.0) >= WELL_COVERED or _has_its_code(retrieved)
        choices = _choices(retrieved.passages)
        if (probability >= self.clarify_from or is_covered) and not _has_just_asked(history, choices):
            return Clarify(choices, probability, "ambiguous" if probability >= self.clarify_from else "covered")
        is_ours = is_covered or retrieved.evidence.get("dense", 1.0) >= self.off_topic_below
        missing = HandOff(HandOffReason.MISSING_KNOWLEDGE, probability=probability)
        return missing if is_ours else Decline(DeclineReason.OFF_TOPIC, probability)


def _stands_out(retrieved: Retrieved) -> bool:
    """Whether the meaning of the first article is nearer than that of any rival, and not its words alone."""
    has_rival = len({choice.article_id for choice in _choices(retrieved.passages)}) > 1
    return not has_rival or retrieved.evidence.get("dense_margin", LEAST_MARGIN) >= LEAST_MARGIN


def _has_what_is_new(retrieved: Retrieved) -> bool:
    """False for a follow-up whose own words the passage does not have: the rest of the question found it."""
    chunk = retrieved.passages[0].chunk
    asked = terms(" ".join(retrieved.added), chunk.language) if retrieved.added else []
    if not asked or chunk.language != retrieved.language:
        return True
    present = " ".join(terms(" ".join([chunk.title, *chunk.headings, chunk.text]), chunk.language))
    return 2 * sum(word in present for word in asked) >= len(asked)


def _is_about_other_countries(retrieved: Retrieved) -> bool:
    """Tell whether the first article speaks of countries, but not of the one in the question."""
    meant = countries_meant(retrieved.query, retrieved.language)
    chunks = [passage.chunk for passage in retrieved.passages[:ANSWER_PASSAGES]]
    first = chunks[0]
    texts = [[chunk.title, *chunk.headings, chunk.text] for chunk in chunks if chunk.article_id == first.article_id]
    return lacks("\n".join(line for text in texts for line in text), meant, first.language)


def _other_country(
    passages: tuple[Passage, ...], history: tuple[PastMessage, ...], probability: float
) -> Clarify | HandOff:
    """Say that it is not known for this country, and offer the article; what holds in another one is no answer."""
    if _has_just_asked(history):
        return HandOff(HandOffReason.MISSING_KNOWLEDGE, probability=probability)
    return Clarify(_choices(passages)[:1], probability, OTHER_COUNTRY)


def _has_its_code(retrieved: Retrieved) -> bool:
    """Tell whether the question names a code such as "E07" and the first passage has it."""
    chunk = retrieved.passages[0].chunk
    present = {code.casefold() for code in CODE.findall(" ".join([chunk.title, *chunk.headings, chunk.text]))}
    return any(code.casefold() in present for code in CODE.findall(retrieved.query))


def _choices(passages: tuple[Passage, ...]) -> tuple[Choice, ...]:
    """The best articles in the language of the first: a translation of it is no alternative."""
    language = passages[0].chunk.language
    chunks = {passage.chunk.article_id: passage.chunk for passage in passages if passage.chunk.language == language}
    return tuple(Choice(chunk.article_id, chunk.title, chunk.language) for chunk in chunks.values())[:MAX_CHOICES]


def _has_just_asked(history: tuple[PastMessage, ...], choices: tuple[Choice, ...] = ()) -> bool:
    """At most one clarifying question about the same thing, and two in a row: another topic may be asked about."""
    asked = [message for message in history if message.decision]
    if not asked or asked[-1].decision != "clarify":
        return False
    offered = {choice.article_id for choice in asked[-1].choices}
    is_other = bool(offered) and bool(choices) and choices[0].article_id not in offered
    return not is_other or [message.decision for message in asked[-2:]] == ["clarify", "clarify"]
