"""Machine-readable mark of AI replies and its detection (AI Act, Art. 50(2)).

Stored are keyed hashes only: without the key nobody can test a text against them.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

GENERATOR = "auskunft"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Says that a machine wrote the text with this fingerprint; `mark` vouches for all other fields."""

    reply_id: str
    generator: str
    created_at: datetime
    fingerprint: str
    mark: str


def sign(text: str, *, reply_id: str, created_at: datetime, key: bytes) -> Provenance:
    """Mark an AI reply as the customer sees it. `created_at` must carry a time zone."""
    if created_at.tzinfo is None:
        raise ValueError("created_at needs a time zone.")
    digest = fingerprint(text, key=key)
    return Provenance(reply_id, GENERATOR, created_at, digest, _mark(reply_id, created_at, digest, key=key))


def detect(text: str, *, known: Mapping[str, Provenance], key: bytes) -> Provenance | None:
    """Find this very text among the known provenances, keyed by fingerprint; None when unknown or tampered with."""
    found = known.get(fingerprint(text, key=key))
    return found if found is not None and is_genuine(found, key=key) else None


def is_genuine(provenance: Provenance, *, key: bytes) -> bool:
    """Tell whether the mark fits the other fields."""
    expected = _mark(provenance.reply_id, provenance.created_at, provenance.fingerprint, key=key)
    return provenance.generator == GENERATOR and hmac.compare_digest(expected, provenance.mark)


def fingerprint(text: str, *, key: bytes) -> str:
    """HMAC-SHA256 of the text; line breaks, runs of spaces and Unicode forms make no difference."""
    normalised = " ".join(unicodedata.normalize("NFC", text).split())
    return _hmac("text", normalised, key=key)


def _mark(reply_id: str, created_at: datetime, digest: str, *, key: bytes) -> str:
    return _hmac("mark", GENERATOR, reply_id, str(created_at.timestamp()), digest, key=key)


def _hmac(*parts: str, key: bytes) -> str:
    return hmac.new(key, "\x00".join(parts).encode(), hashlib.sha256).hexdigest()
