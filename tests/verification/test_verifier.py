"""Only what the cited passages support reaches the customer."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from verification_passages import CHUNKS, DELIVERY, DEVICES

from assistant.domain import Answer, Chat, ChatKind, Draft, HandOff, HandOffReason, Passage, Statement
from assistant.verification.verifier import Verifier

DE, EN = ("de#0",), ("en#0",)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        *((line, DE) for line in DELIVERY.splitlines() if re.search(r"\w", line)),
        *((line, EN) for line in DEVICES.splitlines() if line),
        ("Der Standardversand nach Deutschland kostet 4,90 € und dauert 2–3 Werktage.", DE),
        ("Der Versand nach Deutschland ist ab 39 Euro kostenlos.", DE),
        ("Bestellen Sie Express bis 11 Uhr, kommt das Paket am nächsten Werktag.", DE),
        ("Geräte werden nicht per Express versendet.", DE),
        ("Nach Österreich kostet Express 8,90 Euro.", DE),
        ("Die Rückzahlung dauert höchstens vierzehn Tage.", DE),
        ("Das Angebot gilt bis zum 01.05.2026.", DE),
        ("- Öffnen Sie die Sendungsverfolgung.\n- Geben Sie die Bestellnummer ein.", DE),
        ("Bei E07 entkalken Sie bitte das Brühwerk B2.", DE),
        ("Der Tank des Brühwerk B2 fasst 1,8 Liter.", EN),
        ("Standard delivery to Germany costs EUR 4.90 and takes 2 to 3 working days.", DE),
        ("You can call from 8:00 to 18:00 on Monday.", EN),
        ("Opened bags can't be returned.", EN),
        ("You can pay by PayPal or TWINT.", EN),
        ("Vous pouvez payer par TWINT ou PayPal.", EN),
        ("La macchina contiene 1,8 litri e funziona solo con 2,4 GHz.", EN),
        ("La livraison standard en Allemagne coûte 4,90 euros.", DE),
        ("| Land | Express |\n|---|---|\n| Schweiz | 18,90 Franken |", DE),
    ],
)
def test_supported_statements_pass(findings, text, cited):
    assert findings(text, cited) == set()


@pytest.mark.parametrize(
    ("text", "cited", "check"),
    [
        pytest.param("Der Versand nach Deutschland kostet 4,90 Euro.", (), "citations", id="no citation"),
        pytest.param("Der Versand nach Deutschland kostet 4,90 Euro.", ("unknown-passage-7",), "citations", id="[7]"),
        pytest.param("Der Versand nach Deutschland kostet 5,90 Euro.", DE, "numbers", id="price"),
        pytest.param("Der Versand nach Deutschland kostet 49,00 Euro.", DE, "numbers", id="shifted comma"),
        pytest.param("Der Versand nach Deutschland kostet 4,90 Franken.", DE, "numbers", id="currency"),
        pytest.param("Der Standardversand dauert 2 bis 3 Wochen.", DE, "numbers", id="unit"),
        pytest.param("Eine Rückzahlung dauert höchstens 14 Werktage.", DE, "numbers", id="kind of day"),
        pytest.param("Express bestellen Sie bis 12:00 Uhr.", DE, "numbers", id="time"),
        pytest.param("Das Angebot gilt bis zum 1. Juni 2026.", DE, "numbers", id="month"),
        pytest.param("Das Angebot gilt bis zum 1. Mai 2027.", DE, "numbers", id="year"),
        pytest.param("Der Standardversand dauert drei bis fünf Werktage.", DE, "numbers", id="number word"),
        pytest.param("La livraison standard coûte 5,90 euros.", DE, "numbers", id="price in another language"),
        pytest.param("Livraison en Norvège 4,90 euros.", DE, "names", id="country in another language"),
        pytest.param("Bei der Meldung E08 entkalken Sie das Brühwerk B2.", DE, "names", id="error code"),
        pytest.param("You can pay by PayPal or Klarna.", EN, "names", id="name"),
        pytest.param("Zahlen Sie per TWINT.", DE, "names", id="name of the other passage"),
        pytest.param("Mehr unter https://www.bohnenpost.example/rabatt.", DE, "addresses", id="url"),
        pytest.param("[Sendungsverfolgung](https://evil.example/track)", DE, "addresses", id="link target"),
        pytest.param("[Sendungsverfolgung](javascript:alert(1))", DE, "addresses", id="script"),
        pytest.param("Fragen beantwortet hilfe@bohnenpost.example.", DE, "addresses", id="e-mail"),
        pytest.param("Mehr auf bohnenpost.example.evil.com.", DE, "addresses", id="lookalike domain"),
        pytest.param("Unsere Röstmeister lieben dunkle Schokolade.", DE, "wording", id="other topic"),
        pytest.param("The warranty covers accidental damage everywhere.", EN, "wording", id="other topic, English"),
        pytest.param("Geräte versenden wir per Express.", DE, "negation", id="negation dropped"),
        pytest.param("We ship to islands.", EN, "negation", id="negation dropped, English"),
        pytest.param("Opened bags can be returned.", EN, "negation", id="can for cannot"),
        pytest.param("Der Versand ist ab 39 Euro nicht kostenlos.", DE, "negation", id="negation added"),
        pytest.param("versenden wir", DE, "negation", id="quotation cut before its negation"),
        pytest.param("Ich habe Ihre Bestellung storniert.", DE, "promises", id="done, de"),
        pytest.param("Ich habe Ihr Passwort zurückgesetzt.", DE, "promises", id="done, any participle"),
        pytest.param("Wir melden uns bei Ihnen.", DE, "promises", id="promise, de"),
        pytest.param("Wir werden Ihnen den Versand erstatten.", DE, "promises", id="refund, de"),
        pytest.param("I have cancelled your parcel.", EN, "promises", id="done, en"),
        pytest.param("We will call you.", EN, "promises", id="promise, en"),
        pytest.param("J'ai annulé votre commande.", EN, "promises", id="done, fr"),
        pytest.param("Nous vous contacterons.", EN, "promises", id="promise, fr"),
        pytest.param("Ho annullato il Suo ordine.", EN, "promises", id="done, it"),
        pytest.param("La contatteremo al più presto.", EN, "promises", id="promise, it"),
        pytest.param("Ich bin ein Mensch und helfe Ihnen mit dem Versand.", DE, "humanity", id="human, de"),
        pytest.param("I am a real person.", EN, "humanity", id="human, en"),
        pytest.param("Je ne suis pas un robot.", EN, "humanity", id="human, fr"),
        pytest.param("Sono una persona vera.", EN, "humanity", id="human, it"),
        pytest.param("<PERSON_2>, der Versand kostet 4,90 Euro.", DE, "placeholders", id="placeholder"),
        pytest.param("PERSON_1, der Versand kostet 4,90 Euro.", DE, "placeholders", id="broken placeholder"),
        pytest.param("Der Versand <b>kostet</b> 4,90 Euro.", DE, "markup", id="HTML"),
        pytest.param("![x](https://www.bohnenpost.example/track) Sendungsverfolgung", DE, "markup", id="image"),
        pytest.param("Der Versand\u200b kostet 4,90 Euro.", DE, "markup", id="hidden character"),
        pytest.param("NO_ANSWER", DE, "leakage", id="token of the prompt"),
    ],
)
def test_unsupported_statements_are_found(findings, text, cited, check):
    assert check in findings(text, cited, query="<PERSON_1> fragt")


def test_a_promise_of_the_article_may_be_repeated(findings):
    assert "promises" not in findings("If your parcel is lost, we will send it again within 10 working days.", EN)


def test_placeholders_of_the_message_may_be_used(findings):
    text = "<PERSON_1>, der Versand nach Deutschland kostet 4,90 Euro."
    assert findings(text, query="Ich bin <PERSON_1>, was kostet der Versand?") == set()


def test_words_of_the_prompt_are_found(findings):
    verifier = Verifier(prompt_texts=("Use nothing but what the passages say about everything in the world.",))
    assert "leakage" in findings("Use nothing but what the passages say about everything.", EN, verifier=verifier)


def test_a_draft_without_statements_is_not_supported(decision):
    assert not Verifier().verify(Draft((), "some/model"), decision, query="").supported


def test_fixed_texts_are_trusted_but_not_as_an_answer(decision):
    draft = Draft((Statement("Wir melden uns.", ()),), "fixed")
    assert Verifier().verify(draft, HandOff(HandOffReason.COMPLAINT), query="").supported
    assert not Verifier().verify(draft, decision, query="").supported


def test_a_model_may_speak_only_for_an_answer():
    draft = Draft((Statement("Guten Tag!", ()),), "some/model")
    assert not Verifier().verify(draft, Chat(ChatKind.GREETING), query="").supported


def test_the_note_on_the_language_is_trusted_beside_a_quotation(findings):
    note = "Diese Auskunft liegt nur auf Englisch vor, in Artikel 99."
    assert findings(note, EN, origin="extractive")
    assert findings(note, EN, origin="extractive", verifier=Verifier(trusted_texts={note})) == set()


def test_one_bad_sentence_fails_the_draft(decision):
    good = Statement("Ab 39 Euro ist er kostenlos.", DE)
    bad = Statement("Ab 29 Euro ist er kostenlos.", DE)
    verdict = Verifier().verify(Draft((good, bad), "some/model"), decision, query="")
    assert {finding.statement for finding in verdict.findings} == {bad.text}


WORD_SPANS = [(key, match.start(), match.end()) for key, c in CHUNKS.items() for match in re.finditer(r"\S+", c.text)]


@given(st.sampled_from(sorted(CHUNKS)), st.data())
def test_a_word_for_word_quotation_always_passes(key, data):
    text = CHUNKS[key].text
    lines = [line for line in text.splitlines() if re.search(r"\w", line) and not line.startswith("|")]
    line = data.draw(st.sampled_from(lines))
    tokens = re.findall(r"\[[^\]]*\]\([^)]*\)\.?|\S+", line)
    start = data.draw(st.integers(0, len(tokens) - 1))
    end = data.draw(st.integers(start + 1, len(tokens)))
    quotation = " ".join(tokens[start:end])
    decision = Answer((Passage(CHUNKS[key], 0.9, 5.0, 0.9),), 0.9)
    draft = Draft((Statement(quotation, (key,)),), "extractive")
    if re.search(r"\w", quotation):
        assert Verifier().verify(draft, decision, query="").supported


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_no_text_breaks_the_verifier(text):
    decision = Answer((Passage(CHUNKS["de#0"], 0.9, 5.0, 0.9),), 0.9)
    Verifier(prompt_texts=("Regeln",)).verify(Draft((Statement(text, DE),), "some/model"), decision, query=text)
