"""What screening says about a place in an article."""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

EXCERPT_CHARS = 120
SHOWN_CHARS = 2  # of personal data
PERSONAL = "personal data"
INSTRUCTION = "instruction addressed to an AI"


class Span(NamedTuple):
    """A place in the text of a page, by character offsets, and what it is."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Why an article is held. `line` and `column` count from 1 within the text as the editor wrote it.

    Line 0 is the title. `kind` is written for the editor; `text` is what stands there.
    """

    kind: str
    line: int
    column: int
    text: str

    @property
    def key(self) -> str:
        """The same for the same text of the same kind anywhere in an article; what an editor's allowance names."""
        content = f"{self.kind}\x1f{' '.join(self.text.split())}"
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @property
    def excerpt(self) -> str:
        """The beginning of the text in printable characters; of what may be personal its form: reports travel."""
        found = self.text[:EXCERPT_CHARS]
        if PERSONAL in self.kind:  # also in the kind of what could not be searched for it
            found = found[:SHOWN_CHARS] + "".join("•" if sign.isalnum() else sign for sign in found[SHOWN_CHARS:])
        return found if found.isprintable() else found.encode("unicode_escape").decode()

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return f"in line {self.line}, column {self.column} of the text" if self.line else "in the title"

    @property
    def is_personal(self) -> bool:
        """Whether it is personal data."""
        return self.kind.startswith(PERSONAL)
