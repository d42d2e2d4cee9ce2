"""Writes the trained network as the files that `assistant.redaction.tagger` reads."""

import hashlib
import warnings
from pathlib import Path

import torch

from assistant.knowledge.e5_build import quantize
from assistant.redaction.tagger import NETWORK, SUMS, TOKENIZER
from assistant.redaction.training.network import TokenClassifier
from assistant.redaction.training.vocabulary import Vocabulary

_OPSET = 17


def export(network: TokenClassifier, vocabulary: Vocabulary, folder: Path) -> None:
    """Write the int8 network, its tokenizer and their checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    full = folder / "full.onnx"
    _write_onnx(network.eval(), full)
    quantize(full, folder / NETWORK)  # every product: unlike the embedder, the tagger loses nothing by it
    full.unlink()
    vocabulary.tokenizer().save(str(folder / TOKENIZER))
    sums = [f"{_sha256(folder / name)}  {name}\n" for name in (NETWORK, TOKENIZER)]
    (folder / SUMS).write_text("".join(sums), encoding="ascii")


def _write_onnx(network: TokenClassifier, target: Path) -> None:
    ids = torch.ones(2, 8, dtype=torch.int64)
    axes = {0: "batch", 1: "tokens"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own notes on deprecation and tracing
        torch.onnx.export(
            network,
            (ids, torch.ones_like(ids)),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["logits"],
            dynamic_axes=dict.fromkeys(("input_ids", "attention_mask", "logits"), axes),
            opset_version=_OPSET,
            dynamo=False,
        )


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
