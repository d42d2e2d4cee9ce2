"""Reads a table of questions and answers saved as text: .csv and .tsv."""

import csv
from collections.abc import Sequence
from io import StringIO

from kb_ingest.sources.files.decode import decode
from kb_ingest.sources.files.extracted import Extracted, Refused
from kb_ingest.sources.files.table import HEAD_WITHIN_ROWS, columns_of, read_rows

SEPARATORS = ";,\t|"


def read_csv(raw: bytes) -> Sequence[Extracted | Refused]:
    """One article for each row."""
    try:
        text = decode(raw).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return [Refused(f"is not text (byte {error.start})", "unreadable")]
    if "\0" in text:
        return [Refused("contains NUL bytes; is it a binary file?", "unreadable")]
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        return list(read_rows(enumerate(reader, 1)))
    except csv.Error as error:
        return [Refused(f"is not a table that can be read: {error} in line {reader.line_num}", "unreadable")]


def _separator(text: str) -> str:
    """The separator with which the upper lines name most of the columns we know."""
    lines = text.splitlines()[:HEAD_WITHIN_ROWS]

    def known(separator: str) -> int:
        return max((len(columns_of(_cells(line, separator)).places) for line in lines), default=0)

    return max(SEPARATORS, key=known)


def _cells(line: str, separator: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(separator)]
