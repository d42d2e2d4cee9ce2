"""How a reply came about, for editors and engineers; contains redacted text only."""

from typing import Any

from assistant.chat.pipeline import Outcome


def explain(outcome: Outcome) -> dict[str, Any]:
    """Redacted question, evidence, passages with their scores, decision and findings."""
    retrieved = outcome.retrieved
    passages = retrieved.passages if retrieved else ()
    return {
        "redacted": outcome.message_redacted,
        "language": outcome.reply.language,
        "probability": getattr(outcome.decision, "probability", None),
        "evidence": {name: round(value, 4) for name, value in retrieved.evidence.items()} if retrieved else {},
        "passages": [
            {
                "chunk_id": passage.chunk.chunk_id,
                "headings": passage.chunk.headings,
                "dense": round(passage.dense, 4),
                "lexical": round(passage.lexical, 3),
                "score": round(passage.score, 4),
            }
            for passage in passages
        ],
        "findings": [
            {"check": finding.check, "detail": finding.detail, "statement": finding.statement}
            for finding in outcome.verdict.findings
        ],
    }
