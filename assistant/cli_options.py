"""Options and errors that all commands share."""

import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from assistant.config import Settings, load_settings
from assistant.exceptions import SettingsError

DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Where everything is kept (default: ./data).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

NOT_DONE = 1
WRONG_USAGE = 2


def settings_or_exit(data_dir: Path | None) -> Settings:
    """The settings; exits with 2 and the reason when they are refused."""
    try:
        return load_settings(data_dir)
    except SettingsError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(WRONG_USAGE) from error


def fail(reason: str, *, as_json: bool = False) -> NoReturn:
    """Say in one line why the command is not done, and exit with 1."""
    if as_json:
        print(json.dumps({"error": reason}, ensure_ascii=False))
    print(reason, file=sys.stderr)
    raise typer.Exit(NOT_DONE)
