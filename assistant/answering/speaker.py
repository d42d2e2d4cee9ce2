"""Turns a decision into a draft: a fixed text, a quotation, or a model's words."""

import logging
from dataclasses import replace

from assistant.answering.extractive import Extractive
from assistant.answering.fixed import fixed_draft
from assistant.answering.generative import Generative
from assistant.domain import Answer, Decision, Draft, Language, ModelCall, Passage, Source
from assistant.exceptions import LanguageModelError
from assistant.prompting import FixedTexts

logger = logging.getLogger(__name__)

QUOTE_CHARS = 280
WEB = ("https://", "http://")


class Speaker:
    """Everything that writes for the customer. Without a model, or when it fails, answers are quotations."""

    def __init__(self, *, texts: FixedTexts, extractive: Extractive, generative: Generative | None = None) -> None:
        self._texts = texts
        self._extractive = extractive
        self._generative = generative

    def draft(self, decision: Decision, *, query: str, language: Language) -> Draft:
        """Never fails for want of a model."""
        if not isinstance(decision, Answer):
            return fixed_draft(decision, self._texts, language)
        if decision.is_exact:
            return self._extractive.whole(decision, language=language)
        calls: tuple[ModelCall, ...] = ()
        if self._generative is not None:
            try:
                return self._generative.draft(decision, query=query, language=language)
            except LanguageModelError as error:
                logger.warning("the model gave no answer, quoting instead: %s", error)
                calls = error.calls
        return replace(self._extractive.draft(decision, query=query, language=language), model_calls=calls)

    def sources(self, decision: Decision, draft: Draft) -> tuple[Source, ...]:
        """One source per article that a statement rests on, in the order of the statements."""
        if not isinstance(decision, Answer):
            return ()
        passages = {passage.chunk.chunk_id: passage for passage in decision.passages}
        cited = [passages[chunk_id] for statement in draft.statements for chunk_id in statement.chunk_ids]
        first_of_article: dict[str, Passage] = {}
        for passage in filter(_is_named, cited):
            first_of_article.setdefault(passage.chunk.article_id, passage)
        found = tuple(map(_source, first_of_article.values()))
        return tuple(replace(source, quote="") for source in found) if decision.is_exact else found


def _is_named(passage: Passage) -> bool:
    """False for an exact answer without a source."""
    return bool(passage.chunk.title)


def _source(passage: Passage) -> Source:
    chunk = passage.chunk
    return Source(
        article_id=chunk.article_id,
        title=chunk.title,
        url=chunk.url if chunk.url and chunk.url.lower().startswith(WEB) else None,
        language=chunk.language,
        quote=_quote(chunk.text),
        score=round(passage.score, 4),
    )


def _quote(text: str) -> str:
    """The beginning of a passage, cut at a word."""
    first = text.strip().split("\n\n")[0].strip()
    if len(first) <= QUOTE_CHARS:
        return first
    return first[:QUOTE_CHARS].rsplit(" ", 1)[0]
