"""A small word that turns a sentence into another one is found; another way to say the same is not."""

import time

import pytest

from assistant.domain import Answer, Chunk, Draft, Passage, Statement
from assistant.verification.checks.addresses import found_addresses
from assistant.verification.checks.codes import CODE
from assistant.verification.verifier import Verifier

MOST_SECONDS = 1


def findings(language, passage, text):
    chunk = Chunk("a#0", "a", "", language, None, (), passage, 0)
    draft = Draft((Statement(text, ("a#0",)),), "some/model")
    verdict = Verifier().verify(draft, Answer((Passage(chunk, 0.9, 5.0, 0.9),), 0.9), query="")
    return {finding.check for finding in verdict.findings}


WHO_PAYS = [
    ("de", "Die Kosten der Rücksendung tragen Sie.", "Die Kosten der Rücksendung tragen wir."),
    ("de", "Die Kosten der Rücksendung übernimmt der Kunde.", "Wir übernehmen die Kosten der Rücksendung."),
    ("de", "Wir bezahlen die Rücksendung.", "Sie bezahlen die Rücksendung."),
    ("de", "Die Rücksendung geht auf unsere Kosten.", "Die Rücksendung geht auf Ihre Kosten."),
    ("en", "You pay for the return shipping.", "We pay for the return shipping."),
    ("en", "We pay for the return shipping.", "The customer pays for the return shipping."),
    ("fr", "Les frais de retour sont à votre charge.", "Les frais de retour sont à notre charge."),
    ("fr", "Nous payons les frais de retour.", "Vous payez les frais de retour."),
    ("it", "Le spese di reso sono a Suo carico.", "Le spese di reso sono a nostro carico."),
    ("it", "Le spese di reso sono a nostro carico.", "Le spese di reso sono a carico del cliente."),
]


@pytest.mark.parametrize(("language", "passage", "text"), WHO_PAYS)
def test_nobody_takes_the_place_of_somebody_else(language, passage, text):
    assert "negation" in findings(language, passage, text)


@pytest.mark.parametrize(
    ("language", "passage", "text"),
    [
        ("de", "Die Kosten der Rücksendung tragen Sie.", "Die Kosten der Rücksendung trägt der Kunde."),
        ("de", "Wir senden Ihnen die Rechnung per E-Mail.", "Sie erhalten die Rechnung per E-Mail."),
        ("de", "Die Rechnung kommt per E-Mail.", "Sie erhalten die Rechnung per E-Mail."),
        ("de", "Öffnen Sie die Packung.\nDie Packung ist dicht: Sie hält Wochen.", "Die Packung hält Wochen."),
        ("en", "You pay for the return shipping.", "The customer pays for the return shipping."),
        ("en", "We send you the invoice by email.", "You receive the invoice by email."),
        ("fr", "Les frais de retour sont à votre charge.", "Vous payez les frais de retour."),
        ("it", "Le spese di reso sono a Suo carico.", "Le spese di reso sono a carico del cliente."),
    ],
)
def test_the_same_person_may_have_another_name(language, passage, text):
    assert "negation" not in findings(language, passage, text)


@pytest.mark.parametrize(
    ("language", "passage", "text"),
    [
        ("de", "Der Versand ist ab 39 € kostenlos.", "Der Versand ist kostenlos."),
        ("de", "Ab einem Bestellwert von 39 € ist der Versand kostenlos.", "Der Versand ist kostenlos."),
        ("de", "Bei Bestellungen über 39 € ist der Versand kostenlos.", "Der Versand ist kostenlos."),
        ("en", "Shipping is free from €39.", "Shipping is free."),
        ("en", "Shipping is free for orders over 39 euros.", "Shipping is free."),
        ("fr", "La livraison est gratuite à partir de 39 €.", "La livraison est gratuite."),
        ("fr", "La livraison est gratuite dès 39 €.", "La livraison est gratuite."),
        ("it", "La spedizione è gratuita a partire da 39 €.", "La spedizione è gratuita."),
        ("it", "La spedizione è gratuita oltre 39 €.", "La spedizione è gratuita."),
    ],
)
def test_the_value_from_which_on_it_is_true_stays(language, passage, text):
    assert "negation" in findings(language, passage, text)
    assert findings(language, passage, passage) == set()


def test_a_sentence_about_something_else_needs_no_threshold():
    passage = "Ab 39 € ist der Versand kostenlos. Der Versand dauert 2 Tage."
    assert findings("de", passage, "Der Versand dauert 2 Tage.") == set()


def test_a_threshold_that_another_sentence_does_without_may_be_left_out():
    passage = "Ab 39 € ist der Versand mit Express kostenlos. Der Versand ist kostenlos."
    assert findings("de", passage, "Der Versand ist kostenlos.") == set()


DONE = [
    ("de", "Bestellungen werden auf Wunsch storniert.", "Ihre Bestellung wurde storniert."),
    ("de", "Die Rückzahlung ist nach der Prüfung veranlasst.", "Ihre Rückzahlung ist veranlasst."),
    ("de", "Wenn das Paket fehlt, wird Ihre Bestellung erstattet.", "Ihre Bestellung ist erstattet."),
    ("de", "Ihr Konto wird gesperrt, wenn die Zahlung fehlt.", "Ihr Konto wurde gesperrt."),
    ("de", "Sobald Ihre Bestellung storniert ist, erhalten Sie eine E-Mail.", "Ihre Bestellung ist storniert."),
    ("en", "If your order has been cancelled, we refund it.", "Your order has been cancelled."),
    ("en", "Orders are cancelled on request.", "Your order is cancelled."),
    ("fr", "Les commandes sont annulées sur demande.", "Votre commande est annulée."),
    ("fr", "Si votre commande a été annulée, elle est remboursée.", "Votre commande a été annulée."),
    ("it", "Gli ordini sono annullati su richiesta.", "Il Suo ordine è annullato."),
    ("it", "Se il Suo ordine è stato annullato, lo rimborsiamo.", "Il Suo ordine è stato annullato."),
]


@pytest.mark.parametrize(("language", "passage", "text"), DONE)
def test_nothing_is_said_to_be_done(language, passage, text):
    assert "promises" in findings(language, passage, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Ihr Paket ist versichert."),
        ("de", "Wenn Ihre Bestellung storniert wurde, erhalten Sie eine E-Mail."),
        ("de", "Ihre Daten sind verschlüsselt gespeichert."),
        ("en", "Once your order has been cancelled, you receive an email."),
        ("en", "If your order has been cancelled, we refund it."),
        ("fr", "Si votre commande a été annulée, elle est remboursée."),
        ("it", "Se il Suo ordine è stato annullato, lo rimborsiamo."),
    ],
)
def test_what_the_article_says_of_a_state_may_be_repeated(language, text):
    assert "promises" not in findings(language, text, text)


@pytest.mark.parametrize(
    ("language", "passage", "text"),
    [
        ("de", "Ihre Daten sind in der Schweiz gespeichert.", "Ihre Daten sind gespeichert."),
        (
            "de",
            "Wenn Ihre Bestellung storniert ist, kommt eine E-Mail.",
            "Eine E-Mail kommt, wenn Ihre Bestellung storniert ist.",
        ),
    ],
)
def test_a_state_may_be_repeated_in_other_words(language, passage, text):
    assert "promises" not in findings(language, passage, text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Sie können Ihr Konto unter evil-support.top zurücksetzen.", "evil-support.top"),
        ("Öffnen Sie bit.ly/konto jetzt.", "bit.ly/konto"),
        ("Mehr unter hilfe.beispiel.museum/konto.", "hilfe.beispiel.museum/konto"),
        ("Gehen Sie zu login.konto-hilfe.cloud.", "login.konto-hilfe.cloud"),
        ("Schreiben Sie an konto.support, bitte.", "konto.support"),
        ("Hier: a.b.c.d.e.evil.com.", "a.b.c.d.e.evil.com"),
    ],
)
def test_domains_are_addresses(text, address):
    assert found_addresses(text) == {address}


@pytest.mark.parametrize(
    "text",
    [
        "Das ist z.B./u.a. möglich.",
        "Das Gerät ist bereit.Die Lampe leuchtet.",
        "Es ist Ihr Konto.Support erhalten Sie hier.",
        "Wir helfen.To cancel, call us.",
        "Der Preis ist 4.90/Monat.",
        "Das gilt ggf. auch d.h. immer.",
        "Laden Sie rechnung.pdf hoch.",
        "Version 2.4/2.5 läuft.",
        "Kosten inkl.MwSt. und Versand",
        "Bitte nennen Sie Name.Vorname/Firma nicht.",
        "Contact us e.g./i.e. by phone.",
    ],
)
def test_the_end_of_a_sentence_is_no_domain(text):
    assert found_addresses(text) == set()


@pytest.mark.parametrize(
    "text", ["a" * 16000, "a." * 8000, "a-" * 8000, "a@" * 8000, "a.b-c" * 4000, "a:" * 8000, "1-" * 8000]
)
def test_a_long_text_without_spaces_takes_no_time(text):
    start = time.process_time()
    found_addresses(text)
    CODE.findall(text)
    assert time.process_time() - start < MOST_SECONDS


@pytest.mark.parametrize(
    ("language", "passage", "text"),
    [
        ("de", "Wir erstatten Ihnen das Geld innerhalb von 14 Tagen.", "Wir erstatten Ihnen das Geld sofort."),
        ("de", "Wir erstatten Ihnen das Geld innerhalb von 14 Tagen.", "Wir erstatten Ihnen das Geld umgehend."),
        ("de", "Sie können das Gerät registrieren.", "Sie müssen das Gerät registrieren."),
        ("de", "Sie müssen das Gerät registrieren.", "Sie dürfen das Gerät registrieren."),
        ("en", "The refund arrives within 14 days.", "The refund arrives immediately."),
        ("en", "You can register the device.", "You must register the device."),
        ("en", "You must register the device.", "You may register the device."),
        ("fr", "Le remboursement arrive sous 14 jours.", "Le remboursement arrive immédiatement."),
        ("fr", "Vous pouvez enregistrer l'appareil.", "Vous devez enregistrer l'appareil."),
        ("it", "Il rimborso arriva entro 14 giorni.", "Il rimborso arriva immediatamente."),
        ("it", "Può registrare il dispositivo.", "Deve registrare il dispositivo."),
    ],
)
def test_at_once_and_must_come_from_the_passage(language, passage, text):
    assert "negation" in findings(language, passage, text)
    assert findings(language, text, text) == set()


@pytest.mark.parametrize(
    ("language", "passage", "text"),
    [
        ("de", "Sie können den Tarif wechseln. Dazu müssen Sie sich anmelden.", "Dazu müssen Sie sich anmelden."),
        ("de", "Registrieren Sie das Gerät.", "Sie müssen das Gerät registrieren."),
        ("en", "You can return the item. You must keep the receipt.", "You must keep the receipt to return the item."),
    ],
)  # fmt: skip
def test_must_may_stand_where_a_sentence_of_the_passage_says_it(language, passage, text):
    assert findings(language, passage, text) == set()


@pytest.mark.parametrize(
    ("language", "passage", "text"),
    [
        (
            "de",
            "Geöffnete Packungen sind von der Rückgabe ausgenommen.",
            "Geöffnete Packungen können Sie nicht zurückgeben.",
        ),
        ("en", "Opened bags are excluded from returns.", "Opened bags cannot be returned."),
        ("de", "Gutscheine sind vom Umtausch ausgeschlossen.", "Gutscheine sind vom Umtausch ausgenommen."),
        ("de", "Die Garantie beträgt 2 Jahre.", "Die Garantie beträgt 24 Monate."),
        ("de", "Die Garantie beträgt 24 Monate.", "Die Garantie beträgt zwei Jahre."),
        ("de", "Die Frist beträgt 14 Tage.", "Die Frist beträgt zwei Wochen."),
        ("en", "The warranty is two years.", "The warranty is 24 months."),
        ("fr", "La garantie est de 2 ans.", "La garantie est de 24 mois."),
        ("it", "Il termine è di 14 giorni.", "Il termine è di due settimane."),
    ],
)
def test_the_same_in_other_words_passes(language, passage, text):
    assert findings(language, passage, text) == set()


@pytest.mark.parametrize(
    ("language", "passage", "text", "check"),
    [
        ("de", "Die Garantie beträgt 2 Jahre.", "Die Garantie beträgt 12 Monate.", "numbers"),
        ("de", "Die Garantie beträgt 2 Jahre.", "Die Garantie beträgt 24 Jahre.", "numbers"),
        ("de", "Die Garantie beträgt 24 Monate.", "Die Garantie beträgt 24 Jahre.", "numbers"),
        ("de", "Die Frist beträgt 14 Tage.", "Die Frist beträgt 14 Wochen.", "numbers"),
        ("de", "Die Frist beträgt 14 Werktage.", "Die Frist beträgt zwei Wochen.", "numbers"),
        ("de", "Gutscheine sind von der Rückgabe ausgenommen.", "Gutscheine können Sie zurückgeben.", "negation"),
        ("en", "Opened bags are excluded from returns.", "Opened bags can be returned.", "negation"),
    ],
)  # fmt: skip
def test_another_value_or_the_contrary_is_found(language, passage, text, check):
    assert check in findings(language, passage, text)
