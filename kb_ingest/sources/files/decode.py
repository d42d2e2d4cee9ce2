"""Turns the bytes of a text file into text."""

import codecs
import re
from contextlib import suppress

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHARSETS = frozenset(
    {
        *("utf-8", "cp874", *(f"cp{number}" for number in range(1250, 1259))),
        *(f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))),
        *("ascii", "koi8-r", "koi8-u", "mac-roman"),
        *("shift_jis", "cp932", "euc_jp", "euc_kr", "cp949", "gb2312", "gbk", "gb18030", "big5"),
    }
)
"""What a text may name, as Python calls it. Some of Python's other codecs give half characters or take for ever."""
HTML_CHARSET = re.compile(rb"<meta[^>]+charset\s*=[\s\"']*([\w-]+)", re.IGNORECASE)
HTML_HEAD_BYTES = 4_096
SAMPLE_BYTES = 4_000
MOSTLY = 0.3


def decode(raw: bytes, *, declared: str | None = None) -> str:
    """The text in its declared encoding, else UTF-8, UTF-16 or Windows-1252; it has whole characters only.

    Raises UnicodeDecodeError.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding)
    for encoding in filter(None, (_known(declared), _utf_16(raw))):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        if _is_mostly_utf_8(raw):  # damaged; another encoding would make nonsense of every umlaut
            raise
    return raw.decode("cp1252")


def html_charset(raw: bytes) -> str | None:
    """The character set that a page names in its head."""
    found = HTML_CHARSET.search(raw[:HTML_HEAD_BYTES])
    return found.group(1).decode() if found else None


def _known(encoding: str | None) -> str | None:
    try:
        name = codecs.lookup(encoding or "").name
    except (LookupError, ValueError):  # a NUL in the name
        return None
    if name not in CHARSETS:  # nor UTF-16 and UTF-32: their mark tells, and a name within could not have been read
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name  # as browsers read them


def _is_mostly_utf_8(raw: bytes) -> bool:
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) > 2 * broken


def _utf_16(raw: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    sample = raw[:SAMPLE_BYTES]
    if sample[1::2].count(0) > MOSTLY * len(sample):
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > MOSTLY * len(sample) else None
