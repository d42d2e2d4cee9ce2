from scripted_subject import HAND_OFF, ScriptedSubject, outcome, passage

from assistant.domain import EXACT, Answer, ExactMatch, Retrieved
from evals.cases import ExactCase
from evals.evaluators.exact import evaluate

TEXT = "Montag bis Freitag."


def case(query, exact_id):
    return ExactCase(id=query, lang="de", query=query, exact_id=exact_id)


def given(exact_id, *, text=TEXT):
    found = (passage("kontakt", text=TEXT),)
    retrieved = Retrieved(found, "Frage", "de", "s", exact=ExactMatch(exact_id, "Frage", "equal"))
    return outcome(Answer(found, 1.0, EXACT), text=text, retrieved=retrieved)


def test_answers_that_are_given_missing_wrong_or_cut_are_told_apart(bench_of):
    replies = {"a": given("zeiten"), "b": HAND_OFF, "c": given("preis"), "d": given("zeiten"), "e": HAND_OFF}
    replies["f"] = given("zeiten", text="Montag")
    cases = [
        case(query, exact_id)
        for query, exact_id in zip("abcdef", ["zeiten"] * 3 + [None] * 2 + ["zeiten"], strict=True)
    ]
    report = evaluate(cases, bench_of(ScriptedSubject(reply=replies.__getitem__)))
    assert report == {"n": 6, "given": 0.25, "given_wrongly": 0.5, "others": 2}
