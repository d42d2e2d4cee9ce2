"""An article in German and one in English to cite."""

from assistant.domain import Chunk

DELIVERY = """Der Standardversand nach Deutschland kostet 4,90 Euro und dauert 2 bis 3 Werktage.
Ab 39 Euro ist er kostenlos.

Express bestellen Sie bis 11:00 Uhr, dann kommt das Paket am nächsten Werktag. Geräte versenden wir nicht per Express.

| Land | Standard | Express |
|---|---|---|
| Österreich | 4,90 Euro | 8,90 Euro |
| Schweiz | 8,90 Franken | 18,90 Franken |

1. Öffnen Sie die [Sendungsverfolgung](https://www.bohnenpost.example/track).
2. Geben Sie die Bestellnummer ein.

Fragen beantwortet service@bohnenpost.example. Bei der Meldung E07 entkalken Sie das Brühwerk B2.
Das Angebot gilt bis zum 1. Mai 2026. Eine Rückzahlung dauert höchstens 14 Tage."""
DEVICES = """The Brühwerk B2 holds 1.8 litres and works with 2.4 GHz Wi-Fi only. Pay by TWINT or PayPal.

Call us Monday to Friday from 8 a.m. to 6 p.m. We do not ship to islands. Opened bags cannot be returned.
If your parcel is lost, we will send it again within 10 working days."""


def chunk(chunk_id, text, language, title):
    url = "https://hilfe.bohnenpost.example/a"
    return Chunk(chunk_id, f"article-{chunk_id}", title, language, url, (title,), text, 0)


CHUNKS = {
    "de#0": chunk("de#0", DELIVERY, "de", "Versand und Lieferung"),
    "en#0": chunk("en#0", DEVICES, "en", "Your coffee machine"),
}
