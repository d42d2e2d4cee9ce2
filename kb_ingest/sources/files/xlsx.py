"""Reads tables of questions and answers from the sheets of an Excel file (.xlsx)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from kb_ingest.sources.files.archive import archive_fault
from kb_ingest.sources.files.extracted import Extracted, Refused
from kb_ingest.sources.files.table import MAX_COLUMNS, MAX_ROWS, NO_HEAD, Row, read_rows

Cell = int | float | str | bool | date | datetime | time | timedelta
MAX_CELLS = 5_000_000


def read_xlsx(raw: bytes) -> Sequence[Extracted | Refused]:
    """One article for each row of the visible sheets; a sheet without the columns we know is left out."""
    if fault := archive_fault(raw, member="xl/workbook.xml"):
        return [Refused(fault, "unreadable")]
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(raw))
        found = [item for sheet in _visible_sheets(workbook) for item in _read_sheet(sheet)]
    except (CalamineError, ValueError, OSError) as error:
        return [Refused(f"is not an Excel file that can be read ({error})", "unreadable")]
    tables = [item for item in found if item != Refused(NO_HEAD, place=item.place)]
    return tables or [Refused(NO_HEAD)]


def _visible_sheets(workbook: CalamineWorkbook) -> Iterator[CalamineSheet]:
    for sheet in workbook.sheets_metadata:
        if sheet.visible == SheetVisibleEnum.Visible:
            yield workbook.get_sheet_by_name(sheet.name)


def _read_sheet(sheet: CalamineSheet) -> Iterator[Extracted | Refused]:
    if sheet.width * sheet.height > MAX_CELLS:
        yield Refused(f"has {sheet.width * sheet.height:,} cells; at most {MAX_CELLS:,} are read", place=sheet.name)
        return
    first_row = (sheet.start or (0, 0))[0] + 1
    rows = sheet.to_python(nrows=MAX_ROWS + first_row)
    yield from read_rows(((number, _row(row)) for number, row in enumerate(rows, first_row)), sheet=sheet.name)


def _row(row: Sequence[Cell]) -> Row:
    return [_text(cell) for cell in row[:MAX_COLUMNS]]


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
