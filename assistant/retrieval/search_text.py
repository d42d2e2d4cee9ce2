"""What of a message is searched for: placeholders, salutations and courtesies tell nothing about the question."""

import re

from assistant.kit.placeholders import OURS

CLAUSE_END = re.compile(r"(?<=[.!?;:\n])\s+|,\s+|\n+|\s+[–—-]\s+")
INTRODUCTION_WORDS = 6
SALUTATIONS = (
    r"(?:sehr geehrte\w*|liebe[rs]?)(?: (?:team|damen und herren|herr|frau))*",
    r"(?:guten (?:tag|morgen|abend)|hallo|hi|hey|gr(?:ü|ue)(?:ß|ss) gott|servus|moin|grüezi)(?: (?:zusammen|team))?",
    r"dear (?:sir or madam|team|all)|hello|good (?:morning|afternoon|evening)",
    r"bonjour(?: (?:madame|monsieur|à tous))*|bonsoir",
    r"buongiorno|buonasera|salve",
)
CLOSINGS = (
    r"(?:mit )?(?:freundlichen|besten|lieben|vielen) (?:gr(?:ü|ue)(?:ß|ss)en?|dank)(?: im voraus)?",
    r"danke(?: im voraus)?|mfg|lg|vg",
    r"(?:kind|best) regards|thanks(?: in advance)?|thank you",
    r"cordialement|merci(?: d'avance)?",
    r"cordiali saluti|grazie(?: in anticipo)?",
)
ANNOUNCEMENTS = (
    r"(?:ich h(?:ä|ae)tte )?(?:mal )?eine (?:kurze )?frage|i have a question|quick question",
    r"j'ai une question|(?:ho|avrei) una domanda",
)
COURTESY = re.compile(rf"^\W*(?:{'|'.join([*SALUTATIONS, *CLOSINGS, *ANNOUNCEMENTS])})\W*$", re.IGNORECASE)


def search_text(message: str) -> str:
    """The message without what cannot help to find an article; the whole message when nothing else is left."""
    clauses = [clause for clause in CLAUSE_END.split(message) if clause and clause.strip()]
    telling = [OURS.sub(" ", clause) for clause in clauses if _tells_something(clause)]
    text = " ".join(" ".join(telling).split())
    return text if re.search(r"\w{2}", text) else " ".join(OURS.sub(" ", message).split()) or message


def _tells_something(clause: str) -> bool:
    """False for courtesies and for short clauses around a placeholder, such as "ich heiße <PERSON_1>"."""
    if COURTESY.match(clause):
        return False
    return not OURS.search(clause) or "?" in clause or len(clause.split()) > INTRODUCTION_WORDS
