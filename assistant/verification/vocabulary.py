"""Small words that decide what a sentence says, in four languages; folded as the index folds them."""

from functools import cache

import Stemmer

from assistant.knowledge.lexical import STEMMERS, STOP_WORDS, fold

Phrase = tuple[str, ...]

NOT, ONLY, EXCEPT, EXCLUDED, IF = "not", "only", "except", "excluded", "if"
ALWAYS, AT_ONCE, AT_LEAST, AT_MOST = "always", "at once", "at least", "at most"

_QUALIFIERS: dict[str, dict[str, str]] = {
    "de": {
        NOT: "nicht kein keine keinen keinem keiner keines keinerlei nie niemals weder keinesfalls keineswegs niemand "
        "nichts ohne unmoeglich ausgeschlossen nirgends",
        ONLY: "nur ausschliesslich lediglich einzig bloss",
        EXCEPT: "ausser abgesehen|mit ausnahme",
        EXCLUDED: "ausgenommen",
        ALWAYS: "immer stets jederzeit ausnahmslos grundsaetzlich garantiert|in jedem fall|auf jeden fall|"
        "unter allen umstaenden",
        AT_ONCE: "sofort umgehend unverzueglich augenblicklich",
        AT_LEAST: "mindestens wenigstens minimal|nicht weniger als",
        AT_MOST: "hoechstens maximal max|bis zu|nicht mehr als|nicht laenger als|nicht groesser als",
        IF: "wenn falls sofern solange sobald vorausgesetzt|es sei denn",
    },
    "en": {
        NOT: "not no never cannot none neither nor nothing nobody nowhere impossible unable without",
        ONLY: "only solely exclusively merely",
        EXCEPT: "except excluding|apart from|other than",
        EXCLUDED: "excluded",
        ALWAYS: "always anytime invariably guaranteed|at any time|at all times|in any case|in all cases",
        AT_ONCE: "immediately instantly|at once|right away|straight away",
        AT_LEAST: "minimum|at least|no less than|not less than|no fewer than",
        AT_MOST: "maximum|at most|up to|no more than|not more than|no longer than",
        IF: "if unless provided|as long as|as soon as",
    },
    "fr": {
        NOT: "ne n pas jamais aucun aucune rien ni sans impossible nulle",
        ONLY: "seulement uniquement exclusivement",
        EXCEPT: "sauf excepte hormis excepter|a l exception",
        EXCLUDED: "exclu exclue exclus exclues",
        ALWAYS: "toujours systematiquement|a tout moment|en tout temps|dans tous les cas|tout le temps",
        AT_ONCE: "immediatement aussitot instantanement|tout de suite",
        AT_LEAST: "minimum|au moins|au minimum",
        AT_MOST: "maximum|au plus|au maximum|jusqu a|jusqu au|pas plus de",
        IF: "si lorsque quand|s il|s ils|tant que|des que|a condition",
    },
    "it": {
        NOT: "non mai nessun nessuno nessuna niente nulla senza impossibile",
        ONLY: "solo soltanto solamente esclusivamente unicamente",
        EXCEPT: "tranne salvo eccetto|ad eccezione|fatta eccezione",
        EXCLUDED: "escluso esclusa esclusi escluse",
        ALWAYS: "sempre|in ogni momento|in qualsiasi momento|in tutti i casi|in ogni caso",
        AT_ONCE: "immediatamente subito istantaneamente",
        AT_LEAST: "almeno minimo|come minimo",
        AT_MOST: "massimo|al massimo|fino a|non piu di",
        IF: "se qualora purche finche quando|a condizione|non appena",
    },
}
_NEUTRAL = {  # "not only", "whether or not": say neither yes nor no
    "de": "nicht nur|oder nicht|nicht zuletzt|keine sorge|immer noch|immer wieder|immer mehr|wie immer|ohne weiteres",
    "en": "not only|or not|no later than|no matter|if only|if not|no doubt|why not",
    "fr": "non seulement|pas seulement|ou non|ou pas|n hesitez pas|n oubliez pas|n importe",
    "it": "non solo|non soltanto|o no|o meno|non appena",
}
_CONTRACTED = [
    "don",
    "doesn",
    "isn",
    "aren",
    "can",
    "won",
    "didn",
    "wasn",
    "weren",
    "shouldn",
    "couldn",
    "wouldn",
    "haven",
    "hasn",
    "hadn",
    "mustn",
    "ain",
    "needn",
]

_LIGHT: dict[str, str] = {
    "de": "bitte beachten beachte hinweis wichtig uebrigens auch dann danach anschliessend zuerst "
    "zunaechst dazu dafuer "
    "daher deshalb damit dabei daran darin darauf davon ausserdem zudem jedoch allerdings natuerlich "
    "selbstverstaendlich "
    "gerne gern einfach bereits schon noch also sowie beispiel beispielsweise zb bzw beziehungsweise "
    "dir dich dein deine "
    "deinem deinen deiner deines euch euer eure ihnen ihres sollen sollten sollte soll duerfen darf wollen moechten "
    "moechte will lassen laesst gibt geben werden wuerde koennte hatte hatten sei sollst musst muessen ja nein selbst "
    "jeweils jeweilige jeweiligen entsprechend entsprechende entsprechenden folgende folgenden folgendes folgt zwar "
    "eben gleich wieder sodass ebenfalls sonst etwa circa rund insgesamt lang dort hier nun jetzt "
    "moeglich moeglichkeit "
    "fall faellen artikel schritt schritte information informationen frage fragen antwort option fuer dies diesem "
    "deren dessen denen welche welcher welches jene alle allen aller alles jede jeder jedes jeden jedem beim ins zur "
    "wurden worden waren sind habt seid bin wirst hast kannst dass weil waehrend sowohl waeren noetig notwendig "
    "erforderlich benoetigt benoetigen brauchen brauchst betraegt betragen",
    "en": "please note important also then next first finally simply just however therefore additionally moreover "
    "furthermore example instance yes no sure course need needs needed must may might shall should want possible "
    "possibility case article step steps information question answer option following follow follows such like these "
    "those there which while since because though although both each every any all being done does doing get gets let "
    "lets make makes made use used via per e g i re ve ll d s t again already still even very well here now whether "
    "either same own other others yourself itself themselves available able",
    "fr": "veuillez noter note important egalement aussi ensuite puis puis enfin simplement toutefois donc ainsi deja "
    "exemple oui bien sur devez doit doivent peut peuvent pouvez possible possibilite cas article etape etapes "
    "information informations question reponse option suivant suivante suivants suivantes tel telle tels cet etre ete "
    "avoir avez ont sera seront faut faire fait soit cela ceci celui celle ceux celles lequel laquelle dont ou si "
    "tout toute tous toutes chaque meme encore ici lors afin selon via etes t aux votre notre",
    "it": "attenzione nota noti importante anche inoltre poi quindi infine semplicemente tuttavia "
    "gia esempio certo deve "
    "devono puo possono possibile possibilita caso articolo passo passi informazione informazioni domanda risposta "
    "opzione seguente seguenti tale tali essere stato stata stati state avere ha hanno sara saranno viene vengono fare "
    "fa sia questo questa questi queste quello quella quelli quelle cui tutto tutta tutti tutte ogni stesso stessa "
    "ancora qui ora secondo tramite sei lei suo sua suoi sue deve bisogna occorre",
}

_SYNONYMS: dict[str, tuple[str, ...]] = {
    "de": (
        "kosten kostet betragen betraegt preis belaufen gebuehr",
        "zahlen bezahlen begleichen bezahlung zahlung",
        "nutzen benutzen verwenden einsetzen nutzung verwendung",
        "klicken tippen waehlen auswaehlen druecken anklicken antippen",
        "erhalten bekommen kriegen",
        "schicken senden versenden zusenden uebermitteln zuschicken versand",
        "oeffnen aufrufen aufmachen gehen navigieren",
        "aendern anpassen bearbeiten wechseln",
        "loeschen entfernen",
        "eingeben eintragen angeben hinterlegen",
        "kostenlos kostenfrei gratis unentgeltlich",
        "dauern dauert benoetigen brauchen",
        "finden sehen stehen befinden",
        "pruefen ueberpruefen kontrollieren nachsehen sehen nachschauen",
        "anzeigen erscheinen einblenden angezeigt",
        "starten beginnen",
        "melden kontaktieren wenden schreiben",
        "zurueckgeben zuruecksenden zurueckschicken retournieren rueckgabe ruecksendung retoure",
        "kuendigen beenden kuendigung",
        "telefonnummer telefon rufnummer",
        "tage tag kalendertage",
        "speichern sichern abspeichern",
        "erreichen erreichbar anrufen",
        "gilt gelten gueltig",
        "rufen anrufen telefonieren",
        "gehen eingehen ankommen eintreffen",
        "tragen traegt uebernehmen uebernimmt zahlen bezahlen",
    ),
    "en": (
        "cost costs price charge charged fee",
        "pay payment bear cover",
        "use using utilise employ",
        "click tap select choose press pick",
        "receive get obtain",
        "send ship post deliver shipping delivery",
        "open go navigate visit",
        "change edit modify adjust update",
        "delete remove erase",
        "enter type input fill",
        "free complimentary",
        "take takes last lasts need",
        "find see located",
        "show display appear shown",
        "start begin launch",
        "contact reach write",
        "return send back",
        "cancel end terminate",
        "save store keep",
        "phone telephone call",
    ),
    "fr": (
        "couter coute prix frais tarif",
        "payer payons payez regler paiement reglement charge",
        "utiliser employer utilisation",
        "cliquer appuyer selectionner choisir toucher",
        "recevoir obtenir",
        "envoyer expedier envoi expedition livraison",
        "ouvrir acceder aller",
        "modifier changer",
        "supprimer effacer retirer",
        "saisir entrer indiquer renseigner",
        "gratuit offert",
        "durer prendre",
        "afficher apparaitre",
        "commencer demarrer lancer",
        "contacter joindre ecrire",
        "retourner renvoyer retour renvoi",
        "resilier annuler",
    ),
    "it": (
        "costare costa prezzo costo spese",
        "pagare paghiamo paga pagamento carico",
        "usare utilizzare uso utilizzo",
        "cliccare toccare selezionare scegliere premere",
        "ricevere ottenere",
        "inviare spedire invio spedizione consegna",
        "aprire accedere andare",
        "modificare cambiare",
        "eliminare cancellare rimuovere",
        "inserire indicare digitare",
        "gratuito gratis",
        "durare impiegare",
        "mostrare apparire visualizzare",
        "iniziare avviare",
        "contattare scrivere",
        "restituire rispedire reso restituzione",
        "disdire annullare recedere",
    ),
}

_OPPOSITES: dict[str, str] = {
    "de": "kostenlos kostenfrei gratis unentgeltlich/kostenpflichtig gebuehrenpflichtig; oeffnen geoeffnet offen/"
    "schliessen geschlossen zu; erlaubt gestattet zulaessig/verboten untersagt unzulaessig; "
    "immer stets jederzeit/nie niemals manchmal selten meistens gelegentlich normalerweise; innerhalb/ausserhalb; "
    "hoeher hoch hoechste/niedriger tiefer niedrig niedrigste; groesser gross/kleiner klein; mehr/weniger; oben/unten; "
    "links linken linke/rechts rechten rechte; warm heiss/kalt; neu neue neuen neuer neues/alt alte alten alter altes; "
    "online/offline; freiwillig optional/verpflichtend pflicht obligatorisch zwingend; alle alles saemtliche/keine "
    "kein keiner einige manche; vorher davor zuvor/nachher danach; frueher/spaeter; frueheste fruehestens/spaeteste "
    "spaetestens; erste ersten erster/letzte letzten letzter; schnell schneller/langsam langsamer; voll/leer; "
    "lang laenger/kurz kuerzer; leicht einfach/schwer schwierig; erhoehen erhoeht steigen steigt/senken verringern "
    "sinken sinkt reduzieren; hinzufuegen/entfernen loeschen; oeffentlich/privat; vollstaendig/teilweise; "
    "mindestens minimal wenigstens/hoechstens maximal; minimum/maximum; inklusive inbegriffen enthalten/exklusive "
    "zuzueglich; richtig/falsch; sicher/unsicher; starten gestartet/beenden stoppen; "
    "annehmen/ablehnen; kaufen/verkaufen; "
    "drinnen/draussen; morgens/abends; positiv/negativ; verfuegbar/vergriffen; manuell/automatisch; "
    "aktiv/inaktiv; gemeinsam/getrennt; einmalig/mehrmalig regelmaessig; verbinden/trennen; sofort/spaeter; "
    "einschalten eingeschaltet/ausschalten ausgeschaltet; muss muessen/kann koennen darf duerfen",
    "en": "free complimentary/chargeable paid; open opened/close closed; allowed permitted/forbidden "
    "prohibited banned; "
    "always/never sometimes rarely usually occasionally normally; inside within/outside; higher high highest/lower low "
    "lowest; larger large bigger big/smaller small; more/less fewer; top above/bottom below; "
    "left/right; warm hot/cold; "
    "new/old; online/offline; optional voluntary/required mandatory compulsory; all every/none some; before/after; "
    "earlier/later; earliest/latest; first/last; fast faster quick/slow slower; full/empty; long longer/short shorter; "
    "easy/difficult hard; increase increases increased raise/decrease decreases decreased reduce lower; add/remove "
    "delete; public/private; fully completely/partially; minimum/maximum; included including/excluded excluding; "
    "right correct/wrong incorrect; start begin/stop end; accept/reject decline; buy/sell; positive/negative; "
    "available/unavailable; manually manual/automatically automatic; active/inactive; enable enabled/disable disabled; "
    "connect/disconnect; immediately/later; morning/evening; upper/lower; safe/unsafe; install/uninstall; show/hide; "
    "lock/unlock; on/off; must/can may",
    "fr": "gratuit gratuite gratuits gratuitement/payant payante payants; ouvrir ouvert ouverte ouvrez/fermer ferme "
    "fermee fermez; autorise autorisee permis/interdit interdite; toujours/jamais parfois rarement generalement; "
    "interieur/exterieur; plus/moins; haut superieur superieure/bas inferieur inferieure; grand grande/petit petite; "
    "gauche/droite; chaud/froid; nouveau nouvelle nouveaux nouvelles/ancien ancienne anciens anciennes; "
    "facultatif facultative optionnel/obligatoire; avant/apres; premier premiere/dernier derniere; rapide/lent; "
    "plein/vide; long longue/court courte; facile/difficile; augmenter augmente/diminuer diminue reduire; ajouter/"
    "supprimer retirer; public publique/prive privee; minimum minimal/maximum maximal; inclus comprise compris/exclu "
    "exclus exclue; accepter/refuser; acheter/vendre; positif positive/negatif negative; activer active activee/"
    "desactiver desactive desactivee; valable valide/perime perimee expire expiree; automatiquement/manuellement; "
    "connecter/deconnecter; tot/tard; doit doivent devez/peut peuvent pouvez",
    "it": "gratuito gratuita gratuiti gratis gratuitamente/pagamento; aprire aperto aperta apra/chiudere chiuso chiusa "
    "chiuda; consentito consentita permesso/vietato vietata; sempre/mai talvolta raramente generalmente; "
    "interno/esterno; piu/meno; alto superiore/basso inferiore; grande/piccolo piccola; sinistra/destra; caldo/freddo; "
    "nuovo nuova nuovi nuove/vecchio vecchia vecchi vecchie; facoltativo facoltativa/obbligatorio obbligatoria; "
    "prima/dopo; primo/ultimo; veloce/lento; pieno/vuoto; lungo lunga/corto corta breve; facile/difficile; aumentare "
    "aumenta/diminuire diminuisce ridurre; aggiungere/rimuovere eliminare; pubblico/privato; minimo/massimo; "
    "incluso inclusa inclusi/escluso esclusa esclusi; accettare/rifiutare; positivo positiva/negativo negativa; "
    "attivare attivato attivo/disattivare disattivato; valido valida/scaduto scaduta; automaticamente/manualmente; "
    "almeno/massimo; collegare/scollegare; presto/tardi; deve devono/puo possono",
}
_SMALL_OPPOSITES: dict[str, str] = {  # compared only before or after the same word
    "de": "vor bis/nach; mit/ohne; ueber/unter; an/ab; auf/zu; auf/ab; ein/aus; hoch/runter "
    "herunter; ab/bis; fuer/gegen",
    "en": "by until before/after; with/without; on/off; over/under; in/out; up/down; for/against; from/until",
    "fr": "jusqu avant/apres; avec/sans; sur/sous; pour/contre; dans/hors; des/jusqu",
    "it": "fino entro prima/dopo; con/senza; su/sotto; per/contro; dal/al",
}
OPPOSITE_PREFIXES = (
    "un", "in", "im", "il", "ir", "non", "dis", "de", "des", "miss", "mis", "mal", "re", "s", "a", "nicht", "anti",
)  # fmt: skip
OPPOSITE_PARTICLES = frozenset(
    {("ein", "aus"), ("an", "ab"), ("auf", "zu"), ("auf", "ab"), ("hoch", "herunter"), ("vor", "nach")}
)

WE = {
    "de": frozenset(["wir", "uns", "unser", "unsere", "unserem", "unseren", "unserer", "unseres"]),
    "en": frozenset(["we", "our", "ours"]),
    "fr": frozenset(["nous", "notre", "nos"]),
    "it": frozenset(["noi", "nostro", "nostra", "nostri", "nostre", "paghiamo"]),
}
"""The company, as its articles name it."""

YOU = {
    "de": frozenset(
        [
            "sie",
            "ihnen",
            "ihr",
            "ihre",
            "ihrem",
            "ihren",
            "ihrer",
            "ihres",
            "kunde",
            "kunden",
            "kundin",
            "kundinnen",
            "kaeufer",
            "besteller",
        ]
    ),
    "en": frozenset(["you", "your", "yours", "customer", "customers", "buyer", "buyers"]),
    "fr": frozenset(["vous", "votre", "vos", "client", "clients", "cliente", "clientes", "acheteur"]),
    "it": frozenset(
        ["lei", "suo", "sua", "suoi", "sue", "voi", "vostro", "vostra", "cliente", "clienti", "acquirente"]
    ),
}
"""The customer, addressed or spoken of."""

BEING = {
    "de": frozenset(["ist", "sind", "bleibt", "bleiben", "war", "waren"]),
    "en": frozenset(["is", "are", "was", "were", "be", "been"]),
    "fr": frozenset(["est", "sont", "etre"]),
    "it": frozenset(["e", "sono", "essere"]),
}
"""Beside one of these, excluded says what something is; alone it means except."""

DEPENDING = {
    "de": frozenset(["sobald", "nachdem", "ob", "bevor"]),
    "en": frozenset(["once", "when", "after", "before", "whether"]),
    "fr": frozenset(["apres", "avant", "fois"]),
    "it": frozenset(["dopo", "prima", "volta"]),
}
"""What follows is no fact of its own, but something that may happen."""

YES_OR_NO = {
    "de": frozenset(["ja", "nein", "doch", "klar", "natuerlich", "selbstverstaendlich"]),
    "en": frozenset(["yes", "no", "yeah", "yep", "nope", "sure", "course", "certainly", "absolutely"]),
    "fr": frozenset(["oui", "non", "bien", "certainement"]),
    "it": frozenset(["si", "no", "certo", "certamente"]),
}
"""Alone they answer a question."""

MAY = {
    "de": frozenset(
        [
            "kann",
            "kannst",
            "koennen",
            "koennt",
            "koennte",
            "koennten",
            "darf",
            "darfst",
            "duerfen",
            "duerft",
            "muss",
            "musst",
            "muessen",
            "muesst",
            "soll",
            "sollst",
            "sollen",
            "sollte",
            "sollten",
            "moeglich",
            "noetig",
            "notwendig",
            "erforderlich",
            "geht",
        ]
    ),
    "en": frozenset(
        ["can", "could", "may", "might", "must", "shall", "should", "need", "needs", "possible", "necessary", "able"]
    ),
    "fr": frozenset(["peut", "peuvent", "peux", "pouvez", "doit", "doivent", "dois", "devez", "faut", "possible"]),
    "it": frozenset(
        ["puo", "possono", "puoi", "potete", "deve", "devono", "devi", "dovete", "bisogna", "occorre", "possibile"]
    ),
}
"""Words that answer a question together with a pronoun."""

THEN = frozenset(["dann", "fall", "then", "case", "alors", "cas", "allora", "caso"])
"""Refers to a condition of the sentence before."""

REFERRING = {  # what it is about stands in the sentence before
    "de": frozenset(
        [
            "er",
            "es",
            "ihn",
            "ihm",
            "dies",
            "diese",
            "dieser",
            "dieses",
            "diesem",
            "diesen",
            "dort",
            "davon",
            "darin",
            "damit",
            "dabei",
            "dafuer",
            "daran",
            "diejenigen",
            "sie",
            "deren",
            "dessen",
        ]
    ),
    "en": frozenset(["it", "its", "they", "them", "their", "this", "these", "that", "those", "there", "he", "she"]),
    "fr": frozenset(
        ["il", "elle", "ils", "elles", "cela", "ceci", "celui", "celle", "ce", "cette", "ces", "y", "leur"]
    ),
    "it": frozenset(["questo", "questa", "questi", "queste", "esso", "essa", "essi", "esse", "quello", "quella", "ne"]),
}


@cache
def qualifiers(language: str) -> dict[Phrase, str]:
    """What each phrase does to its sentence; an empty string for phrases that do nothing."""
    table = {phrase: kind for kind, text in _QUALIFIERS.get(language, {}).items() for phrase in _phrases(text)}
    neutral = {tuple(phrase.split()): "" for phrase in filter(None, _NEUTRAL.get(language, "").split("|"))}
    contracted = {(word, "t"): NOT for word in _CONTRACTED} if language == "en" else {}
    return table | neutral | contracted


@cache
def light_words(language: str) -> frozenset[str]:
    """Words that say nothing of their own."""
    own = frozenset(_LIGHT.get(language, "").split())
    return own | STOP_WORDS.get(language, frozenset()) | {word for phrase in qualifiers(language) for word in phrase}


@cache
def synonyms(language: str) -> dict[str, frozenset[int]]:
    """In which groups of like meaning a stem stands."""
    return _groups(language)


@cache
def opposites(language: str) -> dict[str, frozenset[str]]:
    """The words that contradict a word."""
    return _pairs(_OPPOSITES.get(language, ""))


@cache
def small_opposites(language: str) -> dict[str, frozenset[str]]:
    """Prepositions and particles that contradict each other before or after the same word."""
    return _pairs(_SMALL_OPPOSITES.get(language, ""))


def stem_of(word: str, language: str) -> str:
    """The stem of a folded word."""
    stemmer = _stemmer(language)
    stem: str = stemmer.stemWord(word) if stemmer else word
    return stem


@cache
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    return Stemmer.Stemmer(STEMMERS[language]) if language in STEMMERS else None


def _phrases(text: str) -> list[Phrase]:
    single, *phrases = text.split("|")
    return [*((word,) for word in single.split()), *(tuple(phrase.split()) for phrase in phrases)]


def _groups(language: str) -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    for number, group in enumerate(_SYNONYMS.get(language, ())):
        for word in group.split():
            table.setdefault(stem_of(word, language), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in table.items()}


def _pairs(text: str) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in filter(None, (part.strip() for part in text.split(";"))):
        one, other = (side.split() for side in pair.split("/"))
        for left, right in ((one, other), (other, one)):
            for word in left:
                table.setdefault(word, set()).update(right)
    return {fold(word): frozenset(words) for word, words in table.items()}
