"""No action is claimed or promised: only a stored ticket gives a receipt, and that has its own fixed text."""

import re
from collections.abc import Iterator

from assistant.verification.claim import Claim, contains_words, fold
from assistant.verification.evidence import units_of
from assistant.verification.sentence import Sentence
from assistant.verification.wordmatch import coverage

DE_DONE = (  # any participle: gesendet, zurueckgesetzt, erstattet, storniert
    r"(?:\w*ge\w{2,}(?:t|en)|(?:be|er|ver|zer|ent|ueber|unter|wider)\w{2,}(?:t|en)|\w+iert|hinterlegt|veranlasst)"
)
EN_DONE = (
    r"(?:cancell?ed|refunded|changed|updated|forwarded|booked|ordered|created|deleted|processed|issued|sent|initiated|"
    r"scheduled|extended|credited|opened|arranged|unlocked|reset|escalated|submitted|done|fixed|"
    r"resolved|handled|taken care)"
)
FR_DONE = (
    r"(?:annule|rembourse|modifie|transmis|envoye|commande|cree|supprime|traite|enregistre|credite|mis a jour|change)"
    r"e?s?"
)
IT_DONE = (
    r"(?:annullato|rimborsato|modificato|inoltrato|inviato|ordinato|creato|cancellato|elaborato|registrato|"
    r"accreditato|aggiornato|cambiato|trasmesso)"
)
PATTERN = re.compile(
    r"\b(?:"
    r"wir melden uns|ich melde mich|meldet sich (?:bei ihnen|jemand)|(?:wird|werden) sich (?:\w+ ){0,4}melden|"
    r"(?:ich|wir) werden? (?:\w+ ?){1,3}|(?:werde|werden) (?:ich|wir) (?:\w+ ?){1,3}|"
    rf"(?:ich|wir) haben? (?:\w+ ){{0,10}}{DE_DONE}|habe ich (?:\w+ ){{0,10}}{DE_DONE}|"
    rf"haben wir (?:\w+ ){{0,10}}{DE_DONE}|"
    rf"(?:wurde|ist) (?:hiermit|soeben|gerade|jetzt|nun|erfolgreich|fuer sie|bereits) (?:\w+ ){{0,4}}{DE_DONE}|"
    r"(?:ich|wir) (?:erstatten?|stornieren?|kuendigen?|leiten?|schicken?|senden?|veranlassen?|kuemmern?|aendern?|"
    r"loeschen?|"
    r"buchen?|rufen?|kontaktieren?|garantieren?|versprechen?|verspreche|sorgen?|pruefen?) (?:\w+ ?){1,2}|"
    rf"(?:i|we) (?:have |ve |just |now |already |successfully )*{EN_DONE}|(?:i|we)(?: will| ll| shall| am going to|"
    rf" are going to| m going to)"
    rf" (?:\w+ ?){{1,2}}|(?:someone|somebody|an agent|a colleague|our team|support|an? \w+) will (?:contact|call|"
    rf"get back|reach out|email|reply)|"
    rf"(?:has|have) (?:now |just |already |successfully )*been (?:now |just |already |successfully )*{EN_DONE}|(?:i|"
    rf"we) (?:guarantee|promise)|let me \w+|"
    rf"(?:j ai|nous avons|j ai bien) (?:\w+ ){{0,3}}?{FR_DONE}|(?:je|nous) (?:vais|allons) \w+|(?:je|"
    rf"nous) vous (?:\w+erai|\w+erons|\w+irons|\w+drons|"
    rf"rembourse|rappelle|envoie|garantis|promets)|vous (?:contactera|rappellera|recontactera|repondra)|(?:a|"
    rf"ont) ete {FR_DONE}|"
    rf"(?:ho|abbiamo) (?:\w+ ){{0,2}}?{IT_DONE}|(?:la|le|vi|ti) \w+(?:eremo|iremo|ero|iro)\b|(?:la|le|"
    rf"vi) (?:contattera|richiamera|rispondera)|"
    rf"provvedo|provvederemo|provvedero|mi occupero|ci occuperemo|(?:e|sono) stat[oaie] {IT_DONE}|glielo prometto|"
    rf"garantiamo"
    r")\b"
)


FIRST_PERSON = {
    "de": r"\b[Ii]ch\b",
    "en": r"\bI\b",
    "fr": r"\b[Jj]e\b|\b[Jj]['’]",
    "it": r"\b[Ii]o\b|\b[Hh]o\b",
}
"""Articles do not speak of themselves: who says I acts, or passes for somebody."""


def promises(claim: Claim) -> Iterator[str]:
    """A promise that the article itself makes may be repeated."""
    text = " ".join(re.sub(r"[^\w\s]+", " ", fold(claim.text)).split())
    for match in PATTERN.finditer(text):
        if not _is_of_the_article(match.group(), claim):
            yield f"claims or promises an action: “{match.group().strip()}”"
    speaker = re.search(FIRST_PERSON.get(claim.language or "", r"(?!)"), claim.text)
    if speaker and not re.search(FIRST_PERSON[claim.language or ""], claim.evidence):
        yield f"speaks of itself: “{claim.text[max(0, speaker.start() - 20) : speaker.end() + 20]}”"


def _is_of_the_article(promise: str, claim: Claim) -> bool:
    """In the same words, or in a sentence of the same words that also promises."""
    if contains_words(claim.evidence, promise):
        return True
    said = Sentence(promise, claim.language or "")
    units = [unit.said for chunk in claim.cited for unit in units_of(chunk)]
    return bool(said.stems) and any(
        coverage(said.stems, unit.stems) == 1 and PATTERN.search(" ".join(word.folded for word in unit.words))
        for unit in units
    )
