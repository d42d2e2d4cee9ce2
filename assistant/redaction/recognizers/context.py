"""Words before a number that say it is no personal data: order, invoice and tracking numbers stay readable."""

from typing import Final

from assistant.redaction.recognizers.base import Pattern

_BEFORE: Final = 60  # characters
_OTHER_NUMBER: Final = Pattern(
    r"""(?ix)(?<![\p{L}])(?:
    (?:\p{L}{0,12}(?:bestell|auftrag|rechnung|liefer|sendung|paket|track|serien|artikel|ticket|fehler|version|vorgang
      |(?<!mandats|kunden|vertrags)referenz|produkt|modell|beleg|gutschein|rabatt|chargen|material
      |geräte|firmware|build|release|promo|aktions
      |teile|ersatzteil|lager|(?<!not|über|jeden\ )fall|retoure|barcode|strichcode|zoll|flug
      |order|invoice|shipment|parcel|serial|item|error|(?<!customer\ |client\ |mandate\ )reference
      |model|voucher|product|coupon|discount
      |commande|facture|suivi|colis|erreur|produit|article|série|réduction|livraison
      |ordine|fattura|spedizione|pacco|errore|articolo|prodotto|buono|sconto|consegna)
      (?!t(?!\p{L})|en?(?!\p{L})|ten?(?!\p{L})|ed(?!\p{L})|s?(?:adresse|anschrift|wagen|auto|fahrer|dienst))
      [\p{L}-]{0,18}|s?iale)
    |sn|s/n|ean|isbn|gtin|sku|imei|art|ref|upc|asin|best|auftr|rg|re|bon|part|(?<!in\ )case)
    (?:[-.\s]{0,2}(?:nummer|numéro|numero|number|nr|no|n|num|code|id|kennung)(?!\p{L})|(?<=art|ref|best|auftr|rg|sn)\.)?
    (?:[#:º°'"=(\t ]|[.](?=[:\s]{0,2}\Z)(?<=(?:nr|no|n|num|art|ref)\.)|(?<=:|nummer|number)\s){0,4}
    (?:(?:nummer|nr\.?|ist|war|lautet|is|was|est|è|mit(?=\ (?:der\ )?n(?:umme)?r)|der|die|dem|the|di|de|du|della|d')
      [ ]{1,2}){0,3}
    [#:("' ]{0,3}(?:n[°ºr]\.?[ ]?)?(?-i:[A-Z]{0,4})[- ]?\Z"""
)


def is_other_number(text: str, start: int) -> bool:
    """Tell whether the words just before `start` announce an order, article, error or version number."""
    return _OTHER_NUMBER.is_in(text[max(0, start - _BEFORE) : start])
