import shutil

import pytest

from assistant.exceptions import RedactionUnavailableError
from assistant.redaction.redactor import build_redactor
from assistant.redaction.tagger import FOLDER, MARGIN, NETWORK, SUMS, TOKENIZER, WINDOW, Tagger, _windows


@pytest.fixture(scope="module")
def tagger():
    return Tagger()


@pytest.fixture
def copied(tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    return folder


def persons(tagger, text):
    return [text[word.start : word.end] for word in tagger.words(text) if word.person >= 0.5]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Guten Tag, hier Müller aus Graz.", ["Müller"]),
        ("mein name ist xhevahire krasniqi", ["xhevahire", "krasniqi"]),
        ("Bonjour, je suis Aurélie Lefèvre.", ["Aurélie", "Lefèvre"]),
        ("Regards, Siobhan O'Reilly", ["Siobhan", "O'Reilly"]),
        ("Wie entkalke ich die Maschine?", []),
        ("", []),
        ("… 👍 —", []),
    ],
)
def test_names_are_likelier_than_other_words(tagger, text, named):
    assert persons(tagger, text) == named


def test_words_have_the_offsets_of_the_text(tagger):
    text = "  Öffnen\tSie\n\nMüller-Lüdenscheidt’s   Konto 👍 nicht!"
    words = [text[word.start : word.end] for word in tagger.words(text)]
    assert words == ["Öffnen", "Sie", "Müller-Lüdenscheidt’s", "Konto", "nicht"]


@pytest.mark.parametrize("before", [0, 30, 60, 90, 120, 200, 400])
def test_a_name_is_seen_wherever_it_stands_in_a_long_text(tagger, before):
    filler = "Die Lieferung kam gestern an. "
    text = filler * before + "Mit freundlichen Grüßen Kunigunde Abderhalden. " + filler * 60
    assert persons(tagger, text) == ["Kunigunde", "Abderhalden"]


def test_a_long_text_is_read_window_by_window(tagger, monkeypatch):
    shapes = []

    class Session:
        def run(self, outputs, inputs, run=tagger._session.run):
            shapes.append(inputs["input_ids"].shape)
            return run(outputs, inputs)

    monkeypatch.setattr(tagger, "_session", Session())
    tagger.words("Die Lieferung kam gestern an. " * 500)
    assert len(shapes) > 10
    assert all(rows == 1 and pieces <= WINDOW + 2 for rows, pieces in shapes)


@pytest.mark.parametrize("size", [1, WINDOW, WINDOW + 1, WINDOW + MARGIN, 2 * WINDOW, 1000])
def test_each_piece_is_believed_in_one_window(size):
    windows = list(_windows(size))
    believed = [piece for window in windows for piece in range(window.kept_from, window.kept_to)]
    assert believed == list(range(size))
    assert all(window.start <= window.kept_from < window.kept_to <= window.end for window in windows)
    assert all(window.end - window.start <= WINDOW for window in windows)


@pytest.mark.parametrize("name", [NETWORK, TOKENIZER])
def test_a_changed_model_is_refused(copied, name):
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)
    with pytest.raises(RedactionUnavailableError, match=f"damaged: {name}"):
        Tagger(copied)


@pytest.mark.parametrize("name", [NETWORK, TOKENIZER, SUMS])
def test_a_missing_file_is_refused(copied, name):
    (copied / name).unlink()
    with pytest.raises(RedactionUnavailableError, match="cannot be read"):
        Tagger(copied)


@pytest.mark.parametrize("content", ["", "x", "0 1 2"])
def test_a_damaged_list_of_sums_is_refused(copied, content):
    (copied / SUMS).write_text(content)
    with pytest.raises(RedactionUnavailableError):
        Tagger(copied)


def test_the_companys_own_words_stay_readable_unless_somebody_is_introduced_with_them():
    redactor = build_redactor(min_score=0.4, timeout_s=30, languages=("de",), is_own=lambda word: word == "Viktoria")

    def hidden(text):
        return [text[one.start : one.end] for one in redactor.analyze(text, language="de")]

    assert hidden("Meine Viktoria heizt nicht mehr.") == []
    assert hidden("Ich heiße Viktoria, meine Viktoria heizt nicht.")[:1] == ["Viktoria"]
    assert hidden("Viktoria Abderhalden hat bestellt.") == ["Viktoria Abderhalden"]


def test_a_name_or_an_address_of_the_companys_words_in_another_order_is_hidden():
    own = {"Anna", "Berger", "am", "wasserturm", "12"}
    redactor = build_redactor(min_score=0.4, timeout_s=30, languages=("de",), is_own=own.__contains__)

    def hidden(text):
        return [text[one.start : one.end] for one in redactor.analyze(text, language="de")]

    assert hidden("Anna Berger hat bestellt.") == ["Anna Berger"]
    assert "wasserturm 12" in " ".join(hidden("ich wohne jetzt am wasserturm 12"))
