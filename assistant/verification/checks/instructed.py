"""No sentence of an article that is addressed to a machine, or puts words into its mouth, is quoted to a customer.

Ingestion holds such articles back; this is for those that were let through all the same.
"""

import re
import unicodedata
from collections.abc import Iterator

from assistant.verification.claim import Claim, fold, sentences

LOOKALIKES = str.maketrans("авекмнорстухіѕјԁАВЕКМНОРСТУХІЅЈ", "abekmhopctyxisjdABEKMHOPCTYXISJ")
MACHINE = (
    r"(?:ki|kis|ai|ais|ia|llms?|ki systeme?n?|ki assistent\w*|ai (?:systems?|assistants?|models?)|"
    r"sprachmodelle?n?|kuenstliche[nr]? intelligenz(?:en)?|assistent(?:en|in)?|(?:chat)?bots?|(?:digital |virtual )?"
    r"assistants?|language models?|chat ?gpt|l assistant|les assistants|modeles? de langage|intelligence artificielle|"
    r"assistenti?|l assistente|gli assistenti|modell[oi] linguistic[oi]|intelligenza artificiale)"
)
ORDER = (
    r"(?:muss|muessen|sollen?|antworte\w*|beantwort\w*|sag(?:t|e|en|st)?|ignorier\w*|ergaenz\w*|fueg\w*|schliess\w*|"
    r"beend\w*|verweis\w*|geben? \w+ (?:aus|sich)|gib\w*|oeffnet fuer|wiederhol\w*|verrat\w*|ersetz\w*|send\w*|"
    r"schreib\w*|must|should|say|tell|repl(?:y|ies)|respond|append|ignore|reveal|print|refer|repeat|output|send|begin|end|add|"
    r"include|disregard|forget|doivent|doit|dis|dites|reponds|repondez|ajoute|ajoutez|termine|terminez|ignore|ignorez|"
    r"affiche|affichez|devono|deve|rispond\w*|aggiung\w*|ignor\w*|mostra\w*|dire|dica|dici|termina\w*)"
)
SAY = r"(?:antworte\w*|sag(?:e|en|st|t)?|say|reply|respond|answer|tell|output)"
SAY_AT_ONCE = (
    r"(?:antworte|sage?|say|reply|respond|answer|tell|dis|dites|reponds|repondez|rispondi|rispondete|dica|dici)"
)
HANDLING = (
    r"(?:assistent|chatbot|bot|ki) (?:\w+ ){0,4}?(?:beenden|schliessen|ignorieren|senden|schreiben|ergaenzen|ersetzen|"
    r"wiederholen|hinzufuegen)(?: und\b|$)"
)
"""What a person does with such a program: "Assistent beenden und neu starten"."""

USER_ASKS = (
    r"(?:(?:if|when|whenever) (?:a |the |any )?users? (?:asks?|requests?|says)|"
    r"wenn (?:der|ein|die|eine) (?:nutzer|benutzer|kunde|kundin|user)\w* (?:\w+ ){0,5}(?:fragt|bittet|verlangt))"
)
PATTERN = re.compile(
    r"\b(?:"
    rf"(?:hinweis|nachricht|anweisung|note|notice|message|instructions?|consigne|istruzion[ei]|nota) (?:\w+ )?"
    rf"(?:an|fuer|to|for|pour|per|a) (?:\w+ ){{0,2}}{MACHINE}|"
    rf"^(?!{HANDLING}){MACHINE} (?:\w+ ){{0,6}}?{ORDER}|"
    rf"(?:als|as an?|wenn (?:du|sie) eine?|if you are an?) {MACHINE}\b.{{0,40}}\b{ORDER}|"
    rf"{MACHINE} (?:reading|die dies\w* l\w+|only|that read)\b|"
    rf"^(?!{HANDLING})(?:assistent|assistant|assistente|developer) (?:\w+ ){{0,4}}{ORDER}|"
    rf"^(?:system|systeme|sistema) (?:\w+ ){{0,4}}{SAY_AT_ONCE}|"
    r"(?:sagen sie|sage|sag|tell|dites|dis|dica|di) (?:dem|jedem|allen|the|every|all|au|a tous|al|a ogni) "
    r"(?:kunden|customers?|clients?|user|users|reader|leser|cliente)|"
    r"(?:ignore|ignoriere|ignorier|vergiss|disregard|forget|oublie|ignora) (?:\w+ ){0,3}"
    r"(?:anweisungen|regeln|frage|(?<!security )(?<!secret )question|instructions|rules|prompt|consignes|"
    r"istruzioni|regole)|"
    r"(?:ignore|disregard|forget) (?:\w+ ){0,3}(?:previous|above|other|all|any|provided) (?:info|information|context)|"
    r"(?:ignore|disregard|forget) (?:(?:all|any|of|the|everything|anything) ){0,4}"
    r"(?:else|rest|above|previous)(?: and\b| of the (?:text|articles?|documents?|passages?|context|information)|$)|"
    rf"{USER_ASKS}\b.{{0,200}}\b{SAY}|"
    rf"{SAY}\b.{{0,200}}\b{USER_ASKS}|"
    r"(?:du bist|sie sind) (?:jetzt|nun|ab sofort|ab jetzt) |you are now (?:a|an|the|in) |"
    r"(?:aendere|wechs\w+|change) (?:deine|ihre|your) (?:rolle|role)|"
    r"antworte (?:nur|ausschliesslich|ab jetzt|ab sofort)|(?:aus|in|am ende|zu) (?:deiner|deine) antwort|"
    r"verschluessele deine antwort|"
    r"(?:to|in|into|of|at the end of) your (?:repl(?:y|ies)|responses?)|"
    r"(?:reply|respond|answer) (?:only )?(?:with|by saying) (?:only |exactly |just )?(?:the following|nothing)|"
    r"^(?:modify|adjust|alter|adapt|rewrite) your (?:answers?|repl(?:y|ies)|responses?|output)|"
    r"(?:focus|concentrate) (?:only|exclusively) on (?:the following|this)|"
    r"(?:reveal|print|geben sie|gib|affiche|mostra) (?:\w+ ){0,3}(?:your |ihre |deine |tes |le )"
    r"(?:rules|instructions|regeln|anweisungen|consignes|istruzioni)|"
    r"(?<!am )(?:end|ende) (?:of|der|des) (?:session|passages?|documents?|articles?|artikels?|context)|"
    r"(?:initial|system|hidden) ?prompt|systemprompt|"
    r"ich bin eine? (?:echter? |realer? )?mensch|i am a (?:real )?human|je suis une? (?:vraie? )?(?:humaine?|personne)|"
    r"sono una? (?:vera )?persona|"
    r"ich habe (?:ihnen|ihre[nmrs]?|dir) (?:\w+ ){0,6}(?:erstattet|storniert|ueberwiesen|gutgeschrieben|gekuendigt)|"
    r"i have (?:just )?(?:refunded|cancelled|credited) (?:you|your)|ho appena (?:rimborsato|annullato|accreditato)"
    r")\b"
)
ROLE = re.compile(
    r"^[^\w\n]*(?:system|assistant|developer|assistent|sistema|systeme)[^\w\n]*:|<\|im_|\[/?(?:INST|SYSTEM)\]|"
    r"display\s*:\s*none|<!--",
    re.IGNORECASE | re.MULTILINE,
)
"""How a made-up conversation or a hidden note looks."""


def instructed(claim: Claim) -> Iterator[str]:
    """Compare without hidden characters and with look-alikes from other alphabets as Latin letters."""
    visible = "".join(one for one in claim.statement.text if unicodedata.category(one) != "Cf")
    role = ROLE.search(visible)
    if role:
        yield f"is written for a machine: “{role.group()}”"
    for sentence in sentences(visible.translate(LOOKALIKES)):
        found = PATTERN.search(" ".join(re.sub(r"[\W_]+", " ", fold(sentence)).split()))
        if found:
            yield f"is addressed to a machine or speaks for one: “{found.group()}”"
