"""What a placeholder looks like: ours, `<PERSON_1>`, and whatever a language model makes of it.

Everything that `PLACEHOLDER` matches in a customer's text is replaced by a placeholder of type TEXT before it is sent
or stored. So nothing she merely typed is ever restored to a value.
"""

import re
from collections.abc import Collection
from typing import Any, Final

import regex  # type: ignore[import-untyped]

LITERAL: Final = "TEXT"  # placeholder-looking words that the customer typed
ENTITY_TYPES: Final = frozenset(
    {
        "ADDRESS",
        "BIC",
        "CREDIT_CARD",
        "CUSTOMER_NUMBER",
        "DATE_OF_BIRTH",
        "EMAIL",
        "IBAN",
        "ID_DOCUMENT",
        "IP",
        "LICENSE_PLATE",
        "PASSWORD",
        "PERSON",
        "PHONE",
        "SOCIAL_SECURITY",
        "TAX_ID",
        "URL_PERSONAL",
        "VAT_ID",
    }
)
TYPES: Final = ENTITY_TYPES | {LITERAL}
OURS: Final = re.compile(rf"<(?P<type>{'|'.join(sorted(TYPES))})_[0-9]{{1,6}}>")  # in the one way we write it
MAX_CHARS: Final = 80  # no match is longer

_LONGEST_FIRST: Final = sorted(TYPES, key=len, reverse=True)
_TYPE_OF_LETTERS: Final = {name.replace("_", ""): name for name in TYPES}


def _in_any_case(name: str) -> str:
    """The letters of a type in any case, with spaces between them, and a space or nothing for an underscore."""
    words = [" ?".join(f"[{letter}{letter.lower()}]" for letter in word) for word in name.split("_")]
    return r" ?(?:\\?[_-])? ?".join(words)


def _exactly(name: str) -> str:
    return name.replace("_", r"\\?_")


def _one_of(expressions: list[str]) -> str:
    return rf"(?P<type>{'|'.join(expressions)})"


_ANGLES: Final = ("<＜⟨〈", ">＞⟩〉")
_SQUARES: Final = (r"\[［", r"\]］")
_NUMBER: Final = "(?P<number>[0-9]{1,6})"
_BETWEEN: Final = r"(?P<between>\s{0,2}(?:\\?[_-])?\s{0,2})"
_LOOSE: Final = rf"{_one_of([_in_any_case(name) for name in _LONGEST_FIRST])}{_BETWEEN}{_NUMBER}"
_EXACT: Final = rf"{_one_of([_exactly(name) for name in _LONGEST_FIRST])}\\?_{_NUMBER}"
# Between two brackets. Markdown's backslash before the first counts only where the last has one, too.
_BRACKETED: Final = (
    rf"(?P<escape>\\)?(?P<open>[{_ANGLES[0]}{_SQUARES[0]}]|&[lL][tT];)\s{{0,3}}{_LOOSE}\s{{0,3}}"
    rf"(?(escape)\\|\\?)(?:[{_ANGLES[1]}{_SQUARES[1]}]|&[gG][tT];)"
)
_CURLY: Final = rf"\{{(?P<second>\{{)?\s?{_EXACT}\s?(?(second)\}})\}}"
# Without brackets, as in **PERSON_1**. It touches none of ours, which redaction may have put beside such a word.
_BARE: Final = rf"(?<![\w>])(?P<bare>{_EXACT})(?![\w<])"
PLACEHOLDER: Final = regex.compile(rf"(?P<space> ?)(?P<whole>{_BRACKETED}|{_CURLY}|{_BARE})")


def key_of(match: Any) -> str:  # noqa: ANN401  the library is untyped
    """What is meant, in the one way we write it: PERSON_1."""
    letters = "".join(filter(str.isalpha, match["type"])).upper()
    return f"{_TYPE_OF_LETTERS[letters]}_{int(match['number'])}"


def cannot_be_else(match: Any) -> bool:  # noqa: ANN401
    """Tell whether this is a placeholder even without a value. `[Text 1]` or IP_1 may be an article's words."""
    return match["open"] is not None and (match["open"] not in "[［" or "_" in match["between"])


def find_placeholder_like(text: str) -> list[tuple[int, int]]:
    """Offsets of everything that could be restored."""
    return [match.span("whole") for match in PLACEHOLDER.finditer(text)]


def keys_in(text: str) -> set[str]:
    """Every placeholder in a text, as PERSON_1."""
    return {key_of(match) for match in PLACEHOLDER.finditer(text)}


def written_plainly(text: str, *, keys: Collection[str]) -> str:
    """The text with each of these placeholders in the one way we write it: `[person 1]` becomes `<PERSON_1>`."""

    def plain(match: Any) -> str:  # noqa: ANN401  the library is untyped
        key = key_of(match)
        return f"{match['space']}<{key}>" if key in keys else str(match[0])

    return str(PLACEHOLDER.sub(plain, text))


def parse_placeholder(text: str) -> str | None:
    """Read one placeholder as a person types it, with or without brackets; None where it is none."""
    match = PLACEHOLDER.fullmatch(text.strip()) or PLACEHOLDER.fullmatch(f"<{text.strip()}>")
    return key_of(match) if match else None
