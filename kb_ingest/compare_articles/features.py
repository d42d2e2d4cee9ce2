"""What is compared of an article; it is kept, so that only a changed article is read again."""

import base64
import json
from dataclasses import dataclass

import numpy as np

from assistant.knowledge.quantities import Quantity
from kb_ingest.article import Article
from kb_ingest.compare_articles.duplicates import HASHES, Signature, signature
from kb_ingest.compare_articles.statements import Claim, Statement, read_statements
from kb_ingest.compare_articles.translations import Amount, amounts


@dataclass(frozen=True, slots=True)
class Features:
    """The statements, claims, amounts and MinHash signature of an article."""

    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    amounts: tuple[Amount, ...]
    signature: Signature | None


def features_of(article: Article) -> Features:
    """Read an article."""
    found, claims = read_statements(article.body, language=article.language)
    return Features(tuple(found), tuple(claims), tuple(amounts(article.body)), signature(article.body))


def to_json(features: Features) -> str:
    """Features as text."""
    said = [
        [one.line, one.text, sorted(one.words), [_pack(quantity) for quantity in one.quantities], one.is_negative]
        for one in features.statements
    ]
    claimed = [[one.line, one.digest, one.is_negative] for one in features.claims]
    named = [[one.line, one.sentence, one.text, sorted(one.readings)] for one in features.amounts]
    minima = None if features.signature is None else base64.b64encode(features.signature.tobytes()).decode()
    return json.dumps([said, claimed, named, minima], ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Features:
    """Features from text. Raises ValueError, TypeError or LookupError for anything else."""
    said, claimed, named, minima = json.loads(text)
    return Features(
        tuple(
            Statement(line, text, frozenset(words), tuple(map(_unpack, found)), is_negative)
            for line, text, words, found, is_negative in said
        ),
        tuple(Claim(line, digest, is_negative) for line, digest, is_negative in claimed),
        tuple(Amount(line, sentence, text, _readings(read)) for line, sentence, text, read in named),
        None if minima is None else np.frombuffer(base64.b64decode(minima), dtype=np.uint64).reshape(HASHES),
    )


def _pack(quantity: Quantity) -> list[object]:
    return [quantity.text, sorted(quantity.readings)]


def _unpack(packed: list[object]) -> Quantity:
    text, readings = packed
    return Quantity(str(text), _readings(readings))


def _readings(pairs: object) -> frozenset[tuple[str, str]]:
    if not isinstance(pairs, list):
        raise TypeError(f"{type(pairs)} are no readings")
    return frozenset((unit, value) for unit, value in pairs)
