"""Marks that pretend that another speaker begins: chat templates, played dialogues, the end of the document."""

import re
from collections.abc import Iterator

from kb_ingest.screen.finding import INSTRUCTION, Span
from kb_ingest.screen.lexicon import FROM_NOW, IGNORE, SAY, YOU_ARE
from kb_ingest.screen.page import Page

SYSTEM = r"system|assistant|assistent|developer|ki|ai|llm|chatbot"
USER = r"user|human|nutzer|kunde|mensch|customer|utilisateur|utente|usuario"
ORDER = rf"(?:{YOU_ARE}|you must|{FROM_NOW}|always|never|immer|niemals|focus|{IGNORE}|{SAY}|provide)"
THE_TEXT = r"article|document|context|text|session|conversation|data|input|prompt|instructions?"
DER_TEXT = r"artikels|dokuments|textes|kontexts|gesprachs|eingabe|daten|anweisungen"
THE_END = rf"end of (?:the )?(?:{THE_TEXT})|ende de[rs] (?:{DER_TEXT})|fin de l['’]?\s?article"
THE_SYSTEMS = r"(?:system|hidden|admin)[-\s](?:prompt|instructions?|message)\b"
TRIGGERS = (
    *("system", "assistan", "assisten", "developer", "llm", "chatbot", "<|", "inst]", "<<sys"),
    *("end of", "ende de", "fin de", "user", "tool", "override", "hidden", "admin", "function_", "sys>>"),
)
SPEAKERS = frozenset({"ki", "ai"})  # too short to be looked for inside of words
MARKS = re.compile(
    "|".join(
        (
            rf"\bsystem\s*(?:prompt|message|nachricht|note|override|instruction)\s*[:=]\W*{ORDER}\b",
            rf"^\W*(?:{SYSTEM})(?: \w+)?\s*\W?:\s*\W{{0,3}}{ORDER}\b",
            rf"[\[<{{(]\s*(?:{THE_END})\s*[\]>}})]",
            rf"^\W*(?:assistant|assistent|chatbot|ki|ai)\s*:.*\n+\W*(?:{USER})\s*:",
            rf"^\W*(?:{USER})\s*:.*\n+\W*(?:assistant|assistent)\s*:",
            r"<\|[a-z][a-z_ ]{1,24}\|>|\[/?inst\]|<</?sys>>",
            r"<(?:system|assistant)(?:[-_ ](?:prompt|message|note|instructions?|reminder))?>",
            r"</?(?:tool_(?:call|result|response)|function_(?:calls?|results?))>",
            r"^#{1,6} ?(?:system|developer) ?(?:prompt|message)? ?:\s*$",
            rf"\b(?:begin|start|end|beginn|ende) (?:of )?(?:the )?(?:new )?{THE_SYSTEMS}",
            r"\b(?:system|admin|developer)[- ]override\b\s*[:!]",
        )
    ),
    re.MULTILINE,
)


def find(page: Page) -> Iterator[Span]:
    """Pretended speakers, with the sentence that follows."""
    if may_pretend(page):
        for match in MARKS.finditer(page.plain):
            start, end = page.original(*match.span())
            start += len(page.text[start:end]) - len(page.text[start:end].lstrip())
            yield Span(INSTRUCTION, *page.sentence(start, end))


def may_pretend(page: Page) -> bool:
    """Whether a word of some mark is there at all."""
    return any(trigger in page.plain for trigger in TRIGGERS) or not SPEAKERS.isdisjoint(page.words)
