"""Commands about what the answer shall keep quiet about, or let out."""

from kb_ingest.screen.instructions.command import Command
from kb_ingest.screen.lexicon import GAP, READER

NOT = r"(?:do not|don't|never|nicht|niemals|nie|keinesfalls|ne|non|mai|nunca|nao|niet|nooit|nigdy)"
SHOW = (
    r"reveal|print|output|show|repeat|leak|disclose|display|zeige?n?|nenne?n?|gib|verrate?n?|wiederhol\w*|revele\w*|"
    r"affiche\w*|rivela|mostra|revela|muestra"
)
OWN_RULES = (
    r"(?:your|deine\w?|tes|vos|tue|tus) (?:(?:initial|hidden|secret|internal|system|geheim\w*|intern\w*) )?"
    r"(?:instructions|prompts?|anweisungen|vorgaben|consignes|istruzioni|instrucciones)\b(?! to| for| on| zu| fur)"
)
THE_CONVERSATION = (
    r"(?:(?:this|the|whole|entire|dieses|das|den|gesamte\w?) ){1,2}(?:conversation|chat|gesprach\w*|chatverlauf)|"
    r"(?:chat|conversation) history"
)

COMMANDS = (
    Command("tell|reader", rf"\b{NOT} (?:tell|inform|warn|let) (?:the|any) (?:{READER})\b"),
    Command(
        "hand over|person",
        rf"\b{NOT} (?:transfer|escalate|hand|forward|connect|refer)\b{GAP}{{0,20}}\b(?:conversation|chat|{READER})\b"
        rf"{GAP}{{0,40}}\b(?:human|agent|person|staff|support)\b",
    ),
    Command(
        "hand over|person",
        rf"\b(?:leite|verbinde|ubergib|verweise)\b{GAP}{{0,40}}\b(?:gesprach|chat|{READER})\b{GAP}{{0,20}}\b{NOT}\b"
        rf"{GAP}{{0,30}}\b(?:mensch\w*|mitarbeiter\w*)\b",
    ),
    Command(
        "sources",
        rf"\b{NOT} (?:cite|mention|give|show|name) (?:(?:any|your|the) )?sources\b|"
        r"\bquellen(?:angaben?|verweise?) (?:sind|ist|werden) (?:\w+ ){0,3}(?:verboten|untersagt|unerwunscht|"
        r"nicht erlaubt|weggelassen|wegzulassen)\b|\b(?:nenne|zitiere|zeige) (?:\w+ )?keine quellen\b",
    ),
    Command(
        "show|rules",
        rf"\b(?:{SHOW})\b{GAP}{{0,40}}(?:\bsystem[-\s]?prompt\w*|\b{OWN_RULES})",
    ),
    Command(
        "show|reader|address",
        rf"\b(?:gib|nenne|liste|zeige|sende|reveal|list|print|output|send)\b{GAP}{{0,20}}"
        rf"\b(?:e-?mail\w*|adress\w*|passwor\w*|address\w*|names?|namen|daten|data)\b{GAP}{{0,20}}"
        rf"\b(?:aller|of all|all)\b{GAP}{{0,15}}\b(?:nutzer|kunden|users|customers)\b",
    ),
    Command(
        "send|talk",
        r"\b(?:send|post|upload|forward|exfiltrate|append|encode|sende|schicke|ubermittle|hange)\b"
        rf"{GAP}{{0,30}}\b(?:{THE_CONVERSATION})\b{GAP}{{0,40}}\b(?:to|an|in|into|at) "
        r"[^.!?\n]{0,20}(?:https?:|www.|\burl\b|@|webhook|server)",
    ),
)
