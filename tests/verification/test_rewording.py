"""Fluent sentences about the sample help centre pass; the same sentences with one thing wrong do not."""

from functools import cache

import pytest

from assistant.domain import Answer, Draft, Passage, Statement
from assistant.verification.verifier import Verifier
from evals.articles import read_articles
from evals.contradictions.samples import chunks_of
from evals.gates import SAMPLE_KB

TRUE = [
    ("de-delivery-costs-and-times", "Nach Deutschland und Österreich kostet der Standardversand 4,90 €."),
    ("de-delivery-costs-and-times", "Ab 39 € ist der Standardversand kostenlos."),
    ("de-delivery-costs-and-times", "Für die Schweiz und Liechtenstein beträgt der Preis 8,90 CHF."),
    ("de-delivery-costs-and-times", "Bestellungen, die bis 11 Uhr eingehen, werden noch am selben Tag versendet."),
    ("de-delivery-costs-and-times", "In andere EU-Länder liefern wir leider nicht."),
    ("de-delivery-costs-and-times", "Das Paket liegt in Österreich 14 Tage zur Abholung bereit."),
    ("de-delivery-costs-and-times", "Geschenkgutscheine versenden wir kostenlos per E-Mail."),
    ("de-delivery-express", "Express kostet in Österreich 8,90 €."),
    ("de-delivery-express", "Mit Abo Plus ist der Expressversand kostenlos."),
    ("de-delivery-express", "Geräte können nur mit Standardversand verschickt werden."),
    ("de-delivery-express", "Die Versandart können Sie innerhalb von 60 Minuten unter Bestellungen ändern."),
    ("de-account-password-reset", "Wählen Sie dazu auf der Anmeldeseite „Passwort vergessen?“ aus."),
    ("de-account-password-reset", "Der Link ist 60 Minuten gültig."),
    ("de-account-password-reset", "Das neue Passwort muss mindestens 12 Zeichen haben."),
    ("de-account-password-reset", "Nach fünf falschen Eingaben wird die Anmeldung für 30 Minuten gesperrt."),
    ("de-account-password-reset", "Die Sperre endet nach 30 Minuten von selbst."),
    ("de-account-password-reset", "Prüfen Sie bitte auch Ihren Spam-Ordner."),
    ("de-device-b2-error-codes", "E02 bedeutet, dass der Satzbehälter voll ist."),
    ("de-device-b2-error-codes", "Leeren Sie den Satzbehälter, während die Maschine eingeschaltet ist."),
    ("de-device-b2-error-codes", "Bei E04 ist die Maschine überhitzt: Lassen Sie sie 20 Minuten abkühlen."),
    ("de-device-b2-error-codes", "Ziehen Sie bei E08 sofort den Netzstecker und rufen Sie uns an."),
    ("en-delivery-lost-parcel", "Please report the parcel as missing if tracking hasn't changed for 5 working days."),
    ("en-delivery-lost-parcel", "The carrier searches for up to 10 working days."),
    ("en-delivery-lost-parcel", "If the parcel is not found, we send it again free of charge or refund you."),
    ("en-delivery-lost-parcel", "In Austria, parcels are held for 14 days."),
    ("en-delivery-lost-parcel", "First check with your neighbours and others in your household."),
    ("fr-delivery-costs-and-times", "L'envoi express coûte 8,90 € en Autriche."),
    ("fr-account-password-reset", "Le lien est valable 60 minutes."),
    ("it-delivery-costs-and-times", "La spedizione espressa costa 8,90 € in Austria."),
    ("it-account-password-reset", "Il link è valido per 60 minuti."),
]
FALSE = [
    ("de-delivery-costs-and-times", "Nach Deutschland und Österreich kostet der Standardversand 8,90 €."),
    ("de-delivery-costs-and-times", "Nach Norwegen kostet der Standardversand 4,90 €."),
    ("de-delivery-costs-and-times", "Ab einem Warenwert von 39 € ist der Expressversand kostenlos."),
    ("de-delivery-costs-and-times", "Bestellungen, die nach 11 Uhr eingehen, werden noch am selben Tag versendet."),
    ("de-delivery-costs-and-times", "In andere EU-Länder liefern wir auch."),
    ("de-delivery-costs-and-times", "Das Paket liegt in Österreich 7 Tage zur Abholung bereit."),
    ("de-delivery-express", "Express kostet in Österreich 9,90 €."),
    ("de-delivery-express", "Der Expressversand ist immer kostenlos."),
    ("de-delivery-express", "Geräte können mit Expressversand verschickt werden."),
    ("de-account-password-reset", "Das neue Passwort darf höchstens 12 Zeichen haben."),
    ("de-account-password-reset", "Nach dreißig falschen Eingaben wird die Anmeldung für 5 Minuten gesperrt."),
    ("de-account-password-reset", "Der Link ist nicht 60 Minuten gültig."),
    ("de-account-password-reset", "Rufen Sie uns an und nennen Sie uns Ihr Passwort."),
    ("de-device-b2-error-codes", "E02 bedeutet, dass der Wassertank leer ist."),
    ("de-device-b2-error-codes", "Leeren Sie den Satzbehälter, während die Maschine ausgeschaltet ist."),
    ("de-device-b2-error-codes", "Greifen Sie mit den Fingern ins Mahlwerk."),
    ("en-delivery-lost-parcel", "Please report the parcel as missing if tracking hasn't changed for 5 weeks."),
    ("en-delivery-lost-parcel", "In Austria, parcels are held for 7 days."),
    ("en-delivery-lost-parcel", "If the parcel is found, we send it again free of charge or refund you."),
    ("en-delivery-lost-parcel", "Ask the police for proof of delivery."),
    ("fr-delivery-costs-and-times", "L'envoi express coûte 9,90 € en Autriche."),
    ("it-account-password-reset", "Il link è valido per 90 minuti."),
]


@cache
def passages(article_id):
    articles = [article for article in read_articles(SAMPLE_KB) if article.article_id == article_id]
    return tuple(chunks_of(articles, max_tokens=160, count_tokens=lambda text: len(text.split())))


def findings(article_id, text):
    chunks = passages(article_id)
    draft = Draft((Statement(text, tuple(chunk.chunk_id for chunk in chunks)),), "some/model")
    decision = Answer(tuple(Passage(chunk, 0.9, 5.0, 0.9) for chunk in chunks), 0.9)
    return [f"{one.check}: {one.detail}" for one in Verifier().verify(draft, decision, query="").findings]


@pytest.mark.parametrize(("article_id", "text"), TRUE)
def test_a_fluent_true_sentence_passes(article_id, text):
    assert findings(article_id, text) == []


@pytest.mark.parametrize(("article_id", "text"), FALSE)
def test_a_fluent_false_sentence_is_found(article_id, text):
    assert findings(article_id, text)
