"""Undoes gzip without ever holding more than is allowed."""

import zlib
from collections.abc import Iterable, Iterator

from kb_ingest.errors import PermanentSourceError, TransientSourceError

STEP_BYTES = 65_536
GZIP_OR_ZLIB = 47  # zlib's code for "look which of the two it is"


class TooLargeError(PermanentSourceError):
    """More bytes than the limit."""


def limited(chunks: Iterable[bytes], *, max_bytes: int) -> bytes:
    """All bytes together. Raises TooLargeError as soon as there are more than the limit."""
    parts, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > max_bytes:
            raise TooLargeError(f"is longer than {max_bytes:,} bytes")
        parts.append(chunk)
    return b"".join(parts)


def unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The content of gzip data in small steps. Raises TransientSourceError for data that is broken or breaks off."""
    member = zlib.decompressobj(GZIP_OR_ZLIB)
    for chunk in chunks:
        rest = chunk
        while rest:
            if member.eof:
                member = zlib.decompressobj(GZIP_OR_ZLIB)
            try:
                yield member.decompress(rest, STEP_BYTES)
            except zlib.error as error:
                raise TransientSourceError(f"sent compressed data that cannot be read ({error})") from error
            rest = member.unused_data if member.eof else member.unconsumed_tail
    if not member.eof:
        raise TransientSourceError("sent compressed data that breaks off")
