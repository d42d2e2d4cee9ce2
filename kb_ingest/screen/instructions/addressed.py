"""Commands that name the machine they are meant for, or what it shall do from now on."""

from kb_ingest.screen.instructions.command import Command
from kb_ingest.screen.lexicon import (
    AI,
    ALWAYS,
    FROM_NOW,
    GAP,
    IF_YOU_ARE,
    MACHINE,
    MODAL,
    NOTE,
    READER,
    SAY,
    TO,
    WENN_DU,
    A,
)

ORDER = (
    r"answer|reply|respond|say|tell|write|output|speak|antworte|sage?|schreib|reponds|repondez|ecris|rispondi|scrivi|"
    r"responde|escribe|antwoord|odpowiadaj"
)

COMMANDS = (
    Command("note|machine", rf"\b(?:{NOTE}),? {TO}(?:{MACHINE})\b(?: {GAP}{{0,40}})? ?[:!>]"),
    Command("note", rf"\b(?:ki|ai|ia|llm|chatbot|assistant|assistenten|prompt)[-\s](?:{NOTE}) ?:"),
    Command("machine|you are", rf"\b(?:{IF_YOU_ARE}) (?:(?:{A}) )?(?:{AI}|assistent\w*)\b"),
    Command("machine|you are", rf"\b(?:{WENN_DU}) (?:(?:{A}) )?(?:{MACHINE}) (?:bist|sind|liest|lesen)\b"),
    Command("machine", rf"\b(?:als|as an?) (?:{MACHINE})\b{GAP}{{0,30}}\b(?:{SAY})\b"),
    Command(
        "machine|must",
        rf"\b(?:{MACHINE}) {GAP}{{0,50}}\b(?:{MODAL})\b{GAP}{{0,40}}(?:\b(?:{ALWAYS})\b{GAP}{{0,60}}\b(?:{SAY})\b|"
        rf"\b(?:{SAY}) (?:{ALWAYS})\b|"
        rf"\b(?:{SAY})\b{GAP}{{0,40}}\b(?:{READER})\b|\b(?:{READER})\b{GAP}{{0,60}}\b(?:{SAY})\b)",
    ),
    Command(
        "machine|reading",
        rf"\b(?:{MACHINE}) (?:{GAP}{{0,30}} )?(?:reading|processing|parsing|summari[sz]ing|crawling|indexing|"
        rf"qui lisent|"
        r"que lean|che legg\w+) (?:this|these|ce|este|quest\w)\b",
    ),
    Command(
        "machine|from now",
        rf"\b(?:{AI})(?:-\w+)? {GAP}{{0,60}}\b(?:hier|here|ici|qui|{FROM_NOW})\b"
        rf"{GAP}{{0,40}}(?:\b(?:{SAY})\b|!\[|https?://)",
    ),
    Command(
        "from now",
        rf"\b(?:{SAY}) (?:{GAP}{{0,12}} )?(?:{FROM_NOW})\b|\b(?:{FROM_NOW}),? (?:you (?:must|will|shall|should|"
        rf"are to) )?"
        rf"(?:(?:{ALWAYS}) )?(?:{ORDER})\b",
    ),
)
