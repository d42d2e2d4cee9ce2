"""Tables for every recognizer: what is found and what stays. Brackets mark what must be covered."""

import pytest
from marked_text import assert_covered_exactly, unmark

from assistant.redaction.recognizers import RECOGNIZERS
from assistant.redaction.vault import ENTITY_TYPES

FOUND = {
    "ADDRESS": [
        ("de", "Ich wohne in der [Musterstraße 12a, 5020 Salzburg]."),
        ("de", "Neue Adresse: [Am Alten Markt 8, 83395 Freilassing]"),
        ("de", "wohne jetzt [hauptstr. 5, 80331 münchen]"),
        ("de", "[Lindengasse 7/3/12, 1070 Wien]"),
        ("de", "[Bahnhofstrasse 10, CH-8001 Zürich]"),
        ("de", "[Frankfurter Straße 3] ist richtig"),
        ("de", "Paket an [8010 Graz] schicken"),
        ("de", "Bitte an\n[Röstereiweg 12]\n[5020 Salzburg]"),
        ("de", "[Packstation 145], [Postfach 12 34]"),
        ("fr", "J'habite [12 rue de la Paix, 75002 Paris]"),
        ("it", "Abito in [Via Roma 12, 20121 Milano]"),
        ("en", "I live at [221B Baker Street, London NW1 6XE]"),
    ],
    "BIC": [("de", "BIC [COBADEFFXXX]"), ("en", "SWIFT: [GENODEF1S04]")],
    "CREDIT_CARD": [
        ("de", "Karte [4111 1111 1111 1111]"),
        ("de", "[5500000000000004] wurde belastet"),
        ("de", "Meine Kreditkarte [4111 1111 1111 1112] ist vertippt"),
        ("de", "Prüfziffer [123]"),
    ],
    "CUSTOMER_NUMBER": [
        ("de", "Kundennummer [BP-1234567]"),
        ("de", "Kunden-Nr.: [4711081]"),
        ("de", "Vertragsnummer [V-2024-00815]"),
        ("de", "Konto [532013000]"),
        ("de", "Benutzername [anna.h85]"),
        ("fr", "Mon numéro de client est [BP-1234567]"),
        ("it", "codice cliente [1234567]"),
        ("en", "My account number is [12345678]"),
    ],
    "DATE_OF_BIRTH": [
        ("de", "geboren am [3. März 1985]"),
        ("de", "Geburtsdatum: [1985-03-03]"),
        ("de", "geb. [3.3.85]"),
        ("de", "Ich bin am [12.03.1985] geboren."),
        ("en", "born on [March 3, 1985]"),
        ("fr", "Né le [3 mars 1985] à Lyon"),
        ("it", "nato il [3 marzo 1985]"),
    ],
    "EMAIL": [
        ("de", "Mail an [max.mustermann@beispiel.de]."),
        ("de", "[max+abo@shop.example]"),
        ("de", "[Jürgen@müller.example]"),
        ("de", "[max (at) web (punkt) de]"),
        ("de", "meine mail ist [max at gmx punkt de]"),
        ("de", "meine mail ist [max at gmx.de], danke"),
        ("de", "[max @ gmx.de]"),
        ("en", "[max[at]web.de]"),
    ],
    "IBAN": [
        ("de", "IBAN [de89 3704 0044 0532 0130 00]"),
        ("de", "[AT61-1904-3002-3457-3201] stimmt"),
        ("de", "lautet [CH93 0076 2011 6238 5295 7], danke"),
        ("de", "[DE89 3704 0044 0532 0130 01] mit falscher Prüfziffer"),
        ("de", "iban ist [DE12 3456 7890]"),
        ("de", "[DE89\u00a03704\u200b0044 0532 0130 00]"),
    ],
    "ID_DOCUMENT": [
        ("de", "Personalausweis [T220001293]"),
        ("de", "Reisepass [C01X00T47]"),
        ("en", "passport number [123456789]"),
        ("it", "passaporto [YA1234567]"),
        ("de", "[IDD<<T220001293<<<<<<<<<<<<<<<]"),
    ],
    "IP": [
        ("de", "IP [192.168.178.1]"),
        ("de", "IP [2001:db8::ff00:42:8329]"),
        ("de", "MAC [00:1A:2B:3C:4D:5E]"),
    ],
    "LICENSE_PLATE": [("de", "Kennzeichen [S-AB 1234]"), ("de", "Nummernschild [ZH 123456]")],
    "PASSWORD": [
        ("de", "Mein Passwort ist [Sommer2024!] und geht nicht"),
        ("de", "Passwort: [geheim123]"),
        ("de", "mein passwort ist [schatzi]"),
        ("de", "neues Kennwort lautet [hundehütte]"),
        ("de", 'Passwort "[drei kleine Katzen]" geht nicht'),
        ("de", "PIN [4711]"),
        ("de", "Bestätigungscode [123456] kam"),
        ("en", "my password is [hunter2]"),
        ("fr", "mot de passe : [soleil75]"),
    ],
    "PERSON": [
        ("de", "Здравствуйте, меня зовут [Наталья Иванова], где мой заказ?"),
        ("de", "Με λένε [Γιώργος Παπαδόπουλος]"),
        ("de", "Me llamo [Juan Carlos Ortega] y no funciona"),
        ("de", "[Li Wei] hier, wo ist mein Paket"),
        ("de", "Mein Name ist [Xhevdet Krasniqi]"),
        ("de", "Mein Name lautet: [Tischbein Kabel]"),
        ("de", "Nachname ist: [Kabel]"),
        ("de", "ich heiße [karl jung] und nicht [hans koch]"),
        ("de", "Hier [Müller] aus Graz"),
        ("de", "Ich bin [Anna Müller]"),
        ("de", "Sehr geehrte Frau Dr. [Klein], sehr geehrter Herr [Winter],"),
        ("de", "Hallo [Anna],"),
        ("de", "Familie [Özdemir] wohnt hier"),
        ("de", "Kontoinhaberin: [Ayşe Yılmaz-Öztürk]"),
        ("de", "Der Vertrag lautet auf [Renate Sommer]."),
        ("de", "Mit freundlichen Grüßen\n[Oyelaran Adebayo]\nMuster GmbH"),
        ("de", "lg [peter]"),
        ("de", "Vielen Dank\n[Maria]"),
        ("de", "[MAX MUSTERMANN] HAT NOCH KEIN PAKET"),
        ("de", "FRAU [VON DER LEYEN] HAT ANGERUFEN"),
        ("de", "Mein Paket? LG [Peter Berlin]"),
        ("de", "Herr [Peter Berlin] wartet noch"),
        ("de", "Ich heiße [Anna Wien]"),
        ("de", "[anna müller] hat bestellt"),
        ("de", "[Mu\u0308ller, Anna] hat bestellt"),
        ("de", "[Jean-Pierre de la Fontaine] und [Ludwig van Beethoven]"),
        ("de", "[Otto von Bismarck]"),
        ("de", "meine Tochter [lena]"),
        ("de", "Frau [Koch] rief an, [Koch] war nett"),
        ("de", "[Anna Freitag] hat am Freitag bestellt"),
        ("en", "My name is [John Smith]"),
        ("en", "Best regards,\n[Emily Clark]"),
        ("fr", "Je m'appelle [Amélie Dubois]"),
        ("fr", "Cordialement,\n[Jean Dupont]"),
        ("it", "Mi chiamo [Giuseppe Verdi]"),
        ("it", "Cordiali saluti\n[Maria Rossi]"),
    ],
    "PHONE": [
        ("de", "[0664/1234567]"),
        ("de", "[0043 664 123 45 67]"),
        ("de", "[+49 (0)30 1234567]"),
        ("de", "[030-123 45 67]"),
        ("de", "tel [0662 90 90 90-0]"),
        ("de", "[044 668 18 00]"),
        ("de", "erreichbar unter [221 4710094]"),
        ("fr", "[+33 6 12 34 56 78]"),
        ("it", "[+39 347 123 4567]"),
        ("en", "call me on [(212) 555-0123]"),
    ],
    "SOCIAL_SECURITY": [
        ("de", "[15 070649 C 103]"),
        ("de", "SV-Nummer [1237 010180]"),
        ("de", "AHV [756.9217.0769.85]"),
        ("de", "AHV [756.9217.0769.84] vertippt"),
        ("de", "KVNR [A123456780]"),
        ("fr", "[2 55 08 14 168 025 38]"),
    ],
    "TAX_ID": [
        ("de", "Steuer-ID [86 095 742 719]"),
        ("de", "Steuer-ID [86 095 742 710] vertippt"),
        ("de", "Steuernummer [12/345/67890]"),
        ("it", "codice fiscale [RSSMRA85T10A562S]"),
    ],
    "URL_PERSONAL": [
        ("de", "[https://shop.example/reset?token=abc123]"),
        ("de", "[https://shop.example/u?email=max%40web.de] geht nicht"),
        ("de", "[https://user:pw@host.example/x]"),
        ("de", "[https://shop.example/verify/4f9a8c2b7d6e5f40]"),
    ],
    "VAT_ID": [
        ("de", "UID [ATU13585627]"),
        ("de", "USt-IdNr. [DE136695976]"),
        ("de", "[CHE-123.456.788 MWST]"),
        ("it", "Partita IVA [12345678903]"),
    ],
}

STAYS = [
    ("de", "BETRUG"),
    ("de", "ABZOCKE!!!"),
    ("de", "Ich bin ratlos"),
    ("de", "Meine Lavazza Arabica Bohnen sind leer"),
    ("de", "Meine Rancilio Silvia zeigt Error 3"),
    ("en", "It weighs eleven kilos"),
    ("de", "Bestellnummer 0176123456 und Rechnung RE-2024-0815, Sendung 00340434161094021501"),
    ("de", "Seriennummer SN6994904448, Fehlercode 0x71965D39, Artikelnummer 8642-412, Ticket #256128"),
    ("de", "Ich habe am 01.02.2024 um 08:15 bestellt, 3 Stück zu 12,90 Euro."),
    ("de", "Am 24.12. um 18 Uhr, 2024-12-24, KW 34, Q3/2024, bis 30.08.2025"),
    ("de", "Betrag 1.234,56 EUR, 99,90€, CHF 1'200.00, 20000 Bohnenpunkte"),
    ("de", "ISBN 978-3-16-148410-0, EAN 4006381333931, UPS 1Z999AA10123456784"),
    ("de", "Brühwerk B2, Mahlwerk M1, Fehler E07, 250 g Bergluft für 11,90 Euro, Abo Plus"),
    ("de", "Version 10.0.19045.1, Firmware 3.2.1.4, iOS 17.1.2, um 12:30:45 Uhr"),
    ("de", "Liefern Sie nach Salzburg oder in die Schweiz, nach Zürich? Ich wohne in Graz."),
    ("de", "https://www.bohnenpost.example/abo?farbe=rot und www.bohnenpost.example"),
    ("de", "Mein Passwort ist falsch. Das Passwort wurde geändert. Passwort vergessen"),
    ("de", "Das Kennwort ist zu kurz, mindestens 12 Zeichen. Gutscheincode SOMMER24 geht nicht."),
    ("de", "Hallo zusammen, Hallo Bohnenpost-Team, Hallo Support, Sehr geehrte Damen und Herren,"),
    ("de", "Ich bin seit 3 Jahren Kunde. Mein Konto wurde gesperrt. Danke für Ihre Hilfe"),
    ("de", "Ich heiße nicht so. Mein Name ist leider falsch geschrieben."),
    ("de", "Viele Grüße aus Wien\nDas ganze Team"),
    ("de", "Mit freundlichen Grüßen\nIhr treuer Kunde"),
    ("de", "Wer kann das? Die Mark Brandenburg ist schön. Der Preis ist klein. Im Winter koche ich lang."),
    ("de", "LIEFERUNG NACH ÖSTERREICH WIE TEUER"),
    ("de", "VERSAND ZU TEUER, DAS IST BETRUG"),
    ("de", "MEIN KAFFEE SCHMECKT BITTER, UNGLAUBLICH"),
    ("de", "Liefern Sie nach Berlin? Ich wohne in Wien."),
    ("de", "Gibt es Alexa, Siri oder Jura?"),
    ("de", "Der Koch und der Bauer haben recht"),
    ("de", "Eine lange Rose"),
    ("de", "Arbeitsplatz 3 und Parkplatz 12, Speicherplatz 64 GB, Windows 11, Filterring 58 mm"),
    ("de", "Kontoinhaber ist meine Frau. Ansprechpartner ist der Vertrieb. Kunde: Störung seit gestern"),
    ("de", "Die Bohnenpost GmbH und die Österreichische Post, DHL, Klarna, PayPal"),
    ("en", "Can Bill pay? I may come in May. Mark the order. Will you refund me? A swift response"),
    ("en", "The machine shows error E07. Order 4111111111 has not arrived, tracking 1Z999AA1."),
    ("fr", "La machine à café ne marche pas. Ma commande n° 123456789 est perdue. Merci beaucoup"),
    ("it", "La macchina non funziona, sono molto deluso. Il mio ordine 123456789. Grazie mille per l'aiuto"),
]


@pytest.mark.parametrize(
    ("entity_type", "language", "marked"),
    [
        pytest.param(entity_type, language, text, id=f"{entity_type} {text[:40]}")
        for entity_type, rows in FOUND.items()
        for language, text in rows
    ],
)
def test_personal_data_is_found(redactor, entity_type, language, marked):
    text, spans = unmark(marked)
    found = redactor.analyze(text, language=language)
    assert_covered_exactly(text, spans, found)
    assert entity_type in {entity.type for entity in found}


@pytest.mark.parametrize(("language", "text"), [pytest.param(*row, id=row[1][:50]) for row in STAYS])
def test_other_text_stays(redactor, language, text):
    assert redactor.analyze(text, language=language) == ()


@pytest.mark.parametrize("language", ["de", "en", "fr", "it"])
def test_every_language_finds_every_kind(redactor, language):
    for entity_type in ("IBAN", "PHONE", "EMAIL", "ADDRESS"):
        text, _ = unmark(FOUND[entity_type][0][1])
        assert entity_type in {entity.type for entity in redactor.analyze(text, language=language)}


def test_every_recognizer_has_a_type_the_vault_knows_and_a_table():
    assert {recognizer.ENTITY for recognizer in RECOGNIZERS} == ENTITY_TYPES == set(FOUND)
