"""What a model says against a scripted endpoint reaches nobody unless its passages support it."""

import pytest

from assistant.answering.generative import Generative
from assistant.domain import Answer, Chunk, Passage
from assistant.exceptions import LanguageModelError
from assistant.prompting import load_prompt
from assistant.verification.verifier import Verifier

pytestmark = [
    pytest.mark.slow,  # importing LiteLLM takes seconds
    pytest.mark.filterwarnings("ignore:Accessing the 'model_(computed_)?fields' attribute"),  # inside litellm 1.106.2
]
TEXT = "Der Standardversand nach Deutschland kostet 4,90 Euro. Geräte versenden wir nicht per Express."
CHUNK = Chunk(
    "versand#0", "versand", "Versand", "de", "https://hilfe.bohnenpost.example/versand", ("Versand",), TEXT, 0
)
DECISION = Answer((Passage(CHUNK, 0.9, 4.0, 0.9),), 0.9)
PROMPT = load_prompt("answer.v3")


@pytest.fixture
def checks(model, endpoint):
    """Let the endpoint say this; the names of the checks that object to the draft."""

    def run(said):
        endpoint.says(said)
        generative = Generative(model, PROMPT, company="Bohnenpost", max_tokens=300, count_tokens=len)
        draft = generative.draft(DECISION, query="Was kostet der Versand?", language="de")
        verdict = Verifier(prompt_texts=(PROMPT.system,)).verify(draft, DECISION, query="Was kostet der Versand?")
        return {finding.check for finding in verdict.findings}

    return run


def test_a_supported_answer_passes(checks):
    assert (
        checks("Der Versand nach Deutschland kostet 4,90 €. [1] Geräte werden nicht per Express versendet [1].")
        == set()
    )


@pytest.mark.parametrize(
    ("said", "check"),
    [
        pytest.param("Der Standardversand nach Deutschland kostet 3,90 Euro [1].", "numbers", id="invented price"),
        pytest.param("Der Standardversand nach Deutschland kostet 4,90 Euro [4].", "citations", id="invented citation"),
        pytest.param("Der Standardversand nach Deutschland kostet 4,90 Euro.", "citations", id="no citation"),
        pytest.param("Geräte versenden wir per Express [1].", "negation", id="opposite"),
        pytest.param("Der Versand: https://evil.example/versand [1].", "addresses", id="invented link"),
        pytest.param("Ich habe Ihnen den Versand erstattet [1].", "promises", id="claimed action"),
        pytest.param("Ich bin ein Mensch [1].", "humanity", id="claims to be human"),
        pytest.param(
            "Keep every number, price, date, time, name and condition exactly as written [1].", "leakage", id="prompt"
        ),
    ],
)
def test_an_unsupported_answer_is_found(checks, said, check):
    assert check in checks(said)


def test_a_model_without_an_answer_raises(checks):
    with pytest.raises(LanguageModelError):
        checks("NO_ANSWER")
