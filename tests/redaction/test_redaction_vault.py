import json
import threading
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.exceptions import RedactionUnavailableError
from assistant.redaction.vault import ENTITY_TYPES, Vault, find_placeholder_like

TYPES = st.sampled_from(sorted(ENTITY_TYPES))


def test_the_same_value_gets_the_same_placeholder():
    vault = Vault()
    first = vault.placeholder_for("PERSON", "Anna")
    assert (first, vault.placeholder_for("PERSON", "Anna")) == ("<PERSON_1>", "<PERSON_1>")
    assert vault.placeholder_for("PERSON", "Berta") == "<PERSON_2>"
    assert vault.placeholder_for("EMAIL", "Anna") == "<EMAIL_1>"


def test_vaults_share_nothing():
    one, other = Vault(), Vault()
    one.placeholder_for("PERSON", "Anna")
    assert other.placeholder_for("PERSON", "Berta") == "<PERSON_1>"
    assert one.restore("<PERSON_1>") == "Anna"
    assert other.restore("<PERSON_1>") == "Berta"


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("<PERSON_1>", id="as given"),
        pytest.param("<person_1>", id="lower case"),
        pytest.param("< Person_1 >", id="spaces"),
        pytest.param("[PERSON_1]", id="square brackets"),
        pytest.param(r"<PERSON\_1>", id="escaped by Markdown"),
        pytest.param(r"\<PERSON\_1\>", id="every mark escaped by Markdown"),
        pytest.param(r"<PERSON_1\>", id="one mark escaped by Markdown"),
        pytest.param("<Person_1>", id="title case"),
        pytest.param("<PERSON 1>", id="a space for the underscore"),
        pytest.param("< PERSON _ 1 >", id="spaces everywhere"),
        pytest.param("<PER SON_1>", id="a space in the word"),
        pytest.param("<PERSON-1>", id="a hyphen"),
        pytest.param("<PERSON1>", id="nothing between"),
        pytest.param("<PERSON_01>", id="a zero in front"),
        pytest.param("[Person 1]", id="square brackets and a space"),
        pytest.param("<PERSON_1]", id="two kinds of brackets"),
        pytest.param("{PERSON_1}", id="curly brackets"),
        pytest.param("{{PERSON_1}}", id="as a template's variable"),
        pytest.param("&lt;PERSON_1&gt;", id="escaped for HTML"),
        pytest.param("＜PERSON_1＞", id="full-width brackets"),
        pytest.param("PERSON_1", id="bare"),
        pytest.param("<PERSON\n_1>", id="broken over lines"),
    ],
)
def test_a_placeholder_is_restored_however_a_model_writes_it(written):
    vault = Vault()
    vault.placeholder_for("PERSON", "Anna")
    assert vault.restore(f"Guten Tag {written}!") == "Guten Tag Anna!"
    assert vault.unknown_placeholders == 0


def test_an_unknown_placeholder_is_dropped_and_counted():
    vault = Vault()
    assert vault.restore("Guten Tag <PERSON_7>, [iban_2]!") == "Guten Tag,!"
    assert vault.unknown_placeholders == 2


@pytest.mark.parametrize(
    ("written", "restored"),
    [
        pytest.param("<PERSON_1>s Paket", "Annas Paket", id="genitive"),
        pytest.param("**PERSON_1**, `<PERSON_1>`", "**Anna**, `Anna`", id="Markdown"),
        pytest.param("(PERSON_1)", "(Anna)", id="in parentheses"),
        pytest.param("<PERSON_1><PERSON_1>", "AnnaAnna", id="twice"),
        pytest.param("<<PERSON_1>>", "<Anna>", id="in brackets of its own"),
        pytest.param("<PERSON_1", "<Anna", id="half open"),
        pytest.param("<license plate 1>, [DATE_OF_BIRTH_1]", "G-AB 1, 3.3.1985", id="types of several words"),
    ],
)
def test_a_placeholder_is_restored_where_it_stands(written, restored):
    vault = Vault()
    for entity_type, value in (("PERSON", "Anna"), ("LICENSE_PLATE", "G-AB 1"), ("DATE_OF_BIRTH", "3.3.1985")):
        vault.placeholder_for(entity_type, value)
    assert vault.restore(written) == restored


@pytest.mark.parametrize("text", ["PERSON_7", "[Text 2]", "{PERSON_7}", "XPERSON_1", "PERSON_12", "PERSON_1a", "IP_2"])
def test_what_may_be_an_articles_words_stays_where_no_value_belongs_to_it(text):
    vault = Vault()
    vault.placeholder_for("PERSON", "Anna")
    assert vault.restore(text) == text
    assert vault.unknown_placeholders == 0


@pytest.mark.parametrize("text", ["[Schritt_1]", "<b>", "list[0]", "<STEP_1>", "CLIP_1", "[E-Mail 1]", "a < b_1 > c"])
def test_other_brackets_stay(text):
    vault = Vault()
    assert vault.restore(text) == text
    assert find_placeholder_like(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Max Müller", "max müller", id="case"),
        pytest.param("DE89 3704 0044 0532 0130 00", "DE89370400440532013000", id="spaces"),
        pytest.param("Mu\u0308ller", "M\u00fcller", id="composition"),
    ],
)
def test_a_value_written_otherwise_has_a_placeholder_of_its_own_so_that_each_comes_back_exactly(one, other):
    vault = Vault()
    placeholders = [vault.placeholder_for("PERSON", value) for value in (one, other, one, other)]
    assert placeholders == ["<PERSON_1>", "<PERSON_2>", "<PERSON_1>", "<PERSON_2>"]
    assert vault.restore("; ".join(placeholders)) == f"{one}; {other}; {one}; {other}"


def test_repeated_values_and_values_within_values_are_not_mixed_up():
    vault = Vault()
    for value in ("Anna", "Anna Schmidt", "Schmidt", "Anna"):
        vault.placeholder_for("PERSON", value)
    assert vault.restore("<PERSON_1>|<PERSON_2>|<PERSON_3>|<PERSON_1>") == "Anna|Anna Schmidt|Schmidt|Anna"


def test_eleven_is_not_one_and_a_one():
    vault = Vault()
    for number in range(1, 12):
        vault.placeholder_for("PERSON", f"Kunde {number}")
    assert vault.restore("<PERSON_11>, <PERSON_1>1, PERSON_11") == "Kunde 11, Kunde 11, Kunde 11"


def test_conversations_at_once_share_nothing_though_their_values_are_the_same():
    """The same names in another order: were any map shared, a placeholder would stand for somebody else."""
    names = [f"Kunde {number}" for number in range(50)]
    restored: dict[int, list[str]] = {}
    all_there = threading.Barrier(8)

    def talk(number):
        vault, own = Vault(), names[number:] + names[:number]
        all_there.wait(20)
        placeholders = [vault.placeholder_for("PERSON", name) for name in own]
        assert placeholders == [f"<PERSON_{place}>" for place in range(1, 51)]
        restored[number] = [Vault.from_json(vault.to_json()).restore(each) for each in placeholders]

    threads = [threading.Thread(target=talk, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert restored == {number: names[number:] + names[:number] for number in range(8)}


def test_an_unknown_type_is_refused():
    with pytest.raises(ValueError, match="no type of personal data"):
        Vault().placeholder_for("HOBBY", "Anna")


def test_restored_values_are_not_read_again():
    vault = Vault()
    vault.placeholder_for("PERSON", "<EMAIL_1>")
    vault.placeholder_for("EMAIL", "a@b.example")
    assert vault.restore("<PERSON_1>") == "<EMAIL_1>"


def test_repr_shows_no_value():
    vault = Vault()
    vault.placeholder_for("PERSON", "Anna")
    restorer = vault.restorer()
    restorer.feed("Anna <PERSON")
    for shown in (repr(vault), f"{vault}", repr(restorer), repr([vault, restorer])):
        assert "Anna" not in shown


def test_an_expired_vault_gives_no_placeholder_out_again():
    vault = Vault.expired(["Ich bin <PERSON_2>, <IBAN_1>", "[person 7] und <PERSON_0>, <STEP_9>"])
    assert vault.placeholder_for("PERSON", "Berta") == "<PERSON_8>"
    assert vault.placeholder_for("IBAN", "AT") == "<IBAN_2>"
    vault = Vault.from_json(vault.to_json())
    assert vault.restore("<PERSON_2> <PERSON_8>.") == " Berta."
    assert (vault.knows("PERSON_2"), vault.value_of("PERSON_2"), vault.unknown_placeholders) == (True, None, 1)
    assert (vault.knows("PERSON_3"), vault.value_of("PERSON_3")) == (False, None)


def test_known_values_can_be_hidden_in_a_text_of_somebody_else():
    vault = Vault()
    for entity_type, value in (("PERSON", "Anna"), ("PERSON", "Anna Schmidt"), ("PHONE", "+43 1 234 (5)")):
        vault.placeholder_for(entity_type, value)
    assert vault.hide("anna SCHMIDT: +43 1 234 (5), nicht Annaberg") == "<PERSON_2>: <PHONE_1>, nicht Annaberg"
    assert Vault().hide("Anna") == "Anna"


@pytest.mark.parametrize(
    ("entity_type", "value", "written"),
    [
        pytest.param("PERSON", "Anna Weiß", "Anna Weiß", id="sharp s"),
        pytest.param("PERSON", "Anna Weiß", "ANNA WEISS", id="sharp s in capitals"),
        pytest.param("PERSON", "Jose\u0301 Mu\u0308ller", "José Müller", id="decomposed"),
        pytest.param("IBAN", "DE89 3704\n0044  0532 0130 00", "DE89 3704 0044 0532 0130 00", id="over two lines"),
        pytest.param("ADDRESS", "Am Weg 5,\r\n8010 Graz", "am weg 5, 8010  graz", id="an address in lines"),
        pytest.param("PERSON", "Dr. Anna Weiß-Huber", "Huber", id="a surname alone"),
    ],
)
def test_a_known_value_is_hidden_however_it_is_written(entity_type, value, written):
    vault = Vault()
    placeholder = vault.placeholder_for(entity_type, value)
    assert vault.hide(f"Dr. Alt wegen {written}, heute") == f"Dr. Alt wegen {placeholder}, heute"


@given(st.lists(st.tuples(TYPES, st.text(min_size=1)), max_size=20))
def test_a_vault_survives_json(values):
    vault = Vault()
    placeholders = [vault.placeholder_for(entity_type, value) for entity_type, value in values]
    copy = Vault.from_json(vault.to_json())
    assert [copy.placeholder_for(entity_type, value) for entity_type, value in values] == placeholders
    assert copy.restore(" ".join(placeholders)) == " ".join(value for _, value in values)


def test_numbering_goes_on_after_json():
    vault = Vault()
    vault.placeholder_for("PERSON", "Anna")
    assert Vault.from_json(vault.to_json()).placeholder_for("PERSON", "Berta") == "<PERSON_2>"


def test_half_a_surrogate_pair_can_be_stored():
    vault = Vault()
    vault.placeholder_for("PERSON", "Anna \ud83d")
    stored = vault.to_json().encode("utf-8").decode("utf-8")
    assert Vault.from_json(stored).restore("<PERSON_1>") == "Anna \ud83d"


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "[]",
        '{"PERSON_1": 1}',
        '{"nonsense": "Anna"}',
        '{"PERSON_1": "Anna"',
        '{"PERSON_0": "Anna"}',
        '{"HOBBY_1": "Anna"}',
        pytest.param('{"PERSON_1": ' + "[" * 100_000 + '"Anna"', id="nested without end"),
    ],
)
def test_a_damaged_vault_is_refused_without_its_content(damaged):
    with pytest.raises(RedactionUnavailableError) as caught:
        Vault.from_json(damaged)
    assert "Anna" not in "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


@given(TYPES, st.text(min_size=1))
def test_json_holds_every_value(entity_type, value):
    vault = Vault()
    vault.placeholder_for(entity_type, value)
    assert list(json.loads(vault.to_json()).values()) == [value]
