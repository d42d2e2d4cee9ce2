"""Keeps of a Markdown table what a question asks for."""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile

from assistant.knowledge.lexical import terms

HEAD_LINES = 2
CELL_BORDER = re.compile(r"(?<!\\)\|")


def trim_table(
    table: str,
    asked: AbstractSet[str],
    language: str,
    *,
    topic: frozenset[str] = frozenset(),
    fits: Callable[[str], bool] = lambda _: False,
) -> str:
    """Head and the rows, first column and the columns that the question names; the whole table if it names none.

    A word of the `topic`, which the headings above the table say already, picks no row. Where none is named, the rows
    that fit are kept: those with a price, where one was asked for.
    """
    head, rows = _head_and_rows(table)
    named = [row for row in rows if (asked - topic) & set(terms(cells(row)[0], language))]
    fitting = [row for row in rows if fits(row)]
    if 0 < len(named) <= len(rows) / 2:
        rows = named
    elif fitting and not named:
        rows = fitting
    names = cells(head[0])
    columns = [index for index, name in enumerate(names) if index and asked & set(terms(name, language))]
    if not columns or len(columns) == len(names) - 1:
        return "\n".join([*head, *rows])
    return "\n".join(_only(line, [0, *columns]) for line in [*head, *rows])


def for_columns(table: str, is_elsewhere: Callable[[str], bool]) -> str:
    """The table without the columns and rows whose name is of elsewhere; empty where nothing is left of it."""
    head, rows = _head_and_rows(table)
    names = cells(head[0])
    kept = [index for index, name in enumerate(names) if not index or not is_elsewhere(name)]
    here = [row for row in rows if not is_elsewhere(cells(row)[0])]
    if (len(kept) == 1 < len(names)) or (rows and not here):
        return ""
    if len(kept) == len(names):
        return "\n".join([*head, *here])
    return "\n".join(_only(line, kept) for line in [*head, *here])


def _head_and_rows(table: str) -> tuple[list[str], list[str]]:
    lines = list(takewhile(str.strip, table.split("\n")))
    return lines[:HEAD_LINES], lines[HEAD_LINES:]


def cells(row: str) -> list[str]:
    """The cells of a row; the bars at its ends may be missing, the first and last cell may be empty."""
    found = [cell.strip() for cell in CELL_BORDER.split(row.strip())]
    first = 1 if len(found) > 1 and not found[0] else 0
    last = len(found) - 1 if len(found) - first > 1 and not found[-1] else len(found)
    return found[first:last]


def _only(row: str, columns: Sequence[int]) -> str:
    kept = cells(row)
    return "| " + " | ".join(kept[column] for column in columns if column < len(kept)) + " |"
