"""Looks for what a customer must never be answered with: hidden text and instructions addressed to an AI.

An article with a finding is held back with the reason and the place; it is never rewritten.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kb_ingest.article import Article

# Text direction overrides and invisible tag characters; zero-width characters are taken out by `clean`.
INVISIBLE = re.compile(r"[\u202d\u202e\U000e0000-\U000e007f]+")
FLAG = re.compile(r"\U0001f3f4[\U000e0030-\U000e007a]{3,6}\U000e007f")  # England, Scotland, Wales: tags are part of it
JOINERS = re.compile(r"[\u200c\u200d]")
HIDDEN_STYLE = re.compile(
    r"<[^<>]+(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?:\.0+)?(?![.\d]))",
    re.IGNORECASE,
)
IGNORE = r"\b(?:ignor\w*|vergiss|vergessen sie|disregard|forget|missachte\w*|oublie\w*|dimentica\w*)\b"
EARLIER = r"\b(?:previous|prior|above|earlier|bisherig\w*|vorherig\w*|obig\w*|pr[ée]c[ée]dent\w*)\b"
RULES = r"\b(?:instructions?|prompts?|rules?|anweisung\w*|regeln|vorgaben|consignes?|istruzion[ei]|regole)\b"
COMMAND = r"(?:you (?:are|must)|from now on|always|never|du bist|sie sind|ab jetzt|tu es|vous êtes|désormais|sei|d'ora)"
MACHINE = (
    r"(?:ai|ki(?:-\w+)?|ia|llm|chatbot|assistant|assistent(?:en|in|e)?|language model|sprachmodell|modèle|modello)"
)
NOTE = r"(?:notes?|message|instructions?|hinweise?|anweisung(?:en)?|nachricht|consignes?|nota|messaggio|istruzion[ei])"
TO = r"(?:to|for|an|für|à|pour|per|al?|all['’])(?: ?(?:the|die|den|das|le|la|il|l['’]))?"
MACHINES = (
    r"(?:k(?:ünstliche[nr]? )?i(?:ntelligenz(?:en)?)?(?:-\w+)?|"
    r"ai(?: \w+s)?|sprachmodelle|(?:language )?models|ias?|llms?)"
)
IF_YOU_ARE = r"(?:als|wenn (?:du|sie) eine?|as an?|if you(?: are|'re) an?|si (?:tu es|vous êtes) une?|se sei un['’a]?)"
SPEAK = (
    r"(?:sag\w*|antwort\w*|schreib\w*|gib|send\w*|ignor\w*|repl(?:y|ies)|answer\w*|say|tell|write|output|append|"
    r"réponds?\w*|dis|écri\w+|envo\w+|rispond\w+|scriv\w+|invia\w*|di['’])"
)
FROM_HERE = r"(?:hier|ab (?:hier|jetzt)|here|from (?:here|now) on|ici|désormais|qui|d['’]ora in poi)"
NEW_TASK = (
    r"(?:new (?:task|instruction)s?|neue (?:aufgabe|anweisung)(?:en)?|nouvelles? (?:tâche|consigne)s?|"
    r"nuov[oi] compit[oi])"
)
END = (
    r"(?:end of (?:article|document|context|text|session)|"
    r"ende des (?:artikels|dokuments|textes|kontexts)|fin de l['’]article)"
)
WHEN_ASKED = r"(?:if|when|wenn|falls) (?:the |der |ein )?(?:user|nutzer|kunde|customer)"
NOTHING_ELSE = r"(?:only|nothing else|exactly|ausschließlich|nichts anderem|genau)"
TO_THE_MACHINE = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        rf"{IGNORE}[^.\n]{{0,40}}(?:{EARLIER}[^.\n]{{0,30}}{RULES}|{RULES}[^.\n]{{0,30}}{EARLIER})",
        rf"\bsystem\s*(?:prompt|message|nachricht)\s*[:=]\W*{COMMAND}\b",
        rf"^\W*(?:system|assistant|developer)\s*:\s*(?:{COMMAND}|{IGNORE}|{SPEAK})\b",
        rf"\b{NOTE} {TO} ?{MACHINE}\s*:",
        rf"\b{IF_YOU_ARE} {MACHINE}\b[^.\n]{{0,30}}\b{SPEAK}\b",
        rf"\b{MACHINES}\s(?:[^.\n]{{0,40}}\s)?{FROM_HERE}\b[^.\n]{{0,40}}(?:\b{SPEAK}\b|!\[|https?://|mensch|human|\bein\b)",
        rf"\b{NEW_TASK} {TO} ?{MACHINE}\b",
        rf"[\[<]\s*{END}\s*[\]>]",
        r"^\W*(?:assistant|assistent)\s*:.*\n+\W*(?:user|nutzer|kunde)\s*:",
        rf"\b{WHEN_ASKED} [^.\n]{{0,60}}, ?{SPEAK} [^.\n]{{0,30}}\b{NOTHING_ELSE}\b",
        rf"\b{SPEAK} (?:ab jetzt|from now on|désormais|d['’]ora in poi)\b",
        r"<\|(?:im_start|im_end|system|user|assistant)\|>|\[/?INST\]",
    )
)


@dataclass(frozen=True, slots=True)
class ScreenFinding:
    """Why an article is held; `line` counts from 1 within the body, 0 is the title."""

    reason: str
    line: int
    excerpt: str


def screen(article: Article) -> list[ScreenFinding]:
    """All findings of an article, in reading order."""
    return sorted(_findings(f"{article.title}\n{article.body}"), key=lambda finding: finding.line)


def _findings(text: str) -> Iterator[ScreenFinding]:
    for match in INVISIBLE.finditer(FLAG.sub("", text)):
        yield _finding("invisible characters", match)
    for match in HIDDEN_STYLE.finditer(text):
        yield _finding("text hidden by its style", match)
    plain = unicodedata.normalize("NFKC", JOINERS.sub("", text))  # letters in disguise become plain ones
    for pattern in TO_THE_MACHINE:
        for match in pattern.finditer(plain):
            yield _finding("instruction addressed to an AI", match)


def _finding(reason: str, match: re.Match[str]) -> ScreenFinding:
    found, line = match.group()[:120], match.string.count("\n", 0, match.start())
    return ScreenFinding(reason, line, found if found.isprintable() else found.encode("unicode_escape").decode())
