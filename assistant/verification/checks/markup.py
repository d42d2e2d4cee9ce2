"""A model's words carry no HTML, images or hidden characters."""

import re
import unicodedata
from collections.abc import Iterator

from assistant.kit.placeholders import OURS
from assistant.verification.claim import Claim

HTML = re.compile(r"<\s*/?\s*[a-z!?]|&(?:#\d+|#x[\da-f]+|\w+);", flags=re.IGNORECASE)
IMAGE = re.compile(r"!\[")
HARMLESS = {"\n", "\t", "\u00ad", "\u200d"}


def markup(claim: Claim) -> Iterator[str]:
    """Quotations are exempt: what an article shows, the widget escapes."""
    text = OURS.sub("", claim.statement.text)
    if HTML.search(text) or IMAGE.search(text):
        yield "contains HTML or an image"
    if any(unicodedata.category(character) in {"Cc", "Cf", "Co"} and character not in HARMLESS for character in text):
        yield "contains hidden characters"
