import pytest

from assistant.retrieval.search_text import search_text


@pytest.mark.parametrize(
    ("message", "searched"),
    [
        pytest.param("Wie kündige ich?", "Wie kündige ich?", id="a plain question stays"),
        pytest.param("Ich bin <PERSON_1>, wie kündige ich mein Abo?", "wie kündige ich mein Abo?", id="introduction"),
        pytest.param("Guten Tag, wo ist mein Paket? Vielen Dank!", "wo ist mein Paket?", id="courtesies"),
        pytest.param(
            "Sehr geehrte Damen und Herren,\nmein Gerät zeigt E03.\nMfG <PERSON_1>",
            "mein Gerät zeigt E03.",
            id="letter",
        ),
        pytest.param("Kann <PERSON_1> mein Paket annehmen?", "Kann mein Paket annehmen?", id="placeholder in question"),
        pytest.param("<PERSON_1>", "<PERSON_1>", id="nothing but a placeholder"),
        pytest.param("Hallo", "Hallo", id="nothing but a courtesy"),
        pytest.param("danke button funktioniert nicht", "danke button funktioniert nicht", id="a courtesy word inside"),
    ],
)
def test_what_is_searched_for(message, searched):
    assert search_text(message) == searched
