import json
from pathlib import Path

from assistant.redaction.training.lessons import Lessons
from assistant.redaction.training.sources import read_sources


def test_what_is_kept_apart_is_never_trained_on(data: Path) -> None:
    sources = read_sources(data)

    assert len(sources.kept_apart) == len(sources.germeval) == 6
    assert {example.text for example in sources.kept_apart}.isdisjoint(example.text for example in sources.germeval)
    assert [json.loads(line)["text"] for line in sources.kept_apart_lines] == [one.text for one in sources.kept_apart]


def test_only_outer_persons_places_and_organisations_are_read(data: Path) -> None:
    example = read_sources(data).europarl[0]

    assert [(example.text[span.start : span.end], span.label) for span in example.spans] == [
        ("Anna Berger", "PERSON"),
        ("Linz", "LOCATION"),
    ]


def test_sentences_of_articles_carry_no_markup(data: Path) -> None:
    carriers = read_sources(data).carriers

    assert carriers["de"] == ("Der Versand ist ab fünfzig Euro kostenlos.", "Pakete kommen nach zwei Tagen an.")
    assert carriers["fr"] == ()


def test_every_file_is_named_with_its_checksum(data: Path) -> None:
    checksums = read_sources(data).checksums

    assert len(checksums) == 6
    assert all(len(checksum) == 64 for checksum in checksums.values())


def test_each_epoch_is_repeatable_and_new(data: Path) -> None:
    lessons = Lessons(read_sources(data), messages=20, seed=0)

    assert lessons.of_epoch(1) == Lessons(read_sources(data), messages=20, seed=0).of_epoch(1)
    assert lessons.of_epoch(1) != lessons.of_epoch(2)
