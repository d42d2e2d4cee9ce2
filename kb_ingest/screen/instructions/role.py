"""Commands that give the model another part to play."""

from kb_ingest.screen.instructions.command import Command
from kb_ingest.screen.lexicon import AI, ASSISTANT, NOW, YOU_ARE, A

PART = (
    rf"{AI}|{ASSISTANT}|bot|pirat\w*|verkaufer\w*|salesm\w+|salesperson|hacker|dan|jailbroken|unrestricted|uncensored|"
    r"unbeschrankt\w*|persona|charac\w+|rolle|(?:\w+[-\s])?(?:mode|modus)\b(?! of)"
)

COMMANDS = (
    Command(
        "from now|you are|part",
        rf"\b(?:(?:{YOU_ARE}) (?:{NOW})|(?:{NOW}) (?:{YOU_ARE}))(?: in)? (?:(?:{A}|the|der|die|das|im|le|la|il|el|o) )?"
        rf"(?:\w+ ){{0,2}}(?:{PART})\b",
    ),
    Command(
        "change|part|your",
        r"\b(?:change|switch|forget|andere?|wechs(?:le|ele?)|vergiss|change[rz]?|cambia) "
        r"(?:your|deine?|ton|ta|votre|il tuo|la tua|tu) "
        r"(?:persona\w*|role|rolle|personlichkeit|identitat|ruolo|rol|papel) ?[:.!]",
    ),
    Command(
        "pretend",
        r"\b(?:pretend (?:that )?you(?: are|'re)|act as if you (?:are|were)|role-?play as|tu so,? als|"
        r"verhalte dich (?:ab jetzt )?(?:wie|als)|fais (?:comme si|semblant)|fingi di essere|finge (?:que|ser)|"
        r"comportati come)\b",
    ),
)
