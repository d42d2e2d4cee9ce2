"""The assistant never passes for a human."""

import re
from collections.abc import Iterator

from assistant.verification.claim import Claim, fold

PATTERN = re.compile(
    r"\b(?:"
    r"(?:ich bin|bin ich|als) (?:ja |selbst |natuerlich |wirklich |auch )*eine? (?:echte[rn]? |realer? |"
    r"richtige[rn]? )*(?:mensch|person|"
    r"mitarbeiter(?:in)?|kundenberater(?:in)?|frau|mann)|ich bin (?:echt|real|menschlich|kein(?:e)? (?:bot|chatbot|ki|"
    r"roboter|maschine|computer))|"
    r"(?:mein name ist|ich heisse) \w+|"
    r"i (?:am|m) (?:really |actually |also )*(?:an? )?(?:real |actual |human )*(?:human|person|agent|employee|"
    r"human being)|"
    r"as a (?:human|real person)|i (?:am|m) not (?:an? )?(?:ai|bot|chatbot|robot|machine|computer)|my name is \w+|"
    r"i m real|"
    r"je suis (?:bien |vraiment )*(?:une? )?(?:vraie? |etre )*(?:humaine?|personne|conseillere?)|"
    r"je (?:ne )?suis pas une? (?:robot|ia|machine|bot)|"
    r"je m appelle \w+|en tant qu (?:etre )?humain|"
    r"sono (?:davvero |proprio )*(?:una? )?(?:vera |essere )*(?:umano|umana|persona|operatore|operatrice)|"
    r"non sono una? (?:robot|ia|bot|macchina)|"
    r"mi chiamo \w+"
    r")\b"
)


def humanity(claim: Claim) -> Iterator[str]:
    """Neither in so many words nor by a name of its own."""
    text = " ".join(re.sub(r"[^\w\s]+", " ", fold(claim.text)).split())
    for match in PATTERN.finditer(text):
        yield f"passes for a human: “{match.group()}”"
