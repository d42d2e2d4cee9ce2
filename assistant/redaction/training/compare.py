"""The other way: a spaCy CNN with hashed embeddings, trained on the same examples and measured on the same ones.

python -m assistant.redaction.training.compare --data DATA
"""

import argparse
import logging
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.training import Example as SpacyExample
from spacy.util import filter_spans, minibatch

from assistant.redaction.tagger import LABELS
from assistant.redaction.training.examples import Example
from assistant.redaction.training.figures import MEASURED, Find, Places, lines, report
from assistant.redaction.training.lessons import Lessons
from assistant.redaction.training.sources import read_sources
from assistant.redaction.training.train import Arguments, measured_sets

_MODEL: Final[dict[str, Any]] = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 128,
        "depth": 4,
        "embed_size": 8_000,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": True,
    },
}
_BATCH: Final = 64  # examples
_DROPOUT: Final = 0.15
_EXAMPLES_TO_START: Final = 300

logger = logging.getLogger(__name__)


def compare(
    data: Path, *, epochs: int, messages: int, seed: int, held_out_messages: int = Arguments.held_out_messages
) -> None:
    """Train the CNN and print its figures after each epoch."""
    random.seed(seed)
    spacy.util.fix_random_seed(seed)
    sources = read_sources(data)
    sets = measured_sets(sources, messages=held_out_messages, seed=seed)
    lessons = Lessons(sources, messages=messages, seed=seed)
    language = _blank()
    started = time.monotonic()
    for epoch in range(epochs):
        examples = [_example(language, example) for example in lessons.of_epoch(epoch)]
        if epoch == 0:
            language.initialize(lambda examples=examples: examples[:_EXAMPLES_TO_START])
        for batch in minibatch(examples, _BATCH):
            language.update(batch, drop=_DROPOUT)
        for line in lines(report(sets, _find_with(language))):
            logger.info("CNN after epoch %d (%.0f s): %s", epoch + 1, time.monotonic() - started, line)


def _blank() -> Language:
    language = spacy.blank("de")
    recognizer = language.add_pipe("ner", config={"model": _MODEL})
    for label in LABELS:
        recognizer.add_label(label)
    return language


def _example(language: Language, example: Example) -> SpacyExample:
    """Spans are widened to spaCy's tokens."""
    document = language.make_doc(example.text)
    reference = language.make_doc(example.text)
    spans = [
        reference.char_span(span.start, span.end, label=span.label, alignment_mode="expand") for span in example.spans
    ]
    reference.ents = filter_spans([span for span in spans if span is not None])
    return SpacyExample(document, reference)


def _find_with(language: Language) -> Find:
    def find(text: str) -> Places:
        entities = language(text).ents
        return {
            label: [(entity.start_char, entity.end_char) for entity in entities if entity.label_ == label]
            for label in MEASURED
        }

    return find


def main(arguments: Sequence[str] | None = None) -> None:
    """Train a spaCy CNN on the examples of the model, for comparison."""
    parser = argparse.ArgumentParser(prog="python -m assistant.redaction.training.compare", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=Arguments.epochs)
    parser.add_argument("--messages", type=int, default=Arguments.messages, help="invented messages of each epoch")
    parser.add_argument("--seed", type=int, default=Arguments.seed)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    compare(**vars(parser.parse_args(arguments)))


if __name__ == "__main__":
    main()
