"""Commands about what the answer shall say, or how it shall be disfigured."""

from kb_ingest.screen.instructions.command import Command
from kb_ingest.screen.lexicon import ANSWER, BEGIN, FORMAL_ANSWER, GAP, LANGUAGES, READER, SAY

DISFIGURED = (
    r"base ?-?(?:16|32|64|85)|cipher\w*|caesar\w*|rot ?-?13|encod\w+|encrypt\w*|backwards?|reverse\w*|invert\w*|"
    r"emojis?|scrambl\w+|anagram\w*|misspell\w*|typos?|substitut\w+|homophon\w*|leet ?speak|morse\w*|hexadecimal|"
    r"without (?:any )?(?:spaces|punctuation|vowels)|letters? (?:in|with|of)|numbers? for|rhyme\w*|verschlussel\w*|"
    rf"chiffr\w*|ruckwarts|leerzeichen|anagramm\w*|tippfehler\w*|reim\w*|buchstaben|(?:in|into|auf|ins|"
    rf"en) (?:{LANGUAGES})"
)
FORM = (
    r"(?:can you )?(?:use|provide|render|encode|encrypt|express|write|translate|reply|answer|respond|scramble|replace|"
    r"substitute|introduce|misspell|invert|reverse|group|apply|convert|present|give|format|deliver|output|remove|"
    r"verschlussele\w*|ubersetze\w*|schreib\w*|gib|entfern\w*|kodier\w*|codier\w*|ersetze\w*|formulier\w*|verwend\w*|"
    r"traduis\w*|traduci\w*|traduzca|traduce|code[zr]?|codifica\w*|vertaal|przetlumacz\w*)"
)
PUT = (
    r"(?:add|include|integrate|insert|incorporate|append|mention|modify|enhance|augment|embed|weave|slip|begin|start|"
    r"end|finish|conclude|prefix|close|fug\w+|nenne|erwahne|erganze|baue?|bette|beginne|beende|schlies+e|"
    r"ajoute[rz]?|inclus|insere[rz]?|termine[rz]?|commence[rz]?|aggiungi|inserisci|includi|termina|inizia|"
    r"anade|incluye|inserta|empieza|adicione|inclua|voeg|vermeld|eindig|dodaj|dolacz|wspomnij|ekle)"
)
PRAISE = (
    r"mention|suggest|recommend|promote|praise|include|add|claim|state|hint|link|empfiehl|erwahne|nenne|verlinke|"
    r"mentionne\w*|menziona|consiglia|menciona|gib"
)
# Customers are asked to give an order number in their reply, or to add a photo to it.
NOT_BY_MAIL = (
    r"(?![^.!?\n]{0,140}(?:e-?mail|mail\b|\bletter|ticket|support|number|nummer|numero|invoice|photo|foto|screenshot|"
    r"attach|anhang|anlage|rechnung|bestell|commande|ordine|subject|betreff|\blogs?\b))"
)
IF = r"if|when|whenever|wenn|falls|sobald|si|quand|lorsqu\w+|se|quando|cuando|als|wanneer|jesli|gdy|eger"
STRICTLY = (
    r"only|nothing else|exactly|always|never|instead|the following text|nur|ausschlies+lich|nichts anderem|genau|immer|"
    r"niemals|uniquement|toujours|jamais|solo|sempre|siempre|altijd|zawsze"
)

COMMANDS = (
    Command(
        "answer|your|disfigure",
        rf"{BEGIN}{FORM}\b(?=[^.!?\n]{{0,120}}\b(?:{DISFIGURED})\b)"
        rf"{GAP}{{0,100}}\b(?:{ANSWER}|{FORMAL_ANSWER}|your message)\b",
    ),
    Command(
        "answer|disfigure",
        r"\b(?:reply|respond|answer|antworte) (?:(?:only|nur|just|exclusively|ausschlies+lich|noch|using|in|with|auf|"
        r"mit) )"
        rf"{{1,3}}(?:{DISFIGURED}|{LANGUAGES})\b",
    ),
    Command("answer|your", rf"{BEGIN}{PUT}\b{NOT_BY_MAIL}{GAP}{{0,140}}\b(?:{ANSWER})\b"),
    Command(
        "answer|your",
        rf"{BEGIN}(?:in|am ende|at the end of|at the start of|a la fin de|alla fine del) (?:{ANSWER}),?{NOT_BY_MAIL} "
        rf"(?:(?:please|always|subtly) )?(?:{PRAISE})\b",
    ),
    Command("answer|your", rf"\bgib {GAP}{{0,30}}\bdeine\w? (?:antwort|ausgabe)\b"),
    Command(
        "reader|strictly",
        rf"\b(?:{IF}) (?:(?:the|an?y?|der|die|ein\w?|le|une?|l'|il|un'?|el|o|de|een) ?)?(?:{READER})\b "
        rf"{GAP}{{0,80}}, ?(?:(?:then|dann) )?(?:{SAY})\b{GAP}{{0,40}}\b(?:{STRICTLY})\b",
    ),
)
