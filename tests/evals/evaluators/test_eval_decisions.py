import pytest
from scripted_subject import DECLINE, HAND_OFF, ScriptedSubject, answer, outcome

from assistant.domain import Author, Choice, Clarify, PastMessage
from evals.cases import DecisionsCase
from evals.evaluators.decisions import evaluate


def case(query, *expect, relevant=(), group="g", history=()):
    return DecisionsCase.model_validate(
        {
            "id": query,
            "lang": "de",
            "query": query,
            "expect": expect,
            "relevant_article_ids": relevant,
            "group": group,
            "history": history,
        }
    )


def offer(*article_ids, probability=0.4):
    return outcome(Clarify(tuple(Choice(name, name, "de") for name in article_ids), probability))


def run(bench_of, outcomes):
    subject = ScriptedSubject(reply=lambda query: {one.query: result for one, result in outcomes}[query])
    return evaluate([one for one, _ in outcomes], bench_of(subject))


def test_shares_are_of_all_cases_of_a_group(bench_of):
    report = run(
        bench_of,
        [
            (case("right", "answer", relevant=["a"]), answer("a", "b")),
            (case("second only", "answer", relevant=["b"]), answer("a", "b")),
            (case("offered", "answer", relevant=["c"]), offer("a", "b", "c")),
            (case("offered fourth", "answer", relevant=["d"]), offer("a", "b", "c", "d")),
            (case("other group", "decline", group="h"), DECLINE),
        ],
    )
    assert report["groups"]["g"] == {
        "n": 4,
        "as_expected": 0.5,
        "answered": 0.5,
        "answered_right": 0.25,
        "right_of_answered": 0.5,
        "right_or_offered": 0.5,
        "answered_wrongly": 0.25,
        "offered_right": 0.25,
    }
    assert report["groups"]["h"]["as_expected"] == 1


@pytest.mark.parametrize(
    ("outcomes", "precision", "recall"),
    [
        pytest.param([(case("a", "decline"), DECLINE), (case("b", "answer"), answer("x"))], 1, 1, id="all right"),
        pytest.param([(case("a", "hand_off"), answer("x")), (case("b", "hand_off"), HAND_OFF)], 1, 0.5, id="missed"),
        pytest.param([(case("a", "answer"), HAND_OFF), (case("b", "decline"), HAND_OFF)], 0.5, 1, id="needless"),
        pytest.param([(case("a", "decline", "clarify"), offer("x"))], None, None, id="another allowed way"),
        pytest.param([(case("a", "decline", "clarify"), answer("x"))], None, 0, id="answered instead"),
        pytest.param([(case("a", "answer", "hand_off"), HAND_OFF)], 1, None, id="either is fine"),
        pytest.param([(case("a", "chat"), DECLINE)], 0, None, id="small talk refused"),
    ],
)
def test_refusals_are_judged_by_what_cases_allow(bench_of, outcomes, precision, recall):
    assert run(bench_of, outcomes)["refusal"] == {"precision": precision, "recall": recall}


def test_the_curve_tells_what_other_thresholds_would_answer(bench_of):
    report = run(
        bench_of,
        [
            (case("sure", "answer", relevant=["a"]), answer("a", probability=0.9)),
            (case("wrong", "decline"), answer("a", probability=0.6)),
            (case("offered", "answer", relevant=["b"]), offer("b", "a", probability=0.4)),
            (case("refused", "answer", relevant=["a"]), HAND_OFF),
        ],
    )
    curve = {point["threshold"]: (point["answered"], point["answered_right"]) for point in report["curve"]}
    assert list(curve) == [round(0.05 * step, 2) for step in range(21)]
    assert curve[0] == (0.75, 0.5)
    assert curve[0.4] == (0.75, 0.5)
    assert curve[0.45] == (0.5, 0.25)
    assert curve[0.65] == (0.25, 0.25)
    assert curve[1] == (0, 0)


def test_the_conversation_so_far_is_handed_over(bench_of):
    subject = ScriptedSubject()
    evaluate([case("a", "hand_off", history=[{"role": "user", "text": "Hallo"}])], bench_of(subject))
    assert subject.histories == [(PastMessage(Author.CUSTOMER, "Hallo"),)]
