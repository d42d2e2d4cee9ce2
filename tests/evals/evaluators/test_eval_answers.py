import pytest
from scripted_subject import HAND_OFF, ScriptedSubject, answer, outcome, passage

from assistant.domain import Answer, Finding, Verdict
from evals.cases import AnswersCase
from evals.evaluators.answers import evaluate, is_backed
from evals.words import content_words


def case(query, *relevant, expected="3 Tage nach Wien", **more):
    return AnswersCase(id=query, lang="de", query=query, relevant_article_ids=relevant, answer=expected, **more)


def test_answers_are_measured_against_words_articles_and_sources(bench_of, articles):
    replies = {
        "gut": answer("de-lieferung", text="Die Lieferung dauert 3 Tage."),
        "zwei": answer("de-abo", "de-lieferung", text="Das Abo pausieren Sie im Konto."),
        "keine": HAND_OFF,
    }
    subject = ScriptedSubject(reply=replies.__getitem__)
    cases = [case("gut", "de-lieferung"), case("zwei", "de-abo", expected="pausieren"), case("keine", "de-abo")]
    report = evaluate(cases, bench_of(subject, articles))
    assert report["n"] == 3
    assert report["answered"] == 0.6667
    assert report["expected_words_covered"] == pytest.approx((2 / 3 + 1 + 0) / 3, abs=1e-4)
    assert report["citation_precision"] == 0.6667
    assert report["citation_recall"] == 0.6667
    assert report["unsupported_sentences"] == 0
    assert report["tokens"] == {"p50": 5.5, "p95": 5.95}


def test_a_sentence_its_articles_do_not_hold_is_unsupported(bench_of, articles):
    reply = answer("de-abo", text="Das Abo pausieren Sie im Konto. Der Rabatt beträgt 20 Prozent.")
    report = evaluate([case("x", "de-abo")], bench_of(ScriptedSubject(reply=lambda _: reply), articles))
    assert report["unsupported_sentences"] == 0.5


def test_a_sentence_the_verifier_finds_fault_with_is_unsupported(bench_of, articles):
    said = "Das Abo pausieren Sie im Konto."
    decision = Answer((passage("de-abo"),), 0.9)
    reply = outcome(decision, text=said, verdict=Verdict((Finding("numbers", said, "invented"),)))
    report = evaluate([case("x", "de-abo")], bench_of(ScriptedSubject(reply=lambda _: reply), articles))
    assert report["unsupported_sentences"] == 1


def test_tokens_are_the_model_s_where_the_subject_counts_them(bench_of, articles):
    class Counting(ScriptedSubject):
        def count_tokens(self, text):
            return len(text)

    subject = Counting(reply=lambda _: answer("de-abo", text="12345"))
    assert evaluate([case("x", "de-abo")], bench_of(subject, articles))["tokens"]["p50"] == 5


@pytest.mark.parametrize(
    ("sentence", "backed"),
    [
        pytest.param("Die Lieferung dauert 3 Tage.", True, id="all words"),
        pytest.param("Die Lieferung dauert 4 Tage.", False, id="another number"),
        pytest.param("Die Lieferung dauert gewöhnlich nur 3 Tage nach Wien in Österreich.", False, id="new words"),
        pytest.param("Wien Lieferung dauert Tage jedoch.", True, id="one word in five"),
    ],
)
def test_a_sentence_is_backed_by_its_numbers_and_nearly_all_words(sentence, backed):
    assert is_backed(sentence, content_words("Die Lieferung nach Wien dauert 3 Tage")) is backed


def test_what_was_not_asked_for_is_counted(bench_of, articles):
    replies = {
        "kurz": answer("de-abo", text="Nach Wien 3 Tage."),
        "lang": answer("de-abo", text="Bern 9. Nach Wien 3."),
    }
    subject = ScriptedSubject(reply=replies.__getitem__)
    limits = {"unwanted": ("Bern",), "max_tokens": 4}
    cases = [case(query, "de-abo", expected="wien 3 tage", group="country", **limits) for query in replies]
    report = evaluate([*cases, case("kurz", "de-abo")], bench_of(subject, articles))
    assert report["unwanted_said"] == 0.5
    assert report["longer_than_asked"] == 0.5
    assert report["answer_inside"] == 0.3333
    assert report["groups"]["country"]["n"] == 2


def test_an_article_that_is_right_as_well_may_be_cited(bench_of, articles):
    subject = ScriptedSubject(reply=lambda _: answer("de-lieferung", text="Die Lieferung dauert 3 Tage."))
    report = evaluate([case("x", "de-abo", also_right_article_ids=("de-lieferung",))], bench_of(subject, articles))
    assert (report["citation_precision"], report["citation_recall"]) == (1, 1)


def test_recall_of_answers_leaves_out_what_is_not_answered(bench_of, articles):
    replies = {"gut": answer("de-abo", text="Das Abo pausieren Sie im Konto."), "keine": HAND_OFF}
    subject = ScriptedSubject(reply=replies.__getitem__)
    report = evaluate([case("gut", "de-abo"), case("keine", "de-abo")], bench_of(subject, articles))
    assert (report["citation_recall"], report["citation_recall_in_answers"]) == (0.5, 1)
