"""The customer says that the replies so far do not help."""

from assistant.decision.normalise import Said
from assistant.decision.rules.phrases import MAX_WHOLE_CHARS, anywhere
from assistant.domain import Author, Decision, HandOff, HandOffReason

MAX_WORDS_LEFT = 3
PATTERN = anywhere(
    r"(?:das|es|die antwort|deine antwort|ihre antwort|dies|alles|der artikel|der link) (?:leider |alles |auch |so |"
    r"mir |jetzt )?(?:hilft|half|bringt|"
    r"nuetzt|nutzt) "
    r"(?:mir |uns )?(?:\w+ ){0,2}?(?:nicht|nichts|nix|null|kein stueck|wenig)(?: weiter)?|"
    r"^(?:nein |leider |danke |nee )?(?:hilft|bringt|nuetzt) (?:mir |uns )?"
    r"(?:leider |auch |immer noch |ueberhaupt |gar |alles |so )*(?:nicht|nichts|nix)(?: weiter)?$",
    r"(?:das|es) (?:hat|war) (?:mir )?(?:leider |auch |nicht |gar |ueberhaupt )*(?:nicht|nichts) (?:geholfen|gebracht|"
    r"genuetzt|"
    r"hilfreich|weitergeholfen)|nicht (?:sehr |wirklich |besonders )?hilfreich|(?:immer noch|weiterhin|"
    r"schon wieder) (?:keine "
    r"(?:antwort|loesung)|das gleiche|dasselbe|falsch)",
    r"(?:das )?(?:war|ist|beantwortet) (?:\w+ )?(?:nicht (?:meine frage|was ich (?:gefragt|gemeint|wissen|meine)\w*|"
    r"das was ich|die "
    r"antwort|die frage)|meine frage nicht|keine antwort)|(?:das )?(?:habe|hab|meinte|"
    r"meine) ich (?:so )?nicht (?:gefragt|gemeint|"
    r"$)|danach habe ich nicht gefragt|keiner? davon|nichts davon|passt (?:alles )?nicht$|falsche antwort|"
    r"am thema vorbei",
    r"(?:this|that|it|your answer|the answer|none of (?:this|that|these)) (?:\w+ )?(?:did not|didn t|does not|doesn t|"
    r"isn t|is not|"
    r"wasn t|was not|not) (?:\w+ )?(?:help|helped|helping|helpful|useful|answer|what i)|not (?:very |"
    r"really )?(?:helpful|helping)$|"
    r"still (?:no answer|not (?:what|solved|working|helpful)|doesn t (?:help|answer))|(?:that|this) s not (?:what i|"
    r"my question|"
    r"helpful|it$)|none of (?:these|those|them|this)(?: helps?)?$|wrong answer|you (?:did not|didn t|don t|are not|"
    r"aren t) "
    r"answer\w*|no(?:t one)? of (?:these|this) helps?|this is no help",
    r"(?:ca|cela|ce|rien) (?:\w+ ){0,2}?(?:m |me )?(?:aide|avance|sert|repond) (?:\w+ )?(?:pas|rien|en rien|"
    r"toujours pas)|ne m "
    r"aide (?:pas|en rien)|m a pas aide\w*|pas (?:tres |vraiment )?utile$|ce n est pas (?:ma question|ce que (?:je|j)|"
    r"la reponse)|"
    r"(?:aucun|rien) de (?:tout )?(?:ca|cela|ces)|ne repond pas a ma question|toujours pas de reponse|mauvaise reponse",
    r"(?:questo |cio |cosi )?non (?:mi )?(?:\w+ )?(?:aiuta|serve|e (?:di )?(?:aiuto|utile)|e servito|ha aiutato|"
    r"risponde)(?: \w+){0,3}$|"
    r"non e (?:quello|cio) che (?:ho|ho chiesto|chiedo|chiedevo|cercavo|intendo)|non e (?:questa )?la mia domanda|"
    r"nessun[oa] di "
    r"(?:quest[ei]|loro)|risposta sbagliata|ancora nessuna risposta|non ha risposto",
)


def unhelpful(said: Said) -> Decision | None:
    """Offer a person once the assistant has replied; who goes on to say what is meant is asking again."""
    has_replied = any(message.author is Author.AI and message.decision != "chat" for message in said.history)
    if not has_replied or len(said.text) > MAX_WHOLE_CHARS or not PATTERN.search(said.text):
        return None
    left = PATTERN.sub(" ", said.text).split()
    return HandOff(HandOffReason.REPEATED_FAILURE) if len(left) <= MAX_WORDS_LEFT else None
