import pytest
from scripted_subject import ScriptedSubject

from evals.cases import RetrievalCase
from evals.evaluators.retrieval import evaluate


def case(query, *relevant, lang="de", article_lang=None):
    return RetrievalCase(id=query, lang=lang, query=query, relevant_article_ids=relevant, article_lang=article_lang)


def test_rankings_are_measured_by_article_over_all_and_per_pair(bench_of):
    subject = ScriptedSubject(rankings={"a": ("x", "x", "y"), "b": ("y", "z", "w", "x"), "c": ()})
    cases = [case("a", "y"), case("b", "x"), case("c", "x", lang="fr", article_lang="de")]
    report = evaluate(cases, bench_of(subject))
    assert report["all"]["n"] == 3
    assert report["all"]["hit@1"] == 0
    assert report["all"]["hit@3"] == pytest.approx(1 / 3, abs=1e-4)
    assert report["all"]["hit@5"] == pytest.approx(2 / 3, abs=1e-4)
    assert report["pairs"]["de->de"]["mrr@10"] == 0.375
    assert report["pairs"]["fr->de"]["ndcg@10"] == 0
    assert set(report["ms"]) == {"p50", "p95"}


@pytest.mark.parametrize(
    ("article_lang", "searched"),
    [pytest.param("en", ("en",), id="one language"), pytest.param(None, None, id="all languages")],
)
def test_a_case_may_ask_for_articles_of_one_language(bench_of, article_lang, searched):
    subject = ScriptedSubject()
    evaluate([case("a", "x", article_lang=article_lang)], bench_of(subject))
    assert set(subject.searched) == {("a", "de", searched)}


def test_the_last_five_queries_warm_up_before_time_is_measured(bench_of):
    subject = ScriptedSubject()
    evaluate([case(str(number), "x") for number in range(7)], bench_of(subject))
    assert [query for query, _, _ in subject.searched] == [*"23456", *"0123456"]


def test_the_language_is_passed_on_even_if_the_assistant_does_not_speak_it(bench_of):
    subject = ScriptedSubject()
    evaluate([case("a", "x", lang="es", article_lang="es")], bench_of(subject))
    assert set(subject.searched) == {("a", "es", ("es",))}
