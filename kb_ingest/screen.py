"""Looks for what a customer must never be answered with: hidden text and instructions addressed to an AI.

An article with a finding is held back with the reason and the place; it is never rewritten.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb_ingest.article import Article

# Text direction overrides and invisible tag characters; zero-width characters are taken out by `clean`.
INVISIBLE = re.compile(r"[\u202d\u202e\U000e0000-\U000e007f]+")
HIDDEN_STYLE = re.compile(
    r"<[^>]+(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d]))", re.IGNORECASE
)
TO_THE_MACHINE = (
    re.compile(
        r"\b(?:ignor\w*|vergiss|vergessen sie|disregard|forget|missachte\w*|oublie\w*|ignora\w*|dimentica\w*)\b[^.\n]{0,40}"
        r"\b(?:previous|prior|above|earlier|bisherig\w*|vorherig\w*|obig\w*|pr[ée]c[ée]dent\w*|precedent\w*)\b[^.\n]{0,30}"
        r"\b(?:instruction\w*|prompt\w*|rules?|anweisung\w*|regeln|vorgaben|consignes?|istruzioni)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:system\s*prompt|system\s*message)\b\s*[:=]", re.IGNORECASE),
    re.compile(
        r"\b(?:(?:note|instructions?|message) (?:to|for) (?:the )?(?:ai|assistant|language model|llm)|"
        r"(?:hinweis|anweisung|nachricht) (?:an|für) (?:die |den |das )?(?:ki|assistent\w*|sprachmodell))\b\s*:",
        re.IGNORECASE,
    ),
    re.compile(r"<\|(?:im_start|im_end|system|user|assistant)\|>|\[/?INST\]", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class ScreenFinding:
    """Why an article is held; `line` counts from 1 within the body."""

    reason: str
    line: int
    excerpt: str


def screen(article: Article) -> list[ScreenFinding]:
    """All findings of an article, in reading order."""
    return sorted(_findings(f"{article.title}\n{article.body}"), key=lambda finding: finding.line)


def _findings(text: str) -> Iterator[ScreenFinding]:
    for match in INVISIBLE.finditer(text):
        yield _finding("invisible characters", text, match)
    for match in HIDDEN_STYLE.finditer(text):
        yield _finding("text hidden by its style", text, match)
    for pattern in TO_THE_MACHINE:
        for match in pattern.finditer(text):
            yield _finding("instruction addressed to an AI", text, match)


def _finding(reason: str, text: str, match: re.Match[str]) -> ScreenFinding:
    excerpt = match.group().encode("unicode_escape").decode() if reason == "invisible characters" else match.group()
    return ScreenFinding(reason, text.count("\n", 0, match.start()), excerpt[:120])
