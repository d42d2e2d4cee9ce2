"""Normalises a Markdown body without changing what it says."""

import re
import unicodedata
from dataclasses import dataclass

# Every expression takes time in proportion to the text, whatever is in it.
FIRST_HEADING = re.compile(r"\A\s*#[ \t]+([^\n]*)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
COMMENT_END = "-->"
BLANK_LINES = re.compile(r"\n{3,}")
# Zero-width characters and soft hyphens included: they split words that the customer sees as one.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff]")
PASTED_IMAGE = re.compile(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=]+")


def clean(body: str, *, title: str) -> str:
    """NFC, no control characters, comments or image bytes, no first heading that only repeats the title."""
    text = visible(body)
    if "<!--" in text:
        text = _without_comments(text)
    if ";base64," in text:
        text = PASTED_IMAGE.sub("data:,", text)
    heading = first_heading(text)
    if heading and _same(heading.text, title):
        text = text[heading.end :]
    if " \n" in text or "\t\n" in text or text.endswith((" ", "\t")):
        text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    text = BLANK_LINES.sub("\n\n", text).strip("\n")
    return text + "\n" if text and not text.isspace() else ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The words of a heading, and where its line ends."""

    text: str
    end: int


def first_heading(text: str) -> Heading | None:
    """The heading of the first level with which a text begins."""
    found = FIRST_HEADING.match(text)
    words = found.group(1).rstrip(" \t#") if found else ""
    return Heading(words, found.end()) if found and words else None


def visible(text: str) -> str:
    """The text as NFC without characters that nobody sees."""
    if not text.replace("\n", "").isprintable():  # many times faster than looking for each character
        text = CONTROL.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _without_comments(text: str) -> str:
    """A comment that does not end is looked for in vain again and again, so the text behind the last end is spared."""
    end = text.rfind(COMMENT_END) + len(COMMENT_END)
    return COMMENT.sub("", text[:end]) + text[end:] if end >= len(COMMENT_END) else text


def _same(heading: str, title: str) -> bool:
    if heading == title:
        return True

    def bare(text: str) -> str:
        return re.sub(r"\W+", " ", unicodedata.normalize("NFC", text)).strip().casefold()

    return bare(heading) == bare(title)
