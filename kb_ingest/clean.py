"""Normalises a Markdown body without changing what it says."""

import re
import unicodedata

FRONT_TITLE = re.compile(r"\A\s*#[ \t]+(.+?)[ \t#]*(?:\n|\Z)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TRAILING_SPACE = re.compile(r"[ \t]+$", re.MULTILINE)
BLANK_LINES = re.compile(r"\n{3,}")
# Zero-width characters and soft hyphens included: they split words that the customer sees as one.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff]")
PASTED_IMAGE = re.compile(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=]+")


def clean(body: str, *, title: str) -> str:
    """NFC, no control characters, comments or image bytes, no first heading that only repeats the title."""
    text = visible(body)
    if "<!--" in text:
        text = COMMENT.sub("", text)
    if ";base64," in text:
        text = PASTED_IMAGE.sub("data:,", text)
    first = FRONT_TITLE.match(text)
    if first and _same(first.group(1), title):
        text = text[first.end() :]
    if " \n" in text or "\t\n" in text or text.endswith((" ", "\t")):
        text = TRAILING_SPACE.sub("", text)
    text = BLANK_LINES.sub("\n\n", text).strip("\n")
    return text + "\n" if text and not text.isspace() else ""


def visible(text: str) -> str:
    """The text as NFC without characters that nobody sees."""
    if not text.replace("\n", "").isprintable():  # many times faster than looking for each character
        text = CONTROL.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _same(heading: str, title: str) -> bool:
    if heading == title:
        return True

    def bare(text: str) -> str:
        return re.sub(r"\W+", " ", unicodedata.normalize("NFC", text)).strip().casefold()

    return bare(heading) == bare(title)
