import pytest

from assistant.redaction.recognizers.tagged import likely_runs
from assistant.redaction.tagger import Tagger, Word


def tagged(text, probabilities):
    """A word for each part between spaces."""
    words, position = [], 0
    for part, probability in zip(text.split(), probabilities, strict=True):
        start = text.index(part, position)
        position = start + len(part)
        words.append(Word(start, position, probability, 0.0, 0.0, 0.0))
    return words


def runs(text, words, own=()):
    found = likely_runs(text, words, probability=lambda word: word.person, likely=0.3, is_own=lambda one: one in own)
    return [(text[one.start : one.end], one.score) for one in found]


def names(text, words, own=()):
    return [name for name, _ in runs(text, words, own)]


@pytest.mark.parametrize(
    ("text", "probabilities", "expected"),
    [
        ("Anna Müller fragt", (0.9, 0.8, 0.0), ["Anna Müller"]),
        ("Anna fragt Müller", (0.9, 0.0, 0.8), ["Anna", "Müller"]),
        ("Anna K Müller", (0.9, 0.0, 0.8), ["Anna K Müller"]),
        ("Anna K", (0.9, 0.0), ["Anna"]),
        ("Anna de la Rosa", (0.9, 0.0, 0.0, 0.9), ["Anna", "Rosa"]),
        ("Anna\nMüller", (0.9, 0.9), ["Anna", "Müller"]),
        ("vielleicht Anna", (0.2, 0.9), ["vielleicht", "Anna"]),
        ("gar nichts", (0.0, 0.0), []),
    ],
)
def test_likely_neighbours_are_one_finding(text, probabilities, expected):
    assert names(text, tagged(text, probabilities)) == expected


def test_the_likely_probability_has_the_default_score():
    ((_, score),) = runs("Anna", tagged("Anna", [0.3]))
    assert score == pytest.approx(0.4)
    ((_, weaker),) = runs("Anna", tagged("Anna", [0.2]))
    assert weaker < 0.4


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        pytest.param(("Viktoria Pro",), [], id="the whole"),
        pytest.param(("Pro",), ["Viktoria Pro"], id="a part"),
        pytest.param(("Viktoria", "Pro"), ["Viktoria Pro"], id="each part, elsewhere"),
    ],
)
def test_only_what_is_the_companys_own_as_a_whole_stays(own, expected):
    text = "Viktoria Pro"
    assert names(text, tagged(text, (0.9, 0.9)), own) == expected


def test_the_models_words_fit():
    text = "Hier Anna Müller"
    assert names(text, Tagger().words(text)) == ["Anna Müller"]
