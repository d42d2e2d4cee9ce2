"""Reads a Word file (.docx): headings, lists, tables and links."""

import re
import zipfile
from collections.abc import Sequence
from html import unescape
from io import BytesIO

import mammoth

from kb_ingest.sources.files.archive import archive_fault
from kb_ingest.sources.files.extracted import MAX_TEXT_CHARS, Extracted, Refused, day
from kb_ingest.sources.files.html import to_markdown

PROPERTIES = "docProps/core.xml"
TITLE_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Titel'] => h1:fresh"
HEADING = re.compile(r"\s*<h1>(.*?)</h1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
NO_TITLE = re.compile(r"^(?:word[- ](?:dokument|document)|untitled|unbenannt)", re.IGNORECASE)


def read_docx(raw: bytes) -> Sequence[Extracted | Refused]:
    """The one article of a Word file."""
    if fault := archive_fault(raw, member="word/document.xml"):
        return [Refused(fault, "unreadable")]
    try:
        markup = _html(raw)
        properties = _properties(raw)
    except Exception as error:  # noqa: BLE001  the library lets every error of its parsers through
        return [Refused(f"is not a Word file that can be read ({type(error).__name__})", "unreadable")]
    body = to_markdown(markup)
    if len(body) > MAX_TEXT_CHARS:
        return [Refused(f"has more than {MAX_TEXT_CHARS:,} characters; split it into articles")]
    if not body.strip():
        return [Refused("holds no text")]
    title = _first_heading(markup) or _property(properties, "dc:title")
    return [Extracted(body, title=title, updated=day(_property(properties, "dcterms:modified")))]


def _html(raw: bytes) -> str:
    """The document as plain HTML; pictures are left out, comments too."""
    result = mammoth.convert_to_html(BytesIO(raw), style_map=TITLE_STYLES, convert_image=lambda _: [])
    return str(result.value)


def _first_heading(markup: str) -> str | None:
    """The heading that the document begins with."""
    heading = HEADING.match(markup)
    return " ".join(unescape(TAG.sub("", heading.group(1))).split()) or None if heading else None


def _properties(raw: bytes) -> str:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        return archive.read(PROPERTIES).decode(errors="replace") if PROPERTIES in archive.namelist() else ""


def _property(properties: str, name: str) -> str | None:
    found = re.search(rf"<{name}\b[^>]*>([^<]*)</{name}>", properties)
    value = " ".join(unescape(found.group(1)).split()) if found else ""
    return value if value and not NO_TITLE.search(value) else None
