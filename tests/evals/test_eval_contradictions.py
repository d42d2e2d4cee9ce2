"""Sentences are changed as their kind says, and both sides of the verifier's faults are counted."""

import random

import pytest

from assistant.domain import Chunk, Finding, Verdict
from evals.articles import Article
from evals.contradictions import false_variants, true_variants
from evals.contradictions.measure import judge, milliseconds, report
from evals.contradictions.run import folders
from evals.contradictions.samples import Sample, chunks_of, prose, samples
from evals.exceptions import EvalsError

CHANCE = random.Random
BODY = """Die Lieferung kostet 4,90 Euro. Sie können das Paket bei der Post abholen.

| Land | Preis |
|---|---|
| Polen | 9 Euro |

- Wählen Sie **Express** im Warenkorb aus. Geht es Ihnen so?"""


def sample(sentence, language="de", following=None, numbers=(), text=""):
    chunk = Chunk("a#0", "a", "Titel", language, None, ("Titel",), text or sentence, 0)
    return Sample(sentence, following, chunk, (chunk,), ("Norwegen",), numbers)


@pytest.mark.parametrize(
    ("kind", "sentence", "language", "changed"),
    [
        ("note", "Der Tank ist leer.", "de", "Bitte beachten Sie: Der Tank ist leer."),
        ("clause_moved", "Wenn der Tank leer ist, füllen Sie ihn.", "de", "Füllen Sie ihn, wenn der Tank leer ist."),
        ("formal", "Du kannst dein Konto ändern.", "de", "Sie können Ihr Konto ändern."),
        ("possible", "You can change the date.", "en", "It is possible to change the date."),
        ("asked_politely", "Öffnen Sie die App.", "de", "Bitte öffnen Sie die App."),
        ("number_words", "Das dauert 3 Tage.", "de", "Das dauert drei Tage."),
        ("digits", "That takes three days.", "en", "That takes 3 days."),
        ("price_notation", "Das kostet 4,90 € im Monat.", "de", "Das kostet 4,90 Euro im Monat."),
        ("date_notation", "Gilt bis zum 1. Mai 2026.", "de", "Gilt bis zum 01.05.2026."),
        ("aside_dropped", "Öffnen Sie die App (ab Werk dabei).", "de", "Öffnen Sie die App."),
    ],
)
def test_true_variants(kind, sentence, language, changed):
    assert getattr(true_variants, kind)(sample(sentence, language), CHANCE(1)) == changed


@pytest.mark.parametrize(
    ("kind", "sentence", "language", "changed"),
    [
        ("negation_added", "Der Tank ist leer.", "de", "Der Tank ist nicht leer."),
        ("negation_added", "Le réservoir est vide.", "fr", "Le réservoir n’est pas vide."),
        ("negation_removed", "You cannot return it.", "en", "You can return it."),
        ("negation_removed", "Il serbatoio non è vuoto.", "it", "Il serbatoio è vuoto."),
        ("limit_dropped", "Das gilt nur für Geräte.", "de", "Das gilt für Geräte."),
        ("generalised", "Das gilt nur für Geräte.", "de", "Das gilt immer für Geräte."),
        ("condition_dropped", "Wenn der Tank leer ist, blinkt die Lampe.", "de", "Blinkt die Lampe."),
        ("condition_dropped", "The lamp blinks if the tank is empty.", "en", "The lamp blinks."),
        ("opposite", "Das ist kostenlos.", "de", "Das ist kostenpflichtig."),
        ("name", "Wir liefern nach Polen.", "de", "Wir liefern nach Norwegen."),
        ("values_swapped", "Standard kostet 4 Euro, Express aber 9 Euro.", "de", None),
    ],
)
def test_false_variants(kind, sentence, language, changed):
    found = getattr(false_variants, kind)(sample(sentence, language), CHANCE(1))
    assert found == (changed or "Standard kostet 9 Euro, Express aber 4 Euro.")


@pytest.mark.parametrize("kind", ["number", "price", "time", "unit", "date", "country", "negation_removed"])
def test_a_sentence_without_an_occasion_is_not_changed(kind):
    assert getattr(false_variants, kind)(sample("Öffnen Sie bitte die App."), CHANCE(1)) is None


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("number", "Geben Sie 12 Ziffern ein."),
        ("price", "Das kostet 4,90 Euro."),
        ("time", "Bestellen Sie bis 11:00 Uhr."),
        ("unit", "Das dauert 3 Tage."),
        ("date", "Das endet am 1. Mai 2026."),
        ("country", "Wir liefern nach Österreich."),
        ("step_invented", "Öffnen Sie die App."),
        ("contact_invented", "Öffnen Sie die App."),
        ("promise_added", "Öffnen Sie die App."),
    ],
)
def test_a_changed_value_is_another(kind, sentence):
    changed = getattr(false_variants, kind)(sample(sentence), CHANCE(3))
    assert changed is not None
    assert changed != sentence


def test_sentences_are_prose_without_marks():
    chunk = Chunk("a#0", "a", "Titel", "de", None, (), BODY, 0)
    assert prose(chunk) == [
        ("Die Lieferung kostet 4,90 Euro.", "Sie können das Paket bei der Post abholen."),
        ("Sie können das Paket bei der Post abholen.", None),
        ("Wählen Sie Express im Warenkorb aus.", None),
    ]


def test_at_most_so_many_sentences_of_each_language_are_drawn(tmp_path):
    articles = [Article(f"a{n}", "Titel", language, BODY, tmp_path) for n, language in enumerate(["de", "en", "nl"])]
    chunks = chunks_of(articles, max_tokens=100, count_tokens=lambda text: len(text.split()))
    drawn = samples(chunks, limit=2, chance=CHANCE(1))
    assert [one.language for one in drawn] == ["de", "de", "en", "en"]
    assert drawn == samples(chunks, limit=2, chance=CHANCE(1))


class ObjectsToNotes:
    """Drops the true note and nothing else."""

    def verify(self, draft, *_, **__):
        noted = draft.text.startswith("Bitte beachten")
        return Verdict((Finding("wording", draft.text, "is new"),) if noted else ())


def test_the_report_counts_both_sides():
    one = sample("Die Lieferung kostet 4,90 Euro.", following="Sie können das Paket bei der Post abholen.")
    told = report(judge([one], ObjectsToNotes()))
    assert told["true_dropped"]["note"] == {"n": 1, "share": 1.0}
    assert told["true_dropped"]["verbatim"] == {"n": 1, "share": 0.0}
    assert told["contradictions_caught"]["price"] == {"n": 1, "share": 0.0}
    assert told["all"]["true_dropped"] == told["by_language"]["de"]["true_dropped"] == pytest.approx(1 / 6)
    assert set(milliseconds([one], ObjectsToNotes())) == {"p50", "p95"}


def test_folders_are_the_one_given_and_those_of_sets(tmp_path):
    (tmp_path / "first" / "corpus").mkdir(parents=True)
    (tmp_path / "second").mkdir()
    assert folders(None, tmp_path) == {"first": tmp_path / "first" / "corpus"}
    assert list(folders(tmp_path / "second", tmp_path)) == ["second", "first"]
    with pytest.raises(EvalsError, match="no folder"):
        folders(None, tmp_path, only=("third",))
