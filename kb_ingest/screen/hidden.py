"""HTML that is there but not shown: hidden, tiny or transparent text, and comments that speak to a machine."""

import re
from collections.abc import Iterator

from kb_ingest.screen.finding import INSTRUCTION, Span
from kb_ingest.screen.lexicon import AI
from kb_ingest.screen.page import Page

KIND = "text hidden by its style"
TAG = re.compile(r"<(?:font\b|[a-z][^<>]{0,2000}(?:style|hidden))[^<>]{0,2000}>", re.IGNORECASE)
WHITE = r"(?:#fff(?:fff)?\b|white\b|transparent\b|rgba?\(\s*255\s*,\s*255\s*,\s*255|rgba\([^)]*,\s*0(?:\.0+)?\s*\))"
STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?(?:\.0\d*)?(?![.\d])\s*(?:[;\"'}]|$)|"
    r"font-size\s*:\s*(?:0(?:\.0+)?(?![.\d])|[01](?:\.\d+)?(?:px|pt)|0?\.[01]\d*r?em|(?:1?\d|0)%)|"
    r"(?:left|top|right|text-indent)\s*:\s*-\d{3,}|clip(?:-path)?\s*:\s*(?:rect\(\s*0|inset\(\s*(?:50|100)%)|"
    r"(?:max-)?height\s*:\s*0(?:px)?\s*[;\"'][^<>]*overflow\s*:\s*hidden|transform\s*:\s*scale\(\s*0(?:\.0\d*)?\s*\)",
    re.IGNORECASE,
)
WHITE_TEXT = re.compile(rf"(?:(?<![-\w])color\s*:\s*{WHITE}|<font\b[^<>]*\bcolor\s*=\s*[\"']?{WHITE})", re.IGNORECASE)
BACKGROUND = re.compile(r"background", re.IGNORECASE)
HIDDEN_ATTRIBUTE = re.compile(r"<(?!input)[a-z]\w*(?:\s[^<>]*)?\shidden(?=[\s>=/])", re.IGNORECASE)
MARKDOWN_COMMENT = re.compile(r"^\[(?://|comment)\]:\s*(?:#|<>)[^\n]{0,2000}$", re.MULTILINE)
TO_A_MACHINE = re.compile(rf"\b(?:{AI}|system[-\s]?prompt|assistant (?:must|should)|prompt injection)\b")
NAME = re.compile(r"<([a-z][\w-]*)", re.IGNORECASE)
COMMENT = r"<!--(?s:.*?)(?:-->|\Z)"
WITHOUT_END = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)


def find(page: Page) -> Iterator[Span]:
    """Tags that hide what they enclose, and comments to a machine. What is shown as code hides nothing."""
    if "<" in page.text:
        yield from _elements(page)
    if "<!--" in page.text or "]:" in page.text:
        yield from _comments(page)


def _elements(page: Page) -> Iterator[Span]:
    """Hidden elements; those inside another one are part of it."""
    end = 0
    for match in TAG.finditer(page.text):
        if match.start() >= end and _hides(match.group()) and not page.is_code(match.start()):
            end = _end_of_element(page.text, match)
            yield Span(KIND, match.start(), end)


def _hides(tag: str) -> bool:
    white = WHITE_TEXT.search(tag) and not BACKGROUND.search(tag)
    return bool(STYLE.search(tag) or white or HIDDEN_ATTRIBUTE.match(tag))


def _end_of_element(text: str, tag: re.Match[str]) -> int:
    """Where its own end tag begins: other text in it is another finding. One that is not closed hides the rest."""
    name = NAME.match(tag.group())
    if not name or name[1].lower() in WITHOUT_END:
        return tag.end()
    depth = 1
    for other in re.compile(rf"{COMMENT}|<(/?){name[1]}(?![\w-])[^<>]*>", re.IGNORECASE).finditer(text, tag.end()):
        if other[1] is not None:
            depth += -1 if other[1] else 1
        if not depth:
            return other.start()
    return len(text)


def _comments(page: Page) -> Iterator[Span]:
    for first, last in [
        *_html_comments(page.plain),
        *(match.span() for match in MARKDOWN_COMMENT.finditer(page.plain)),
    ]:
        start, end = page.original(first, last)
        if TO_A_MACHINE.search(page.plain, first, last) and not page.is_code(start):
            yield Span(INSTRUCTION, start, end)


def _html_comments(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of comments; one that is not closed hides the rest."""
    start = text.find("<!--")
    while start >= 0:
        closed = text.find("-->", start)
        end = len(text) if closed < 0 else closed + len("-->")
        yield start, end
        start = text.find("<!--", end)
