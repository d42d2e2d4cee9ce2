"""Messages that a person has to see: what they are about, and what only sounds like it."""

import inspect
import re
import time
from pathlib import Path

import pytest
import yaml

from assistant.decision.messages import decide_from_message
from assistant.decision.rules import RULES, SENSITIVE
from assistant.decision.rules.phrases import MAX_WHOLE_CHARS
from assistant.domain import (
    SENSITIVE_TOPICS,
    Author,
    Chat,
    ChatKind,
    Decline,
    DeclineReason,
    HandOff,
    HandOffReason,
    PastMessage,
)

HERE = Path(__file__).parent
TABLES = {
    HandOffReason.LEGAL_THREAT: "legal_threats.yaml",
    HandOffReason.DATA_PROTECTION: "data_protection.yaml",
    HandOffReason.DISTRESS: "distress.yaml",
    HandOffReason.PAYMENT_DISPUTE: "payment_disputes.yaml",
    HandOffReason.CANCELLATION: "cancellations.yaml",
    HandOffReason.UNSUPPORTED_REQUEST: "unsupported_requests.yaml",
}
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def table(name):
    read = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return [(language, text) for language, texts in read.items() for text in texts]


def phrasings(name, *values):
    return [pytest.param(*values, language, text, id=f"{language}: {text}") for language, text in table(name)]


ALL = [param for reason, name in TABLES.items() for param in phrasings(name, reason)]


def offer(reason):
    return (PastMessage(Author.CUSTOMER, "…"), PastMessage(Author.AI, "…?", "hand_off", reason.value))


@pytest.mark.parametrize(("reason", "language", "text"), ALL)
def test_a_person_is_offered_and_told_why(reason, language, text):
    assert decide_from_message(text, (), language) == HandOff(reason)


@pytest.mark.parametrize(("reason", "language", "text"), ALL)
def test_neither_capitals_nor_missing_umlauts_nor_the_language_of_the_conversation_matter(reason, language, text):
    other = "it" if language == "de" else "de"
    written = text if "<" in text else text.upper().replace("\u1e9e", "SS")
    assert decide_from_message(written.translate(UMLAUTS), (), other) == HandOff(reason)


@pytest.mark.parametrize("name", TABLES.values())
def test_each_topic_has_at_least_forty_phrasings(name):
    assert len(set(table(name))) >= 40


@pytest.mark.parametrize(("language", "text"), phrasings("figures_of_speech.yaml"))
def test_what_only_sounds_like_it_is_a_question_for_the_articles(language, text):
    assert decide_from_message(text, (), language) is None


def test_every_topic_of_the_settings_has_its_rule_and_its_reason():
    assert set(SENSITIVE) == set(SENSITIVE_TOPICS)
    assert set(SENSITIVE.values()) <= set(RULES)
    assert {HandOffReason(topic) for topic in SENSITIVE_TOPICS} <= set(HandOffReason)


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("data_protection", "Ich verlange Auskunft über meine Daten nach Art. 15 DSGVO."),
        ("payment_dispute", "Mir wurde zweimal abgebucht."),
        ("cancellation", "Hiermit kündige ich fristgerecht zum 31.12.2026."),
    ],
)
def test_a_topic_that_is_taken_out_is_left_to_the_articles(topic, text):
    kept = tuple(each for each in SENSITIVE_TOPICS if each != topic)
    assert decide_from_message(text, (), "de", sensitive_topics=kept) is None


def test_a_legal_threat_stays_a_complaint_where_it_is_no_topic_of_its_own():
    decided = decide_from_message("Ich verklage Sie!", (), "de", sensitive_topics=("distress",))
    assert decided == HandOff(HandOffReason.COMPLAINT)


def test_danger_comes_before_everything_else():
    for text in (
        "Bist du ein Mensch? Ich will nicht mehr leben.",
        "Ich will einen Menschen sprechen, ich bringe mich um.",
    ):
        assert decide_from_message(text, offer(HandOffReason.MISSING_KNOWLEDGE), "de") == HandOff(
            HandOffReason.DISTRESS
        )


@pytest.mark.parametrize("reason", [HandOffReason(topic) for topic in SENSITIVE_TOPICS])
@pytest.mark.parametrize("text", ["Ja bitte", "ja, ich will mit einem Menschen sprechen"])
def test_agreement_opens_the_ticket_for_the_topic(reason, text):
    assert decide_from_message(text, offer(reason), "de") == HandOff(reason, consented=True)


def test_who_is_still_in_danger_is_told_again():
    decided = decide_from_message("Ich bringe mich jetzt um", offer(HandOffReason.DISTRESS), "de")
    assert decided == HandOff(HandOffReason.DISTRESS)


@pytest.mark.parametrize(("language", "text"), phrasings("insults.yaml"))
def test_abuse_is_answered_calmly(language, text):
    assert decide_from_message(text, (), language) == Chat(ChatKind.INSULT)


@pytest.mark.parametrize(
    "text",
    [
        "Ihr Idioten, das ist eine Frechheit, ich will mich beschweren!",
        "You morons, I want to file a complaint!",
        "Bande de cons, je veux déposer une réclamation !",
        "Stronzi, voglio presentare un reclamo!",
    ],
)
def test_a_complaint_inside_an_insult_remains_a_complaint(text):
    assert decide_from_message(text, (), "de") == HandOff(HandOffReason.COMPLAINT)


@pytest.mark.parametrize(
    "text",
    [
        "Du Idiot, wie ändere ich mein Passwort?",
        "Wo bleibt mein Paket, ihr Arschlöcher?",
        "where is my order you idiots",
        "Où est mon colis, bande de cons ?",
        "Stronzi, dov'è il mio pacco?",
    ],
)
def test_a_question_inside_an_insult_remains_a_question(text):
    assert decide_from_message(text, (), "de") is None


@pytest.mark.parametrize("text", [text for _, text in table("nonsense.yaml")])
def test_a_hand_on_the_keyboard_is_told_that_it_was_not_understood(text):
    assert decide_from_message(text, (), "de") == Decline(DeclineReason.EMPTY)


@pytest.mark.parametrize(
    "text",
    [
        "Wert",
        "Rhythmus",
        "Schmetterling",
        "Przewalski",
        "TypeScript",
        "MySQL",
        "Xbox",
        "hahaha",
        "IBAN",
        "FRITZ!Box",
        "nginx",
        "Angstschweiß",
        "Lkw",
        "BSZ",
        "asdf wie ändere ich mein Passwort",
        "WLAN Passwort",
        "Kyiv",
        "Szczecin",
        "E07 xyz",
        "PBKDF2",
    ],
)
def test_a_rare_word_is_no_nonsense(text):
    assert decide_from_message(text, (), "de") is None


@pytest.mark.parametrize(
    "piece",
    [
        "ich will nicht mehr ",
        "hiermit ",
        "mein anwalt ",
        "bitte ändern sie bitte ",
        "ich ",
        "du dummer ",
        "wie kann ich ",
        "daten löschen sie alle meine ",
        "inkasso obwohl ",
        "a ",
        "please cancel my ",
        "je veux en ",
        "non voglio più ",
        "asdf",
        "scheiss ",
        "mir wurde ",
        "kündigung zum ",
        "mein kind hat entkalker ",
    ],
)
def test_each_rule_decides_an_excessive_message_within_fifty_milliseconds(piece):
    from assistant.decision.normalise import understand

    said = understand((piece * 20_000)[:20_000], offer(HandOffReason.MISSING_KNOWLEDGE), "de")
    for rule in RULES:
        spent = min(_seconds(rule, said) for _ in range(3))
        assert spent < 0.05, f"{rule.__name__}: {spent:.3f} s"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("word", ["moin ", "herr "])
def test_many_greetings_before_the_message_cost_no_time(word):
    from assistant.decision.normalise import understand

    said = understand("hallo " + word * 800 + "x", (), "de")
    for rule in RULES:
        assert _seconds(rule, said) < 0.05, rule.__name__


PATTERNS = {
    pattern.pattern: pytest.param(pattern, id=f"{module.__name__.rpartition('.')[2]}.{name}")
    for module in {id(each): inspect.getmodule(each) for each in RULES}.values()
    for name, pattern in vars(module).items()
    if isinstance(pattern, re.Pattern)
}


@pytest.mark.parametrize("pattern", PATTERNS.values())
def test_no_word_of_a_rule_repeated_makes_it_slow(pattern):
    words = set(re.findall(r"(?<![a-z\\])[a-z]+", pattern.pattern))
    assert words
    for word in words:
        for length, search in ((400, pattern.search), (MAX_WHOLE_CHARS, pattern.fullmatch)):
            started = time.thread_time()
            search((f"{word} " * 60)[: length - 1] + "x")
            assert time.thread_time() - started < 0.05, word


def _seconds(rule, said):
    started = time.thread_time()
    rule(said)
    return time.thread_time() - started
