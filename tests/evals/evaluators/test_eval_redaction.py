import pytest
from scripted_subject import ScriptedSubject

from assistant.domain import Entity
from evals.cases import RedactionCase, Span
from evals.evaluators.redaction import evaluate

TEXT = "Ich bin Anna Ott, Tel. 030-12, Artikel 7."
NAME, PHONE = Span(start=8, end=16, label="PERSON"), Span(start=23, end=29, label="PHONE")


def case(text=TEXT, *, lang="de", spans=(NAME, PHONE), must_keep=("Artikel 7",)):
    return RedactionCase(id="1", lang=lang, text=text, spans=spans, must_keep=must_keep)


def entity(text, *, type_="ANY"):
    start = TEXT.index(text)
    return Entity(type_, start, start + len(text), 1.0)


def report_of(bench_of, *entities, cases=(), **kwargs):
    return evaluate(cases or [case(**kwargs)], bench_of(ScriptedSubject(redact=lambda _: entities)))


def figures(n, recall, leaked):
    return {"n": n, "recall": recall, "leaked_characters": leaked}


@pytest.mark.parametrize(
    ("entities", "person", "phone"),
    [
        pytest.param((entity("Anna Ott"), entity("030-12")), (1, 0), (1, 0), id="both"),
        pytest.param((entity("Anna"), entity("Ott")), (1, 0), (0, 5), id="a space may stay"),
        pytest.param((entity("Anna"),), (0, 3), (0, 5), id="a part is not enough"),
        pytest.param((entity(TEXT),), (1, 0), (1, 0), id="one redaction over everything"),
        pytest.param((), (0, 7), (0, 5), id="nothing found"),
    ],
)
def test_a_span_counts_when_its_letters_and_digits_are_covered(bench_of, entities, person, phone):
    report = report_of(bench_of, *entities)
    assert report["labels"] == {"PERSON": figures(1, *person), "PHONE": figures(1, *phone)}
    assert report["leaked_characters"] == person[1] + phone[1]


def test_over_redaction_is_a_share_of_the_rest(bench_of):
    assert report_of(bench_of, entity("Anna Ott"))["over_redacted"] == 0
    assert report_of(bench_of, entity("Ich"))["over_redacted"] == pytest.approx(3 / 17, abs=1e-4)


@pytest.mark.parametrize(
    ("entities", "words"),
    [
        pytest.param((), 0, id="nothing"),
        pytest.param((entity("Anna Ott"), entity("030-12")), 0, id="only spans"),
        pytest.param((entity("Ich"),), 1, id="a word"),
        pytest.param((entity("rtik"),), 1, id="a part of a word"),
        pytest.param((entity("bin Anna Ott, Tel"),), 2, id="the words on both sides"),
        pytest.param((entity(","),), 0, id="a comma is no word"),
    ],
)
def test_words_outside_all_spans_count_when_any_letter_is_redacted(bench_of, entities, words):
    assert report_of(bench_of, *entities)["over_redacted_words"] == words / 5


def test_precision_is_told_by_the_type_that_a_redaction_names(bench_of):
    report = report_of(
        bench_of, entity("Anna", type_="PERSON"), entity("Artikel", type_="PERSON"), entity("030-12", type_="OTHER")
    )
    assert report["types"] == {
        "OTHER": {"n": 1, "precision": 1},
        "PERSON": {"n": 2, "precision": pytest.approx(4 / 11, abs=1e-4)},
    }
    assert report["precision"] == pytest.approx(9 / 16, abs=1e-4)


def test_languages_are_told_apart(bench_of):
    english = case("My name is Bo", lang="en", spans=[Span(start=11, end=13, label="PERSON")], must_keep=())
    report = report_of(bench_of, Entity("PERSON", 8, 16, 1.0), cases=[case(), english])["by_language"]
    assert list(report) == ["de", "en"]
    assert report["en"]["labels"] == {"PERSON": figures(1, 1, 0)}
    assert report["en"]["over_redacted_words"] == pytest.approx(1 / 3, abs=1e-4)
    assert (report["de"]["over_redacted"], report["de"]["precision"]) == (0, 1)


def test_times_are_told_in_microseconds_by_the_length_of_the_message(bench_of):
    cases = [case("x" * length, spans=(), must_keep=()) for length in (99, 100, 299, 300, 1000)]
    report = report_of(bench_of, cases=cases)["us_by_length"]
    assert {name: row["n"] for name, row in report.items()} == {"<100": 1, "100-300": 2, "300-1000": 1, ">1000": 1}
    assert report["<100"]["p50"] > 0


@pytest.mark.parametrize(
    ("entities", "must_keep", "damaged"),
    [
        pytest.param((), ("Artikel 7",), 0, id="untouched"),
        pytest.param((entity("7"),), ("Artikel 7", "Tel"), 1, id="one digit"),
        pytest.param((entity("Anna Ott"),), ("Anna",), 0, id="inside a span"),
        pytest.param((entity("Tel"),), ("anderswo",), 0, id="not in the text"),
    ],
)
def test_damage_to_pieces_that_must_stay_is_counted(bench_of, entities, must_keep, damaged):
    assert report_of(bench_of, *entities, must_keep=must_keep)["must_keep_damaged"] == damaged
