import json
from collections.abc import Callable
from pathlib import Path

import pytest

from evals.bench import Bench
from evals.subject import Subject


@pytest.fixture
def bench_of(tmp_path: Path) -> Callable[..., Bench]:
    def make(subject: Subject, kb: Path | None = None) -> Bench:
        return Bench(kb=kb, open_subject=lambda _: subject, scratch=tmp_path / "scratch")

    return make


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "kb"
    for article_id, language, text in (
        ("de-lieferung", "de", "Die Lieferung dauert 3 Tage.\n\nWir liefern nach Wien."),
        ("de-abo", "de", "Das Abo pausieren Sie im Konto."),
        ("en-delivery", "en", "Delivery takes 3 days."),
    ):
        (folder / language).mkdir(parents=True, exist_ok=True)
        file = f"---\nid: {article_id}\ntitle: Titel {article_id}\nlang: {language}\n---\n{text}\n"
        (folder / language / f"{article_id}.md").write_text(file, encoding="utf-8")
    return folder


@pytest.fixture
def case_file(tmp_path: Path) -> Callable[..., Path]:
    def write(*cases: dict[str, object]) -> Path:
        path = tmp_path / "cases.jsonl"
        path.write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")
        return path

    return write
