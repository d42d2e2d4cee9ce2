import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Entity
from evals.cases import RedactionCase, Span
from evals.redaction_measures import Covered, by_type, coverage, over_redacted, over_redacted_words, precision

TEXT = "Ich bin Anna Ott, Tel. 030-12, Artikel 7."
CASE = RedactionCase(
    id="1", lang="de", text=TEXT, spans=[Span(start=8, end=16, label="PERSON")], must_keep=["Artikel 7"]
)
SHARES = (over_redacted, over_redacted_words, precision)

offsets = st.integers(0, len(TEXT))
pairs = st.tuples(offsets, offsets).map(sorted).map(tuple)
redactions = st.lists(st.builds(lambda pair: Entity("ANY", *pair, 1.0), pairs))


@given(redactions)
def test_overlaps_count_once_and_shares_stay_shares(entities):
    once, twice = ([Covered.by(found, CASE)] for found in (entities, entities * 2))
    for measure in SHARES:
        assert measure(once) == measure(twice)
        assert measure(once) is None or 0 <= measure(once) <= 1


@given(redactions)
def test_a_label_is_found_just_when_no_character_of_it_leaks(entities):
    label = coverage([Covered.by(entities, CASE)])["labels"]["PERSON"]
    assert (label["recall"] == 1) is (label["leaked_characters"] == 0)


@given(redactions)
def test_one_type_alone_is_as_precise_as_all(entities):
    covered = [Covered.by(entities, CASE)]
    assert by_type(covered).get("ANY", {}).get("precision") == precision(covered)


def test_without_redactions_precision_is_unknown():
    assert precision([Covered.by([], CASE)]) is None


@pytest.mark.parametrize("measure", SHARES)
def test_without_cases_shares_are_unknown(measure):
    assert measure([]) is None
