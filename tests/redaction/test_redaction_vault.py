import json

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


@pytest.mark.parametrize("text", ["[Schritt_1]", "<b>", "list[0]", "<STEP_1>", "PERSON_1", "a < b_1 > c"])
def test_other_brackets_stay(text):
    vault = Vault()
    assert vault.restore(text) == text
    assert find_placeholder_like(text) == []


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
    assert "Anna" not in repr(vault)
    assert "Anna" not in f"{vault}"


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


@pytest.mark.parametrize("damaged", ["", "[]", '{"PERSON_1": 1}', '{"nonsense": "Anna"}', '{"PERSON_1": "Anna"'])
def test_a_damaged_vault_is_refused_without_its_content(damaged):
    with pytest.raises(RedactionUnavailableError) as caught:
        Vault.from_json(damaged)
    assert "Anna" not in str(caught.value)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


@given(TYPES, st.text(min_size=1))
def test_json_holds_every_value(entity_type, value):
    vault = Vault()
    vault.placeholder_for(entity_type, value)
    assert list(json.loads(vault.to_json()).values()) == [value]
