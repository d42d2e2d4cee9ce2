"""Verifies a whole draft before a word of it reaches the customer."""

from collections.abc import Collection, Iterator

from assistant.domain import Answer, Chunk, Decision, Draft, Finding, Statement, Verdict
from assistant.verification.checks import (
    CHECKS,
    CHECKS_OF_CUT_QUOTES,
    CHECKS_OF_QUOTES,
    SENTENCE_CHECKS,
    SENTENCE_CHECKS_OF_QUOTES,
    Check,
    SentenceCheck,
    name_of,
)
from assistant.verification.checks.translated import TRANSLATION_CHECKS, Translation, answers, units_to_compare
from assistant.verification.checks.wording import wording
from assistant.verification.claim import Claim, contains_words, guess_language
from assistant.verification.evidence import Support, units_of
from assistant.verification.meaning import Budget, EmbedsSentences, Meanings
from assistant.verification.quotes import is_quote
from assistant.verification.sentence import Sentence

FIXED, EXTRACTIVE = "fixed", "extractive"


class Verifier:
    """Deterministic. Fixed texts are trusted; quotations need citations and addresses only; all else every check."""

    def __init__(
        self,
        *,
        trusted_texts: Collection[str] = (),
        prompt_texts: Collection[str] = (),
        embedder: EmbedsSentences | None = None,
    ) -> None:
        """Without an embedder no sentence passes that is in another language than its passage."""
        self._meanings = Meanings(embedder)
        self._trusted_texts = frozenset(trusted_texts)
        self._prompt_texts = tuple(prompt_texts)

    def verify(self, draft: Draft, decision: Decision, *, query: str) -> Verdict:
        """Return what is wrong with the draft; nothing for a draft that is supported."""
        if draft.origin == FIXED and not isinstance(decision, Answer):
            return Verdict()
        if not isinstance(decision, Answer) or not draft.statements:
            return Verdict((Finding("citations", draft.text, "there is nothing to cite"),))
        chunks = {passage.chunk.chunk_id: passage.chunk for passage in decision.passages}
        return Verdict(tuple(self._findings(draft, chunks, query)))

    def _findings(self, draft: Draft, chunks: dict[str, Chunk], query: str) -> Iterator[Finding]:
        budget = self._meanings.budget()
        language = guess_language(draft.text)
        for statement in draft.statements:
            claim = self._claim(statement, chunks, query, language)
            checks, sentence_checks = self._checks(claim, quoting=draft.origin == EXTRACTIVE)
            for check in checks:
                yield from (Finding(name_of(check), statement.text, detail) for detail in check(claim))
            if claim.is_same_language:
                yield from _compared(claim, sentence_checks)
            elif sentence_checks and claim.cited:
                yield from self._translated(claim, budget)

    def _translated(self, claim: Claim, budget: Budget) -> Iterator[Finding]:
        """Compare each sentence with the parts of passages in another language that are closest to it."""
        units = units_to_compare([unit for chunk in claim.cited for unit in units_of(chunk)])
        for sentence in claim.whole_sentences:
            alignment = self._meanings.align(sentence, units, budget=budget) if sentence.items else None
            if alignment:
                pair = Translation(sentence, alignment)
                for check in TRANSLATION_CHECKS:
                    yield from (Finding(name_of(check), claim.statement.text, detail) for detail in check(pair))
            elif sentence.items or answers(sentence):
                detail = f"“{sentence.text[:80]}” could not be compared with its passage"
                yield Finding(name_of(wording), claim.statement.text, detail)

    def _claim(self, statement: Statement, chunks: dict[str, Chunk], query: str, language: str | None) -> Claim:
        cited = tuple(chunks[chunk_id] for chunk_id in statement.chunk_ids if chunk_id in chunks)
        return Claim(statement, cited, frozenset(chunks), query, self._prompt_texts, language)

    def _checks(self, claim: Claim, *, quoting: bool) -> tuple[tuple[Check, ...], tuple[SentenceCheck, ...]]:
        """A model may cut a quotation so that it says the opposite; the extractive answer cuts at sentence ends."""
        if claim.statement.text in self._trusted_texts:
            return CHECKS_OF_QUOTES, ()
        if is_quote(claim.statement.text, claim.cited):
            return (CHECKS_OF_QUOTES, ()) if quoting else (CHECKS_OF_CUT_QUOTES, SENTENCE_CHECKS_OF_QUOTES)
        return CHECKS, SENTENCE_CHECKS


def _compared(claim: Claim, checks: tuple[SentenceCheck, ...]) -> Iterator[Finding]:
    """Compare each sentence with the one of its supports that speaks for it best."""
    for sentence in claim.sentences:
        found = claim.supports(sentence)
        quoted = [
            support for support in found if any(contains_words(said.text, sentence.text) for said in support.said)
        ]
        against = [_against(sentence, support, checks, claim) for support in quoted or found]
        if against:
            yield from min(against, key=len)
        elif sentence.items and checks is SENTENCE_CHECKS:
            yield Finding(
                name_of(wording), claim.statement.text, f"no sentence of the passages is about “{sentence.text[:80]}”"
            )


def _against(sentence: Sentence, support: Support, checks: tuple[SentenceCheck, ...], claim: Claim) -> list[Finding]:
    return [
        Finding(name_of(check), claim.statement.text, detail) for check in checks for detail in check(sentence, support)
    ]
