"""Words before a number that say it is no personal data: order, invoice and tracking numbers stay readable."""

from typing import Final

from assistant.redaction.recognizers.base import Pattern

_BEFORE: Final = 45  # characters
_OTHER_NUMBER: Final = Pattern(
    r"""(?ix)(?:
    (?:bestell|auftrag|rechnung|liefer|sendung|paket|track|serien|artikel|ticket|fehler|version|vorgang|vorgangs
      |referenz|produkt|modell|beleg|gutschein|rabatt|chargen|material|geräte|firmware|build|release
      |order|invoice|shipment|parcel|serial|item|error|reference|model|voucher
      |commande|facture|suivi|colis|erreur|produit|article|série|bon\s
      |ordine|fattura|spedizione|pacco|errore|articolo|prodotto|buono|seriale)[\p{L}-]{0,14}
    |sn|s/n|ean|isbn|gtin|sku|imei|art|ref
    )[.:#°º'"\s-]{0,4}
    (?:(?:nummer|numéro|numero|number|nr|no|n|num|code|id|kennung)(?![\p{L}])[.:#°º'"\s]{0,3})?
    (?:(?:ist|war|lautet|is|was|est|è|mit|der|die|dem|the|di|de)\s{1,2}){0,2}
    [#:("'\s]{0,3}(?-i:[A-Z]{0,4})[-\s]?$"""
)


def is_other_number(text: str, start: int) -> bool:
    """Tell whether the words just before `start` announce an order, article, error or version number."""
    return _OTHER_NUMBER.is_in(text[max(0, start - _BEFORE) : start])
