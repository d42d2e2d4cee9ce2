"""Personal data of private persons. A new kind is a new file and a line in KINDS.

The recognizers are those that redact customers' messages; they look only where a cheap pattern finds a candidate, since
most articles have none. What they find is judged by what stands around it: an article may name examples, services and
the company itself.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kb_ingest.screen.finding import PERSONAL, Span
from kb_ingest.screen.page import Page
from kb_ingest.screen.personal import address, bank, birth, email_address, official_number, phone
from kb_ingest.screen.personal import name as customer_name
from kb_ingest.screen.personal.place import Place

if TYPE_CHECKING:
    from assistant.redaction.recognizers.base import Recognizer

BEFORE, AFTER = 160, 160  # characters that a recognizer sees beside a candidate
SURE = 0.6  # of a recognizer's score, 0 to 1
BY_CHECK_DIGIT = 0.85
ANYWHERE = ("",)
TOO_SLOW = "text that cannot be searched for personal data"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of personal data: how the editor calls it, where it may stand, who recognises it and who judges."""

    name: str
    candidate: re.Pattern[str]
    entity: str
    min_score: float
    is_private: Callable[[Place], bool]
    hints: tuple[str, ...] = ANYWHERE  # one of them occurs in `Page.plain` wherever there is a candidate
    is_in_code: bool = True  # whether it counts where code is shown
    is_contact: bool = False  # whether a company publishes its own

    @property
    def label(self) -> str:
        """As a finding is named."""
        return f"{PERSONAL} ({self.name})"


KINDS = (
    Kind("e-mail address", email_address.CANDIDATE, "EMAIL", SURE, email_address.is_private, is_contact=True),
    Kind("phone number", phone.CANDIDATE, "PHONE", SURE, phone.is_private, is_contact=True),
    Kind("IBAN", bank.IBAN_CANDIDATE, "IBAN", SURE, bank.is_private, is_contact=True),
    Kind("card number", bank.CARD_CANDIDATE, "CREDIT_CARD", BY_CHECK_DIGIT, bank.is_private),
    *(
        Kind(name, candidate, entity, BY_CHECK_DIGIT, official_number.is_private, hints=hints)
        for name, entity in (("tax number", "TAX_ID"), ("insurance number", "SOCIAL_SECURITY"))
        for candidate, hints in ((official_number.FORM, ANYWHERE), (official_number.ANNOUNCED, official_number.HINTS))
    ),
    Kind(
        "date of birth", birth.CANDIDATE, "DATE_OF_BIRTH", SURE, birth.is_private, hints=birth.HINTS, is_in_code=False
    ),
    *(
        Kind("postal address", form, "ADDRESS", SURE, address.is_private, words, is_in_code=False, is_contact=True)
        for form, words in ((address.POSTCODE, ANYWHERE), (address.RESIDENT, address.HINTS))
    ),
)
CUSTOMERS_NAME = f"{PERSONAL} (customer's name)"
LABELS = (*dict.fromkeys(kind.label for kind in KINDS), CUSTOMERS_NAME, TOO_SLOW)
CONTACT_LABELS = frozenset(kind.label for kind in KINDS if kind.is_contact)


def find(page: Page) -> Iterator[Span]:
    """Personal data that does not seem to be an example or a company's."""
    text = page.text
    windows: dict[re.Pattern[str], list[tuple[int, int]]] = {}
    for kind in KINDS:
        if any(hint in page.plain for hint in kind.hints):
            if kind.candidate not in windows:
                windows[kind.candidate] = _windows(kind.candidate, text)
            for start, end in windows[kind.candidate]:
                found = _found(kind, text, start, end)
                yield from (span for span in found if kind.is_in_code or not page.is_code(span.start))
    for start, end in customer_name.find(text):
        if not page.is_code(start):
            yield Span(CUSTOMERS_NAME, start, end)


def _windows(candidate: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """The places with candidates and what is around them, without overlaps, cut between words."""
    windows: list[tuple[int, int]] = []
    for match in candidate.finditer(text):
        start, end = max(0, match.start() - BEFORE), min(len(text), match.end() + AFTER)
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return [(_cut(text, start, step=1), _cut(text, end, step=-1)) for start, end in windows]


def _cut(text: str, position: int, *, step: int) -> int:
    """The next place between words; not far, for there may be none."""
    for at in range(position, position + 40 * step, step):
        if not 0 < at < len(text) or text[at].isspace():
            return max(0, min(at, len(text)))
    return position


def _found(kind: Kind, text: str, start: int, end: int) -> Iterator[Span]:
    from assistant.redaction.view import View

    view = View.of(text[start:end])
    try:
        found = [one for one in _recognizer(kind.entity).find(view.text) if one.score >= kind.min_score]
    except TimeoutError:
        yield Span(TOO_SLOW, start, end)
        return
    for one in found:
        first, last = (start + offset for offset in view.original_span(one.start, one.end))
        if kind.is_private(Place(text, first, last)):
            yield Span(kind.label, first, last)


@cache
def _recognizer(entity: str) -> "Recognizer":
    from assistant.redaction.presidio import light_imports

    with light_imports():
        from assistant.redaction.recognizers import RECOGNIZERS
        from assistant.redaction.recognizers.base import Recognizer
    return next(one for one in RECOGNIZERS if issubclass(one, Recognizer) and entity == one.ENTITY)("de")
