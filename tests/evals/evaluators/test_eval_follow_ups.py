from scripted_subject import ScriptedSubject

from evals.cases import DecisionsCase
from evals.evaluators.follow_ups import evaluate

HISTORY = [{"author": "customer", "text": "Was kostet ein Koffer nach Polen?"}, {"author": "ai", "text": "9 Euro."}]
WHOLE = "Was kostet ein Koffer in die Schweiz?"


def case(query, *relevant, group="follow_up"):
    fields = {"id": query, "lang": "de", "query": query, "history": HISTORY, "expect": ["answer"], "group": group}
    return DecisionsCase.model_validate({**fields, "relevant_article_ids": relevant})


def test_the_history_helps_a_follow_up_and_leaves_a_new_topic_alone(bench_of):
    alone = {"und in die Schweiz?": ("z", "y", "w", "x"), "Fahrplan": ("t",)}
    subject = ScriptedSubject(rankings={**alone, WHOLE: ("x", "z")})
    cases = [case("und in die Schweiz?", "x"), case("Fahrplan", "t", group="topic_change")]
    report = evaluate(cases, bench_of(subject))
    assert report["groups"]["follow_up"] == {
        "n": 1, "completed": 1.0, "hit@1": 1.0, "hit@3": 1.0, "hit@1 alone": 0.0, "hit@3 alone": 0.0,
    }  # fmt: skip
    assert report["groups"]["topic_change"]["completed"] == 0.0
    assert report["all"]["hit@1 alone"] == 0.5


def test_what_the_history_does_not_change_is_searched_for_once(bench_of):
    subject = ScriptedSubject()
    evaluate([case("Fahrplan", "t")], bench_of(subject))
    assert [query for query, _, _ in subject.searched] == ["Fahrplan"]
