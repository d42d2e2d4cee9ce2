"""A threat with the law; what the law says about withdrawal or warranty is a question for the articles."""

from assistant.decision.normalise import Said
from assistant.decision.rules.phrases import ASKS_HOW, anywhere, found_in, gap, statements
from assistant.domain import Decision, HandOff, HandOffReason

DE_AUTHORITY = (
    r"(?:verbraucherzentrale|verbraucherschutz\w*|verbraucherschuetzer\w*|konsumentenschutz\w*|konsumentenschuetzer\w*|"
    r"arbeiterkammer|bundesnetzagentur|vki)"
)
GERMAN = (
    (
        rf"(?:schalte|schalten|nehme mir|nehmen uns|hole mir|gehe zum|gehe zu meinem|beauftrage|beauftragen|uebergebe|"
        rf"uebergeben|hoeren|meldet|konsultiere|informiere|konsultieren|werde|geht|gebe|geben|wende|wenden) {gap(6)}"
        r"(?:(?:rechts|fach)?anwalt|(?:rechts)?anwaeltin|anwaelten?)"
    ),
    (
        rf"(?:rechts)?(?:anwalt|anwaeltin|anwaelte) {gap(4)}(?:meld\w+|kuemmer\w+|ein(?:zu)?schalt\w*|einschalte|"
        rf"uebergeb\w+|"
        rf"kontaktier\w+|schreib\w+|beauftrag\w+|vorgehen|eingeschaltet|informier\w+)"
    ),
    (
        r"(?:liegt|ist) (?:\w+ ){0,4}?(?:beim|bei (?:mein|unser|ein)em) (?:rechts)?anwalt|"
        r"anwaltlich\w* (?:\w+ ){0,3}?(?:vorgeh\w*|vertreten|schritte|hilfe|beistand|pruefen|beraten)|"
        r"(?:rechtliche|juristische|gerichtliche)[nrs]? (?:schritte|konsequenzen|massnahmen|mittel|folgen|nachspiel)|"
        r"(?:gerichtlich|rechtlich|juristisch) (?:\w+ ){0,4}?(?:vorgeh\w*|vorzugehen|durchsetzen|einklagen|"
        r"geltend machen|"
        r"belangen)|"
        r"(?:auf dem|den) rechtsweg|rechtsweg (?:\w+ )?(?:beschreiten|einschlagen)|(?:gerichtliches|juristisches|"
        r"rechtliches) "
        r"nachspiel"
    ),
    (
        rf"verklage (?:ich |wir )?(?:sie|euch|ihre|diese|eure)|(?:werde|werden|will|wollen|muss) {gap(4)}(?:verklagen|"
        rf"einklagen)|"
        rf"wir verklagen|klage {gap(3)}(?:einreichen|erheben|einlegen)|(?:reiche|erhebe|reichen|erheben) {gap(3)}klage|"
        r"mit (?:einer )?klage (?:zu )?rechnen|verklagen sie"
    ),
    (
        rf"(?:ziehe|gehe|ziehen|gehen|bringe|bringen|zerre|landen|landet|sehen uns|sehen wir uns|ende|"
        rf"endet) {gap(5)}vor(?:s| das| dem)? "
        r"gericht|gericht (?:\w+ )?(?:ziehen|bringen|wiedersehen|klaeren)|(?:leite|"
        r"beantrage) (?:\w+ ){0,4}?(?:mahnverfahren|"
        r"gerichtlichen mahnbescheid)"
    ),
    (
        rf"strafanzeige|(?:erstatte|erstatten|erstattet) {gap(4)}anzeige|anzeige {gap(5)}(?:erstatt\w+|gegen (?:sie|"
        rf"euch|"
        rf"ihr\w*|"
        rf"eur\w*|die firma)|bei der polizei|wegen (?:betrug\w*|diebstahl\w*))|(?:zeige|zeig|zeigen) (?:ich |"
        rf"wir )?(?:sie|"
        rf"euch|"
        rf"ihre firma|eure firma|ihr unternehmen|den laden) {gap(4)}an$|(?:zeige|zeig) (?:sie|euch) an|"
        rf"(?:sie|euch|ihre firma|ihr unternehmen) {gap(4)}anzeigen$|(?:gehe|gehen|melde|wende) {gap(4)}polizei"
    ),
    (
        rf"(?:wende|melde|gehe|beschwere|schalte|werde|werden|informiere|wenden|melden|gehen|geht|einschalten) {gap(7)}"
        rf"{DE_AUTHORITY}|{DE_AUTHORITY} {gap(5)}(?:einschalt\w+|meld\w+|informier\w+|wend\w+|beschwer\w+|hoeren|"
        rf"interessier\w+|"
        r"freuen)"
    ),
    (
        rf"(?:fordere|verlange|fordern|mache|werde|machen|werden) {gap(6)}(?:schaden(?:s)?ersatz|schmerzensgeld)|"
        rf"(?:setze|setzen) (?:ich |wir )?(?:ihnen|euch) {gap(4)}(?:letzte |angemessene )?(?:frist|nachfrist)|"
        r"(?:letzte|eine) (?:nachfrist|frist) (?:\w+ ){0,8}?(?:anwalt|gericht|klage)|mahne (?:\w+ )?sie (?:\w+ )?ab"
    ),
)
ENGLISH = (
    (
        r"(?:i ll|i will|we will|we ll|i am going to|i m going to|gonna|going to|have to|forced to|ready to|want to|"
        r"prepared to) (?:\w+ )?(?:sue|take legal|take (?:you|this|your company|the matter) to (?:small claims )?court|"
        r"report you|call my lawyer|press charges)|i (?:am |m )?(?:suing|sue) (?:you|your|the company)"
    ),
    (
        r"see you in (?:small claims )?court|legal (?:action|steps|proceedings|consequences)|my (?:lawyer|solicitor|"
        r"attorney) "
        r"(?:will|is going|has|shall|is already|to)|(?:hear|hearing|letter) from (?:my|our) (?:lawyers?|solicitors?|"
        r"attorneys?)"
    ),
    (
        r"(?:contact|contacting|call|calling|hire|hiring|get|getting|instruct|consult|involve|involving|talk to|"
        r"speak to|"
        r"speaking to|go to|hand this (?:over )?to) (?:my|a|our|an) (?:lawyer|solicitor|attorney)|(?:lawyers?|"
        r"solicitors?) "
        r"involved"
    ),
    (
        r"(?:file|filing|bring|start) (?:an? )?(?:lawsuit|police report|criminal complaint|law suit)|"
        r"lawsuit against you|"
        r"(?:reporting|report) (?:you|this|your company) to (?:the )?(?:police|authorities|trading standards|consumer|"
        r"ombudsman|"
        r"regulator|bbb|better business)|(?:go|going|turn|complain|complaining|contact|"
        r"contacting) (?:to )?(?:the )?(?:consumer "
        r"(?:protection|advice|association|rights|advocate|centre)\w*|trading standards|police|small claims court)|"
        r"(?:going|go|take (?:this|you)) to (?:small claims )?court|(?:seek|claim|demand) (?:\w+ )?(?:damages|"
        r"compensation) in "
        r"court"
    ),
)
FRENCH = (
    (
        r"mon avocate?|(?:prend\w*|contact\w+|saisi\w*|consult\w+|engag\w+|mandat\w+|passe\w*|"
        r"voir) (?:\w+ )?(?:par )?(?:un |une )?"
        r"avocate?|actions? en justice|poursuites? (?:judiciaires?|en justice)|poursuivre (?:\w+ )?en justice|"
        r"vous poursuiv\w+|"
        r"vous attaqu\w+(?: en justice)?|en justice"
    ),
    (
        r"(?:porte\w*|porter|deposer?|depose) plainte|(?:saisi\w*|aller|irai|devant|alerte\w*|contact\w+|"
        r"signal\w+) (?:\w+ ){0,5}?"
        r"(?:tribun\w+|la justice|dgccrf|ufc que choisir|ufc|juge|prud hommes|repression des fraudes|la police|"
        r"associations? de consommateurs)|mise en demeure|mets? en demeure|mettre en demeure|voies? (?:judiciaires?|"
        r"de droit)|"
        r"reglera (?:\w+ )?au tribunal|dommages et interets"
    ),
)
ITALIAN = (
    (
        r"(?:il )?mio (?:avvocato|legale)|(?:tramite|rivolg\w+|contatt\w+|passo|passero|sentir\w+|parlo|"
        r"incaric\w+) (?:\w+ ){0,3}?"
        r"(?:avvocato|avvocata|un legale|legali)|vie legali|(?:azion[ei]|misure) legal[ei]|(?:vi|la|ti) denunc\w+|"
        r"denuncer\w+|"
        r"(?:sporg\w+|faccio|faro|present\w+) (?:una )?(?:denuncia|querela|esposto)"
    ),
    (
        r"(?:port|cit|trascin)\w+ in (?:tribunale|giudizio)|(?:vediamo|rivediamo|finir\w+) in tribunale|"
        r"(?:vi )?(?:faccio|"
        r"faro|"
        r"fare) causa(?! (?:di|per)\b)|(?:rivolg\w+|segnal\w+|contatt\w+|vado|andro|"
        r"avvis\w+) (?:\w+ ){0,5}?(?:consumatori|codacons|"
        r"altroconsumo|carabinieri|polizia|antitrust|giudice di pace)|vi diffid\w+|messa in mora|(?:chied\w+|"
        r"pretend\w+|"
        r"esig\w+) "
        r"(?:\w+ ){0,3}?risarciment\w+"
    ),
)
PATTERN = anywhere(*GERMAN, *ENGLISH, *FRENCH, *ITALIAN)

# Who speaks of herself or to us, and of those whom a quarrel ends before.
PARTIES = anywhere(
    r"ich|mir|mich|wir|uns|mein\w*|unser\w*|sie|ihnen|euch|ihr|i|me|my|we|our|you|your|je|j|me|mon|ma|nous|vous|mi|"
    r"mio|mia|"
    r"vi|noi|ci|lei|la|\w+ero|\w+eremo"
)
COURTS = anywhere(
    r"(?:mein|unser|ein|de)(?:em|en|m|n) (?:rechts|fach)?(?:anwalt|anwaeltin)|zum (?:rechts)?anwalt|rechtsbeistand|"
    r"rechtsschutz\w*|verbraucherzentrale|verbraucherschutz\w*|konsumentenschutz\w*|strafanzeige|verklag\w*|"
    r"(?:mit|eine|einer|die|zur) (?:\w+ )?klage|vor(?:s| das)? gericht|gerichtlich\w*|rechtliche schritte|"
    r"juristisch\w*",
    r"(?:my|our|a|an) (?:lawyer|solicitor|attorney|barrister)|lawyers|solicitors|"
    r"(?:to|in|into) (?:(?:a|the|small claims|county|high|civil) )?court|"
    r"small claims court|lawsuit|"
    r"legal (?:action|advice|steps|proceedings|counsel)|trading standards|ombudsman|"
    r"(?:to|will|ll|shall|may|might|could|can|would|gonna|must|we|i) sue",
    r"(?<!\bd )avocate?|tribunal|en justice|porter plainte|poursuites|dgccrf|avvocat[oa]|"
    r"(?:mio|nostro) legale|tribunale|vie legali|"
    r"querela|giudice|codacons|altroconsumo|fare causa",
)
NO_QUARREL = anywhere(
    r"ich bin (?:\w+ ){0,3}?(?:rechts)?anw\w+|als (?:rechts)?anw\w+|kanzlei\w*|rabatt\w*|rechnung\w*|tarif\w*|"
    r"gerichtsstand|"
    r"jurastud\w*|i (?:am|m) an? (?:\w+ )?(?:lawyer|solicitor|attorney)|law firm|as an? (?:lawyer|solicitor|attorney)|"
    r"discount|"
    r"invoices?|je suis (?:un |une )?avocate?|cabinet|facture|sono (?:un |una )?avvocat[oa]|studio|"
    r"fattura|sconto|remise|wrote|versicherung ab\w*|abschliessen|juristische\w* person\w*|betreuer\w*|"
    r"gerichtlich (?:bestellt|eingesetzt|anerkannt)\w*|"
    r"(?:nachweis|bescheinigung|bestaetigung|kopie|beleg|unterlagen) (?:\w+ ){0,3}?fuer (?:mein|unser|d)\w+ "
    r"(?:rechts)?anw\w+|"
    r"(?:moechte|suche|brauche|will|haette|verkaufen|bieten) (?:\w+ ){0,4}?rechtsschutzversicherung\w*|huile|guacamole"
)


def threatens_with_law(said: Said) -> bool:
    """Recognise a threat in any of the languages."""
    return found_in(PATTERN, statements(said)) or any(map(_names_a_court, said.sentences))


def _names_a_court(sentence: str) -> bool:
    """A sentence in which somebody takes a quarrel elsewhere, in whatever words."""
    if ASKS_HOW.search(sentence):
        return False
    named = COURTS.search(sentence) is not None and PARTIES.search(sentence) is not None
    return named and NO_QUARREL.search(sentence) is None


def legal_threat(said: Said) -> Decision | None:
    """Offer a person: nothing an article says may look like an answer to a threat."""
    return HandOff(HandOffReason.LEGAL_THREAT) if threatens_with_law(said) else None
