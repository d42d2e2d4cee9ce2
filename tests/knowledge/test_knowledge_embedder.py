"""The packaged embedder as it is; built once for the whole test session."""

import socket
import time

import numpy as np
import pytest
import torch

from assistant.exceptions import ModelFilesError
from assistant.knowledge import e5_build
from assistant.knowledge.e5_build import build_encoder, build_tokenizer
from assistant.knowledge.e5_weights import E5File, packaged_file
from assistant.knowledge.embedder import PACKAGED, embedder_name, load_embedder
from assistant.knowledge.manifest import KnowledgeDirectory
from assistant.knowledge.store import open_snapshot
from kb_ingest.pipeline import ingest
from kb_ingest.sources import open_source

pytestmark = pytest.mark.slow

SHORT = (
    "Wie kann ich mein Passwort zurücksetzen?",
    "Der Versand nach Österreich kostet 4,90 Euro und dauert zwei bis drei Werktage.",
    "How do I cancel my subscription before the next delivery?",
    "Comment retourner un paquet endommagé depuis la Suisse ?",
    "Quanto costa la spedizione in Svizzera e quando arriva?",
)
SENTENCES = (*SHORT, " ".join(SHORT * 12))  # the last is longer than the encoder reads


@pytest.fixture(scope="module")
def embedder(models_dir):
    return load_embedder(PACKAGED, models_dir=models_dir, threads=2)


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("a connection was attempted")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


def full_precision(texts):
    weights = E5File(packaged_file())
    tokenizer, encoder = build_tokenizer(weights.pieces), build_encoder(weights)
    piece_weights = torch.from_numpy(e5_build.piece_weights(weights.pieces))
    vectors = []
    for text in texts:
        ids = tokenizer.encode(" ".join(text.split())).ids
        ids = torch.tensor([ids if len(ids) <= 512 else [*ids[:511], ids[-1]]])
        with torch.no_grad():
            hidden = encoder(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
        pooled = (hidden * piece_weights[ids].unsqueeze(-1)).sum(dim=1)
        vectors.append(torch.nn.functional.normalize(pooled, dim=1)[0].numpy())
    return np.stack(vectors)


def test_the_packaged_embedder_is_as_good_as_full_precision(embedder):
    passages = full_precision([f"passage: {text}" for text in SENTENCES])
    queries = full_precision([f"query: {text}" for text in SENTENCES])
    assert np.all(np.sum(embedder.embed_passages(SENTENCES) * passages, axis=1) > 0.99)
    assert all(embedder.embed_query(text) @ query > 0.99 for text, query in zip(SENTENCES, queries, strict=True))


def test_vectors_have_unit_length_and_do_not_depend_on_their_batch(embedder):
    together = embedder.embed_passages(SENTENCES)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.stack([embedder.embed_passages([text])[0] for text in SENTENCES])
    assert np.all(np.sum(together * alone, axis=1) > 0.99)


def test_a_question_is_closest_to_its_answer_in_another_language(embedder):
    answers = embedder.embed_passages(["Reset your password on the sign-in page.", "The parcel arrives in three days."])
    assert np.argmax(answers @ embedder.embed_query("Wie setze ich mein Passwort zurück?")) == 0


def test_tokens_are_counted_with_the_special_ones(embedder):
    assert embedder.count_tokens("") == 2
    assert embedder.count_tokens("Kaffee " * 600) > 512


@pytest.mark.usefixtures("no_network")
def test_loading_and_embedding_open_no_connection(models_dir):
    embedder = load_embedder(PACKAGED, models_dir=models_dir, threads=1)
    assert embedder.embed_query("Versand").shape == (384,)


def test_a_model_that_does_not_exist_is_said_plainly(models_dir):
    with pytest.raises(ModelFilesError, match="'no-such-folder/model' cannot be loaded"):
        load_embedder("no-such-folder/model", models_dir=models_dir, threads=1)


@pytest.mark.usefixtures("no_network")
def test_articles_are_ingested_with_the_packaged_embedder_and_not_again(
    tmp_path, small_help_centre, models_dir, embedder
):
    directory = KnowledgeDirectory(tmp_path)
    options = {"directory": directory, "chunk_max_tokens": 220, "snapshots_kept": 2}
    first = ingest([open_source(str(small_help_centre))], load_embedder=lambda: embedder, **options)
    shelf = open_snapshot(directory.snapshot(first.snapshot_id)).shelves["de"]
    (row,) = shelf.nearest(embedder.embed_query("Was kostet der Versand in die Schweiz?"), count=1)
    assert shelf.chunks[row].article_id == "de-versand"

    def fail():
        raise AssertionError("the embedder is not needed")

    name = embedder_name(PACKAGED, models_dir=models_dir)
    assert name == embedder.name
    started = time.perf_counter()
    again = ingest([open_source(str(small_help_centre))], load_embedder=fail, embedder_name=name, **options)
    assert (again.snapshot_id, again.embedded) == (first.snapshot_id, 0)
    assert time.perf_counter() - started < 10
