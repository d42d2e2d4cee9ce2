"""Pictures and links whose address would carry what the customer said to somebody else."""

import re
from collections.abc import Iterator

from kb_ingest.screen.finding import Span
from kb_ingest.screen.page import Page

KIND = "link that would carry data out"
SLOT = r"(?:\{[^)\s]{1,60}|\[[^)\]\s]{1,40}\]|<[^>\s]{1,40}>|%7b|\$\{?\w|%s)"
PICTURE = re.compile(rf"!\[[^\]\n]{{0,200}}\]\(\s*<?https?://[^)\s?]{{1,300}}\?[^)\n]{{0,300}}?={SLOT}", re.IGNORECASE)
TALK = (
    r"conversation|history|verlauf|gespraech|gespräch|prompt|chat|message|nachricht|secret|geheim|password|passwort|"
    r"answer|antwort|summary|zusammenfassung|user_?(?:data|input|message|mail)|frage|question|context|kontext|data|"
    r"daten"
)
LINK = re.compile(
    rf"https?://[^)\s?]{{1,150}}\?[^)\s]{{0,100}}?=(?:\{{{{?|\[|<|%7b|"
    rf"\$\{{?)\s?[^)\]}}>\s]{{0,30}}?(?:{TALK})",
    re.IGNORECASE,
)


def find(page: Page) -> Iterator[Span]:
    """Addresses with a slot in their query for a model to fill in."""
    if "?" in page.text and "://" in page.text:
        for pattern in (PICTURE, LINK):
            for match in pattern.finditer(page.text):
                if not page.is_code(match.start()):
                    yield Span(KIND, *match.span())
