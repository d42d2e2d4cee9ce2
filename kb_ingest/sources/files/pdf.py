"""Reads a PDF file with PDFium: its lines with their sizes and places, made to Markdown by `pdf_text`."""

import ctypes
import logging
import re
from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from kb_ingest.sources.files.extracted import MAX_TEXT_CHARS, Extracted, Refused
from kb_ingest.sources.files.pdf_text import Line, headline, to_markdown

MAX_PAGES = 2_000
MAX_OUTLINE_DEPTH = 6
EDGE = 0.1
"""Running heads and page numbers stand in this share of a page's height at its top and bottom."""
BOLD_WEIGHT = 600
BOLD_NAME = re.compile(rb"bold|black|heavy|fett", re.IGNORECASE)
MAX_FONT_NAME_BYTES = 128
LINE_ENDS = (0x0A, 0x0D)
HYPHENS = (0x02, 0xFFFE)  # stand for a hyphen at the end of a line and the line end itself
NO_TITLE = re.compile(
    r"untitled|unbenannt|^microsoft (?:word|powerpoint)|\.\w{2,5}$|^(?:document|dokument)\s*\d*$", re.IGNORECASE
)

logging.getLogger("pypdfium2").setLevel(logging.ERROR)


def read_pdf(raw: bytes) -> Sequence[Extracted | Refused]:
    """The text of all pages as one article."""
    try:
        with pypdfium2.PdfDocument(raw) as document:
            return [_read(document)]
    except pypdfium2.PdfiumError as error:
        if b"/Encrypt" in raw and "password" in str(error).lower():  # PDFium may tell the error of an earlier file
            return [Refused("is protected by a password; save it without one", "unreadable")]
        return [Refused("is not a PDF file that can be read; it may be damaged", "unreadable")]


def _read(document: pypdfium2.PdfDocument) -> Extracted | Refused:
    if len(document) > MAX_PAGES:
        return Refused(f"has {len(document):,} pages; at most {MAX_PAGES:,} are read")
    pages: list[list[Line]] = []
    chars = 0
    for page in document:
        pages.append(list(_lines(page)))
        page.close()
        chars += sum(len(line.text) for line in pages[-1])
        if chars > MAX_TEXT_CHARS:
            return Refused(f"has more than {MAX_TEXT_CHARS:,} characters; split it into articles")
    if not chars:
        return Refused("holds no text, only pictures; run text recognition (OCR) over it first", "unreadable")
    return Extracted(
        body=to_markdown(pages, outline=_outline(document)),
        title=_title(document) or headline(pages),
        language=_language(document),
    )


def _lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    """The lines of a page in the order in which PDFium reads them."""
    text = page.get_textpage()
    _, low, _, high = page.get_cropbox()
    edges = (low + EDGE * (high - low), high - EDGE * (high - low))
    start, letters = 0, list[str]()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code not in LINE_ENDS:
            letters.append("-" if code in HYPHENS else chr(code) if code else "")
        if code in LINE_ENDS or code in HYPHENS:
            yield from _line(text, letters, start, edges)
            start, letters = index + 1, []
    yield from _line(text, letters, start, edges)
    text.close()


def _line(text: pypdfium2.PdfTextPage, letters: list[str], start: int, edges: tuple[float, float]) -> Iterator[Line]:
    """The line whose letters begin at the index `start` of the page; none if they are white space."""
    visible = [position for position, letter in enumerate(letters) if letter.strip()]
    if not visible:
        return
    first, last = start + visible[0], start + visible[-1]
    left, bottom, _, top = text.get_charbox(first, loose=True)
    yield Line(
        text=" ".join(_whole("".join(letters)).split()),
        size=round(max(top - bottom, 0.0), 1),
        bold=_is_bold(text, first),
        left=left,
        right=text.get_charbox(last, loose=True)[2],
        top=top,
        bottom=bottom,
        at_edge=bottom < edges[0] or top > edges[1],
    )


def _whole(text: str) -> str:
    """Joins what PDFium hands out as two halves of one character; half a character is left out."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _is_bold(text: pypdfium2.PdfTextPage, index: int) -> bool:
    name = ctypes.create_string_buffer(MAX_FONT_NAME_BYTES)
    size = pdfium.FPDFText_GetFontInfo(text, index, name, MAX_FONT_NAME_BYTES, None)
    named = 0 < size <= MAX_FONT_NAME_BYTES and BOLD_NAME.search(name.value)
    return bool(named) or pdfium.FPDFText_GetFontWeight(text, index) >= BOLD_WEIGHT


def _outline(document: pypdfium2.PdfDocument) -> dict[str, int]:
    """The titles of the document's outline with their depth, from 0."""
    return {
        title: mark.level
        for mark in document.get_toc(max_depth=MAX_OUTLINE_DEPTH)
        if (title := " ".join((mark.get_title() or "").split()))
    }


def _title(document: pypdfium2.PdfDocument) -> str | None:
    title = " ".join(document.get_metadata_value("Title").split())
    return title if title and not NO_TITLE.search(title) else None


def _language(document: pypdfium2.PdfDocument) -> str | None:
    size = pdfium.FPDFCatalog_GetLanguage(document, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFCatalog_GetLanguage(document, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le", errors="ignore").strip("\0 ") or None
