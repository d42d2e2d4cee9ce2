"""Trains the network."""

import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import torch

from assistant.redaction.training.examples import Example
from assistant.redaction.training.network import IGNORED, Row, TokenClassifier, padded, rows
from assistant.redaction.training.vocabulary import Vocabulary

PIECES_PER_BATCH: Final = 3_000
_WARM_UP: Final = 0.06  # of all steps
_HEAD_FACTOR: Final = 4.0  # the head starts from nothing
_WEIGHT_DECAY: Final = 0.01
_LARGEST_GRADIENT: Final = 1.0
_REPORT_EVERY: Final = 50  # steps
_LENGTH_STEP: Final = 6  # pieces; rows of about one length share a batch

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """How it is trained."""

    epochs: int
    seed: int
    learning_rate: float = 3e-4


def fit(
    network: TokenClassifier,
    vocabulary: Vocabulary,
    lesson: Callable[[int], Sequence[Example]],
    after_epoch: Callable[[int], None],
    settings: Settings,
) -> None:
    """Train on `lesson(epoch)` for each epoch; the learning rate rises shortly and falls to zero."""
    random_ = random.Random(settings.seed)
    optimizer = _optimizer(network, settings.learning_rate)
    tokenizer, pad = vocabulary.tokenizer(), vocabulary.pieces.pad
    peaks = [group["lr"] for group in optimizer.param_groups]
    started = time.monotonic()
    for epoch in range(settings.epochs):
        batches = _batches(rows(tokenizer, lesson(epoch)), random_)
        network.train()
        mean_loss = 0.0
        for step, batch in enumerate(batches):
            progress = (epoch + step / len(batches)) / settings.epochs
            for group, peak in zip(optimizer.param_groups, peaks, strict=True):
                group["lr"] = peak * _share_of_peak(progress)
            mean_loss += (_step(network, optimizer, batch, pad) - mean_loss) / (step + 1)
            if step % _REPORT_EVERY == _REPORT_EVERY - 1:
                seconds = time.monotonic() - started
                logger.info(
                    "epoch %d, %d of %d, loss %.4f, %.0f s", epoch + 1, step + 1, len(batches), mean_loss, seconds
                )
        network.eval()
        after_epoch(epoch)


def _step(network: TokenClassifier, optimizer: torch.optim.Optimizer, batch: Sequence[Row], pad: int) -> float:
    ids, mask, classes = padded(batch, pad)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bf16()):
        logits = network(ids, mask)
    loss = torch.nn.functional.cross_entropy(logits.float().flatten(0, 1), classes.flatten(), ignore_index=IGNORED)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), _LARGEST_GRADIENT)
    optimizer.step()
    optimizer.zero_grad()
    return float(loss.detach())


def has_bf16() -> bool:
    """Whether the processor multiplies in bfloat16, which is about twice as fast."""
    return bool(torch.cpu.get_capabilities().get("avx512_bf16", False))


def _optimizer(network: TokenClassifier, learning_rate: float) -> torch.optim.Optimizer:
    groups = [
        {"params": list(network.encoder.parameters()), "lr": learning_rate},
        {"params": list(network.head.parameters()), "lr": learning_rate * _HEAD_FACTOR},
    ]
    return torch.optim.AdamW(groups, weight_decay=_WEIGHT_DECAY)


def _share_of_peak(progress: float) -> float:
    return min(1.0, (progress + 1e-4) / _WARM_UP) * (1 - progress)


def _batches(examples: Sequence[Row], random_: random.Random) -> list[list[Row]]:
    """Rows of about the same length together, in random order."""
    ordered = sorted(examples, key=lambda row: len(row.ids) // _LENGTH_STEP)
    batches: list[list[Row]] = [[]]
    for row in ordered:
        if (len(batches[-1]) + 1) * len(row.ids) > PIECES_PER_BATCH and batches[-1]:
            batches.append([])
        batches[-1].append(row)
    random_.shuffle(batches)
    return batches
