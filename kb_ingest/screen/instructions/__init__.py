"""Sentences that command a language model. A new kind of command is a line in one of the lists."""

from collections.abc import Iterator

from kb_ingest.screen.finding import INSTRUCTION, Span
from kb_ingest.screen.instructions import addressed, answer, overrides, role, secrets
from kb_ingest.screen.page import Page
from kb_ingest.screen.vocabulary import kinds_in

COMMANDS = (
    *overrides.COMMANDS,
    *addressed.COMMANDS,
    *role.COMMANDS,
    *answer.COMMANDS,
    *secrets.COMMANDS,
)


def find(page: Page) -> Iterator[Span]:
    """Commands, with the sentence each one begins."""
    for start, end in commands_in(page.flow):
        yield Span(INSTRUCTION, *page.sentence(*page.original(start, end)))


def commands_in(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of commands in a text of plain lower-case letters."""
    kinds = kinds_in(text)
    for command in COMMANDS:
        yield from command.find(text, kinds=kinds)
