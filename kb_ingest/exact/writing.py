"""Adds an exact answer to a file; what stands there, comments included, stays as it is."""

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from assistant.kit.replace_file import replace_file
from kb_ingest.errors import IngestError
from kb_ingest.exact.reading import parse, read_file, refuse_twins

READABLE: Final = 0o644
_FIRST_ENTRY: Final = re.compile(r"^( *)- ", re.MULTILINE)
HEADER: Final = "# Exact answers: see docs/exact-answers.md\nanswers:\n"


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer as it was typed; it is checked like what stands in the file."""

    exact_id: str
    questions: tuple[str, ...]
    answer: str
    lang: str = "de"
    article: str | None = None
    valid_until: str | None = None
    country: str | None = None


def add_answer(file: Path, new: NewAnswer) -> None:
    """Append the answer. Raises IngestError when the file would have a mistake, OSError."""
    there = read_file(file) if file.exists() else ()
    text = file.read_text(encoding="utf-8-sig") if there else HEADER
    indent = _FIRST_ENTRY.search(text)
    whole = f"{text.rstrip()}\n{textwrap.indent(_entry(new), indent[1] if indent else '')}"
    written = parse(whole, file)
    if len(written) != len(there) + 1:
        raise IngestError(f"{file}: the answers must be the last thing in the file; add the new one by hand.")
    refuse_twins(written)
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, whole, mode=READABLE)


def _entry(new: NewAnswer) -> str:
    facts = {
        "id": new.exact_id,
        "lang": new.lang,
        "questions": list(new.questions),
        "answer": new.answer,
        "article": new.article,
        "valid_until": new.valid_until,
        "country": new.country,
    }
    given = {name: value for name, value in facts.items() if value is not None}
    return yaml.safe_dump([given], allow_unicode=True, sort_keys=False, width=110)
