"""Kinds of words; a page without the words that a command needs is not searched for it."""

import re
from functools import lru_cache

from kb_ingest.screen.lexicon import LANGUAGES

_MACHINE = (
    r"ais?|kis?|ia|llms?|\w*gpt\w*|bots?|chatbots?|\w*modell?\w*|\w*intelligen[zct]\w*|inteligenc\w*|assist\w+|asist\w*|"
    r"asyst\w*|zeka\w*|conversationnels?"
)
KINDS = {
    "ignore": r"ignor\w*|vergiss|vergessen|missacht\w*|uberschreib\w*|verwirf|verwerfen|disregard|forget|override|"
    r"follow\w*|oublie[rz]?|tiens|tenez|dimentica\w*|trascura\w*|olvid\w*|omit\w*|esquec\w+|desconsider\w*|negeer|"
    r"vergeet|zignoruj\w*|zapom\w*|yok|unut\w*|gormezden",
    "earlier": r"previous\w*|prior|above|earlier|preceding|former|original|existing|bisherig\w*|vorherig\w*|vorig\w*|"
    r"voran\w*|obig\w*|fruher\w*|ursprunglich\w*|precedent\w*|dessus|anterieur\w*|initial\w*|anterior\w*|sopra|"
    r"preced\w*|previ[aeo]\w*|voorgaande|eerdere|bovenstaande|poprzedni\w*|wczesniejsz\w*|powyzsz\w*|onceki|"
    r"yukaridaki|predchozi\w*|drivejsi\w*",
    "rules": r"instr\w+|(?:system)?prompt\w*|rules?|guidelines?|directives?|anweisung\w*|regeln|vorgaben|"
    r"richtlinien|befehle?\w*|commands?|consignes?|regles|istruzion[ei]|regole|direttive|reglas|indicaciones|regras|"
    r"regels|aanwijzingen|polece\w*|zasad\w*|talimat\w*|kural\w*|yonerge\w*|pokyn\w*|training",
    "everything": r"all|any\w*|every\w*|rest|whatever|alles|tout\w*|reste|tutt\w+|resto|todo\w*",
    "focus": r"focus|konzentrier\w*|concentr\w+",
    "task": r"tasks?|aufgaben?|instructions?|anweisung(?:en)?|taches?|consignes?|compit[oi]|tareas?",
    "machine": _MACHINE,
    "note": r"notes?|notice|message|instructions?|command|hinweise?|notiz|anweisung(?:en)?|befehl|nachricht|mitteilung|"
    r"consignes?|remarque|nota|messaggio|istruzion[ei]|avviso|aviso|mensaje|instru[ck]\w+|mensagem|bericht|opmerking|"
    r"uwaga|wiadomosc|talimat|not|poznamka|zprava|pokyn",
    "must": r"must|should|shall|has|have|needs?|is|are|soll\w*|mussen?|muss|darf|durfen|hat|haben|doi(?:t|vent)|"
    r"devrai\w*|dev[eo]\w*|dovr\w+|deb[ae]\w*|tienen?|moet\w*|ma|powin\w*|musi\w*|mus[ie]",
    "reading": r"reading|processing|parsing|summari[sz]ing|crawling|indexing|lisent|lean|legg\w+",
    "from now": r"now|here|point|hence\w*|jetzt|sofort|hier|ici|qui|nun|desormais|partir|dorenavant|ora|adelante|vanaf|"
    r"teraz|bundan|ted|maintenant|adesso|ahora|agora|nu|artik",
    "you are": r"you|du|sie|tu|vous|sei|siete|eres|usted|voce|je|bent|jestes|sen|eger|jsi",
    "part": r"\w*pirat\w*|verkaufer\w*|salesm\w+|salesperson|hacker|dan|jailbroken|un\w+|persona\w*|charac\w+|rolle?|"
    rf"rol|role|modus|mode|papel|ruolo|personlichkeit|identitat|{_MACHINE}",
    "pretend": r"pretend|act|role\w*|roleplay|so|verhalte|fais|fingi|finge|comportati",
    "change": r"change[rz]?|switch|forget|andere?|wechs(?:le|ele?)|vergiss|cambia",
    "answer": r"responses?|repl(?:ys?|ies)|answers?|outputs?|respond|antwort\w*|ausgabe\w*|reponses?|reponds?|"
    r"rispost\w|respuest\w+|respost\w+|antwoord|odpow\w*|odpov\w*|cevab\w*|yanit\w*|message",
    "your": r"your|dein\w*|ton|ta|votre|tes|vos|tuo|tua|tue|vostra|tus?|sua|je|jouw|uw|twoj\w*|swoj\w*|svou|svoj\w*|"
    r"ihre\w?|cevab\w*|yanitin\w*",
    "disfigure": r"base\w*|32|64|cipher\w*|caesar\w*|rot\w*|encod\w+|encrypt\w*|backwards?|reverse\w*|invert\w*|"
    r"emojis?|scrambl\w+|anagram\w*|misspell\w*|typos?|substitut\w+|homophon\w*|leet\w*|morse\w*|hexadecimal|without|"
    r"letters?|numbers?|rhyme\w*|verschlussel\w*|chiffr\w*|ruckwarts|leerzeichen|tippfehler\w*|reim\w*|buchstaben|"
    rf"{LANGUAGES}",
    "reader": r"users?|customers?|visitors?|readers?|nutzer\w*|kunde\w*|kundin\w*|anwender\w*|benutzer\w*|besucher\w*|"
    r"client\w*|utilisateur\w*|utente|utenti|usuario\w*|gebruiker\w*|klant\w*|uzytkownik\w*|klient\w*|kullanici\w*|"
    r"musteri\w*|uzivatel\w*|zakaznik\w*",
    "strictly": r"only|nothing|exactly|always|never|instead|nur|aus\w+lich|nichts|genau|immer|nie|niemals|stets|"
    r"following|exclusively|unbedingt|uniquement|toujours|jamais|sol[oi]|soltanto|mai|sempre|siempre|nunca|altijd|"
    r"nooit|alleen|zawsze|nigdy|tylko|zaman|asla|vzdy|nikdy",
    "tell": r"tell|inform|warn|let",
    "hand over": r"transfer|escalate|hand|forward|connect|refer|leite|verbinde|ubergib|verweise",
    "person": r"human|agent|person|staff|support|mensch\w*|mitarbeiter\w*",
    "sources": r"sources?|quellen\w*",
    "show": r"reveal|print|output|show|repeat|leak|disclose|display|zeige?n?|nenne?n?|gib|verrate?n?|wiederhol\w*|"
    r"revele\w*|affiche\w*|rivela|mostra|revela|muestra|liste?|sende?",
    "address": r"e|\w*mails?|\w*adress\w*|passwor\w*|address\w*|names?|namen|daten|data",
    "talk": r"conversation|chat|gesprach\w*|chatverlauf",
    "send": r"send|post|upload|forward|exfiltrate|append|encode|sende|schicke|ubermittle|hange",
}
_PATTERNS = [(kind, re.compile(pattern)) for kind, pattern in KINDS.items()]
WORD = re.compile(r"\w+")


@lru_cache(maxsize=50_000)
def kinds_of(word: str) -> frozenset[str]:
    """The kinds that a word in plain lower-case letters belongs to."""
    return frozenset(kind for kind, pattern in _PATTERNS if pattern.fullmatch(word))


def kinds_in(text: str) -> frozenset[str]:
    """All kinds of words in a text in plain lower-case letters."""
    return frozenset().union(*map(kinds_of, set(WORD.findall(text))))
