"""The embedder's vocabulary of 250,000 pieces, trimmed to those that our four languages need."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tokenizers import Tokenizer

from assistant.knowledge.e5_build import build_tokenizer
from assistant.knowledge.e5_weights import Pieces

LEAST: Final = 3  # occurrences of a piece that is kept
_LATIN_END: Final = "\u0250"
_SPACE: Final = "▁"
_AT_ONCE: Final = 1_000  # texts


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces that are left, and the number that each had in the embedder."""

    pieces: Pieces
    old_numbers: tuple[int, ...]

    def tokenizer(self) -> Tokenizer:
        """Its tokenizer, with the framing pieces."""
        return build_tokenizer(self.pieces)


def trimmed(pieces: Pieces, texts: Sequence[str], *, least: int = LEAST) -> Vocabulary:
    """Keep pieces that occur at least so often in the texts, single Latin letters and the special ones."""
    counts = _counts(build_tokenizer(pieces), texts)
    special = {pieces.bos, pieces.eos, pieces.pad, pieces.unknown}
    kept = tuple(
        number
        for number, (piece, _) in enumerate(pieces.scored)
        if number in special or counts[number] >= least or _is_latin_letter(piece)
    )
    new = {old: number for number, old in enumerate(kept)}
    return Vocabulary(
        Pieces(
            scored=[pieces.scored[number] for number in kept],
            bos=new[pieces.bos],
            eos=new[pieces.eos],
            pad=new[pieces.pad],
            unknown=new[pieces.unknown],
        ),
        kept,
    )


def _counts(tokenizer: Tokenizer, texts: Sequence[str]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for start in range(0, len(texts), _AT_ONCE):
        for encoding in tokenizer.encode_batch(texts[start : start + _AT_ONCE]):
            counts.update(encoding.ids)
    return counts


def _is_latin_letter(piece: str) -> bool:
    return len(letter := piece.removeprefix(_SPACE)) == 1 and letter < _LATIN_END
