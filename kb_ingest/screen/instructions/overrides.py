"""Commands that put something in place of the model's rules."""

from kb_ingest.screen.instructions.command import Command
from kb_ingest.screen.lexicon import EARLIER, GAP, IGNORE, MACHINE, RULES, SAY, TO

EVERYTHING = r"all|any\w*|every\w*|the rest|whatever|alles|den rest|tout\w*|le reste|tutt\w+|il resto|todo\w*|el resto"
INSTEAD = (
    rf"(?:and|und|et|e|y|instead|stattdessen),? (?:(?:only|nur|instead|stattdessen) )?(?:{SAY}|focus|konzentrier\w*|"
    rf"concentr\w+)|(?:except|ausser|sauf|tranne|excepto)\b{GAP}{{0,20}}\b(?:following|below|folgende\w*|suivant\w*|"
    r"seguent\w*|siguiente\w*)"
)

COMMANDS = (
    Command(
        "ignore|earlier|rules",
        rf"\b(?:{IGNORE})\b(?! nicht| not)(?:{GAP}{{0,40}}\b(?:{EARLIER})\b{GAP}{{0,30}}\b(?:{RULES})\b|"
        rf"{GAP}{{0,40}}\b(?:{RULES})\b{GAP}{{0,30}}\b(?:{EARLIER})\b)",
    ),
    Command(
        "ignore|earlier|rules",
        rf"\b(?:{EARLIER})\b{GAP}{{0,30}}\b(?:{RULES})\b{GAP}{{0,30}}\b(?!override)(?:{IGNORE})\b",
    ),
    Command(
        "ignore|rules|your",
        rf"(?<!not\s)(?<!n't\s)\b(?:{IGNORE}) (?:(?:all|any|alle|of) ){{0,2}}(?:your|deine\w?|tes|tue|tus) (?:\w+ )?"
        rf"(?:{RULES}|training)\b",
    ),
    Command("ignore|everything", rf"\b(?:{IGNORE}) (?:{EVERYTHING})\b{GAP}{{0,90}}\b(?:{INSTEAD})\b"),
    Command(
        "focus",
        r"\b(?:focus|konzentrier\w* (?:dich|sie sich)|concentre-toi|concentrati)"
        r"(?: (?:only|exclusively|solely|nur|ausschlies+lich|uniquement|solo))? (?:on|auf|sur|su)\b"
        rf"{GAP}{{0,30}}\b(?:following|folgende\w*|suivant\w*|seguent\w*)\b"
        rf"{GAP}{{0,40}}(?:[:<]|\b(?:and|und) (?:{SAY}|provide)\b)|"
        r"\bkonzentrier\w* dich (?:nur|ausschlies+lich|allein) auf (?:\w+ )?folgende\w*\b",
    ),
    Command(
        "task|machine",
        r"\b(?:new (?:task|instruction)s?|neue (?:aufgaben?|anweisung(?:en)?)|nouvelles? (?:tache|consigne)s?|"
        rf"nuov[oi] compit[oi]|nuevas? tareas?) {TO}(?:{MACHINE})\b",
    ),
    Command(
        "rules",
        rf"\b(?:the following|folgende\w?|the above|obige\w?)\b{GAP}{{0,40}}\b(?:is|are|ist|sind) "
        r"(?:(?:an?|eine?|deine?|your) )?(?:(?:new|neue\w?) )?(?:instructions?|commands?|anweisung(?:en)?|"
        r"befehle?) ?[:,]",
    ),
)
