"""Which questions get an editor's exact answer, and which do not."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from assistant.decision.exact import MAX_CHARS, ExactAnswers, same_question
from assistant.knowledge.exact import ExactAnswer, ExactShelf

HOURS = ExactAnswer(
    "zeiten",
    "de",
    ("Öffnungszeiten", "Wann haben Sie geöffnet?"),
    "Montag bis Freitag von 8 bis 18 Uhr, samstags bis 13 Uhr.",
)
PRICE = ExactAnswer("preis", "de", ("Was kostet der Versand nach Wien?",), "Nach Wien kostet er 4,90 Euro.")
ENGLISH = ExactAnswer("hours", "en", ("When are you open?",), "Monday to Friday.")
PHONE = ExactAnswer("telefon", "de", ("Wie lautet Ihre Telefonnummer?",), "030 1234")
SWISS = replace(PHONE, exact_id="telefon-ch", text="044 1234", country="CH", country_words=("schweiz",))
ANSWERS = (HOURS, PRICE, ENGLISH, PHONE, SWISS)
TODAY = date(2026, 12, 1)


def given(question, *, language="de", answers=ANSWERS):
    found = same_question(question, language, answers)
    return (found[0].exact_id, found[1].how) if found else None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("öffnungszeiten??", ("zeiten", "equal"), id="capitals and signs"),
        pytest.param("Oeffnungszeiten", ("zeiten", "equal"), id="umlauts written out"),
        pytest.param("Wann geöffnet haben Sie", ("zeiten", "nearly"), id="other order"),
        pytest.param("hallo, wann habt ihr bitte geöffnet?", ("zeiten", "nearly"), id="du, and polite"),
        pytest.param("Öffnugszeiten", ("zeiten", "nearly"), id="typo"),
        pytest.param("When are you open", ("hours", "equal"), id="another language than the conversation"),
        pytest.param("Telefonnummer", None, id="a part of the question only"),
        pytest.param("Wie ist Ihre Telefonnummer in der Schweiz?", None, id="a part, country named"),
        pytest.param("Wie lautet Ihre Telefonnummer in der Schweiz?", ("telefon-ch", "nearly"), id="country named"),
        pytest.param("Wie lautet Ihre Telefonnummer?", ("telefon", "equal"), id="no country named"),
        pytest.param("Wie lautet Ihre Telefonnummer in Italien?", None, id="another country named"),
        pytest.param("Öffnungszeiten am Feiertag", None, id="a word more"),
        pytest.param("Öffnungszeiten in Wien", None, id="a place more"),
        pytest.param("Wo haben Sie geöffnet?", None, id="asks something else"),
        pytest.param("Wann haben Sie nicht geöffnet?", None, id="negated"),
        pytest.param("Was kostet der Versand nach Linz?", None, id="another place"),
        pytest.param("Was kostet der Versand von Wien?", None, id="another direction"),
        pytest.param("Was kostete der Versand nach Wien 2020?", None, id="a number more"),
        pytest.param("Öffnungszeiten von <PERSON_1>", None, id="somebody's"),
        pytest.param("Guten Tag", None, id="no question"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_only_the_same_question_is_answered(question, expected):
    assert given(question) == expected


TO_SWISS = replace(SWISS, exact_id="versand-ch", questions=("Liefern Sie in die Schweiz?", "Was kostet der Versand?"))
TO_SWISS_ENGLISH = replace(
    TO_SWISS, language="en", questions=("Do you ship to Switzerland?",), country_words=("switzerland",)
)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Liefern Sie in die Schweiz?", id="the editor's"),
        pytest.param("Was kostet der Versand in die Schweiz?", id="the editor does not name it"),
        pytest.param("Was kostet der Versand für die Schweiz?", id="for it"),
        pytest.param("Schweiz: Was kostet der Versand?", id="without a preposition"),
        pytest.param("Do you ship to Switzerland?", id="en"),
    ],
)
def test_the_country_may_be_named(question):
    assert given(question, answers=(TO_SWISS, TO_SWISS_ENGLISH)) == ("versand-ch", "nearly")


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Liefern Sie nicht in die Schweiz?", id="negated"),
        pytest.param("Liefern Sie ohne Schweiz?", id="without it"),
        pytest.param("Liefern Sie aus der Schweiz?", id="another direction"),
        pytest.param("Was kostet der Versand aus der Schweiz?", id="from it, where the editor does not name it"),
        pytest.param("Was kostet der Versand außer in die Schweiz?", id="except for it"),
        pytest.param("Do you ship from Switzerland?", id="en from"),
        pytest.param("Do you not ship to Switzerland?", id="en negated"),
        pytest.param("Do you ship without Switzerland?", id="en without"),
    ],
)
def test_what_stands_before_the_country_counts(question):
    assert given(question, answers=(TO_SWISS, TO_SWISS_ENGLISH)) is None


def asked_of_editors(known, question, language="de"):
    answer = ExactAnswer("eine", language, (known,), known)
    return given(question, language=language, answers=(answer,)) is not None


@pytest.mark.parametrize(
    ("known", "question", "language"),
    [
        pytest.param(
            "Kann der Mieter dem Vermieter kündigen?", "Kann der Vermieter dem Mieter kündigen?", "de", id="who"
        ),
        pytest.param("Ist Premium besser als Basic?", "Ist Basic besser als Premium?", "de", id="which"),
        pytest.param(
            "Ist die rote Jacke teurer als die blaue Hose?",
            "Ist die blaue Jacke teurer als die rote Hose?",
            "de",
            id="of",
        ),
        pytest.param("Is Premium better than Basic?", "Is Basic better than Premium?", "en", id="en"),
        pytest.param("Le client paie le vendeur ?", "Le vendeur paie le client ?", "fr", id="fr"),
        pytest.param("Il cliente paga il venditore?", "Il venditore paga il cliente?", "it", id="it"),
    ],
)
def test_who_does_what_to_whom_counts(known, question, language):
    assert asked_of_editors(known, known.rstrip("?") + "!", language)
    assert not asked_of_editors(known, question, language)


@pytest.mark.parametrize(
    ("known", "question", "language"),
    [
        pytest.param("Wie sind die Öffnungszeiten?", "Öffnungszeiten, wie sind die?", "de", id="one word"),
        pytest.param("Wann haben Sie geöffnet?", "Geöffnet haben Sie wann?", "de", id="when"),
        pytest.param("Wie kann ich meinen Vertrag kündigen?", "Wie kündigen meinen Vertrag?", "de", id="verb"),
        pytest.param("Was kostet der Versand nach Wien?", "Versand nach Wien, was kostet der?", "de", id="preposition"),
        pytest.param("Verschicken Sie Pakete?", "Pakete verschicken Sie?", "de", id="verb first"),
        pytest.param("When are you open?", "Open when?", "en", id="en"),
    ],
)
def test_words_that_cannot_change_roles_stand_anywhere(known, question, language):
    assert asked_of_editors(known, question, language)


@pytest.mark.parametrize(
    ("known", "question", "language"),
    [
        pytest.param("Wie kann ich Geld senden?", "Wie kann ich Geld spenden?", "de", id="a letter more"),
        pytest.param("Wie kann ich mich anmelden?", "Wie kann ich mich abmelden?", "de", id="another prefix"),
        pytest.param(
            "Wo kann ich Schäden im Laden melden?", "Wo kann ich Schäden im Laden meiden?", "de", id="short verb"
        ),
        pytest.param("Can I lease cars?", "Can I lease carts?", "en", id="short, one of two"),
        pytest.param("Can I borrow money?", "Can I burrow money?", "en", id="en"),
    ],
)
def test_a_slip_that_may_be_another_word_is_none(known, question, language):
    assert not asked_of_editors(known, question, language)


@pytest.mark.parametrize(
    ("known", "question"),
    [
        pytest.param(
            "Wie kann ich meinen Vertrag verlängern?", "Wie kann ich meinen Vertrag verlängen?", id="long verb"
        ),
        pytest.param("Was kostet der Versand nach Wien?", "Was kostet der Versnad nach Wien?", id="one of three"),
    ],
)
def test_other_slips_are_forgiven(known, question):
    assert asked_of_editors(known, question)


def test_a_word_of_the_articles_is_no_typo():
    assert same_question("Öffnugszeiten", "de", ANSWERS, is_known=lambda _: True) is None


def test_two_answers_that_fit_alike_are_none():
    twin = replace(HOURS, exact_id="zeiten-2", questions=("Öffnungszeiten?",))
    assert given("Öffnungszeiten", answers=(HOURS, twin)) is None


def test_two_numbers_are_never_a_slip_apart():
    price = replace(PRICE, questions=("Was kostet Modell B20000?",))
    assert given("Was kostet Modell B20001?", answers=(price,)) is None


class Embedder:
    """Gives each question the vector it is told; all others are like the opening hours."""

    name = "told"

    def __init__(self, **vectors):
        self.vectors = vectors
        self.asked = []

    def embed_query(self, text):
        self.asked.append(text)
        return np.array(self.vectors.get(text, (1.0, 0.0)), dtype=np.float32)


@pytest.fixture
def find(snapshot):
    def find(question, *, today=TODAY, embedder=None, answers=(HOURS, PRICE)):
        vectors = np.array([(1, 0), (0.99, 0.14), (0, 1)], dtype=np.float32)[: sum(len(a.questions) for a in answers)]
        live = replace(snapshot, exact=ExactShelf(answers, vectors))
        return ExactAnswers(snapshot=lambda: live, embedder=embedder or Embedder(), today=lambda: today)(question, "de")

    return find


def test_what_the_answer_says_may_be_asked_for(find):
    found = find("Wann haben Sie samstags geöffnet?")
    assert found.exact.how == "alike"
    assert found.exact.exact_id == "zeiten"
    assert found.exact.cosine == 1.0
    assert found.passages[0].chunk.text == HOURS.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Wann haben Sie sonntags geöffnet?", id="the answer does not speak of it"),
        pytest.param("Haben Sie samstags nicht geöffnet, wann?", id="negated"),
        pytest.param("Wann haben Sie um 13 Uhr geöffnet?", id="a number"),
        pytest.param("Wann haben Sie in Freitag geöffnet?", id="a place"),
        pytest.param("Uhr", id="none of the questions is in it"),
    ],
)
def test_nothing_else_may(find, question):
    assert find(question) is None


def test_roles_are_not_changed_where_words_are_added_either(find):
    answer = ExactAnswer("k", "de", ("Kann der Mieter dem Vermieter kündigen?",), "Jederzeit schriftlich.")
    assert find("Kann der Mieter dem Vermieter schriftlich kündigen?", answers=(answer,))
    assert find("Kann der Vermieter dem Mieter schriftlich kündigen?", answers=(answer,)) is None
    assert find("Kann der Vermieter dem Mieter kündigen?", answers=(answer,)) is None


def test_a_question_far_from_the_editors_is_not_answered_exactly(find):
    assert (
        find(
            "Wann haben Sie samstags geöffnet?", embedder=Embedder(**{"Wann haben Sie samstags geöffnet?": (0.8, 0.6)})
        )
        is None
    )


def test_a_question_as_near_to_another_answer_is_not_answered_exactly(find):
    near = Embedder(**{"Wann haben Sie samstags geöffnet?": (0.7072, 0.707)})
    assert find("Wann haben Sie samstags geöffnet?", embedder=near) is None


def test_an_answer_is_given_until_its_last_day_and_never_after(find):
    until = (replace(HOURS, valid_until=TODAY),)
    assert find("Öffnungszeiten", answers=until)
    assert find("Öffnungszeiten", answers=until, today=date(2026, 12, 2)) is None


def test_the_embedder_is_asked_only_where_it_can_decide(find):
    embedder = Embedder()
    find("Öffnungszeiten", embedder=embedder)
    find("Wie kündige ich mein Abo?", embedder=embedder)
    assert embedder.asked == []


def test_a_long_message_is_no_question(find):
    assert find("Öffnungszeiten" + " bitte" * MAX_CHARS) is None
