"""Attempts to overrule the assistant or to read its prompt; questions about rules, prompts or settings pass."""

import re

from assistant.decision.normalise import Said
from assistant.decision.rules.phrases import anywhere
from assistant.domain import Decision, Decline, DeclineReason

FORGET = (
    r"(?:ignorier\w*|vergiss|vergesse|vergessen sie|missachte\w*|ueberschreibe?|verwirf|ignore|ignoring|disregard|"
    r"forget|override|bypass|"
    r"oublie[zr]?|ignorez|dimentica\w*|ignora\w*|olvida\w*|no tengas en cuenta|stop following|do not follow|befolge|"
    r"achte nicht auf|achten sie nicht auf)"
)
BEFORE = (
    r"(?:previous|prior|above|earlier|preceding|former|your|system|initial|original|other|given|vorherig\w*|"
    r"vorangegangen\w*|vorig\w*|bisherig\w*|"
    r"obig\w*|frueher\w*|deine\w*|ihre|saemtliche|precedentes?|anterieures?|tes|vos|anteriores?|precedenti|anteriori|"
    r"tue|sue|urspruenglich\w*|"
    r"alle deine|you (?:were given|got|have|received)|all the|all|alle)"
)
RULES = (
    r"(?:instructions?|rules|guidelines|prompts?|directions|directives|commands|assignments|tasks|training|"
    r"programming|orders|constraints|"
    r"restrictions|anweisung(?:en)?|instruktion(?:en)?|vorgaben|regeln|befehle|angaben|aufgaben|richtlinien|kontext|"
    r"context|consignes|regles|"
    r"istruzioni|regole|direttive|instrucciones|indicaciones|reglas|messages?|nachrichten)"
)
SHOW = (
    r"(?:zeig\w*|gib|geben sie|nenn\w*|verrat\w*|wiederhol\w*|drucke?|ausgeben|ausgabe|schreib\w*|lies|uebersetz\w*|"
    r"wie (?:lautet|lauten)|was (?:ist|sind|steht)|"
    r"welche\w*|show|reveal|print|output|repeat|display|tell|give|list|write|what (?:is|are|s|were)|encode|translate|"
    r"summari[sz]e|share|leak|dump|see|copy|"
    r"read|send|display|expose|return|recite|need|affiche[zr]?|montre[zr]?|revele[zr]?|repete[zr]?|donne[zr]?|"
    r"quelles? (?:est|sont)|ecris|"
    r"mostra\w*|rivela\w*|ripet\w*|dammi|stampa|scrivi|qual[ei] (?:e|sono)|muestra\w*|revela\w*)"
)
OWN_PROMPT = (
    r"(?:(?:your|deine[nr]?|ihre[nr]?|the|den|dein|ihr|tes|ton|vos|votre|tue|tuo|le|il|this|tus?|el) (?:\w+ ){0,2}?"
    r"(?:system ?(?:prompt|message|instructions?|nachricht|anweisung(?:en)?|vorgaben)\w*|systeme?\w*prompt\w*|"
    r"prompts?(?: ?texte?n?)?|prompt de sistema|"
    r"prompt systeme|prompt di sistema)|"
    r"(?:your|deine[nr]?|ihre[nr]?) (?:(?:initial|original|hidden|secret|starting|internal|exact|full|complete|first|"
    r"custom|own|internen?|geheimen?|"
    r"urspruenglichen?|versteckten?|vollstaendigen?|genauen?|eigenen?) )*(?:instructions?|guidelines|directives|"
    r"anweisung(?:en)?|instruktion(?:en)?|"
    r"vorgaben|promptvorgaben|configuration prompt)|(?:tes|vos) (?:\w+ )?(?:instructions|consignes)|le (?:tue|"
    r"sue) (?:\w+ )?istruzioni|"
    r"systemprompts?|system ?prompts? (?:verbatim|above|in json|in base64)|(?:alle )?(?:deine )?prompt ?texte?)"
    r"(?! (?:zum?|zur|fuer|bei|for|on|about|to|how|regarding|pour|sur|per|su|configuration page|setting)\b)"
)
FROM_NOW = (
    r"(?:from now on|starting now|ab jetzt|ab sofort|von nun an|von jetzt an|ab nun|a partir de maintenant|desormais|"
    r"d ora in poi|da adesso)"
)
PATTERN = anywhere(
    rf"{FORGET} (?:\w+ ){{0,4}}?{BEFORE} (?:\w+ ){{0,3}}?{RULES}",
    rf"{FORGET} (?:\w+ )?(?:alles?|everything|tout|tutto|todo|all) (?:\w+ ){{0,3}}?(?:davor|vorher\w*|zuvor|bisherige|"
    rf"before|above|prior|previous\w*|avant|"
    r"precedente|prima|anterior|was (?:ich|du|dir|sie|bisher|oben))",
    rf"{FORGET} (?:\w+ ){{0,3}}?{RULES} (?:\w+ )?(?:precedentes?|anterieures?|anteriores|previas|precedenti|anteriori|"
    rf"davor|zuvor|above)",
    r"forget (?:about )?(?:all|everything)(?=$| (?:the|you|and|above|write|say)\b)|vergiss alles?(?=$| (?:und|die|was|"
    r"schreibe?)\b)",
    r"(?:translate|encode|uebersetze|kodiere) your (?:\w+ )?(?:instructions|prompt)",
    r"(?:emulate|simulate|impersonate) (?:and pretend to be )?(?:an? )?(?:chatbot|chatgpt|chatdan|dan|ai|unfiltered|"
    r"language model)",
    rf"(?:ignore|disregard) (?:the )?(?:above|previous|prior)(?: {RULES}| text| and|$)",
    rf"{SHOW} (?:\w+ ){{0,6}}?{OWN_PROMPT}",
    r"(?:repeat|output|print|show|what (?:is|was)|what s|wiederhole\w*|gib|repete|ripeti) (?:\w+ ){0,4}?(?:written |"
    r"text |words |everything |alles )*"
    r"(?:above|oben (?:steht|geschrieben)|ci dessus|qui sopra)(?: this)?(?=$| (?:verbatim|wort|exactly|this|"
    r"instruction)\b)",
    r"what were you (?:told|instructed|given)|i was instructed to|(?:wie|was) wurde(?:st)? (?:du|dir|sie|"
    r"ihnen) (?:\w+ )?(?:angewiesen|vorgegeben|instruiert|aufgetragen)",
    r"(?:instructions|rules|prompt) (?:that )?(?:you were|were you|you have been) (?:given|told)|"
    r"the instructions you (?:got|received|were)",
    rf"{FROM_NOW} (?:on )?(?:bist du|sind sie|you(?: are| re| will| must| have| shall)?|chatgpt|act|antwortest du|"
    rf"antworten sie|tu es|vous etes|sei|"
    r"handelst du|whenever|wirst du|i want you)",
    r"(?:du bist|sie sind|you are|you re|tu es|vous etes|sei) (?:jetzt|nun|ab sofort|now|maintenant|ora|"
    r"adesso) (?:\w+ ){0,2}?(?:ein\w*|kein\w*|a|an|un|une|una|the|"
    r"dan|ted|free|frei|in|my|mein|im)|^(?:nun|jetzt) bist du (?:ein\w* )?\w+",
    r"(?:you are|you re|you) (?:\w+ ){0,3}?(?:going to|about to|must|will|should) (?:now )?(?:act as|pretend|immerse|"
    r"role ?play|impersonate|emulate)",
    r"(?:act|acting|answer|behave|respond|role ?play|emulate|agiere|handle|handeln sie|antworte|spiele|fungiere\w*|"
    r"agis|comporte toi|comportati|rispondi) "
    r"(?:and pretend to be |as if you were |als |like |as |comme |come )(?:an? |ein\w* |un |una |une )?(?:unfiltered|"
    r"unrestricted|evil|amoral|dan|hacker\w*|boese\w*|"
    r"uneingeschraenkt\w*|administrator|admin|developer|entwickler|terminal|linux|jailbr\w+|character|ucar|chatgpt|"
    r"assistant with|two|opposite)",
    r"(?:moechte|will) dass (?:sie|du) (?:\w+ ){0,6}?(?:fungier\w+|agier\w+|auftret\w+|verhaelt\w*)|"
    r"i want you to (?:act|pretend|role ?play|behave|simulate)",
    r"do anything now|\bdan mode|developer mode (?:enabled|output|aktiviert)|(?:assistant|chatgpt|dan|"
    r"you) (?:\w+ ){0,4}developer mode|jailbreak\w* (?:mode|prompt)|"
    r"(?:unfiltered|amoral|immoral|nonmoral|unmoralische\w*|ungefilterte\w*) (?:and \w+ |und \w+ )?(?:ai|ki|chatbot|"
    r"assistant|language model|bot|response|model)|"
    r"no (?:moral|ethical) (?:or \w+ )?(?:guidelines|limits|boundaries|restrictions)|(?:freed?|free) (?:of|"
    r"from) (?:all |any )?(?:restrictions|filters)|"
    r"(?:not|no longer) (?:bound|restricted|limited) (?:by|to) (?:\w+ ){0,3}?(?:rules|guidelines|policies|policy|"
    r"restrictions|limitations)",
    r"system override|override (?:mode|protocol|code)|sudo mode|execute new command|neue (?:aufgabe|"
    r"anweisung)(?: \w+){0,2} (?:schreibe|ignoriere|antworte|zeige)|"
    r"(?:nun |jetzt )?(?:folgen|beginnen) neue (?:aufgaben|anweisungen)|konzentriere dich (?:jetzt |"
    r"nun )?auf (?:deine|die) neue aufgabe|"
    r"focus on your new task|your new (?:task|instructions|role) (?:is|are)|deine neue (?:aufgabe|rolle|"
    r"anweisung) (?:ist|lautet)|"
    r"ta nouvelle tache|il tuo nuovo compito",
    r"do not answer (?:this|the) question (?:but|just|instead)|stay(?:s)? in character|always stay in character|"
    r"bleib\w* in (?:deiner|der) rolle|"
    r"reveal your training data|(?:hello|hi|hey) chat ?gpt|console log systemprompt",
)
MARKER = re.compile(
    r"\[/?(?:SYSTEM|INST|SYS)\b|<\|?(?:im_start|im_end|system|endoftext)\|?>|^#{2,}\s*(?:system|instructions?|"
    r"anweisung)|<</?SYS>>|"
    r"\b(?:system ?prompt|system_prompt)\s*[)\]}=]",
    flags=re.IGNORECASE | re.MULTILINE,
)


def instruction(said: Said) -> Decision | None:
    """Decline without a word about the rules themselves."""
    blatant = PATTERN.search(said.text) or MARKER.search(said.raw)
    return Decline(DeclineReason.INSTRUCTION) if blatant else None
