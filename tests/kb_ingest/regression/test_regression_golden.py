"""The file of golden questions: what editors may write, and how they hear of a mistake."""

from decimal import Decimal

import pytest

from kb_ingest.errors import IngestError
from kb_ingest.regression.golden import find_golden, read_golden, unknown_articles
from kb_ingest.regression.questions import Expectation, Golden, Limits, Question

ENGLISH = """
max_broken: 1
max_changed: 30 %
customer_questions: 20
questions:
  - question: Was kostet der Versand?
    article: versand
    must_contain: "4,90"
    required: true
  - question: What is the weather like?
    lang: en
    decision: [decline, hand_off]
"""
GERMAN = """
höchstens_kaputt: 1
höchstens_geändert: 0.3
kundenfragen: 20
fragen:
  - frage: Was kostet
      der Versand?
    artikel: [versand]
    muss_enthalten: ["4,90"]
    pflicht: ja
  - frage: What is the weather like?
    sprache: en
    entscheidung: [ablehnen, weitergeben]
"""
READ = Golden(
    (
        Question("Was kostet der Versand?", "de", Expectation(("versand",), ("4,90",), required=True)),
        Question("What is the weather like?", "en", Expectation(decisions=("decline", "hand_off"))),
    ),
    Limits(max_broken=1, max_changed=Decimal("0.3")),
    customer_questions=20,
)


@pytest.fixture
def write(tmp_path):
    def write(content):
        file = tmp_path / "golden.yaml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


@pytest.mark.parametrize("text", [pytest.param(ENGLISH, id="English"), pytest.param(GERMAN, id="German")])
def test_editors_write_english_or_german_words(write, text):
    assert read_golden(write(text)) == READ


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("questions: []", id="no question"),
        pytest.param(b"\xef\xbb\xbfquestions: []", id="saved by an editor that marks its files"),
    ],
)
def test_a_file_may_be_empty(write, content):
    assert read_golden(write(content)) == Golden()


@pytest.mark.parametrize("share", ["2,9 %", "2.9 %", "0.029", "'0.029'"])
def test_a_share_is_just_what_the_editor_writes(write, share):
    assert read_golden(write(f"max_changed: {share}")).limits.max_changed == Decimal("0.029")


def test_no_file_means_no_questions(tmp_path):
    assert find_golden(None, data_dir=tmp_path) == Golden()


def test_the_file_in_the_data_directory_is_found(write, tmp_path):
    write(ENGLISH)
    assert find_golden(None, data_dir=tmp_path) == READ


def test_a_file_that_is_named_must_be_there(tmp_path):
    with pytest.raises(IngestError, match=r"fehlt\.yaml cannot be read: No such file"):
        find_golden(tmp_path / "fehlt.yaml", data_dir=tmp_path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param("questions:\n  - question: Was kostet: das?", "line 2, is not valid YAML", id="colon"),
        pytest.param("a: &a [*a", "is not valid YAML", id="half a list"),
        pytest.param("- question: x", "must begin with `questions:`", id="a list"),
        pytest.param(b"questions: \xff", "is not UTF-8 text", id="other encoding"),
        pytest.param(
            "questions:\n  - frage: x", "question 1 says nothing of article, must_contain", id="no expectation"
        ),
        pytest.param("questions:\n  - article: x", "question 1, question: Field required", id="no question"),
        pytest.param(
            "questions:\n  - {question: x, artikl: y}", "question 1, artikl: is not known; 'artikel' is", id="typo"
        ),
        pytest.param("question: x", "question: is not known; 'questions' is", id="typo in the head"),
        pytest.param("questions:\n  - {question: x, must_contain: [14.90]}", "put 14.9 in quotes", id="number"),
        pytest.param("questions:\n  - {question: x, must_contain: ''}", "stands in every answer", id="empty text"),
        pytest.param("questions:\n  - {question: x, decision: nein}", "'nein' is none of answer, chat", id="decision"),
        pytest.param(
            "questions:\n  - {question: x, lang: at, article: y}", "question 1, lang: Input should be", id="language"
        ),
        pytest.param("max_changed: 130 %", "max_changed: Input should be less than or equal to 1", id="share"),
        pytest.param("max_changed: viel %", "max_changed: could not convert", id="no number"),
        pytest.param("max_changed: 9e99999999 %", "max_changed: could not convert", id="a number beyond all"),
        pytest.param("max_changed: nan %", "max_changed: Input should be a finite number", id="not a number"),
        pytest.param("a" * 2_000_001, "has more than 2 MB", id="huge"),
    ],
)
def test_a_mistake_is_told_in_one_line_with_its_place(write, content, reason):
    with pytest.raises(IngestError) as told:
        read_golden(write(content))
    assert reason in str(told.value)
    assert "golden.yaml" in str(told.value)
    assert "\n" not in str(told.value)


def test_an_article_that_does_not_exist_is_reported_with_the_nearest_id():
    golden = Golden((Question("Wohin?", "de", Expectation(("versnad", "konto", "weg"))),))
    told = unknown_articles(golden, frozenset({"versand", "konto"}), withdrawn=frozenset({"weg"}))
    assert told == (
        "The golden question “Wohin?” expects the article 'versnad', which does not exist; did you mean 'versand'?",
    )
