"""Anger or a formal complaint needs a person; a plain report of a problem is a question."""

from assistant.decision.normalise import Said
from assistant.decision.rules.legal_threat import threatens_with_law
from assistant.decision.rules.phrases import anywhere, found_in
from assistant.domain import Decision, HandOff, HandOffReason

GERMAN = (
    r"(?:moechte|will|werde|muss|wollte|moechten|kann ich|wo) (?:ich )?(?:mich|uns|ich mich) (?:\w+ ){0,8}?beschweren",
    r"(?:ich|wir) (?:beschwere|beschweren) (?:mich|uns)",
    (
        r"(?:moechte|will|werde|hiermit|muss) (?:ich )?(?:\w+ ){0,4}?(?:beschwerde|"
        r"beanstandung) (?:\w+ ){0,5}?(?:einreichen|einlegen|"
        r"erheben|vorbringen|fuehren|loswerden)"
    ),
    (
        r"(?:ist|so|was|reine|eine|echte) (?:(?:das|eine|fuer|einfach|doch|wirklich|ja|echt|absolute|bodenlose|"
        r"unglaubliche|totale|nur) )*"
        r"(?:frechheit|unverschaemtheit|unverschaemt|sauerei|abzocke|zumutung|skandal|schande|katastrophe|verarsche|"
        r"verarschung|"
        r"betrug|saftladen|sauladen|unding|inakzeptabel|unfassbar|unzumutbar|laecherlich)(?=$| (?:was|wie|dass|und|von|"
        r"hier|ich|mit|so|bei|sie)\b)"
    ),
    r"^(?:frechheit|unverschaemtheit|abzocke|saftladen|sauladen|betrueger|verbrecher|sauerei|skandal|inakzeptabel)$",
    (
        r"unter aller (?:sau|kanone|kritik)|(?:ich )?(?:fuehle|fuehl) mich (?:\w+ ){0,3}(?:verarscht|betrogen|"
        r"abgezockt|"
        r"ueber den tisch|veraeppelt)"
    ),
    r"(?:ich bin|bin) (?:\w+ ){0,3}?(?:stinksauer|sauer|wuetend|empoert|fassungslos|veraergert|entsetzt|stocksauer)",
    (
        r"mir reicht (?:s|es)|jetzt reicht (?:s|es)|es reicht (?:mir|jetzt)|ich hab(?:e)? (?:\w+ ){0,3}die (?:schnauze|"
        r"nase) voll|was soll das$"
    ),
    r"(?:ihr|sie) (?:seid|sind) (?:\w+ ){0,3}?(?:betrueger|verbrecher|gauner|abzocker|unfaehig|inkompetent)",
    r"(?:dritte|vierte|fuenfte|zehnte|x te|3|4|5) mal dass ich",
    r"(?:sie|ihr|du) (?:helfen|helft|hilfst|verstehen|verstehst) (?:mir|mich) (?:\w+ )?(?:nicht|kein\w*)$",
    r"ich bestehe auf",
)
ENGLISH = (
    (
        r"(?:file|filing|make|making|lodge|lodging|submit|submitting|register|raise|raising|open|enter|place|send|"
        r"sending|"
        r"leave) "
        r"(?:an? |my |some )?(?:\w+ ){0,2}?(?:complaints?|reclamations?|consumer claims?|customer claims?)"
    ),
    r"(?:complaint|claim) against (?:you|your|ur|the) ?(?:company|business|organi[sz]ation|service|shop|store)?",
    (
        r"(?:want|like|need|wish|going|have|help|how|where) (?:me )?to (?:\w+ )?complain|(?:i|to) complain (?:about|"
        r"against)|i am complaining"
    ),
    r"i (?:\w+ ){0,3}?(?:have|got) an? (?:\w+ )?complaint",
    (
        r"(?:this|that|it|your (?:service|company|support)|you|service) (?:is|s|are) (?:\w+ ){0,2}?(?:outrageous|"
        r"unacceptable|disgrace|"
        r"disgraceful|ridiculous|a scam|scammers|a joke|disgusting|appalling|pathetic|rip ?off|fraud|the worst|useless)"
    ),
    (
        r"i (?:am|m) (?:\w+ )?(?:furious|outraged|livid|disgusted|fed up|so angry|very angry|really angry|"
        r"extremely disappointed)"
    ),
    r"you (?:don t|do not|dont) (?:understand|help) me",
)
FRENCH = (
    r"(?:faire|deposer|porter|formuler|introduire|adresser|enregistrer) (?:une? |ma |la )?(?:reclamation|plainte)",
    r"(?:veux|voudrais|souhaite|tiens a|vais|dois|aimerais) me plaindre|je me plains",
    (
        r"c est (?:\w+ ){0,2}?(?:un scandale|scandaleux|inadmissible|inacceptable|une honte|honteux|du vol|une arnaque|"
        r"n importe quoi|"
        r"lamentable|du foutage)"
    ),
    (
        r"je suis (?:\w+ )?(?:furieux|furieuse|en colere|outree?|scandalisee?|indignee?|hors de moi)|j en ai (?:marre|"
        r"assez|ras le bol)"
    ),
    r"vous etes des (?:voleurs|escrocs|incapables)",
)
ITALIAN = (
    (r"(?:fare|presentare|sporgere|inoltrare|inviare|aprire) (?:un |una |il |la )?(?:reclamo|lamentela|rimostranza)"),
    r"(?:voglio|vorrei|devo|desidero) (?:lamentarmi|reclamare|protestare)",
    (
        r"e (?:\w+ ){0,2}?(?:una vergogna|inaccettabile|uno scandalo|scandaloso|una truffa|vergognoso|uno schifo|"
        r"assurdo)|"
        r"che vergogna|^vergogna$"
    ),
    (
        r"sono (?:\w+ )?(?:furioso|furiosa|arrabbiat[oa]|arrabbiatissim[oa]|indignat[oa]|furibond[oa])|"
        r"ne ho abbastanza|"
        r"sono stuf[oa]"
    ),
    r"siete (?:dei |degli )?(?:truffatori|ladri|incapaci)",
)
# Complaints to an authority are a question for the help centre, and so are the rights of a customer.
EXCLUDED = anywhere(
    r"datenschutz\w*|aufsichtsbehoerde\w*|behoerde|data protection|supervisory authority|ombuds\w+|autorite|cnil|"
    r"edoeb|garante|"
    r"schlichtungsstelle|wie erkenne|how (?:long|many|are|do you handle)|wie lange|was ist eine beschwerde"
)
PATTERN = anywhere(*GERMAN, *ENGLISH, *FRENCH, *ITALIAN)


def complaint(said: Said) -> Decision | None:
    """Offer a person to whoever is angry, or threatens with the law where that is no topic of its own."""
    candidates = [sentence for sentence in said.sentences if not EXCLUDED.search(sentence)]
    angry = found_in(PATTERN, candidates) or threatens_with_law(said)
    return HandOff(HandOffReason.COMPLAINT) if angry else None
