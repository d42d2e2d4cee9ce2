"""No action is claimed or promised: only a stored ticket gives a receipt, and that has its own fixed text."""

import re
from collections.abc import Iterator

from assistant.verification.claim import Claim, contains_words, fold
from assistant.verification.evidence import units_of
from assistant.verification.sentence import Sentence
from assistant.verification.vocabulary import DEPENDING, IF, THEN
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
    r"(?:annullat|rimborsat|modificat|inoltrat|inviat|ordinat|creat|cancellat|elaborat|registrat|"
    r"accreditat|aggiornat|cambiat|trasmess)[oaie]"
)
DE_ACTION = (  # of these a state is the result of an action; "ist versichert" is not
    r"(?:storniert|erstattet|veranlasst|(?:ent|ge)sperrt|geloescht|geaendert|gekuendigt|gebucht|zurueckgesetzt|"
    r"ver(?:schickt|sendet|sandt)|(?:zu)?ge(?:sendet|schickt|sandt)|bearbeitet|weitergeleitet|freigeschaltet|verlaengert|"
    r"erledigt|gutgeschrieben|reserviert|angelegt|aktualisiert|hinterlegt|(?:de)?aktiviert|eingeleitet)"
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
    rf"(?:ho|abbiamo) (?:\w+ ){{0,2}}?{IT_DONE}|(?:la|le|vi|ti) (?!numero)\w+(?:eremo|iremo|ero|iro)\b|(?:la|le|"
    rf"vi) (?:contattera|richiamera|rispondera)|"
    rf"provvedo|provvederemo|provvedero|mi occupero|ci occuperemo|(?:e|sono) stat[oaie] {IT_DONE}|glielo prometto|"
    rf"garantiamo|"
    rf"ihre?[nmrs]? (?:\w+ ){{1,3}}(?:(?:wurden?) (?:\w+ ){{0,4}}{DE_DONE}|(?:ist|sind) (?:\w+ ){{0,4}}{DE_ACTION})|"
    rf"your (?:\w+ ){{1,3}}(?:(?:was|were) (?:\w+ )?{EN_DONE}|(?:is|are) (?:\w+ )?{EN_DONE}$)|"
    rf"(?:votre|vos) (?:\w+ ){{1,3}}(?:est|sont) (?:\w+ )?{FR_DONE}$|"
    rf"(?:su[oae]|suoi|vostr[oaie]) (?:\w+ ){{1,3}}(?:e|sono) (?:\w+ )?{IT_DONE}$"
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
    texts = (_words_of(text) for text in (claim.text, *(sentence.text for sentence in claim.sentences)))
    found = dict.fromkeys(match.group().strip() for text in texts for match in PATTERN.finditer(text))
    for promise in found:
        if not _is_of_the_article(promise, claim):
            yield f"claims or promises an action: “{promise}”"
    speaker = re.search(FIRST_PERSON.get(claim.language or "", r"(?!)"), claim.text)
    if speaker and not re.search(FIRST_PERSON[claim.language or ""], claim.evidence):
        yield f"speaks of itself: “{claim.text[max(0, speaker.start() - 20) : speaker.end() + 20]}”"


def _words_of(text: str) -> str:
    """Folded words without punctuation, as the patterns read them."""
    return " ".join(re.sub(r"[^\w\s]+", " ", fold(text)).split())


def _is_of_the_article(promise: str, claim: Claim) -> bool:
    """In the same words, or in a sentence of the same words that also promises; on a condition only with one."""
    told = [sentence for sentence in claim.sentences if contains_words(sentence.text, promise)]
    is_open = any(_depends(sentence) or THEN & sentence.folded for sentence in told)
    units = [unit.said for chunk in claim.cited for unit in units_of(chunk)]
    known = [said for said in units if is_open or not _depends(said)]
    if contains_words("\n".join(said.text for said in known), promise):
        return True
    stems = Sentence(promise, claim.language or "").stems
    return bool(stems) and any(coverage(stems, said.stems) == 1 and _promises(said) for said in known)


def _promises(said: Sentence) -> bool:
    return PATTERN.search(" ".join(word.folded for word in said.words)) is not None


def _depends(sentence: Sentence) -> bool:
    """Whether it speaks of what happens if something else does."""
    is_conditional = any(qualifier.kind == IF for qualifier in sentence.qualifiers)
    return is_conditional or bool(DEPENDING.get(sentence.language, frozenset()) & sentence.folded)
