"""Abuse and nothing else; with a question it is a question, with a complaint a complaint."""

import re

from assistant.decision.normalise import Said
from assistant.decision.rules.phrases import ADDRESSES, GREETINGS, anywhere
from assistant.domain import Chat, ChatKind, Decision

MAX_CHARS = 160
"""Who writes more has something to say beside it."""
MAX_WORDS_LEFT = 1

DE_BAD = (
    r"(?:(?:so |total |echt |voll |wirklich |einfach |doch |ja |ganz |sau|stroh|sooo* )*(?:dumm|bloed|doof|daemlich|"
    r"scheisse|"
    r"nutzlos|wertlos|unnuetz|behindert|haesslich|bekloppt|bescheuert|hohl|strunzdumm|idiotisch|"
    r"unbrauchbar|krank im kopf|der letzte dreck|zum kotzen|nervig|schwul|zurueckgeblieben))"
)
DE_VILE = (
    r"(?:(?:voll|scheiss|drecks)?(?:idiot|trottel|depp|arsch|arschloch|wichser|penner|spast|spasti|hurensohn|nutte|"
    r"schlampe|"
    r"fotze|missgeburt|dreckskerl|mistkerl|vollpfosten|schwachkopf|dummkopf|hohlkopf|drecksau|arschgeige|pisser|hirni|"
    r"vollhorst)(?:en|n|e|s|er)?)"
)
DE_NAME = (
    rf"(?:{DE_VILE}|(?:scheiss|drecks)?(?:hure|bastard|pfosten|versager|loser|schwein|sau|esel|kuh|ziege|affe|opfer|"
    rf"abschaum|"
    r"blechbuechse|schrotthaufen|muell|dreck)(?:en|n|e|s|er)?)"
)
EN_BAD = (
    r"(?:(?:so |really |very |totally |fucking |such a |a |an |complete |absolute |total |bloody |just |the |pretty |"
    r"freaking )*"
    r"(?:stupid|dumb|useless|worthless|idiotic|idiots?|morons?|retarded|retard|pathetic|trash|garbage|crap|shit|bitch|"
    r"bastards?|"
    r"asshole|arsehole|dumbass|jerk|dickhead|ugly|cunt|wanker|twat|loser|scum|piece of (?:shit|crap|garbage|trash|"
    r"junk)|fool|"
    r"worst|imbeciles?|brain ?dead|half a brain|gay|sexy)(?: (?:bot|chatbot|robot|machine|ai|assistant|"
    r"thing|piece of \w+))?)"
)
EN_VILE = (
    r"(?:(?:you|u|what an?|such an?|fucking|bloody|absolute|total|complete) )*(?:idiots?|morons?|retards?|bitch|"
    r"bastards?|"
    r"assholes?|arseholes?|dumbass|dickhead|cunts?|wankers?|twats?|scum|imbeciles?|(?:black )?piece of (?:shit|crap)|"
    r"(?:stupid|dumb|useless|fucking|shitty|crappy) (?:bot|chatbot|robot|machine|ai|assistant|thing|service|company))"
)
FR_BAD = (
    r"(?:(?:vraiment |tellement |completement |trop |si |qu |un |une |des |gros |grosse |sale |espece d |espece de |"
    r"bande d |"
    r"bande de |pauvre |petit )*(?:idiote?s?|imbeciles?|cons?|connes?|connards?|connasses?|debiles?|stupides?|nuls?|"
    r"nulles?|"
    r"cretins?|abrutis?|abruties?|salope|salopes|salauds?|encules?|batards?|merde|merdique|inutiles?|bete|betes|putes?|"
    r"ordures?|bouffons?|tocards?|moches?|fdp|ntm))"
)
# What is abuse without a "you" before it; milder words say of a thing what is wrong with it.
FR_ALONE = (
    r"(?:(?:quel |quelle |pauvre |sale |gros |grosse |petit |espece de |bande de )*"
    r"(?:connards?|connasses?|salopes?|salauds?|encules?|batards?|abruti(?:e?s?)|cretins?|"
    r"merde|fdp|ntm)|(?:pauvres?|bande de|espece d|espece de|petit) "
    r"(?:cons?|connes?|idiote?s?|imbeciles?|debiles?|nuls?))"
)
IT_ALONE = (
    r"(?:(?:che |pezzo di |brutt[oa] |grandissim[oa] |razza di )*(?:stronz[oaie]|coglion[ei]|puttana|merda|"
    r"cretin[oaie]|imbecill[ei]|testa di cazzo))"
)
IT_BAD = (
    r"(?:(?:proprio |davvero |veramente |cosi |molto |un |una |dei |degli |brutt[oa] |pezzo di |grandissim[oa] |"
    r"piu )*(?:idiot[aie]|"
    r"stupid[oaie]|scem[oaie]|cretin[oaie]|deficient[ei]|imbecill[ei]|stronz[oaie]|coglion[ei]|merda|inutil[ei]|"
    r"bastard[oaie]|"
    r"puttana|troia|schifo|ritardat[oaie]|ignorant[ei]|asin[oa]|testa di (?:cazzo|legno)|incapac[ei]|buon[oa] a nulla|"
    r"cazz[oi]ne))"
)
ABUSE = anywhere(
    r"(?:du|ihr|sie) (?:bist|seid|sind) (?:\w+ ){0,2}?(?:duemmste\w*|schlechteste\w*|bloedeste\w*|daemlichste\w*|"
    r"letzte) (?:\w+ )"
    r"{0,3}?(?:dreck|welt|bot|ki|programm|was es gibt|ueberhaupt)|(?:dummes|mieses|blodes|bloedes|"
    r"verdammtes)? ?(?:stueck|haufen) "
    r"(?:scheisse|dreck|mist|muell)|(?:du|ihr|sie) (?:kannst|koennt|koennen) (?:\w+ )?(?:gar )?(?:nichts|nix)$|"
    r"was fuer ein "
    r"(?:saftladen|drecksladen|mistladen|sauladen|scheissladen)|(?:you|u|ya) (?:are|re|r) (?:\w+ )?(?:dumbest|worst|"
    r"stupidest) \w+"
    r"(?: ever)?|(?:useless|worthless|stupid|fucking) piece of (?:\w+)|^(?:so )?(?:stupid|useless|dumb|pathetic)$|"
    r"(?:espece|bande|"
    r"tas) (?:de|d) \w+(?: (?:debile|stupide|nul|inutile)s?)?|che (?:bot|robot|chatbot|servizio) (?:stupido|inutile|"
    r"idiota|di merda)|"
    r"fottetevi|andate affanculo|affanculo",
    rf"(?:du|sie|ihr|der bot|dieser bot|die ki|diese ki|der chat|dieser chat) (?:bist|sind|seid|ist) (?:\w+ )?(?:ein |"
    rf"eine |"
    rf"nur |doch |so |richtige[rs]? |voellige[rs]? )*(?:{DE_BAD}|(?:{DE_BAD}e[rsn]? )?{DE_NAME})",
    rf"(?:bist|seid) (?:du|ihr) {DE_BAD}|(?:du |ihr |sie |so ein |so eine |was fuer ein |was fuer eine |dieser |"
    rf"dieses )?"
    rf"(?:{DE_BAD}e[rsn]? |verdammte[rs]? |verfluchte[rs]? |miese[rs]? |elende[rs]? |scheiss |kack |"
    rf"drecks )+(?:{DE_NAME}|bots?|"
    rf"chatbots?|chat|ki|maschine|roboter|automat|laden|verein|computer|service|firma|hotline)",
    rf"(?:du|ihr|sie|so ein|so eine|was fuer ein) {DE_NAME}|{DE_VILE}|(?:scheiss|drecks|kack|mist)(?:bot|chatbot|ki|"
    rf"laden|verein|firma|service|chat)",
    r"(?:fick|ficken|fickt|fickst) (?:dich|euch|sie sich|deine mutter)|fick(?:t)?(?: dich)?|verpiss dich|"
    r"verpisst euch|leck mich"
    r"(?: am arsch)?|lecken sie mich|leckt mich(?: am arsch)?|halt (?:die|deine|s) (?:fresse|klappe|maul|schnauze|"
    r"mund)|"
    r"halts maul|halt dein maul|maul halten|schnauze|fresse|geh (?:sterben|kacken|weg)|ihr koennt mich (?:alle )?mal|"
    r"du kannst "
    r"mich mal|hau ab|zieh leine|deine mutter|ich hasse (?:dich|euch|sie|diesen bot)|ich hoffe (?:du stirbst|"
    r"ihr (?:sterbt|"
    r"verreckt|geht pleite))|verreck(?:e|t)?|stirb|kotz(?:t)? mich an|(?:du|ihr) (?:kotzt|nervst|nervt|stinkst|"
    r"stinkt)(?: mich)?"
    r"(?: an)?|fahr zur hoelle|fahrt zur hoelle|schaem dich|schaemt euch|du hast (?:doch )?keine ahnung|"
    r"ich verabscheue dich",
    r"(?:so eine?|was fuer eine?|alles|was ein|verdammte|verfluchte|so n|nur|voellige[rs]?)? ?(?:scheisse|scheiss|"
    r"kacke|mist|"
    r"(?<=ein )dreck|(?<=alles )dreck|^dreck$|"
    r"verdammt|verdammte scheisse|scheissdreck|kotz|arschlecken|himmel arsch und zwirn|ich koennte kotzen)",
    rf"(?:you|u|ya|this (?:bot|chatbot|ai|thing)|your (?:bot|company|service|ai)) (?:are|re|r|is|s|"
    rf"sure are)? ?{EN_BAD}|{EN_VILE}",
    r"(?:fuck|screw|damn|bugger|piss|sod) (?:you|u|off|this|it|yourself)(?: (?:bot|all|then))?|fuck|fucking hell|shit|"
    r"bullshit|"
    r"what the (?:hell|fuck|heck)|wtf|stfu|shut (?:up|the fuck up|your mouth)|go (?:to hell|away|die|fuck yourself)|"
    r"get lost|"
    r"drop dead|kiss my ass|bite me|i hate (?:you|this bot|this chatbot|u)|i hope you die|you suck|this sucks|eat shit|"
    r"you make me sick|up yours|suck my \w+|what the fuck are you talking about",
    rf"(?:tu es|t es|vous etes|tu n es qu|ce (?:bot|robot|chatbot) est|cette ia est|c est) {FR_BAD}|{FR_ALONE}|"
    rf"(?:va te faire "
    r"(?:foutre|voir|encul\w+)|allez vous faire (?:foutre|voir)|ta gueule|ferme la|fermez la|va mourir|casse toi|"
    r"degage|degagez|"
    r"je te deteste|je vous deteste|je te hais|nique ta (?:mere|race)|putain|putain de merde|bordel|fait chier|"
    r"tu (?:m )?"
    r"(?:emmerdes|pues|soules)|vous me faites chier|je t emmerde|je vous emmerde|robot de merde|bot de merde|"
    r"service de merde)",
    rf"(?:sei|siete|lei e|questo (?:bot|robot|chatbot) (?:e|fa)|fai|fate) {IT_BAD}|{IT_ALONE}|(?:vaffanculo|fanculo|"
    rf"va al diavolo|"
    r"vai (?:a (?:quel paese|cagare|farti fottere|fanculo)|al diavolo)|andate (?:a (?:quel paese|cagare|fanculo)|"
    r"al diavolo)|"
    r"(?:stai|sta|state) zitt[oi]|chiudi il becco|ti odio|vi odio|mi fai schifo|mi fate schifo|fai pena|fate pena|"
    r"figlio di "
    r"puttana|che (?:schifo|palle|merda)|porca (?:miseria|puttana|vacca)|cazzo|muori|crepa|fottiti|bot di merda|"
    r"non (?:capisci|capite) (?:un cazzo|niente|una mazza))",
    r"(?:kuess|knutsch|reit) mich(?: hart)?|kiss me(?: hard)?|(?:willst du|wollen wir|lass (?:uns|"
    r"mich dich)) (?:\w+ )?(?:sex|ficken|"
    r"bumsen|voegeln)(?: haben)?|do you want (?:to )?(?:have )?(?:sex|fuck)|send (?:me )?nudes|zieh dich aus|"
    r"fass (?:mich|meinen "
    r"\w+) an|hol deinen arsch in mein bett|du machst mich (?:nass|geil|hart|an)|ich bin (?:hart|geil)|tu es bonne|"
    r"sei sexy",
)
FILLER = re.compile(
    rf"\b(?:{GREETINGS}|{ADDRESSES}|du|dich|dir|sie|ihr|euch|so|ein\w*|doch|ja|echt|einfach|alter|ey|man|mann|mal|"
    rf"halt|jetzt|hier|"
    rf"was|ach|oh|na|nur|alle|kompletter?|totaler?|ueberhaupt|bitte|is|are|you|your|u|a|an|the|all|just|my|god|hey|"
    rf"stupid|mate|"
    rf"dude|man|tu|toi|vous|es|etes|un|une|de|des|mais|non|la|le|c|ti|sei|ma|che|voi|lei|il|di)\b"
)


def insult(said: Said) -> Decision | None:
    """Answer abuse calmly where hardly a word is left beside it."""
    if len(said.text) > MAX_CHARS or not ABUSE.search(said.text):
        return None
    left = FILLER.sub(" ", ABUSE.sub(" ", said.text)).split()
    return Chat(ChatKind.INSULT) if len(left) <= MAX_WORDS_LEFT else None
