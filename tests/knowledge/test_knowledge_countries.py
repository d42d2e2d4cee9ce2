"""Countries by the names that people use."""

import pytest

from assistant.domain import LANGUAGES
from assistant.knowledge.countries import country_code, country_codes, country_names


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
