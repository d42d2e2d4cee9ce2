"""Learning when a passage answers a question."""

import json
from dataclasses import replace

import numpy as np
import pytest
from scripted_subject import ScriptedSubject, passage

from assistant.decision.policy import Model
from assistant.domain import Retrieved
from assistant.retrieval.evidence import FEATURES, weigh
from evals import fit as fitting
from evals.exceptions import EvalsError
from evals.fit import Example, collect, fit, judge


class Searched(ScriptedSubject):
    """Finds what is scripted, with evidence where anything is found."""

    def retrieve(self, query, *, language, article_languages=None):
        found = super().retrieve(query, language=language, article_languages=article_languages)
        translated = tuple(
            passage(each.chunk.article_id, language=each.chunk.article_id[:2]) for each in found.passages
        )
        evidence = dict.fromkeys(FEATURES, 0.5) if translated else {}
        return Retrieved(translated, query, language, "s", evidence)


@pytest.fixture
def data(tmp_path):
    def write(name, file, *cases):
        (tmp_path / name / "corpus").mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps({"id": "1", "lang": "de", **case}) + "\n" for case in cases)
        (tmp_path / name / file).write_text(lines)
        return tmp_path

    return write


def collected(data, rankings):
    subject = Searched(rankings=rankings)
    return collect(data, lambda _: subject), subject


def examples(count=200, families=("a", "b"), constant=()):
    """Questions whose first passage is right where the cosine is high."""
    drawn = np.random.default_rng(0).random((count, len(FEATURES)))
    return [
        Example(
            family=families[row % len(families)],
            group="retrieval",
            evidence={name: 1.0 if name in constant else float(x) for name, x in zip(FEATURES, values, strict=True)},
            right=bool(values[0] + 0.1 * values[1] > 0.55),
        )
        for row, values in enumerate(drawn)
    ]


def test_a_question_is_right_when_its_first_passage_is_of_a_relevant_article(data):
    folder = data(
        "shop",
        "retrieval.jsonl",
        {"query": "gut", "relevant_article_ids": ["de-a"]},
        {"query": "schlecht", "relevant_article_ids": ["de-a"], "article_lang": "en"},
    )
    found, subject = collected(folder, {"gut": ("de-a", "de-b"), "schlecht": ("de-b", "de-a")})
    assert [(each.family, each.group, each.right) for each in found if each.group != "unwritten"] == [
        ("shop", "retrieval", True),
        ("shop", "retrieval", False),
    ]
    assert [languages for _, _, languages in subject.searched] == [None, ("en",)]


def test_each_answerable_question_is_asked_as_if_its_article_had_not_been_written(data):
    folder = data("shop", "retrieval.jsonl", {"query": "gut", "relevant_article_ids": ["de-a"]})
    found, _ = collected(folder, {"gut": ("de-a", "de-b", "de-c")})
    asked, unwritten = found
    assert (asked.group, asked.right) == ("retrieval", True)
    assert (unwritten.group, unwritten.right) == ("unwritten", False)
    of_others = (passage(article_id, language="de") for article_id in ("de-b", "de-c"))
    assert unwritten.evidence == weigh("gut", tuple(of_others))


def test_decisions_belong_to_the_family_of_their_set(data):
    folder = data("decisions_shop", "decisions.jsonl", {"query": "x", "expect": ["decline"], "group": "off_topic"})
    found, _ = collected(folder, {"x": ("de-a",)})
    assert [(each.family, each.group, each.right) for each in found] == [("shop", "off_topic", False)]


def test_what_is_decided_without_a_search_is_not_learned_from(data):
    folder = data(
        "decisions_shop",
        "decisions.jsonl",
        {"query": "Hallo", "expect": ["chat"], "group": "chitchat"},
        {"query": "x", "expect": ["answer"], "relevant_article_ids": ["de-a"], "group": "faq"},
    )
    found, subject = collected(folder, {"Hallo": ("de-a",), "x": ("de-a",)})
    assert [each.group for each in found] == ["faq"]
    assert [query for query, _, _ in subject.searched] == ["x"]


def test_a_translation_of_the_right_article_is_neither_right_nor_wrong(data):
    folder = data(
        "decisions_shop",
        "decisions.jsonl",
        {"query": "x", "expect": ["answer"], "relevant_article_ids": ["de-a"]},
        {"query": "y", "expect": ["answer"], "relevant_article_ids": ["de-a"]},
    )
    found, _ = collected(folder, {"x": ("en-a", "de-a"), "y": ("de-b", "de-a")})
    assert [each.right for each in found if each.group != "unwritten"] == [False]


def test_where_nothing_is_found_nothing_is_learned(data):
    folder = data(
        "shop",
        "retrieval.jsonl",
        {"query": "x", "relevant_article_ids": ["de-a"]},
        {"query": "nichts", "relevant_article_ids": ["de-a"]},
    )
    found, _ = collected(folder, {"x": ("de-a",)})
    assert len(found) == 1


@pytest.mark.parametrize("name", [None, "empty", "missing"])
def test_without_any_set_there_is_nothing_to_learn(tmp_path, name):
    if name == "empty":
        (tmp_path / "empty" / "corpus").mkdir(parents=True)
    with pytest.raises(EvalsError, match="no sets"):
        collect(tmp_path if name != "missing" else tmp_path / "missing", lambda _: Searched())


def test_coefficients_find_what_the_examples_show():
    learned = Model(**fit(examples()))
    assert set(learned.weights) == set(FEATURES)
    assert max(learned.weights, key=lambda name: abs(learned.weights[name])) == FEATURES[0]
    likely, unlikely = (learned.probability(dict.fromkeys(FEATURES, 0.5) | {FEATURES[0]: x}) for x in (0.9, 0.1))
    assert likely > 0.9
    assert unlikely < 0.1


def test_a_feature_that_never_differs_is_no_division_by_zero():
    learned = Model(**fit(examples(constant=FEATURES[-1:])))
    assert learned.deviations[FEATURES[-1]] == 1
    assert 0 < learned.probability(dict.fromkeys(FEATURES, 0.5)) < 1


def test_the_same_examples_give_the_same_coefficients():
    assert fit(examples()) == fit(examples())


def test_a_large_group_does_not_drown_a_small_one():
    few = [replace(each, group="few", right=not each.right) for each in examples(20)]
    weights = {each.group: weight for each, weight in zip(*weighed([*examples(180), *few]), strict=True)}
    assert weights["few"] == pytest.approx(3 * weights["retrieval"])


def weighed(chosen):
    return chosen, fitting._arrays(chosen)[2]


def test_judging_tells_how_well_it_does_on_sets_left_out():
    report = judge(examples())
    assert report["examples"] == 200
    assert report["auc"] > 0.9
    assert report["calibration_error"] < 0.2


def test_the_curve_tells_what_each_set_would_see_from_each_probability():
    nearly = [replace(each, group="near_miss", right=False) for each in examples(40)]
    curves = judge([*examples(), *nearly])["curves"]
    assert sorted(curves) == ["a", "b"]
    low, high = curves["a"]["0.50"], curves["a"]["0.80"]
    assert low["answered_right"] > high["answered_right"] > 0
    assert low["right_of_answered"] < high["right_of_answered"] <= 1
    assert low["nearly_answerable_answered"] > high["nearly_answerable_answered"]
    assert low["off_topic_answered"] is None


def test_a_set_that_is_only_judged_changes_nothing_for_the_others():
    odd = [replace(each, family="odd", right=not each.right) for each in examples(60)]
    judged = judge([*examples(), *odd], never_learned={"odd"})["curves"]
    assert judged["a"] == judge(examples())["curves"]["a"]
    assert judged["odd"]["0.50"]["right_of_answered"] < 0.2


def test_one_set_cannot_be_judged():
    with pytest.raises(EvalsError, match="only set"):
        judge(examples(families=("a",)))


@pytest.mark.parametrize("right", [True, False])
def test_learning_takes_both_kinds_of_questions(right):
    with pytest.raises(EvalsError, match="Learning takes"):
        fit([replace(each, right=right) for each in examples()])
