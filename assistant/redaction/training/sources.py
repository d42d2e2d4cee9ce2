"""The open data that is trained on; formats and licences are described in the model card."""

import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assistant.redaction.training.examples import Example, Span
from assistant.redaction.training.wording import LANGUAGES

GERMEVAL: Final = Path("pii/germeval2014_de.jsonl")
EUROPARL: Final = Path("ner_training_de/europarl_de.jsonl")
LEGAL: Final = Path("ner_training_de/legal_ler_de.jsonl")
HELP_CENTRES: Final = ("robo_faq_bot", "cwa_faq", "swiss_covidcert_faq")
KEPT_APART: Final = 1_000  # sentences of GermEval that are measured on and never trained on
_SPLIT_SEED: Final = 5  # never changed, so that figures of two trainings compare
_LABELS: Final = {"PER": "PERSON", "LOC": "LOCATION", "ORG": "ORGANISATION"}
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜÉÈ])")
_BLOCK: Final = re.compile(r"\n\s*\n|\n[-*|#>]")
_MARKUP: Final = re.compile(r"[*_`#>|]|\[([^\]]*)\]\([^)]*\)|<[^>]+>")


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that is read before training."""

    germeval: tuple[Example, ...]
    kept_apart: tuple[Example, ...]
    kept_apart_lines: tuple[str, ...]
    """The sentences kept apart as they stand in the file, to be measured on by `evals run redaction --cases`."""
    europarl: tuple[Example, ...]
    legal: tuple[Example, ...]
    carriers: dict[str, tuple[str, ...]]
    """Sentences of help-centre articles, by language."""
    checksums: dict[str, str]
    """SHA-256 of each file by its path below the data folder; a folder of articles counts as one."""

    @property
    def prose(self) -> tuple[Example, ...]:
        """All labelled sentences to train on."""
        return (*self.germeval, *self.europarl, *self.legal)


def read_sources(data: Path) -> Sources:
    """Read the data folder. Raises OSError when a file is missing."""
    lines = _lines(data / GERMEVAL)
    random.Random(_SPLIT_SEED).shuffle(lines)
    apart = min(KEPT_APART, len(lines) // 2)
    folders = [data / name / "corpus" for name in HELP_CENTRES]
    checksums = {str(file): _sha256([data / file]) for file in (GERMEVAL, EUROPARL, LEGAL)}
    checksums |= {f"{folder.parent.name}/corpus": _sha256(sorted(folder.rglob("*.md"))) for folder in folders}
    return Sources(
        germeval=tuple(_labelled(lines[apart:])),
        kept_apart=tuple(_labelled(lines[:apart])),
        kept_apart_lines=tuple(lines[:apart]),
        europarl=tuple(_labelled(_lines(data / EUROPARL))),
        legal=tuple(_labelled(_lines(data / LEGAL))),
        carriers={language: _carriers([folder / language for folder in folders]) for language in LANGUAGES},
        checksums=checksums,
    )


def _lines(file: Path) -> list[str]:
    with file.open(encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in lines]


def _labelled(lines: Sequence[str]) -> Iterator[Example]:
    for line in lines:
        row = json.loads(line)
        spans = sorted(_spans(row["spans"]), key=lambda span: span.start)
        yield Example(row["text"], tuple(spans))


def _spans(rows: Sequence[dict[str, Any]]) -> Iterator[Span]:
    """Inner and derived labels ("deutsch", "Bayern-Fan") are left out."""
    for row in rows:
        if row["label"] in _LABELS and row.get("level", "outer") == "outer":
            yield Span(row["start"], row["end"], _LABELS[row["label"]])


def _carriers(folders: Sequence[Path]) -> tuple[str, ...]:
    """Sentences of 20 to 220 characters, each once."""
    sentences = {sentence for folder in folders for file in folder.rglob("*.md") for sentence in _sentences(file)}
    return tuple(sorted(sentences))


def _sentences(article: Path) -> Iterator[str]:
    body = article.read_text(encoding="utf-8").split("---", 2)[-1]
    for block in _BLOCK.split(body):
        plain = " ".join(_MARKUP.sub(r"\1", block).split())
        yield from (
            sentence for sentence in _SENTENCE_END.split(plain) if 20 <= len(sentence) <= 220 and "{" not in sentence
        )


def _sha256(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()
