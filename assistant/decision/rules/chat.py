"""Messages that are nothing but a greeting, thanks, a farewell and the like; with a question they are a question."""

import re

from assistant.decision.normalise import Said
from assistant.decision.rules.phrases import HELLO, NAMED, says, whole
from assistant.domain import Chat, ChatKind, Decision

YOU = r"(?:dir|ihnen|euch|du|sie|ihr)"
GREETING = re.compile(
    rf"{HELLO}(?: {NAMED})?|na|(?:schoenen |einen |wunderschoenen )*(?:guten (?:tag|morgen|abend))(?: {HELLO})?|"
    rf"gruess {YOU}|escuse me|excuse me|"
    rf"entschuldigung"
)
CIAO = re.compile(r"ciao(?: (?:a tutti|a tutte|ciao|bot|zusammen))*")

HOW_ARE_YOU = whole(
    r"na wie laeuft (?:s|es)|wie gehts wie stehts|und selbst|wie (?:fuehlen sie|fuehlst du) (?:sich|dich)(?: heute)?|"
    r"wie ist das "
    r"befinden|are you (?:ok|okay|alright|well)(?: today)?|(?:you|u) (?:ok|okay|good|alright)|"
    r"how is your day(?: going)?|how s "
    r"(?:life|your day)|(?:tu vas|vous allez) bien|quoi de neuf|la forme|(?:ciao )?come (?:va|stai|sta|butta)|"
    r"stai bene|sta bene|"
    r"tutto (?:a posto|ok)",
    rf"(?:und )?wie geht (?:es|s)(?: {YOU})?(?: (?:denn|so|heute|gut))*|wie gehts(?: {YOU})?(?: (?:denn|so|heute))*|"
    rf"(?:und )?wie laeuft (?:s|es)|"
    rf"alles (?:gut|klar|ok|okay) bei {YOU}|geht (?:es|s) {YOU} gut|na wie geht s|was geht(?: ab)?|"
    rf"wie fuehlst du dich|alles ok",
    r"(?:good |and |fine )*how are (?:you|u|things|ya)(?: (?:doing|today|doing today|going|feeling))*|how (?:is it|"
    r"s it|is everything|do you do|"
    r"are you feeling)(?: going| today)*|what s up|whats up|how have you been",
    r"(?:et )?comment (?:ca va|allez vous|vas tu|tu vas|vous portez vous)(?: aujourd hui)?|"
    r"(?:et )?ca va(?: bien)?(?: aujourd hui)?",
    r"(?:e )?come (?:va|stai|sta|state)(?: oggi)?|tutto bene|come ti senti",
)

INTRO = (
    r"(?:(?:ok|okay|oh|ah|super|prima|perfekt|toll|klasse|alles klar|gut|great|perfect|parfait|perfetto|bene|na dann|"
    r"ja|yes|oui|si) )*"
)
THANK = (
    r"(?:vielen |besten |herzlichen |lieben |tausend |recht |schoenen )*(?:danke?|dankeschoen|merci|thx|thanks|"
    r"thank you|thank u|ty|grazie)"
    r"(?: (?:schoen|sehr|vielmals|dir|ihnen|euch|nochmals?|again|much|very much|a lot|so much|lot|bien|beaucoup|mille|"
    r"tante|infinite|dafuer|"
    r"ebenfalls|gleichfalls|you|for that|voraus|im|you so|you very|bot|_person_))*|viele danke?(?: nochmal)?|"
    r"ich danke (?:dir|ihnen|euch)|"
    r"herzlichen dank|besten dank|je vous remercie|la ringrazio|ti ringrazio|much appreciated|i appreciate it|"
    r"firma dankt|danke im voraus"
)
THANK_FOR = (
    r"(?:(?:fuer|for|pour|per|de|d) (?:die|das|ihre|deine|eure|the|your|votre|ton|l|la|le|il|tuo|suo|alles|everything|"
    r"tout|tutto|all)?(?: ?\w+){0,3}|"
    r"(?:das|es) (?:hat|war) (?:\w+ ){0,2}?(?:geholfen|hilfreich|nett|super|alles)|that (?:helped|was helpful|is all|"
    r"s all)|"
    r"(?:you |that )?(?:have been|were|was|been) (?:very |really )?helpful|ca (?:m )?a (?:bien )?aidee?|"
    r"mi e stat[oa] utile)"
)
# Short messages with thanks in them: nothing but these words stands beside it.
THANKED = re.compile(
    r"\b(?:danke|dankeschoen|dank|thx|thanks?|ty|cheers|obliged|merci|mercis|remercie|grazie|ringrazio|vergelt s gott|"
    r"hat (?:geklappt|funktioniert)|(?:it|that) works now)\b"
)
_BESIDE_THANKS = (
    "vielen viele herzlichen besten lieben tausend schoen sehr vielmals ihnen dir euch ich das war wars s es alles "
    "schon erstmal "
    "soweit jetzt nun geht klappt hat geklappt funktioniert mir mich uns sie du ihr haben hast habt geholfen hilft "
    "weiter "
    "weitergeholfen top super perfekt prima toll klasse gut ok okay wunderbar spitze genial ja mehr brauche reicht "
    "erledigt "
    "verstanden alles klar dann und aber auch noch mal nochmals im voraus fuer hilfe die ihre deine info auskunft "
    "antwort "
    "bescheid gott vergelt "
    "many a lot so very much million you u thank that this it is was all for now i need everything helped solved "
    "works worked "
    "me awesome great perfect nice good really helpful again your help quick reply much obliged and the "
    "un une grand mille beaucoup bien infiniment c est tout parfait super a vous toi votre pour ca marche fonctionne "
    "m aide "
    "je te et aide reponse j ai compris "
    "molte mille tante infinite e tutto la ti molto ottimo perfetto ha funzionato funziona va bene di per l aiuto "
    "risposta "
    "gentilissimo gentilissima"
)
BESIDE_THANKS = frozenset(_BESIDE_THANKS.split())
MAX_WORDS = 9

THANKS = whole(
    rf"{INTRO}(?:{THANK})(?: (?:{THANK}))*(?: {THANK_FOR})*(?: (?:{THANK}))?",
    rf"{INTRO}(?:das|es) hat (?:mir )?(?:sehr |wirklich )?geholfen(?: (?:{THANK}))?|(?:das war )?(?:sehr )?hilfreich",
    r"(?:that|this|it) (?:really )?(?:helped|helps)(?: a lot| me)*",
)

BYE = (
    r"tschuessi|tschuesschen|baba|pfiati|servus|(?:ich )?bin dann (?:mal )?weg|lg|vg|(?:ihnen|dir|"
    r"euch) (?:auch )?(?:noch )?einen "
    r"schoenen (?:tag|abend)|uf wiederluege|bye (?:for now|then|now)|see ya|talk to you (?:later|soon)|cheerio|"
    r"so long|gotta go|"
    r"cheers bye|a la prochaine|a demain|a tout a l heure|bon (?:weekend|week end|apres midi)|bonne fin de (?:journee|"
    r"semaine)|"
    r"addio|alla prossima|buon (?:fine settimana|weekend|pomeriggio)|a domani|buonanotte|ci sentiamo|ci vediamo|"
    r"(?:buona|buon) \w+ anche a (?:lei|te|voi)|have a (?:great|nice|good|lovely) weekend|"
    r"tschuess?|tschues|tschau|tschoe|auf wiedersehen|auf wiederhoeren|wiedersehen|bis (?:bald|dann|morgen|spaeter|"
    r"zum naechsten mal)|pfiat di|"
    r"pfiat ?gott|ade|ciao|adieu|servus|uf widerluege|goodbye|good bye|bye|bye bye|see you(?: later| soon)?|cya|"
    r"good night|gute nacht|take care|"
    r"au revoir|a bientot|a plus(?: tard)?|bonne (?:journee|soiree|nuit)|salut|arrivederci|arrivederla|a presto|"
    r"buona (?:giornata|serata|notte)|"
    r"(?:(?:ich )?wuensche (?:ihnen|dir|euch) )?(?:noch )?(?:einen )?schoene[ns]? (?:tag|abend|feierabend|wochenende|"
    r"woche|resttag)(?: noch)?|"
    r"have a (?:nice|good|great|lovely) (?:day|evening|weekend|one)|mach s gut|machen sie s gut|mfg|"
    r"mit freundlichen gruessen|"
    r"(?:viele|liebe|beste) gruesse|kind regards|best regards|cordialement|cordiali saluti|ich verlasse dich|"
    r"i have to go|i need to go"
)
GOODBYE = whole(
    rf"{INTRO}(?:(?:{THANK})(?: {THANK_FOR})? )?(?:und |and |et |e )?(?:{BYE})(?: (?:und|and|et|e|{THANK}|{BYE}|"
    rf"_person_)){{0,6}}"
)

PLEASE = r"(?:bitte|please|s il vous plait|svp|per favore)"
CAPABILITIES = whole(
    r"(?:darf|kann|koennte|duerfte) ich (?:sie|dich|ihnen|dir|euch) (?:mal |kurz |bitte )*(?:etwas|was|"
    r"eine frage) (?:fragen|"
    r"stellen)|(?:was fuer|welche) (?:fragen|themen) (?:kann ich (?:dir |ihnen )?stellen|kennst du|kennen sie|"
    r"beantworten sie|"
    r"beantwortest du)|(?:ich )?(?:haette|habe|hab) (?:da )?(?:mal )?(?:ne|eine) frage|wo(?:bei|mit) helfen sie",
    r"(?:what|which) (?:questions |topics )?(?:can|may|could) (?:i|you) (?:ask(?: you)?|help with|help me with)|"
    r"i ve got (?:a|some) "
    r"(?:quick )?questions?|(?:may|could|can) i ask (?:you )?(?:something|a question|a quick question)",
    r"(?:j aurais|j ai) (?:juste )?(?:une|quelques) (?:petites? )?questions?|(?:puis je|est ce que je peux|"
    r"je peux) (?:vous |te )"
    r"?poser une question|que puis je (?:vous|te) demander|(?:tu peux|vous pouvez) m aider",
    r"avrei (?:una domanda|delle domande)|(?:posso|potrei) (?:far(?:le|ti|vi) |fare )una domanda|"
    r"cosa posso chieder(?:ti|le|vi)|"
    r"mi serve (?:aiuto|una mano|un aiuto)",
    r"(?:was|und was) (?:kannst|koennen|machst|machen|tust) (?:du|sie|ihr)(?: (?:denn|so|alles|eigentlich|genau|hier|"
    r"fuer mich|tun|machen|erreichen|mir|"
    r"helfen))*|(?:wobei|womit|wie|bei was) (?:kannst|koennen|koenntest|koennten) (?:du|sie|ihr) (?:mir |"
    r"mich )?(?:denn |so |alles )*(?:helfen|"
    r"unterstuetzen|weiterhelfen|behilflich sein)",
    r"(?:wofuer|fuer was|wozu) (?:bist du|sind sie) (?:\w+ )?(?:da|zustaendig|gut|hier)|(?:was ist|was sind|"
    r"welche) (?:deine|ihre) (?:aufgaben?|"
    r"funktion(?:en)?|faehigkeiten)|welche (?:aufgaben|funktionen|faehigkeiten|fragen) (?:hast du|haben sie|kannst du|"
    r"koennen sie)(?: beantworten)?|"
    r"wie funktionierst du|was kann ich (?:dich|sie|hier)(?: alles)? fragen",
    rf"(?:hilfe|hilf|hilfst du|help|help me|help me out|aide|aidez moi|aiuto|sos)(?: mir)?(?: {PLEASE})?|"
    rf"{PLEASE} (?:help|hilfe|helfen sie mir)|"
    rf"(?:koennen|koennten|kannst|koenntest|wuerden|wirst) (?:sie|du|ihr) mir (?:{PLEASE} |mal |kurz |vielleicht |"
    rf"eventuell )*(?:helfen|weiterhelfen|"
    rf"behilflich sein|auskunft geben)(?: {PLEASE})?|helfen sie mir(?: {PLEASE})?|kann ich (?:sie |dich )?(?:etwas|"
    rf"was|beraten werden)(?: fragen)?",
    rf"ich (?:habe|haette|hab) (?:da |mal |noch |nur )*(?:eine|ne|ein paar|mehrere) (?:kurze |kleine |"
    rf"allgemeine )*(?:fragen?|anliegen|problem)|"
    rf"ich (?:brauche|benoetige|braeuchte|suche) (?:{PLEASE} |mal |dringend |ihre |deine )*(?:hilfe|beratung|"
    rf"unterstuetzung|rat)(?: {PLEASE})?|"
    r"ich (?:habe|hab) ein (?:problem|anliegen)",
    r"what (?:can|do|could) you (?:\w+ )?(?:do|help)(?: (?:me|with|for me|for|here|exactly))*|(?:how|"
    r"what) can you (?:help|assist)(?: me)?(?: with)?|"
    r"(?:what|which) (?:is|are|s) your (?:function|purpose|capabilities|skills|job|role|features)|(?:what|"
    r"which) questions can (?:i ask|you answer)|"
    r"what are you (?:for|good for|able to do)|what else (?:can|do) you do|(?:bot )?capabilities",
    rf"(?:can|could|will|would) you (?:{PLEASE} )?(?:help|assist) me(?: {PLEASE})?|i (?:need|want) (?:some |"
    rf"your )?(?:help|assistance|support)"
    rf"(?: {PLEASE})?|i have (?:an?|some) (?:quick |general )?(?:questions?|problem|issue)|"
    rf"can i ask (?:you )?(?:something|a question)",
    r"que (?:pouvez vous|peux tu|sais tu|savez vous) faire(?: pour moi)?|qu est ce que (?:vous pouvez|tu peux|tu sais|"
    r"vous savez) faire(?: pour moi)?|"
    r"(?:en quoi|comment) (?:pouvez vous|peux tu) m aider|(?:pouvez vous|peux tu|"
    r"pourriez vous) m aider(?: s il vous plait| svp)?|"
    r"j ai (?:une|des|quelques) (?:petites? )?questions?|j ai (?:un probleme|besoin d aide)|a quoi (?:sers tu|"
    r"servez vous)",
    r"(?:che )?cosa (?:puoi|sai|puo|sa) fare(?: per me)?|(?:come|in che cosa|in cosa) (?:puoi|mi puoi|puo|"
    r"mi puo) (?:aiutarmi|aiutare)|"
    r"(?:puoi|puo|potete|potrebbe) aiutarmi(?: per favore)?|mi (?:puoi|puo) aiutare|ho (?:una domanda|delle domande|"
    r"un problema|bisogno di aiuto)|"
    r"quali sono le (?:tue|sue) funzioni|a cosa servi",
)

ACKNOWLEDGE = whole(
    r"(?:(?:jup|jap|hm+|na gut|schade|gut zu wissen|interessant|mache ich|ich (?:probiere|versuche) (?:es|"
    r"das)(?: mal)?|ok|okay|"
    r"alles klar|aha|makes sense|i will try|i ll try|sounds good|noted|good to know|too bad|je vois|ca marche|"
    r"bien recu|c est note|"
    r"ah|d accord|d accordo|certo|ottimo|tutto chiaro|ho capito|interessante|interesting|peccato|dommage|na ja|"
    r"tja) ?)+",
    r"(?:(?:ok|okay|oki|okidoki|k|alles klar|klar|verstanden|verstehe|ach so|achso|aha|super|prima|perfekt|perfect|"
    r"toll|klasse|sehr gut|gut|schoen|"
    r"in ordnung|passt|ja|jawohl|nein|nee|doch|genau|richtig|stimmt|mit sicherheit|ja sicher doch|sicher|bestimmt|"
    r"vielleicht|leider nicht|nie|never|"
    r"nimmer|definitely|undoubtedly|sure|got it|i see|i understand|understood|alright|all right|great|cool|nice|good|"
    r"fine|yes|no|yeah|yep|nope|"
    r"right|exactly|oui|non|d accord|compris|parfait|super bien|tres bien|entendu|bien|si|capito|va bene|perfetto|"
    r"ho capito|benissimo|bene|"
    r"ich stimme (?:dir|ihnen) zu|tut mir (?:echt |wirklich )?leid|sorry|i am sorry|i m sorry|i apologi[sz]e|"
    r"entschuldigung|pardon|scusi|scusa) ?)+",
)


def greeting(said: Said) -> Decision | None:
    """`ciao` greets at the beginning of a conversation and takes leave later."""
    first = not said.history and says(said, CIAO)
    return Chat(ChatKind.GREETING) if first or says(said, GREETING) else None


def how_are_you(said: Said) -> Decision | None:
    return Chat(ChatKind.HOW_ARE_YOU) if says(said, HOW_ARE_YOU) else None


def goodbye(said: Said) -> Decision | None:
    return Chat(ChatKind.GOODBYE) if says(said, GOODBYE) else None


def thanks(said: Said) -> Decision | None:
    return Chat(ChatKind.THANKS) if says(said, THANKS) or _only_thanks(said) else None


def _only_thanks(said: Said) -> bool:
    """With a question mark it is a question."""
    words = said.text.split()
    thanked = len(words) <= MAX_WORDS and THANKED.search(said.text) is not None and "?" not in said.raw
    return thanked and all(word in BESIDE_THANKS for word in THANKED.sub(" ", said.text).split())


def capabilities(said: Said) -> Decision | None:
    """Also `I have a question`: the reply tells what can be asked and asks what it is about."""
    return Chat(ChatKind.CAPABILITIES) if says(said, CAPABILITIES) else None


def acknowledge(said: Said) -> Decision | None:
    return Chat(ChatKind.ACKNOWLEDGE) if says(said, ACKNOWLEDGE) else None
