"""A reply in another language than its passage is compared by meaning, values, countries and small words."""

import numpy as np
import pytest

from assistant.domain import Answer, Chunk, Draft, Passage, Statement
from assistant.verification.concepts import concepts_of, poles_of
from assistant.verification.meaning import MOST_NEW, Meanings
from assistant.verification.verifier import Verifier

PASSAGE = """Opened bags cannot be returned. Express delivery to Austria costs 8.90 euros and takes 2 days.
The return label is free. You only need the app if the machine is offline."""


class Meaning:
    """Texts with a common mark are alike; anything else is about something else."""

    marks = (("bag", "Packung"), ("Express", "Express"), ("label", "Etikett"), ("app", "App"))

    def __init__(self):
        self.texts = []

    def embed_passages(self, texts):
        self.texts += texts
        rows = np.zeros((len(texts), len(self.marks) + len(texts)), dtype=np.float32)
        for row, text in enumerate(texts):
            found = [at for at, marks in enumerate(self.marks) if any(mark in text for mark in marks)]
            rows[row, found[0] if found else len(self.marks)] = 1
        return rows[:, : len(self.marks) + 1]


def findings(text, embedder=None, passage=PASSAGE, language="en"):
    chunk = Chunk("a#0", "a", "", language, None, (), passage, 0)
    draft = Draft((Statement(text, ("a#0",)),), "some/model")
    decision = Answer((Passage(chunk, 0.9, 5.0, 0.9),), 0.9)
    verdict = Verifier(embedder=embedder or Meaning()).verify(draft, decision, query="")
    return {finding.check for finding in verdict.findings}


@pytest.mark.parametrize(
    "text",
    [
        "Eine geöffnete Packung können Sie nicht zurückgeben.",
        "Die Express-Lieferung nach Österreich kostet 8,90 € und dauert 2 Tage.",
        "Das Etikett für die Rücksendung ist kostenlos.",
        "Sie brauchen die App nur, wenn die Maschine offline ist.",
    ],
)
def test_a_translation_passes(text):
    assert findings(text) == set()


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Eine geöffnete Packung können Sie zurückgeben.", "negation"),
        ("Die Express-Lieferung nach Österreich kostet 9,90 € und dauert 2 Tage.", "numbers"),
        ("Die Express-Lieferung nach Norwegen kostet 8,90 € und dauert 2 Tage.", "names"),
        ("Das Etikett für die Rücksendung ist kostenpflichtig.", "negation"),
        ("Das Etikett für die Rücksendung ist nicht kostenlos.", "negation"),
        ("Sie brauchen die App.", "negation"),
        ("Schicken Sie uns danach eine Kopie Ihres Ausweises.", "wording"),
    ],
)
def test_what_the_passage_does_not_say_is_found(text, check):
    assert check in findings(text)


class Broken:
    def embed_passages(self, _):
        raise RuntimeError("no model")


class Same:
    """Gives the same vectors to whatever it is asked."""

    def __init__(self, vectors):
        self.vectors = vectors

    def embed_passages(self, texts):
        return self.vectors(len(texts))


BROKEN = {
    "raises": Broken(),
    "nan": Same(lambda rows: np.full((rows, 4), np.nan, dtype=np.float32)),
    "infinite": Same(lambda rows: np.full((rows, 4), np.inf, dtype=np.float32)),
    "zeros": Same(lambda rows: np.zeros((rows, 4), dtype=np.float32)),
    "a row too few": Same(lambda rows: np.ones((rows - 1, 4), dtype=np.float32)),
    "a row too many": Same(lambda rows: np.ones((rows + 1, 4), dtype=np.float32)),
    "flat": Same(lambda rows: np.ones(rows, dtype=np.float32)),
    "empty rows": Same(lambda rows: np.ones((rows, 0), dtype=np.float32)),
    "nothing": Same(lambda _: None),
    "words": Same(lambda rows: [["a"]] * rows),
}


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("embedder", BROKEN.values(), ids=BROKEN)
def test_a_sentence_that_cannot_be_compared_is_not_supported(embedder):
    assert "wording" in findings("Das Etikett für die Rücksendung ist kostenlos.", embedder)


def test_what_was_embedded_before_the_budget_ran_out_is_kept():
    verifier, text = Verifier(embedder=Meaning()), "Das Etikett für die Rücksendung ist kostenlos."
    long = " ".join(f"The bag number {n} is blue." for n in range(MOST_NEW)) + " The return label is free."
    chunk = Chunk("a#0", "a", "", "en", None, (), long, 0)
    decision, draft = Answer((Passage(chunk, 0.9, 5.0, 0.9),), 0.9), Draft((Statement(text, ("a#0",)),), "some/model")
    assert not verifier.verify(draft, decision, query="").supported
    assert verifier.verify(draft, decision, query="").supported


@pytest.mark.parametrize("table", [concepts_of, poles_of])
def test_words_of_drafts_do_not_fill_the_memory(table):
    assert table.cache_info().maxsize is not None


class Recovering(Meaning):
    """Its first vectors are no numbers."""

    def embed_passages(self, texts):
        rows = super().embed_passages(texts)
        return rows if len(self.texts) > len(texts) else np.full_like(rows, np.nan)


class Widening(Meaning):
    """Its vectors have another length each time."""

    def embed_passages(self, texts):
        self.texts += texts
        return np.ones((len(texts), len(self.texts)), dtype=np.float32)


def test_vectors_that_are_no_numbers_are_not_kept():
    verifier, text = Verifier(embedder=Recovering()), "Das Etikett für die Rücksendung ist kostenlos."
    chunk = Chunk("a#0", "a", "", "en", None, (), PASSAGE, 0)
    decision, draft = Answer((Passage(chunk, 0.9, 5.0, 0.9),), 0.9), Draft((Statement(text, ("a#0",)),), "some/model")
    assert not verifier.verify(draft, decision, query="").supported
    assert verifier.verify(draft, decision, query="").supported


def test_vectors_of_different_lengths_support_nothing():
    long = " ".join(f"The bag number {n} is blue." for n in range(20))
    assert "wording" in findings("Das Etikett für die Rücksendung ist kostenlos.", Widening(), passage=long)


def test_without_an_embedder_nothing_in_another_language_is_supported():
    chunk = Chunk("a#0", "a", "", "en", None, (), PASSAGE, 0)
    draft = Draft((Statement("Das Etikett für die Rücksendung ist kostenlos.", ("a#0",)),), "some/model")
    assert not Verifier().verify(draft, Answer((Passage(chunk, 0.9, 5.0, 0.9),), 0.9), query="").supported


GERMAN = "Geöffnete Packungen können Sie nicht zurückgeben. Der Versand ist kostenlos."


@pytest.mark.parametrize(
    ("language", "passage", "text"),
    [
        ("de", GERMAN, "No, you cannot."),
        ("de", GERMAN, "Yes, you can do that."),
        ("de", GERMAN, "No, that is not it."),
        ("de", GERMAN, "You can."),
        ("de", GERMAN, "Of course you may."),
        ("de", GERMAN, "It is possible."),
        ("de", GERMAN, "You must do it."),
        ("de", GERMAN, "You don't have to do it."),
        ("de", GERMAN, "Oui, vous pouvez."),
        ("de", GERMAN, "Non, ce n'est pas possible."),
        ("de", GERMAN, "Sì, si può fare."),
        ("de", GERMAN, "No, non è possibile."),
        ("en", PASSAGE, "Nein, das können Sie nicht."),
        ("en", PASSAGE, "Ja, das ist möglich."),
        ("en", PASSAGE, "Das dürfen Sie."),
        ("en", PASSAGE, "Selbstverständlich können Sie das."),
        ("en", PASSAGE, "Das müssen Sie nicht."),
    ],
)
def test_a_short_yes_or_no_is_not_supported(language, passage, text):
    assert "wording" in findings(text, passage=passage, language=language)


@pytest.mark.parametrize(
    ("language", "passage", "text"),
    [
        ("de", GERMAN, "Thank you."),
        ("de", GERMAN, "Here you go:"),
        ("de", GERMAN, "You can do it like this:"),
        ("en", PASSAGE, "Bitte beachten Sie:"),
        ("en", PASSAGE, "Bitte beachten Sie auch dies."),
        ("en", PASSAGE, "So können Sie das:"),
    ],
)
def test_a_courtesy_or_a_lead_in_stays(language, passage, text):
    assert findings(text, passage=passage, language=language) == set()


def test_a_passage_that_is_too_long_to_embed_supports_nothing():
    long = " ".join(f"The bag number {n} is blue." for n in range(MOST_NEW + 1))
    assert "wording" in findings("Das Etikett für die Rücksendung ist kostenlos.", passage=long)


def test_sentences_are_embedded_once():
    embedder = Meaning()
    verifier = Verifier(embedder=embedder)
    chunk = Chunk("a#0", "a", "", "en", None, (), PASSAGE, 0)
    decision = Answer((Passage(chunk, 0.9, 5.0, 0.9),), 0.9)
    for text in ("Das Etikett ist kostenlos.", "Das Etikett für die Rücksendung ist kostenlos."):
        verifier.verify(Draft((Statement(text, ("a#0",)),), "some/model"), decision, query="")
    assert len(embedder.texts) == len(set(embedder.texts))


def test_no_sentence_is_embedded_after_the_deadline():
    times = iter([0.0, 60.0])
    meanings = Meanings(Meaning(), clock=lambda: next(times))
    assert not meanings.budget().grants(1)
