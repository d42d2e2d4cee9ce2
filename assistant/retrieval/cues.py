"""Closed classes of words that tell whether a message leans on what was said before, folded as `lexical.fold` does."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from assistant.domain import Language
from assistant.knowledge.lexical import STOP_WORDS


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of one language; `openers` and `frames` are phrases of one or more words.

    `asks` begins questions. `refers` points back unless a noun comes first, `refers_anywhere` even then, `may_refer`
    where no noun follows, `expletive` where nothing else is said and not in an `impersonal` phrase of two words.
    `contrasts` are prepositions of which one takes another's place: "to Austria" for "to Germany". The last three are
    put together from the others: words without a meaning of their own, those that make a question of a topic, and all
    that tell the language.
    """

    fillers: frozenset[str]
    openers: tuple[str, ...]
    frames: tuple[str, ...]
    asks: frozenset[str]
    refers: frozenset[str]
    refers_anywhere: frozenset[str]
    may_refer: frozenset[str]
    expletive: frozenset[str]
    impersonal: frozenset[str]
    verbs: frozenset[str]
    generic: frozenset[str]
    determiners: frozenset[str]
    subjects: frozenset[str]
    leads: frozenset[str]
    conditions: frozenset[str]
    contrasts: tuple[frozenset[str], ...]
    function_words: frozenset[str]
    frame: frozenset[str]
    common: frozenset[str]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PLACES: Final = _set(
    "deutschland oesterreich schweiz liechtenstein italien frankreich spanien polen tschechien daenemark schweden "
    "norwegen finnland belgien niederlande holland luxemburg ungarn slowenien kroatien portugal griechenland irland "
    "england grossbritannien europa eu ausland inland usa suedtirol tirol bayern "
    "germany austria switzerland italy france spain poland czechia denmark sweden norway finland belgium netherlands "
    "luxembourg hungary slovenia croatia portugal greece ireland britain uk europe abroad "
    "allemagne autriche suisse italie espagne pologne danemark suede norvege finlande belgique luxembourg hongrie "
    "grece irlande angleterre etranger "
    "germania austria svizzera italia francia spagna polonia danimarca svezia belgio lussemburgo ungheria grecia "
    "irlanda inghilterra estero"
)

ACCENTED: Final = _set("è où là lì")
"""Words that would be others without their accents; they alone are not folded."""

TIMES: Final = _set(
    "woche wochenende monat jahr quartal morgen abend nachmittag sommer winter week weekend month year morning "
    "afternoon evening summer semaine week-end mois annee matin soir settimana mese anno mattina sera fine"
)
"""After these, "this" points to the calendar."""

SEPARABLE: Final = _set("ein aus an ab auf zu vor um mit nach zurueck weg los hin her raus rein")
"""What stands alone at the end of a German sentence and belongs to its verb: "wo stelle ich das ein"."""

BEFORE_PLACES: Final = _set(
    "in im ins nach aus an fuer von die der das den dem to from for the within en a au aux vers pour la le l de d "
    "dans "
    "per verso lo il"
)

_DE: Final[dict[str, Any]] = {
    "fillers": _set(
        "danke dankeschoen vielen dank ok okay gut super prima toll ja nein nee ah aha ach hm hmm bitte hallo hi hey "
        "guten tag morgen abend verstehe verstanden klar alles achso sorry entschuldigung perfekt schoen sehr"
    ),
    "openers": ("und", "aber", "oder", "also", "dann", "sowie", "und auch", "ich meine", "ich meinte"),
    "frames": (
        "was ist mit",
        "was ist bei",
        "wie ist es mit",
        "wie ist es bei",
        "wie ist es",
        "wie ist das mit",
        "wie ist das bei",
        "wie sieht es aus mit",
        "wie sieht es aus bei",
        "wie sieht es mit",
        "wie sieht es bei",
        "wie sieht es",
        "wie sieht das",
        "wie siehts mit",
        "wie schauts mit",
        "wie schaut es mit",
        "wie steht es mit",
        "wie steht es um",
        "gilt das auch",
        "geht das auch",
    ),
    "asks": _set(
        "wie was wer wo wann wieso warum weshalb woher wohin welche welcher welches welchen welchem womit wofuer "
        "wozu "
        "wobei wieviel wieviele"
    ),
    "refers_anywhere": _set(
        "dafuer damit davon dabei dazu daran darauf darueber danach dagegen darin daraus davor dadurch hierfuer "
        "hierzu "
        "hiervon dahin dorthin stattdessen"
    ),
    "refers": _set(
        "dort er ihn ihm diese dieser dieses diesem diesen beides beide derselbe dasselbe dieselbe "
        "sowas solche solcher solches ersteres letzteres genauso ebenso deren dessen"
    ),
    "may_refer": _set("das die den dem der da"),
    "expletive": _set("es s"),
    "impersonal": frozenset({"gibt es", "es gibt", "gab es", "handelt es", "es sich"}),
    "verbs": _set(
        "ist sind war waere waeren sein bin hat haben habe hatte haette wird werden wurde wuerde kann kannst koennen "
        "koennt koennte koennten darf duerfen durfte duerfte muss muessen musste soll sollen sollte will wollen "
        "moechte moechten mag laesst lassen gibt geben gibts geht gehen ging gilt gelten kostet kosten dauert dauern "
        "braucht brauche brauchen bekomme bekommt bekommen kriege kriegt kriegen finde findet finden mache macht "
        "machen tun tue tut klappt funktioniert funktionieren passiert passieren heisst bedeutet laeuft laufen kommt "
        "kommen nimmt nehme nehmen steht stehen bleibt bleiben aussieht aussehen sieht"
    ),
    "generic": _set(
        "lange lang laenger oft haeufig viel viele hoch teuer schnell schneller weit genau "
        "eigentlich denn mal noch schon auch nur wieder immer sofort jetzt dann spaeter vorher nachher bitte sonst "
        "mehr weniger nicht kein keine keinen man jemand alle alles moeglich noetig notwendig zeit so ganz gar doch "
        "nochmal einmal trotzdem ueberhaupt bereits erst selbst vielleicht raus rein besser wichtiger guenstiger "
        "billiger kuerzer halt eben etwa ungefaehr circa ca bis rueckgaengig umgekehrt"
    ),
    "determiners": _set(
        "der die das den dem des ein eine einen einem einer eines mein meine meinen meinem meiner dein deine ihr "
        "ihre "
        "ihren ihrem unser unsere unseren kein keine keinen"
    ),
    "subjects": _set("ich man wir sie ihr du er mich mir uns"),
    "leads": _set("auch nur per via ohne mit fuer in im ins nach bei beim von vom aus ab an am zu zum zur auf gegen"),
    "conditions": _set("wenn falls ob weil"),
    "contrasts": (
        _set("mit ohne per via"),
        _set("fuer"),
        _set("in im ins nach aus"),
        _set("bei beim"),
        _set("von vom"),
    ),
}
_EN: Final[dict[str, Any]] = {
    "fillers": _set(
        "thanks thank you ok okay great good perfect yes no ah oh hm hmm please hello hi hey sorry sure right cool "
        "alright understood fine nice well so"
    ),
    "openers": (
        "and",
        "but",
        "or",
        "what about",
        "how about",
        "and what about",
        "then",
        "also",
        "what if",
        "and how about",
        "i mean",
        "i meant",
    ),
    "frames": ("what about", "how about", "does that also apply to", "is it the same for", "same for"),
    "asks": _set("how what when where who why which"),
    "refers": _set("this these those they them there ones same both either neither he she him"),
    "refers_anywhere": _set("instead"),
    "may_refer": _set("that"),
    "expletive": _set("it"),
    "impersonal": frozenset(
        {"there is", "is there", "there are", "are there", "there s", "it is", "is it", "there be", "will there"}
    ),
    "verbs": _set(
        "is are was were be been has have had do does did can could may might must shall should will would cost "
        "costs "
        "take takes need needs get gets work works mean means happen happens go goes apply applies make find"
    ),
    "generic": _set(
        "much many long often far fast quick quickly expensive exactly also too only "
        "again still just now later before after then else more less not no any some anyone possible necessary "
        "required time one ok so please really better best cheaper faster longer important sense"
    ),
    "determiners": _set("the a an my your our their his her"),
    "subjects": _set("i you we one me us"),
    "leads": _set("also only in to for with without from by via at on per into"),
    "conditions": _set("if"),
    "contrasts": (_set("with without by via"), _set("for"), _set("to in from into"), _set("at"), _set("on")),
}
_FR: Final[dict[str, Any]] = {
    "fillers": _set(
        "merci beaucoup ok d accord bien super parfait oui non ah bonjour salut s il vous plait svp pardon compris "
        "tres entendu"
    ),
    "openers": ("et", "mais", "sinon", "alors", "et puis", "ou bien", "je veux dire"),
    "frames": ("qu en est il", "et qu en est il", "et qu en est il de", "est ce pareil"),
    "asks": _set("comment combien quand où qui quoi quel quelle quels quelles pourquoi"),
    "refers_anywhere": frozenset(),
    "refers": _set("là ca cela ceci celui celle ceux celles la-bas dessus dedans lequel laquelle pareil idem eux"),
    "may_refer": frozenset(),
    "expletive": _set("il elle ils elles"),
    "impersonal": frozenset({"il y", "t il", "il faut", "faut il", "est il"}),
    "verbs": _set(
        "est sont etait sera serait etre a ai avez avons ont avoir peut peux pouvez puis pouvons doit dois devez "
        "faut "
        "faudrait veut veux voulez coute coutent coutera prend prennent dure durent marche fonctionne fait faire va "
        "vais vaut y existe passe signifie"
    ),
    "generic": _set(
        "que temps longtemps souvent fois tous "
        "toutes tout cher vite exactement aussi seulement encore deja apres avant ensuite plus moins pas non "
        "possible "
        "necessaire est-ce"
    ),
    "determiners": _set("le la les l un une des du mon ma mes votre vos ce cet cette ces"),
    "subjects": _set("je j on nous vous tu me m"),
    "leads": _set("aussi seulement pour en vers a au aux dans avec sans par chez de depuis"),
    "conditions": _set("si"),
    "contrasts": (_set("avec sans par"), _set("pour"), _set("en a au aux vers dans pour"), _set("chez")),
}
_IT: Final[dict[str, Any]] = {
    "fillers": _set(
        "grazie mille ok va bene perfetto si no ah ciao buongiorno salve per favore scusi capito benissimo bene"
    ),
    "openers": ("e", "ed", "ma", "o", "oppure", "invece", "allora", "e invece", "intendo", "volevo dire"),
    "frames": ("che ne dite di", "vale anche", "e lo stesso"),
    "asks": _set("come quanto quanti quanta quante quando dove chi cosa quale quali perche"),
    "refers_anywhere": frozenset(),
    "refers": _set(
        "cio questo questa questi queste quello quella quelli quelle stesso stessa lì entrambi altrimenti ne farlo "
        "farla farli farle averlo averla usarlo usarla pagarlo pagarla cambiarlo cambiarla "
        "restituirlo restituirla annullarlo annullarla"
    ),
    "may_refer": frozenset(),
    "expletive": _set("ci lo"),
    "impersonal": frozenset({"ci sono", "ci vuole", "ci vogliono", "ci sara"}),
    "verbs": _set(
        "è sono era sara sarebbe essere ha ho hanno avere puo posso possono potete deve devo dovete vuole vorrei "
        "costa "
        "costano dura durano serve occorre vale funziona fa fare va succede significa prende"
    ),
    "generic": _set(
        "che tempo spesso volte caro veloce "
        "esattamente anche solo ancora gia dopo prima poi piu meno non possibile necessario ogni vuole"
    ),
    "determiners": _set("il lo la i gli le l un uno una mio mia miei mie suo sua vostro vostra"),
    "subjects": _set("io si mi noi voi lei"),
    "leads": _set("anche solo per in a al alla con senza da dal verso nel nella"),
    "conditions": _set("se"),
    "contrasts": (_set("con senza"), _set("per"), _set("in a al alla verso per")),
}


@cache
def cues_of(language: Language) -> Cues:
    """The words of the language."""
    words = {"de": _DE, "en": _EN, "fr": _FR, "it": _IT}[language]
    frame = _union(words, "fillers", "asks", "refers", "expletive", "verbs", "generic", "subjects")
    closed = _union(words, "refers_anywhere", "may_refer", "determiners", "leads", "conditions")
    function_words = STOP_WORDS[language] | frame | closed
    openers = {word for phrase in words["openers"] for word in phrase.split()}
    return Cues(**words, function_words=function_words, frame=frame, common=function_words | openers)


def _union(words: dict[str, Any], *names: str) -> frozenset[str]:
    return frozenset().union(*(words[name] for name in names))
