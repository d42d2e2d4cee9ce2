"""The packaged embedder on onnxruntime alone gives what it gives inside a sentence-transformers pipeline."""

import subprocess
import sys

import numpy as np
import pytest
from tokenizers import Tokenizer

from assistant.knowledge.e5_build import TOKENIZER, ensure_model
from assistant.knowledge.packaged_embedder import PackagedEmbedder

pytestmark = pytest.mark.slow

TEXTS = [
    "Wie kann ich mein Passwort zurücksetzen?",
    "",
    "  Zwei\u00a0 Leerzeichen\n\nund\tmehr ",
    "Größe XXL kostet 12,50 € (½ Preis), ﷺ, a\u0301, e\u200bf, \U0001f3f4",
    "Der Versand nach Österreich dauert zwei bis drei Werktage. " * 60,
    *(f"Artikel {number}: " + "Bohnen und Mühlen. " * number for number in range(20)),
]


@pytest.fixture(scope="module")
def embedder(models_dir):
    return PackagedEmbedder(ensure_model(models_dir), name="packaged", threads=2)


def test_vectors_have_unit_length_and_stand_in_the_order_of_the_texts(embedder):
    vectors = embedder.embed_passages(TEXTS)
    assert (vectors.shape, vectors.dtype) == ((len(TEXTS), 384), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for row, text in enumerate(TEXTS):
        assert vectors[row] @ embedder.embed_passages([text])[0] > 0.98, "a text's batch hardly matters"


def test_a_question_is_closest_to_its_answer_in_another_language(embedder):
    answers = embedder.embed_passages(["Reset your password on the sign-in page.", "The parcel arrives in three days."])
    assert np.argmax(answers @ embedder.embed_query("Wie setze ich mein Passwort zurück?")) == 0


def test_counting_words_one_by_one_counts_the_tokens_of_the_whole(embedder, models_dir):
    tokenizer = Tokenizer.from_file(str(ensure_model(models_dir) / TOKENIZER))
    assert [embedder.count_tokens(text) for text in TEXTS] == [len(tokenizer.encode(text).ids) for text in TEXTS]


def test_torch_is_not_needed(models_dir):
    code = (
        "import sys; from pathlib import Path; from assistant.knowledge.packaged_embedder import PackagedEmbedder; "
        "from assistant.knowledge.e5_build import ensure_model; "
        f"PackagedEmbedder(ensure_model(Path({str(models_dir)!r})), name='x', threads=1).embed_query('Frage'); "
        "assert not {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_second_use_of_a_question_costs_no_second_run(embedder, monkeypatch):
    first = embedder.embed_query("Wann kommt mein Paket?")
    monkeypatch.setattr(embedder, "_session", None)  # whatever ran now would fail
    np.testing.assert_array_equal(embedder.embed_query("Wann kommt mein Paket?"), first)
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 1
