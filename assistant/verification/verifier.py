"""Verifies a whole draft before a word of it reaches the customer."""

from collections.abc import Collection, Iterator

from assistant.domain import Answer, Chunk, Decision, Draft, Finding, Statement, Verdict
from assistant.verification.checks import CHECKS, CHECKS_OF_QUOTES, Check, name_of
from assistant.verification.checks.negation import negation
from assistant.verification.claim import Claim
from assistant.verification.quotes import is_quote

FIXED, EXTRACTIVE = "fixed", "extractive"


class Verifier:
    """Deterministic. Fixed texts are trusted; quotations need citations and addresses only; all else every check."""

    def __init__(self, *, trusted_texts: Collection[str] = (), prompt_texts: Collection[str] = ()) -> None:
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
        for statement in draft.statements:
            claim = self._claim(statement, chunks, query)
            for check in self._checks(claim, quoting=draft.origin == EXTRACTIVE):
                for detail in check(claim):
                    yield Finding(name_of(check), statement.text, detail)

    def _claim(self, statement: Statement, chunks: dict[str, Chunk], query: str) -> Claim:
        cited = tuple(chunks[chunk_id] for chunk_id in statement.chunk_ids if chunk_id in chunks)
        return Claim(statement, cited, frozenset(chunks), query, self._prompt_texts)

    def _checks(self, claim: Claim, *, quoting: bool) -> tuple[Check, ...]:
        """A model may cut a quotation so that it says the opposite; the extractive answer cuts at sentence ends."""
        if claim.statement.text in self._trusted_texts:
            return CHECKS_OF_QUOTES
        if is_quote(claim.statement.text, claim.cited):
            return CHECKS_OF_QUOTES if quoting else (*CHECKS_OF_QUOTES, negation)
        return CHECKS
