import json
from pathlib import Path

import pytest

_PEOPLE = ("Anna Berger", "Josef Wimmer", "Ayşe Kaya", "Milan Horvat")
_ARTICLE = (
    "---\ntitle: Versand\n---\n\nDer Versand ist ab fünfzig Euro kostenlos. Pakete kommen nach *zwei* Tagen an.\n"
)


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of a few sentences in the formats of the real one."""
    folder = tmp_path_factory.mktemp("data")
    for name in (
        "pii/germeval2014_de.jsonl",
        "ner_training_de/europarl_de.jsonl",
        "ner_training_de/legal_ler_de.jsonl",
    ):
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("".join(_row(number) for number in range(12)), encoding="utf-8")
    for centre in ("robo_faq_bot", "cwa_faq", "swiss_covidcert_faq"):
        article = folder / centre / "corpus" / "de" / "versand.md"
        article.parent.mkdir(parents=True)
        article.write_text(_ARTICLE, encoding="utf-8")
    return folder


def _row(number: int) -> str:
    person = _PEOPLE[number % len(_PEOPLE)]
    text = f"Im Jahr {1900 + number} zog {person} nach Linz."
    start = text.index(person)
    spans = [
        {"start": start, "end": start + len(person), "label": "PER", "level": "outer"},
        {"start": start, "end": start + 4, "label": "LOC", "level": "inner"},
        {"start": text.index("Linz"), "end": text.index("Linz") + 4, "label": "LOC"},
    ]
    return json.dumps({"text": text, "spans": spans}, ensure_ascii=False) + "\n"
