"""Countries by the names that people use."""

import pytest

from assistant.domain import LANGUAGES
from assistant.knowledge.countries import countries_meant, country_code, country_codes, country_names


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("Österreich", "AT", id="umlaut"),
        pytest.param("Oesterreich", "AT", id="umlaut written out"),
        pytest.param("Türkei", "TR", id="another umlaut"),
        pytest.param("Großbritannien", "GB", id="usual name"),
        pytest.param("Vereinigtes Königreich", "GB", id="two words"),
        pytest.param("Tschechien", "CZ", id="short name"),
        pytest.param("USA", "US", id="letters"),
        pytest.param("us", "US", id="a code of which English has no single word"),
        pytest.param("Pays-Bas", "NL", id="fr"),
        pytest.param("paesi bassi", "NL", id="it"),
        pytest.param("Atlantis", None, id="none"),
    ],
)
def test_a_country_has_its_code(name, code):
    assert country_code(name) == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_name_in_every_language(language):
    assert [code for code in country_codes() if not country_names(code, language)] == []


@pytest.mark.parametrize(
    ("question", "language", "codes"),
    [
        pytest.param("Wie wasche ich das Jersey?", "de", set(), id="fabric"),
        pytest.param("Can I return cologne?", "en", set(), id="perfume"),
        pytest.param("Can I return a jersey?", "en", set(), id="clothes"),
        pytest.param("Is there turkey in the sandwich?", "en", set(), id="bird"),
        pytest.param("Is the island near the beach?", "en", set(), id="another language's name"),
        pytest.param("Wie scharf ist das Chili?", "de", set(), id="spice"),
        pytest.param("Il faut que je vienne ?", "fr", set(), id="verb"),
        pytest.param("Liefern Sie nach Jersey?", "de", {"JE"}, id="to the island"),
        pytest.param("delivery to turkey", "en", {"TR"}, id="to the country"),
        pytest.param("Do you have a shop in Cologne?", "en", {"DE"}, id="city"),
        pytest.param("Versand nach Island", "de", {"IS"}, id="the own language's name"),
        pytest.param("combien coûte une tente en Espagne", "de", {"ES"}, id="language not recognised"),
        pytest.param("Was kostet der Versand in die USA?", "de", {"US"}, id="usual name"),
        pytest.param("Hotline für Schweizer Kunden", "de", {"CH"}, id="whose"),
    ],
)
def test_ordinary_words_are_no_countries(question, language, codes):
    assert countries_meant(question, language) == codes
