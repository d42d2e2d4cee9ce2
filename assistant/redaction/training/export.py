"""Writes the trained network as the files that `assistant.redaction.tagger` reads."""

import hashlib
import logging
import warnings
from pathlib import Path

import torch

from assistant.redaction.tagger import NETWORK, SUMS, TOKENIZER
from assistant.redaction.training.network import TokenClassifier
from assistant.redaction.training.vocabulary import Vocabulary

_OPSET = 17


def export(network: TokenClassifier, vocabulary: Vocabulary, folder: Path) -> None:
    """Write the int8 network, its tokenizer and their checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    full = folder / "full.onnx"
    _write_onnx(network.eval(), full)
    _quantize(full, folder / NETWORK)
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


def _quantize(full: Path, target: Path) -> None:
    """Dynamic int8, one scale per channel; `reduce_range` because processors without VNNI saturate at 8 bits.

    Unlike in the embedder every product is quantised: the tagger loses nothing by it.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.ERROR)  # the quantiser reports every tensor on the root logger
    try:
        quantize_dynamic(
            full,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"DefaultTensorType": 1},  # float32, where shape inference finds no type
        )
    finally:
        logging.getLogger().setLevel(level)


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
