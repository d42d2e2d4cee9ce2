import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_subject import ScriptedSubject

from assistant.domain import Entity
from evals.cases import RedactionCase, Span
from evals.evaluators.redaction import Covered, evaluate, over_redacted, redacted_offsets

TEXT = "Ich bin Anna Ott, Tel. 030-12, Artikel 7."
NAME, PHONE = Span(start=8, end=16, label="PERSON"), Span(start=23, end=29, label="PHONE")


def case(*spans, must_keep=("Artikel 7",)):
    return RedactionCase(id="1", lang="de", text=TEXT, spans=spans, must_keep=must_keep)


def entity(text):
    start = TEXT.index(text)
    return Entity("ANY", start, start + len(text), 1.0)


def report_of(bench_of, *entities, **kwargs):
    return evaluate([case(NAME, PHONE, **kwargs)], bench_of(ScriptedSubject(redact=lambda _: entities)))


@pytest.mark.parametrize(
    ("entities", "person", "phone", "leaked"),
    [
        pytest.param((entity("Anna Ott"), entity("030-12")), 1, 1, 0, id="both"),
        pytest.param((entity("Anna"), entity("Ott")), 1, 0, 5, id="a space may stay"),
        pytest.param((entity("Anna"),), 0, 0, 8, id="a part is not enough"),
        pytest.param((entity(TEXT),), 1, 1, 0, id="one redaction over everything"),
        pytest.param((), 0, 0, 12, id="nothing found"),
    ],
)
def test_a_span_counts_when_its_letters_and_digits_are_covered(bench_of, entities, person, phone, leaked):
    report = report_of(bench_of, *entities)
    assert report["labels"] == {"PERSON": {"n": 1, "recall": person}, "PHONE": {"n": 1, "recall": phone}}
    assert report["leaked_characters"] == leaked


def test_over_redaction_is_a_share_of_the_rest(bench_of):
    assert report_of(bench_of, entity("Anna Ott"))["over_redacted"] == 0
    assert report_of(bench_of, entity("Ich"))["over_redacted"] == pytest.approx(3 / 17, abs=1e-4)


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


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))))
def test_over_redaction_stays_a_share_and_overlaps_count_once(pairs):
    entities = [Entity("ANY", min(pair), max(pair), 1.0) for pair in pairs]
    covered = Covered(case(NAME), redacted_offsets(TEXT, entities))
    assert over_redacted([covered]) == over_redacted([Covered(case(NAME), redacted_offsets(TEXT, entities * 2))])
    assert 0 <= over_redacted([covered]) <= 1
