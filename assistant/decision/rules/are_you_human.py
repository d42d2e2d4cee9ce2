"""Whoever asks whether a machine answers gets the truth, also in a role play (AI Act, Art. 50(1))."""

from assistant.decision.normalise import Said
from assistant.decision.rules.phrases import anywhere, found_in
from assistant.domain import Chat, ChatKind, Decision

# --- German
DE_FILLER = (
    r"(?:(?:denn|eigentlich|etwa|wirklich|jetzt|nun|nur|auch|vielleicht|tatsaechlich|bloss|doch|ja|gerade|ueberhaupt|"
    r"echt|"
    r"ehrlich|hier|da|selbst|schon|wohl|sicher|halt|mal|nicht|am ende|bestimmt|in (?:echt|wirklichkeit|wahrheit)|gar|"
    r"mir|"
    r"eh|mehr|als|ganz|also|bei ihnen|bei dir|so) )*"
)
DE_ARTICLE = r"(?:(?:so )?(?:eine?[rnm]?|ne?[nrm]?|en|em|emene?|emne|ere?|am|der|dem|die|keine?[nmr]?) )?"
DE_ADJECTIVE = (
    r"(?:(?:echt|real|richtig|lebend|lebendig|wirklich|normal|menschlich|virtuell|kuenstlich|simpl|bloss|dumm|"
    r"automatisch|"
    r"digital|leibhaftig|tatsaechlich|intelligent)(?:e[rnsm]?)? )*"
)
DE_NOUN = (
    r"(?:mensch(?:en)?|person|lebewesen|mitarbeiter(?:in)?|kundenberater(?:in)?|(?:chat|sprach)?bots?|roboter|computer|"
    r"maschine|automat(?:en)?|computerprogramm|programm|software|algorithmus|ki|kis|ai|kuenstliche[rn]? intelligenz|"
    r"sprachmodell|(?:chat)?gpt|llm|(?:ki|ai)(?:assistent|chatbot|bot|system|modell)\w*|jemand(?:em)? (?:echtem|"
    r"echtes))"
)
DE_QUALITY = r"(?:echt|real|lebendig|menschlich|automatisiert|kuenstlich|programmiert|computergesteuert|kigesteuert)"
DE_END = (
    r"(?=$| (?:oder|und|aus fleisch|hier|bitte|eigentlich|wirklich|sag\w*|ehrlich|der|die|das|bist|sind|seid|also|"
    r"mehr|ja|"
    r"nein|gerade|am (?:apparat|anderen|telefon)|dahinter|ich|zu tun|verbunden|gegenueber|vor mir|dran|geschrieben|"
    r"erstellt|"
    r"generiert|erzeugt|beantwortet|bedient|beraten|sein|waerst|waere|stimmt|auf der anderen)\b)"
)
DE_SOMEONE = rf"{DE_FILLER}{DE_ARTICLE}{DE_ADJECTIVE}{DE_NOUN}{DE_END}"
GERMAN = (
    (
        rf"(?:bist du|bist|biste|bsit du|bisch du|bisch|sind sie|seid ihr|du bist|sie sind|waerst du|waeren sie) "
        rf"{DE_SOMEONE}"
    ),
    rf"(?:ob|dass) (?:du|sie|ihr) {DE_FILLER}{DE_ARTICLE}{DE_ADJECTIVE}{DE_NOUN} (?:oder|bist|sind|seid|waerst|waeren)",
    rf"(?:bist du|sind sie|seid ihr|du bist|sie sind) {DE_FILLER}{DE_QUALITY}{DE_END}",
    (
        rf"(?<!wie )(?<!wo )(?<!wann )(?:rede|sprech|spreche|schreib|schreibe|chatte|kommuniziere|unterhalte|"
        rf"texte) ich (?:mich )?"
        rf"{DE_FILLER}(?:mit|an) {DE_SOMEONE}"
    ),
    (
        r"(?:mit wem|wem|mit was) (?:rede|spreche|schreibe?|chatte) ich|mit wem hab(?:e)? ich (?:es )?\w* ?(?:zu tun|"
        r"das vergnuegen)"
    ),
    rf"habe? ich (?:es )?{DE_FILLER}(?:mit )?{DE_ARTICLE}{DE_ADJECTIVE}{DE_NOUN} (?:\w+ )?(?:zu tun|vor mir|dran|am)",
    rf"bin ich {DE_FILLER}(?:mit|bei|an) {DE_SOMEONE}",
    (
        rf"(?:antwortet|schreibt|spricht|redet|sitzt|steckt|liest) (?:mir|da|hier|gerade|dort|"
        rf"hinter \w+(?: chat)?) {DE_SOMEONE}"
    ),
    (
        rf"ist (?:das|hier|dies|da|dort|es) {DE_FILLER}(?:(?:eine?|ne?n?|keine?) {DE_ADJECTIVE}{DE_NOUN}|ki|ai)"
        r"(?=$| (?:oder|mit dem|am anderen)\b)"
    ),
    r"ist (?:da|hier|dort) (?:ueberhaupt |wirklich )?(?:jemand|wer) (?:echt|wirklich|am anderen)\w*",
    (
        rf"(?:werde|werden) (?:ich|wir|die antworten|diese antworten|ihre antworten|"
        rf"deine antworten) {DE_FILLER}von {DE_SOMEONE}"
    ),
    rf"(?:kommt|stammt) (?:das|die antwort|diese antwort) {DE_FILLER}von {DE_SOMEONE}",
    r"sind das (?:hier )?(?:automatische|automatisierte|kigenerierte) antworten",
    r"(?:mensch|person) oder (?:eine? )?(?:ki|maschine|bot|chatbot|roboter|computer|programm)",
    (
        r"(?:ki|maschine|bot|chatbot|roboter|computer|programm) oder (?:eine? |doch )?(?:echter? |"
        r"richtiger? )?(?:mensch|"
        r"person)"
    ),
    r"^(?:und )?(?:wer|was) (?:bist du|sind sie)(?: denn| eigentlich| genau| ueberhaupt)*$",
    r"wer (?:antwortet|schreibt|spricht) (?:mir|hier|da)\b(?! (?:per|am|im|auf|wenn|falls|bei)\b)",
    r"^(?:wie|was) (?:heisst du|heissen sie|ist (?:dein|ihr|deine) name)(?: denn| eigentlich)?$",
    (
        r"(?:tue?|tun sie|spiele?|spielen sie|stelle? dir|stellen sie sich|gib dich|geben sie sich|antworte|"
        r"antworten sie|"
        r"verhalte|"
        rf"verhalten sie|sage?|sagen sie|behaupte|behaupten sie) (?:(?!fuer|von|zu|an|bei)\w+ ){{0,5}}"
        rf"(?:du|sie|als|wie|einen|seist|seien|bist|waerst|"
        rf"waeren) {DE_FILLER}{DE_ARTICLE}{DE_ADJECTIVE}mensch(?:en)?{DE_END}"
    ),
    (
        rf"(?<!wie )(?<!wo )(?<!wann )(?:red|schrib|schreib|sprech|chatt|schwaetz) (?:i|ich) "
        rf"{DE_FILLER}(?:mit|mitme|mitere) {DE_SOMEONE}"
    ),
    rf"bin i {DE_FILLER}(?:mit|bei|an) {DE_SOMEONE}",
    rf"(?:han|hab|habe) (?:ich|i) {DE_FILLER}{DE_ARTICLE}{DE_ADJECTIVE}(?:mensch|person) (?:\w+ )?am apparat",
    rf"(?:isch|ist) (?:das|da|hier) {DE_FILLER}(?:en|ne|eine?) {DE_ADJECTIVE}{DE_NOUN}(?=$| oder\b)",
    r"(?:bist du|sind sie|seid ihr) (?:\w+ )?aus fleisch und blut",
    (
        r"wer (?:sitzt|ist|steckt|hockt) (?:denn |eigentlich |da |hier |dort )*(?:am anderen ende|dahinter)"
        r"(?=$| (?:der leitung|vom chat|(?:des|dieses) chats)\b)"
    ),
    (
        rf"ist (?:da |hier |dort |am anderen ende |irgendwo |dahinter ){{1,3}}{DE_FILLER}{DE_ARTICLE}{DE_ADJECTIVE}"
        rf"(?:mensch|person)(?=$| (?:dahinter|am anderen|oder)\b)"
    ),
    (
        rf"(?:ist|sitzt|hockt|antwortet|schreibt|liest) (?:da|hier|dort) (?:jemand|wer) (?:\w+ ){{0,3}}oder "
        rf"(?:ist das |nur |bloss |doch )*{DE_ARTICLE}(?:automatisch|{DE_NOUN})(?=$|\W)"
    ),
    r"ist (?:da|hier) (?:\w+ )?jemand oder",
    (
        rf"(?:schreibt|liest|antwortet|beantwortet) (?:das |mir |hier |gerade |da ){{1,3}}{DE_ARTICLE}{DE_ADJECTIVE}"
        rf"(?:mensch|person|ki|bot|maschine)(?=$| oder\b)"
    ),
    (
        rf"(?:meine (?:nachrichten|fragen)|das hier) {DE_FILLER}von {DE_ARTICLE}{DE_ADJECTIVE}{DE_NOUN} (?:gelesen|"
        rf"beantwortet)"
    ),
    rf"hat (?:das|dies|die antwort) {DE_ARTICLE}{DE_ADJECTIVE}{DE_NOUN} (?:geschrieben|verfasst|erstellt)",
    rf"ist (?:ihre|deine|die|diese) antwort {DE_FILLER}von {DE_SOMEONE}",
    rf"(?:du klingst|sie klingen|das klingt) (?:ja |echt )?(?:wie|nach) {DE_ARTICLE}{DE_ADJECTIVE}{DE_NOUN}",
    rf"(?:bin ich|ist das|ist dies) {DE_FILLER}(?:in )?(?:einem|nem|ein) chat mit {DE_SOMEONE}",
    rf"bin+ ich {DE_FILLER}mit {DE_ARTICLE}{DE_ADJECTIVE}(?:men\w*ch\w*|perso\w*) (?:verbunden|am)",
    rf"spreche ich {DE_FILLER}mit {DE_ARTICLE}echten? (?:mensch\w*|perso\w*)$",
    r"hast du (?:gefuehle|ein bewusstsein|einen koerper|eine seele)\b|haben sie (?:gefuehle|ein bewusstsein)",
)

# --- English
EN_FILLER = (
    r"(?:(?:really|actually|even|just|maybe|perhaps|in fact|by any chance|truly|honestly|only|still|also|not|"
    r"in reality|"
    r"now|some(?: kind of|(?! kind of))|like|kind of|currently|here|definitely|sure|possibly|secretly) )*"
)
EN_SOMEONE = (
    r"(?:(?:a|an|the|any|another) )?(?:(?:real|actual|live|living|true|normal|genuine|human|virtual|fake|automated|"
    r"computer|"
    r"breathing|stupid|simple|flesh and blood) )*"
    r"(?:humans?|persons?|people|human being|man|woman|guy|employee|agent|(?:chat ?)?bots?|robots?|computers?|"
    r"machines?|ai|a i|"
    r"ais|artificial intelligence|program|computer program|software|algorithm|automaton|chatgpt|gpt|llm|language model|"
    r"ai (?:assistant|chatbot|bot|model|system)|someone real|somebody real|auto ?reply|automated (?:system|reply|"
    r"response))"
)
EN_QUALITY = r"(?:real|alive|human|sentient|automated|conscious|artificial|computer generated|robotic)"
EN_END = (
    r"(?=$| (?:or|and|please|behind|here|there|on the other|at the other|talking|speaking|answering|typing|writing|"
    r"tell|be|"
    r"that|who|right|yes|no|pretending|are you|aren t|isn t|with feelings|now|then|instead|so|because|i)\b)"
)
EN_VERSUS = (
    r"(?=$| or (?:a |an |am i |is this )?(?:real |actual |live )?"
    r"(?:human|person|bot|robot|machine|ai|someone|somebody)\b)"
)
ENGLISH = (
    (
        rf"(?:are you|are u|r u|r you|you are|you re|youre|ur|you were|u are) {EN_FILLER}(?:{EN_SOMEONE}|"
        rf"{EN_QUALITY}){EN_END}"
    ),
    rf"(?:are you|are u|you are|you re) (?:sure )?(?:that )?(?:you|u) (?:are|re|aren t) {EN_FILLER}{EN_SOMEONE}",
    (
        rf"(?:am i|are we|i m|im|i am) {EN_FILLER}(?:talking|speaking|chatting|writing|texting|typing|messaging|"
        rf"connected|"
        rf"dealing|"
        rf"communicating|interacting) {EN_FILLER}(?:to|with) {EN_FILLER}{EN_SOMEONE}{EN_END}"
    ),
    r"who(?:m)? (?:am i|i am|i m) (?:really |actually )?(?:talking|speaking|chatting|writing|texting)",
    rf"(?<!how )(?<!where )(?<!when )do i (?:really )?(?:talk|speak|chat|write) (?:to|with) {EN_SOMEONE}{EN_END}",
    rf"(?:is this|is that|is it|this is) {EN_FILLER}{EN_SOMEONE}{EN_VERSUS}",
    r"^(?:so |and )?(?:who|what) (?:exactly |really )?(?:are you|is this|are u)(?: exactly| really)?$",
    r"^(?:what is|what s|whats) your name$|^do you have a name$",
    r"(?:human|person) or (?:a |an )?(?:ai|machine|bot|chatbot|robot|computer|program)",
    r"(?:ai|machine|bot|chatbot|robot|computer|program) or (?:a |an )?(?:real |actual |live )?(?:human|person)",
    (
        r"is (?:there )?(?:a |an |any )?(?:real |actual |live )?(?:human|person|someone|somebody|anyone|"
        r"anybody)(?: real)? "
        r"(?:behind|answering|typing|writing|reading|on the other)"
    ),
    (
        rf"(?:was|is|are|were) (?:this|that|it|these|your) ?(?:answers?|repl(?:y|ies)|messages?|responses?|text)? "
        rf"(?:written|generated|made|typed|automated|created)(?: by {EN_SOMEONE}|$)"
    ),
    (
        r"(?:pretend|pretending|imagine|act|behave|role ?play|say|claim|suppose|answer|talk|speak|swear) (?:(?:that|"
        r"to me|"
        r"for a moment|"
        r"just|now|please) )*(?:you (?:are|re|were)|u are|to be|being|like|as if you (?:were|are)|as though you were|"
        r"as) "
        rf"(?:a |an )?(?:real |actual |normal )?(?:human|human being|person){EN_END}"
    ),
    rf"(?:am i|are we) talkin(?:g)? {EN_FILLER}(?:to|with) {EN_SOMEONE}{EN_END}",
    rf"^(?:hey |so |wait )?(?:u|ru|r u) {EN_FILLER}{EN_SOMEONE}{EN_END}",
    r"(?:are these|are those|is this) (?:\w+ )?(?:automated|automatic|canned) (?:repl\w+|answers?|messages?)",
    rf"did (?!the\b){EN_SOMEONE} (?:write|type) (?:this|that)(?=$| or\b)",
    r"are you (?:really |made )?(?:of )?flesh and blood",
    rf"you sound like {EN_SOMEONE}",
    r"(?:are you|ru|r u) (?:a |an )?(?:real )?(?:human|person)$",
    (
        r"who(?: is| s) (?:really |actually )?(?:on|at) the other (?:end|side)"
        r"(?=$| of (?:this|the) (?:chat|conversation|line)\b)"
    ),
    r"do you have (?:feelings|consciousness|a body|a soul|a heart)(?=$| or\b)",
)

# --- French
FR_FILLER = (
    r"(?:(?:vraiment|bien|en fait|juste|seulement|peut etre|donc|aussi|reellement|pas|plutot|encore|un peu|ici|la) )*"
)
FR_SOMEONE = (
    r"(?:(?:une?|le|la|l|de|d|quelqu un de) )?(?:(?:vrai|vraie|reel|reelle|veritable|simple|etre|agent|conseiller|"
    r"assistant|"
    r"programme) )*(?:humaine?s?|etre humain|personne|homme|femme|robots?|(?:chat)?bots?|ia|ai|"
    r"intelligence artificielle|"
    r"machine|ordinateur|programme(?: informatique)?|logiciel|automate|algorithme|chatgpt|conseillere?|reel|reelle|"
    r"vivante?|"
    r"vrai|vraie|modele de langage|virtuel|assistant virtuel)"
)
FR_END = (
    r"(?=$| (?:ou|et|qui|svp|s il|en ligne|derriere|la|ici|dites|dis|honnetement|vraiment|stp|hein|non|n est|pas vrai|"
    r"a l autre|"
    r"reelle?|alors|artificielle|virtuelle?|si)\b)"
)
FRENCH = (
    (
        rf"(?:etes vous|es tu|t es|tu es|vous etes|seriez vous|serais tu|n etes vous|n es tu|vous n etes|"
        rf"tu n es) {FR_FILLER}"
        rf"{FR_SOMEONE}{FR_END}"
    ),
    (
        rf"(?:je parle|parle je|je discute|j ecris|je communique|suis je|je suis|ai je|j ai|je chatte|"
        rf"on parle) {FR_FILLER}"
        rf"(?:en (?:train de (?:parler|discuter|chatter|ecrire|communiquer)|contact|ligne|relation|communication) |"
        rf"affaire )?"
        rf"(?:a|avec|face a) {FR_FILLER}{FR_SOMEONE}{FR_END}"
    ),
    (
        r"a qui (?:ai je|je parle|parle je|suis je|est ce que je parle)|avec qui (?:je parle|parle je|"
        r"est ce que je parle|"
        r"suis je)"
    ),
    (
        r"^(?:mais |et )?(?:qui|qu) (?:etes vous|es tu|est ce que (?:tu es|vous etes))$|^tu es qui$|^vous etes qui$|"
        r"^t es qui$"
    ),
    r"^(?:comment (?:tu t appelles|vous appelez vous|t appelles tu)|(?:quel est )?(?:ton|votre) nom)$",
    r"qui (?:me repond|me parle|m ecrit|est derriere|repond)",
    (
        rf"(?:est ce que c est|est ce|c est|s agit il d|y a il|il y a|est ce qu il y a) {FR_FILLER}{FR_SOMEONE}"
        r"(?=$| (?:ou|qui (?:me )?(?:repond|parle|ecrit)|derriere|en face|de l autre)\b)"
    ),
    r"(?:humaine?|personne|homme) ou (?:une? )?(?:ia|machine|robot|bot|chatbot|ordinateur|programme)",
    (
        r"(?:ia|machine|robot|bot|chatbot|ordinateur|programme) ou (?:une? |bien )*(?:vraie? )?(?:humaine?|personne|"
        r"etre humain)"
    ),
    (
        r"(?:fais|faites|imagine|imaginez|joue|jouez|dis|dites|comporte|comportez|reponds|repondez|pretends|pretendez|"
        r"jure) "
        r"(?:\w+ ){0,5}?(?:que tu es|que vous etes|d etre|etais|etiez|comme|le role d|en tant qu|que tu sois) "
        rf"(?:un |une |vrai |vraie )*(?:humain|etre humain|personne){FR_END}"
    ),
    r"(?:as tu|avez vous) (?:des sentiments|une conscience|un corps)(?=$| ou\b)",
    (
        rf"(?:est ce que )?(?:ces reponses|tes reponses|vos reponses|cette reponse|"
        rf"les reponses)(?: \w+){{0,3}} (?:par|d|"
        rf"de) {FR_SOMEONE}{FR_END}"
    ),
    rf"(?:je cause|tu causes|on cause) {FR_FILLER}(?:a|avec) {FR_SOMEONE}{FR_END}",
    r"(?:ce sont|est ce que ce sont|c est) (?:des|une) (?:reponses?|messages?) automatiques?",
    r"(?:etes vous|vous etes|es tu|tu es|t es) (?:vraiment )?en chair et en os",
    r"(?:etes vous|es tu|tu es|vous etes) un (?:robo|robt|humin)$",
    r"qui est (?:donc )?(?:au bout du fil|de l autre cote|a l autre bout)",
    rf"est ce (?:qu )?{FR_SOMEONE} (?:qui )?(?:me |m )?(?:repond|ecrit|parle)",
)

# --- Italian
IT_FILLER = (
    r"(?:(?:davvero|veramente|forse|solo|proprio|in realta|anche|ancora|per caso|mica|soltanto|qui|ora|non|adesso) )*"
)
IT_SOMEONE = (
    r"(?:(?:una?|uno|un|l|il|la|qualcuno di) )?(?:(?:vero|vera|reale|semplice|essere|assistente|operatore|"
    r"operatrice) )*"
    r"(?:umano|umana|essere umano|persona|uomo|donna|robot|(?:chat ?)?bot|ia|ai|intelligenza artificiale|macchina|"
    r"computer|"
    r"programma|software|algoritmo|chatgpt|operatore|operatrice|vero|vera|reale|automa|virtuale|modello linguistico)"
)
IT_END = (
    r"(?=$| (?:o|oppure|e|che|per favore|davvero|vera|vero|reale|in carne|dietro|dall altra|dimmi|mi dica|"
    r"sinceramente|qui|"
    r"giusto|artificiale|umana|umano|virtuale)\b)"
)
ITALIAN = (
    rf"(?:sei|siete|lei e|e lei|tu sei|lei non e|non sei|saresti|sarebbe) {IT_FILLER}{IT_SOMEONE}{IT_END}",
    (
        rf"(?:parlo|sto parlando|sto scrivendo|sto chattando|sto comunicando|scrivo|chatto|ho a che fare|"
        rf"sono in contatto|"
        rf"sono collegat[oa]|stiamo parlando) {IT_FILLER}(?:con|a) {IT_SOMEONE}{IT_END}"
    ),
    r"con chi (?:sto|parlo|ho a che fare|ho il piacere)|a chi sto (?:scrivendo|parlando)",
    (
        r"^(?:ma |e )?(?:chi|cosa|che cosa) (?:sei|e lei|siete)$|^(?:come ti chiami|come si chiama|qual e il (?:tuo|"
        r"suo) nome)$"
    ),
    r"chi (?:mi (?:risponde|scrive|sta rispondendo)|risponde|c e dietro|sta scrivendo|sta rispondendo)",
    (
        rf"(?:mi risponde|mi scrive|mi sta rispondendo|risponde|c e|mi parla) {IT_FILLER}{IT_SOMEONE}"
        r"(?=$| (?:o|oppure|dietro|dall altra|che (?:mi )?(?:risponde|scrive)|in carne|qui)\b)"
    ),
    (
        rf"^(?:questo |questa |ma |questa chat )?e {IT_FILLER}{IT_SOMEONE}(?: (?:vera|reale|umana))?"
        r"(?=$| (?:o|oppure|che (?:mi )?(?:risponde|scrive))\b)"
    ),
    r"(?:umano|umana|persona|uomo) o (?:una? )?(?:ia|ai|macchina|robot|bot|chatbot|computer|programma|intelligenza)",
    (
        r"(?:ia|ai|macchina|robot|bot|chatbot|computer|programma|"
        r"intelligenza artificiale) o (?:una? )?(?:vera )?(?:persona|umano|essere umano)"
    ),
    (
        r"(?:fai|faccia|fingi|finga|immagina|immagini|recita|comportati|rispondi|dimmi|mi dica|interpreta|"
        r"giura) (?:\w+ ){0,5}?"
        r"(?:di essere|che sei|che e|fossi|fosse|come|la parte di|il ruolo di) "
        rf"(?:un |una |vero |vera )*(?:umano|umana|essere umano|persona){IT_END}"
    ),
    r"(?:hai|ha) (?:dei )?sentimenti|hai (?:una coscienza|un corpo)(?=$| o\b)",
    rf"c e (?:qualcuno|nessuno) o (?:e |solo )*{IT_SOMEONE}",
    r"(?:sono|queste sono) (?:delle )?risposte automatiche",
    r"(?:sei|e|lei e) (?:davvero )?in carne e ossa",
    r"sei (?:un |una )?(?:umano|persona|robot)$",
    r"chi c e (?:dall altra parte|dietro|li)",
    rf"(?:risposte?|messaggi|messaggio|testo)(?: \w+){{0,3}} (?:da|dall) {IT_SOMEONE}{IT_END}",
)

PATTERN = anywhere(*GERMAN, *ENGLISH, *FRENCH, *ITALIAN)


def are_you_human(said: Said) -> Decision | None:
    """Asked in any of the languages, whatever the conversation's language."""
    asked = found_in(PATTERN, (*said.sentences, said.text))
    return Chat(ChatKind.ARE_YOU_HUMAN) if asked else None
