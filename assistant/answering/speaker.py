"""Turns a decision into a draft: a fixed text, a quotation, or a model's words."""

import logging
import re

from assistant.answering.extractive import Extractive
from assistant.answering.fixed import fixed_draft
from assistant.answering.generative import Generative
from assistant.domain import Answer, Decision, Draft, Language, Source
from assistant.exceptions import LanguageModelError
from assistant.prompting import FixedTexts

logger = logging.getLogger(__name__)

QUOTE_CHARS = 280
MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


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
        if self._generative is not None:
            try:
                return self._generative.draft(decision, query=query, language=language)
            except LanguageModelError as error:
                logger.warning("the model gave no answer, quoting instead: %s", error)
        return self._extractive.draft(decision, query=query, language=language)

    def sources(self, decision: Decision, draft: Draft) -> tuple[Source, ...]:
        """One source per article that a statement rests on, in the order of the statements."""
        if not isinstance(decision, Answer):
            return ()
        passages = {passage.chunk.chunk_id: passage for passage in decision.passages}
        cited = [passages[chunk_id] for statement in draft.statements for chunk_id in statement.chunk_ids]
        by_article = {passage.chunk.article_id: passage for passage in reversed(cited)}
        ordered = dict.fromkeys(passage.chunk.article_id for passage in cited)
        return tuple(
            Source(
                article_id=article_id,
                title=by_article[article_id].chunk.title,
                url=by_article[article_id].chunk.url,
                language=by_article[article_id].chunk.language,
                quote=_quote(by_article[article_id].chunk.text),
                score=round(by_article[article_id].score, 4),
            )
            for article_id in ordered
        )


def _quote(text: str) -> str:
    """The beginning of a passage, cut at a word."""
    first = text.strip().split("\n\n")[0].strip()
    if len(first) <= QUOTE_CHARS:
        return first
    return first[:QUOTE_CHARS].rsplit(" ", 1)[0]
