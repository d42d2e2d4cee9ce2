"""The int8 encoder as a sentence-transformers module on onnxruntime."""

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from sentence_transformers.base.modules import Module
from tokenizers import Tokenizer
from torch.nn.utils.rnn import pad_sequence

HIDDEN_SIZE = 384
MAX_TOKENS = 512


def _cut(ids: list[int]) -> list[int]:
    """At most MAX_TOKENS of them; the closing one stays."""
    return ids if len(ids) <= MAX_TOKENS else [*ids[: MAX_TOKENS - 1], ids[-1]]


class _Fast:
    """The part of a transformers tokenizer that sentence-transformers asks for."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def __call__(self, text: str, *, add_special_tokens: bool = True) -> dict[str, list[int]]:
        return {"input_ids": self._tokenizer.encode(text, add_special_tokens=add_special_tokens).ids}


class OnnxEncoder(Module):  # type: ignore[misc]  # the library ships no types we check
    """Token embeddings of shape (texts, tokens, 384) from the int8 model."""

    config_keys: list[str] = []  # noqa: RUF012  the base class's declaration

    def __init__(self, folder: Path, *, threads: int) -> None:
        super().__init__()
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._pad = self._tokenizer.token_to_id("<pad>")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    @property
    def tokenizer(self) -> _Fast:
        """Untruncated, so that lengths can be counted."""
        return _Fast(self._tokenizer)

    @property
    def max_seq_length(self) -> int:
        """Tokens beyond this are cut off."""
        return MAX_TOKENS

    def preprocess(self, inputs: list[str], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:  # noqa: ANN401
        """Tokenise, cut and pad the texts, with the prompt in front of each."""
        encoded = self._tokenizer.encode_batch([(prompt or "") + " ".join(text.split()) for text in inputs])
        rows = [torch.tensor(_cut(encoding.ids)) for encoding in encoded]
        masks = [torch.ones_like(row) for row in rows]
        return {
            "input_ids": pad_sequence(rows, batch_first=True, padding_value=self._pad),
            "attention_mask": pad_sequence(masks, batch_first=True, padding_value=0),
        }

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:  # noqa: ANN401
        """Add `token_embeddings`."""
        feed = {name: features[name].numpy().astype(np.int64) for name in ("input_ids", "attention_mask")}
        (hidden,) = self._session.run(None, feed)
        return {**features, "token_embeddings": torch.from_numpy(hidden)}

    def save(self, output_path: str, *_: Any, **__: Any) -> None:  # noqa: ANN401
        """Not offered: the files are rebuilt from the packaged weights."""
        raise NotImplementedError(f"The packaged encoder is not saved to {output_path}; it is built by ensure_model.")
