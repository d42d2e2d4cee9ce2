"""The check before publication, over two real snapshots."""

import stat
from dataclasses import replace
from decimal import Decimal

import pytest

from kb_ingest.regression.questions import Customers, Expectation, Limits, Question

ACCOUNT = Question("konto?", "de", Expectation(("konto",), ("Passwort",)))
PRICE = Question("versand?", "de", Expectation(("versand",), ("5 Euro",)))
RATES = Question("raten?", "de", Expectation(("raten",)))
ASKED = Customers((Question("Hat mein konto ein Passwort?", "de"), Question("Ist der versand teuer?", "de")))


def test_answers_that_stay_right_pass(bench):
    checked = bench.check(ACCOUNT)
    assert (checked.passed, checked.golden, checked.golden_changed, checked.broken) == (True, 1, 0, ())
    assert checked.detail == "Questions asked: 1, answers that change: 0."


def test_a_golden_question_that_breaks_is_named(bench):
    checked = bench.check(ACCOUNT, PRICE)
    assert (checked.passed, checked.broken) == (False, ("versand?",))
    assert "does not contain “5 Euro”" in checked.detail


def test_a_mended_and_a_wrong_one_are_told_apart(bench):
    mended = Question("versand?", "de", Expectation(must_contain=("6",)))
    wrong = Question("konto?", "de", Expectation(must_contain=("Benutzername",)))
    checked = bench.check(mended, wrong)
    assert (checked.passed, checked.mended, checked.wrong) == (True, ("versand?",), ("konto?",))


def test_customers_questions_are_compared(bench):
    checked = bench.check(customers=ASKED)
    assert (checked.passed, checked.customers, checked.customers_changed, checked.golden) == (True, 2, 1, 0)
    assert not bench.check(customers=ASKED, limits=Limits(max_changed=Decimal("0.2"))).passed


def test_an_article_that_is_removed_never_holds_up_publication(bench):
    checked = bench.check(RATES)
    assert (checked.passed, checked.broken, checked.wrong) == (True, (), ())
    assert checked.notes == ("The golden question “raten?” rests on an article that is gone: change or remove it.",)


def test_a_wrong_id_and_what_could_not_be_read_are_noted(bench):
    typo = Question("konto?", "de", Expectation(("kontoo",)))
    checked = bench.check(typo, customers=Customers(problem="The database is away."))
    assert checked.passed
    assert "did you mean 'konto'?" in checked.notes[0]
    assert checked.notes[1] == "The database is away."


def test_without_questions_nothing_is_asked_and_the_report_still_lists_the_articles(bench):
    checked = bench.check()
    assert (checked.passed, bench.asked) == (True, [])
    assert "Titel versand" in checked.report.read_text()


def test_before_the_first_publication_only_golden_questions_are_asked(bench):
    bench.live = None
    checked = bench.check(PRICE, customers=ASKED)
    assert (checked.passed, checked.golden, checked.customers, checked.wrong) == (True, 1, 0, ("versand?",))
    assert bench.asked == [bench.new.manifest.snapshot_id]
    assert "nothing to compare with" in checked.report.read_text()


def test_customers_can_be_left_out(bench):
    assert bench.check(customers=ASKED, number=0).customers == 0


def test_the_report_is_for_its_owner_only_and_goes_with_its_snapshot(bench):
    reports = bench.directory.root / "reports"
    reports.mkdir()
    (reports / "20200101-000000-000000-gone.html").write_text("old")
    report = bench.check(ACCOUNT).report
    assert report == reports / f"{bench.new.manifest.snapshot_id}.html"
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert list(reports.iterdir()) == [report]


def test_a_report_that_cannot_be_written_is_no_passed_check(bench):
    (bench.directory.root / "reports").write_text("a file")
    with pytest.raises(OSError, match="reports"):
        bench.check(ACCOUNT)


def test_an_assistant_that_fails_is_no_passed_check(bench):
    def fail(*_):
        raise RuntimeError("the embedder is gone")

    with pytest.raises(RuntimeError):
        replace(bench.gate(ACCOUNT), ask=fail)(bench.live, bench.new)
    assert not (bench.directory.root / "reports").exists()
