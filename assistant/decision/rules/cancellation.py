"""A contract is declared to end, which may meet a deadline; how to cancel is a question for the articles."""

from assistant.decision.normalise import Said
from assistant.decision.rules.phrases import anywhere, found_in, gap, statements
from assistant.domain import Decision, HandOff, HandOffReason

DE_IF = r"(?<!wenn )(?<!falls )(?<!sobald )(?<!bevor )(?<!dass )(?<!ob )(?<!weil )(?<!nachdem )(?<!sofern )(?<!warum )"
DE_WHEN = (
    r"(?:fristgerecht|fristgemaess|fristlos|ausserordentlich|ordentlich|mit sofortiger wirkung|per sofort|"
    r"zum (?:naechst\w+|\d+|ersten|letzten|monatsende|jahresende|quartalsende|vertragsende|ende|ablauf|januar|februar|"
    r"maerz|"
    r"april|mai|juni|juli|august|september|oktober|november|dezember)|per \d+|mit wirkung zum|vorsorglich|"
    r"ende des monats)"
)
DE_CONTRACT = (
    r"(?:\w*vertrag\w*|\w*abo|\w*abos|abonnement\w*|mitgliedschaft|\w*kauf|\w*bestellung|auftrag|tarif|versicherung|"
    r"police|abo plus)"
)
GERMAN = (
    (
        rf"^(?:\w+ )?(?:kuendigung|widerruf|ruecktritt) (?:mein|unser|de|vo|zu)\w* (?:\w+ ){{0,4}}?(?:\w*\d\w*|_\w+_|"
        rf"{DE_WHEN})|mache "
        rf"(?:ich )?(?:hiermit )?gebrauch von meinem {gap(3)}(?:widerrufsrecht|ruecktrittsrecht|kuendigungsrecht|"
        rf"sonderkuendigungsrecht)|"
        rf"betrachten sie {gap(4)}als (?:\w+ )?(?:kuendigung|widerruf)|(?:diese nachricht|dieses schreiben|diese mail|"
        rf"dies) {gap(4)}(?:gilt "
        rf"als|ist meine|als) (?:\w+ )?(?:kuendigung|widerruf)|nehmen sie {gap(3)}kuendigung {gap(4)}(?:entgegen|"
        rf"zur kenntnis|an)$"
    ),
    (
        r"hiermit (?!widerrufe ich (?:mein\w* )?(?:ein|zu))(?:\w+ ){0,6}?(?:kuendig\w+|widerruf\w*|trete|treten|"
        r"storniere|stornieren|fechte|ruecktritt)"
    ),
    (
        rf"{DE_IF}(?:ich|wir) (?:\w+ )?kuendigen?(?! (?:kann|koennte|will|moechte|muss|soll)\b)|(?:kuendige|"
        rf"kuendigen) (?:ich|wir) "
        rf"{gap(5)}{DE_WHEN}|^(?:{DE_WHEN} )?kuendige (?:mein\w*|den|das|die|unser\w*|{DE_WHEN})"
    ),
    (
        rf"{DE_WHEN} {gap(6)}(?:zu )?(?:kuendigen|gekuendigt|beenden|kuendigung)$|(?:moechte|will|moechten|"
        rf"wollen) {gap(8)}"
        rf"{DE_WHEN} {gap(6)}(?:kuendigen|beenden)"
    ),
    (
        rf"(?:kuendigung|widerruf|kuendigungsschreiben|ruecktritt) {gap(7)}{DE_WHEN}|(?:bestaetigen sie|bitte um|"
        rf"erbitte|"
        rf"um|"
        rf"erwarte) {gap(6)}(?:bestaetigung {gap(4)})?(?:mein\w* |der |die |den |dieser )(?:kuendigung|widerruf\w*)|"
        rf"(?:erklaere|"
        rf"erklaeren) {gap(6)}(?:kuendigung|widerruf|ruecktritt)"
    ),
    (
        rf"(?:ich|wir) widerrufen? {gap(6)}{DE_CONTRACT}|(?:widerrufe|widerrufen) (?:ich |wir |"
        rf"hiermit )*{gap(5)}{DE_CONTRACT}|"
        rf"(?:mache|machen) {gap(5)}widerrufsrecht\w* {gap(2)}gebrauch|widerrufsrecht (?:\w+ )?(?:gebrauch|wahr$|"
        rf"hiermit)|"
        rf"(?:trete|treten) {gap(7)}{DE_CONTRACT} {gap(4)}zurueck"
    ),
    (
        rf"bitte kuendigen(?: sie)?(?=$| (?:mein|unser|den|das|zum|sofort|kunde))|kuendigen sie (?:bitte |hiermit |"
        rf"umgehend |"
        rf"sofort )*(?:mein\w*|unser\w*|den|das) (?:\w+ )?{DE_CONTRACT}|betrachten sie {gap(6)}(?:als )?(?:gekuendigt|"
        rf"beendet)|"
        rf"(?<!muss )(?<!wird )(?:mein|unser|der) (?:\w+ )?{DE_CONTRACT} ist (?:hiermit|damit|ab sofort) gekuendigt"
    ),
)
EN_CONTRACT = r"(?:contract|subscription|membership|agreement|purchase|plan|policy|order|account)"
EN_WHEN = (
    r"(?:effective (?:immediately|from|as of|on|\w+ \d+|\d+)|with immediate effect|as of (?:today|now|the|\d+|\w+ \d+)|"
    r"with effect (?:from|on)|by the end of|at the end of|from the end of|to the end of|on (?:the )?\d+|on \w+ \d+|"
    r"within the (?:cooling "
    r"off|withdrawal|notice) period|(?:\d+ |one month |four weeks )(?:days |weeks )?notice)"
)
ENGLISH = (
    (
        r"(?:i|we) (?:\w+ ){0,3}?(?:give|giving) notice|^(?:this is (?:my )?)?(?:notice|letter) of (?:termination|"
        r"cancell?ation|"
        r"withdrawal) (?:of|for) (?:my|our|the)"
    ),
    (
        r"(?:hereby|formally) (?:\w+ ){0,3}?(?:cancel|terminat\w+|withdraw|revok\w+|give notice|giving notice|rescind|"
        r"end)\b"
    ),
    (
        rf"(?:i am|i m|we are|i|we|please|to|ll|will) (?:cancel|terminate|withdraw from|revoke|end|cancelling|"
        rf"canceling|"
        rf"terminating|"
        rf"withdrawing from|revoking|ending) {gap(4)}{EN_CONTRACT} {gap(4)}{EN_WHEN}|^(?:i am|i m|"
        rf"we are) (?:cancelling|"
        rf"canceling|"
        rf"terminating|withdrawing from|revoking) {gap(3)}{EN_CONTRACT}|^i (?:terminate|withdraw from|"
        rf"revoke) {gap(3)}{EN_CONTRACT}"
    ),
    (
        rf"(?:this is|consider this|please accept this|treat this|accept this|take this|regard this) {gap(6)}(?:notice|"
        rf"cancell?ation|termination|withdrawal)|(?:give|giving|gave|given|serve|serving|my|written|"
        rf"formal) notice (?:of|"
        rf"to) "
        r"(?:cancell?ation|cancell?|cancel|terminat\w+|withdraw\w*|end)"
    ),
    (
        rf"(?:i|we|am|m|to|hereby|would like to) (?:\w+ )?(?:exercis\w+|mak\w+ use of|"
        rf"us\w+) {gap(3)}right (?:to cancel|"
        rf"of withdrawal|"
        r"to withdraw|of cancell?ation|of revocation)|confirm (?:\w+ ){0,4}?(?:my|the|this) (?:cancell?ation|"
        r"termination|"
        r"withdrawal)"
    ),
)
FR_CONTRACT = r"(?:contrat|abonnement|adhesion|achat|commande|forfait|assurance|police)"
FR_IF = r"(?<!si )(?<!quand )(?<!lorsque )(?<!avant que )(?<!des que )(?<!que )"
FR_WHEN = (
    r"(?:au \d+|au 1er|le \d+|a compter d|a partir d|avec effet (?:immediat|au)|avec effet|a l echeance|a echeance|"
    r"immediatement|des (?:le|maintenant|aujourd hui)|a la fin d|fin (?:du|de) |pour le \d+)"
)
FRENCH = (
    (
        rf"(?:par la presente|par ce message|par ce courrier|vous informe|vous notifie|vous signifie|vous fais part|"
        rf"fais savoir) "
        rf"{gap(9)}(?:resili\w+|retract\w+|annul\w+|renonc\w+|denonc\w+|mets fin)"
    ),
    (
        rf"{FR_IF}je (?:resilie|resilierai|me retracte|denonce|mets fin a) (?:\w+ ){{0,3}}?(?:{FR_CONTRACT}|{FR_WHEN}|"
        rf"$)|"
        rf"je me "
        rf"retracte|(?:exerce|exercer|fais valoir|fais usage) {gap(4)}droit de retractation"
    ),
    (
        rf"(?:resilier|resiliation|mettre fin) {gap(7)}{FR_WHEN}|(?:veuillez|merci de|je vous prie de|"
        rf"je vous demande de) {gap(5)}"
        rf"(?:resilier|resiliation|mettre fin a)|(?:confirmer|confirmez|confirmation de) {gap(4)}(?:resiliation|"
        rf"retractation)|"
        rf"resiliez {gap(2)}{FR_CONTRACT}"
    ),
)
IT_CONTRACT = r"(?:contratto|abbonamento|acquisto|ordine|iscrizione|polizza|piano)"
IT_IF = r"(?<!se )(?<!quando )(?<!prima che )(?<!che )(?<!appena )(?<!come )"
IT_WHEN = (
    r"(?:con effetto (?:immediato|dal)|con effetto|a partire dal?|dal \d+|al \d+|entro il \d+|alla scadenza|"
    r"immediatamente|"
    r"da subito|a decorrere|per il \d+|nei termini|a fine (?:mese|anno))"
)
ITALIAN = (
    (
        rf"(?:con la presente|con questo messaggio|con questa|vi comunico|le comunico|vi informo|"
        rf"vi notifico) {gap(9)}(?:disdic\w+|"
        rf"disdire|disdetta|reced\w+|recess\w+|annull\w+|rescind\w+|risol\w+)"
    ),
    (
        rf"{IT_IF}(?:disdico|recedo|rescindo|do disdetta|do la disdetta)(?! (?:posso|devo)\b)|"
        rf"esercit\w+ {gap(4)}(?:diritto di )"
        rf"?recesso|mi avvalgo {gap(4)}recesso"
    ),
    (
        rf"(?:disdire|recedere|disdetta|recesso|rescindere) {gap(7)}{IT_WHEN}|(?:confermate|confermi|confermatemi|"
        rf"confermarmi|confermare|"
        rf"conferma) {gap(5)}(?:disdetta|recesso)|(?:disdica|disdite) {gap(2)}{IT_CONTRACT}"
    ),
)
PATTERN = anywhere(*GERMAN, *ENGLISH, *FRENCH, *ITALIAN)


def cancellation(said: Said) -> Decision | None:
    """Offer a person: a machine that seems to accept a declaration may cost the customer the deadline."""
    return HandOff(HandOffReason.CANCELLATION) if found_in(PATTERN, statements(said)) else None
