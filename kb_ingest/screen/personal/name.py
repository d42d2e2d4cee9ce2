"""Names of customers where the text says that it is about one. Names alone in running text hold no article."""

import re
from collections.abc import Iterator

from kb_ingest.screen.personal.place import EXAMPLE, NAME, TITLE

CUSTOMER = (
    r"(?i:kund(?:e|in|en)|besteller(?:in)?|nutzer(?:in)?|abonnent(?:in)?|patient(?:in)?|customer|subscriber|"
    r"client|cliente)"
)
ANNOUNCED = re.compile(
    rf"\b{CUSTOMER},?\s+{TITLE}{NAME}(?:\s+{NAME})?|\b(?i:kund(?:e|in)|kundenname|name des kunden|name der kundin|"
    rf"customer(?: name)?|nom du client|nome del cliente)"
    rf"\s*:[ \t*]*(?:{TITLE})?{NAME}[ \t]+{NAME}(?=\s*(?:$|[,;|*(\n]))|"
    rf"\b{TITLE}{NAME}(?:\s+{NAME})?,?\s+(?i:wohnhaft|geb\.|geboren am|residing|demeurant|residente|née? le|"
    rf"nat[oa] il)",
    re.MULTILINE,
)


def find(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of customers' names with the word that announces them."""
    for match in ANNOUNCED.finditer(text):
        if not EXAMPLE.search(text[max(0, match.start() - 40) : match.end()]):
            yield match.span()
