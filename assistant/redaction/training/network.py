"""The network: the embedder's first layers over a trimmed vocabulary, and a head that tells each piece's class."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from assistant.knowledge.e5_build import build_encoder
from assistant.knowledge.e5_weights import E5File
from assistant.redaction.tagger import CLASSES, LABELS
from assistant.redaction.training.examples import Example
from assistant.redaction.training.vocabulary import Vocabulary

IGNORED: Final = -100  # cross entropy leaves this class out
LONGEST: Final = 128  # pieces of an example that are learnt
_DROPOUT: Final = 0.1
_POSITIONS: Final = 514


class Row(NamedTuple):
    """An example in numbers, each of shape (pieces,)."""

    ids: NDArray[np.int64]
    classes: NDArray[np.int64]


class TokenClassifier(torch.nn.Module):  # type: ignore[misc]  # torch is not type-checked here
    """Logits of shape (batch, pieces, classes) from piece numbers and a mask of shape (batch, pieces)."""

    def __init__(self, encoder: torch.nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = torch.nn.Dropout(_DROPOUT)
        self.head = torch.nn.Linear(encoder.config.hidden_size, CLASSES)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Classify each piece."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return self.head(self.dropout(hidden))


def build_network(weights: E5File, vocabulary: Vocabulary, *, layers: int) -> TokenClassifier:
    """The untrained head on the first layers with the word embeddings that are kept."""
    encoder = build_encoder(weights)
    encoder.encoder.layer = encoder.encoder.layer[:layers]
    encoder.config.num_hidden_layers = layers
    encoder.config.vocab_size = len(vocabulary.old_numbers)
    embeddings = encoder.embeddings
    embeddings.word_embeddings = _rows_of(embeddings.word_embeddings, list(vocabulary.old_numbers))
    embeddings.position_embeddings = _rows_of(embeddings.position_embeddings, list(range(_POSITIONS)))
    return TokenClassifier(encoder)


def _rows_of(embedding: torch.nn.Embedding, numbers: Sequence[int]) -> torch.nn.Embedding:
    numbers = [number for number in numbers if number < embedding.num_embeddings]
    return torch.nn.Embedding.from_pretrained(embedding.weight.data[numbers].clone(), freeze=False)


def rows(tokenizer: Tokenizer, examples: Sequence[Example]) -> list[Row]:
    """The examples in numbers: class 0 is outside, 1 + 2k begins label k, 2 + 2k goes on."""
    encodings = tokenizer.encode_batch([example.text for example in examples])
    return [_row(encoding, example) for encoding, example in zip(encodings, examples, strict=True)]


def _row(encoding: Encoding, example: Example) -> Row:
    ids = np.array(encoding.ids[:LONGEST], np.int64)
    offsets = encoding.offsets[:LONGEST]
    classes = np.array([IGNORED if start == end else 0 for start, end in offsets], np.int64)
    for span in example.spans:
        first = 1 + 2 * LABELS.index(span.label)
        inside = [piece for piece, (start, end) in enumerate(offsets) if max(start, span.start) < min(end, span.end)]
        classes[inside] = first + 1
        classes[inside[:1]] = first
    return Row(ids, classes)


def padded(batch: Sequence[Row], pad: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Piece numbers, mask and classes of a batch, each of shape (rows, longest row)."""
    shape = len(batch), max(len(row.ids) for row in batch)
    ids, classes = np.full(shape, pad, np.int64), np.full(shape, IGNORED, np.int64)
    for number, row in enumerate(batch):
        ids[number, : len(row.ids)] = row.ids
        classes[number, : len(row.ids)] = row.classes
    return torch.from_numpy(ids), torch.from_numpy((ids != pad).astype(np.int64)), torch.from_numpy(classes)
