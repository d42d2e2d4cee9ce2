"""Reports as one JSON object and as a table to read."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeGuard

from pydantic import JsonValue
from rich.console import Console
from rich.table import Table

from evals.bench import Report


def write_json(report: Report, path: Path) -> None:
    """One JSON object; the folder is created."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def flatten(report: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Leaves of a report by their path, parts joined by `/`, for example `pairs/de->en/hit@1`; lists stay whole."""
    return dict(_leaves(report, prefix=""))


def print_report(report: Report, *, title: str, console: Console | None = None) -> None:
    """Objects of one shape become a table with a row each; everything else is listed by name."""
    console = console or Console()
    console.print(f"[bold]{title}[/bold]")
    _print_report(report, heading="", console=console)


def _print_report(report: Mapping[str, JsonValue], *, heading: str, console: Console) -> None:
    plain = {key: value for key, value in report.items() if not isinstance(value, dict | list)}
    _print_rows({"": plain} if plain else {}, heading=heading, console=console)
    for key, value in report.items():
        path = f"{heading}/{key}".strip("/")
        if isinstance(value, list):
            _print_list(value, heading=path, console=console)
        elif isinstance(value, dict):
            _print_table(value, heading=path, console=console)


def _print_table(table: Mapping[str, JsonValue], *, heading: str, console: Console) -> None:
    reports = {name: row for name, row in table.items() if _is_report(row)}
    rows = _rows({name: row for name, row in table.items() if name not in reports})
    _print_rows(rows, heading=heading, console=console)
    for name, report in reports.items():
        _print_report(report, heading=f"{heading}/{name}", console=console)


def _is_report(value: JsonValue) -> TypeGuard[Report]:
    """Tell whether this holds tables, as the report of one language does: too wide for a row."""
    return isinstance(value, dict) and any(
        isinstance(part, dict) and any(isinstance(row, dict) for row in part.values()) for part in value.values()
    )


def _print_list(values: list[JsonValue], *, heading: str, console: Console) -> None:
    objects = {str(number): value for number, value in enumerate(values, start=1) if isinstance(value, dict)}
    if objects:
        _print_rows(objects, heading=heading, console=console)
    elif values:
        console.print(f"{heading}: {', '.join(map(str, values))}")


def _print_rows(rows: Mapping[str, Mapping[str, JsonValue]], *, heading: str, console: Console) -> None:
    if not rows:
        return
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    table = Table(heading, *columns, box=None, pad_edge=False)
    for name, row in rows.items():
        table.add_row(name, *(_cell(row.get(column)) for column in columns))
    console.print(table)


def _rows(value: Mapping[str, JsonValue]) -> dict[str, Mapping[str, JsonValue]]:
    nested = {key: flatten(row) for key, row in value.items() if isinstance(row, dict)}
    plain = {key: row for key, row in value.items() if not isinstance(row, dict)}
    return {**({"": plain} if plain else {}), **nested}


def _cell(value: JsonValue) -> str:
    match value:
        case None:
            return "–"
        case float():
            return f"{value:.3f}"
        case _:
            return str(value)


def _leaves(report: Mapping[str, JsonValue], *, prefix: str) -> Iterator[tuple[str, JsonValue]]:
    for key, value in report.items():
        if isinstance(value, dict):
            yield from _leaves(value, prefix=f"{prefix}{key}/")
        else:
            yield f"{prefix}{key}", value
