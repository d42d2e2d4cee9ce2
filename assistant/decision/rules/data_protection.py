"""A right under the GDPR or the Swiss FADP is exercised; how to delete an account is a question for articles."""

from assistant.decision.normalise import Said
from assistant.decision.rules.phrases import anywhere, found_in, gap, statements
from assistant.domain import Decision, HandOff, HandOffReason

DE_DATA = (
    r"(?:\w*daten|personenbezogen\w*|persoenlichen (?:informationen|angaben)|informationen ueber mich|"
    r"(?:telefon|handy|ruf)?nummer|email ?adresse|mailadresse|email)"
)
DE_LAW = r"(?:dsgvo|ds gvo|revdsg|ndsg|dsg|bdsg|gdpr|datenschutz ?(?:grund)?verordnung|datenschutzgesetz\w*)"
DE_ASK = (
    r"(?:fordere|fordern|verlange|verlangen|beantrage|beantragen|begehre|ersuche|stelle|bitte|bitten|wuensche|hiermit|"
    r"moechte|will|mache|brauche|erwarte|erbitte|bestehe auf|senden sie|schicken sie|uebermitteln sie|geben sie|"
    r"erteilen sie)"
)
GERMAN = (
    (
        rf"(?:untersage|verbiete) (?:ich )?(?:ihnen|euch) {gap(5)}(?:weitergabe|nutzung|verarbeitung|speicherung|"
        rf"verwendung)"
    ),
    (
        rf"(?:ich|bitte|hiermit|antrag|anfrage|bitten|wir|gestuetzt) {gap(14)}(?:{DE_LAW}|art(?:ikel)? (?:15|16|17|18|"
        rf"20|"
        rf"21)\b) "
        rf"{gap(14)}(?:mit welche|auskunft\w*|kopie|loesch\w+|widersprech\w*|gebrauch)\b"
    ),
    (
        rf"(?:auskunft|loeschung|datenauskunft|datenkopie|antrag) {gap(8)}(?:{DE_LAW}|art(?:ikel)? (?:15|17|18|20|"
        rf"21)\b) "
        rf"(?:\w+ ){{0,3}}?(?:bitte|an|ein)$|antrag auf (?:loeschung|auskunft|datenauskunft|berichtigung|"
        rf"herausgabe) {gap(5)}{DE_DATA}"
    ),
    (
        rf"(?:fordere|verlange|bestehe|erwarte|bitte sie|fordern) {gap(10)}(?:meine|alle|saemtliche|"
        rf"unsere) {gap(3)}{DE_DATA} {gap(4)}"
        rf"(?:zu )?loesch\w+|entfernen sie mich aus {gap(3)}(?:datenbank|datei|kartei|system|verteiler)|"
        rf"auskunftsrecht {gap(5)}gebrauch"
    ),
    rf"{DE_ASK} {gap(10)}(?:daten)?auskunft {gap(10)}(?:{DE_DATA}|{DE_LAW}|art(?:ikel)? 15|gespeichert\w*)",
    (
        rf"(?:nach|gemaess|laut|im sinne|aufgrund|unter berufung auf|berufe mich auf|gem) {gap(6)}(?:{DE_LAW}|"
        rf"art(?:ikel)? "
        rf"(?:15|16|17|18|20|21|25)\b) {gap(20)}(?:auskunft|kopie|loesch\w+|widersprech\w*|widerspruch|widerrufe?|"
        rf"berichtig\w+|"
        r"herausgabe|uebertrag\w+|fordere|verlange|beantrage|datenkopie|mitzuteilen)"
    ),
    (
        rf"{DE_ASK} {gap(14)}(?:auskunft|kopie|loeschung|herausgabe|berichtigung|uebertragung|widerspruch) {gap(12)}"
        rf"(?:{DE_LAW}|art(?:ikel)? (?:15|16|17|18|20|21|25)\b)"
    ),
    (
        rf"{DE_ASK} {gap(4)}(?:datenauskunft|auskunftsersuchen|selbstauskunft|auskunftsbegehren|datenkopie)|"
        r"(?:datenauskunft|auskunftsersuchen|auskunftsbegehren|selbstauskunft) (?:nach|gemaess|bitte|anfordern|"
        r"beantragen|"
        r"dsgvo)|"
        rf"{DE_ASK} {gap(4)}(?:kopie|herausgabe) {gap(4)}(?:meiner|aller|saemtlicher) {gap(3)}{DE_DATA}"
    ),
    (
        rf"(?:loeschen|entfernen|vernichten|loescht|sperren|loesche) sie {gap(6)}(?:meine\w*|alle|saemtliche|unsere|"
        rf"jegliche) "
        rf"{gap(4)}{DE_DATA}|(?<!ich )(?:loesche|loescht|vernichtet) (?:bitte |sofort |umgehend |mal )*(?:meine|"
        rf"alle meine|"
        rf"saemtliche|alle) {gap(3)}{DE_DATA}"
    ),
    (
        rf"(?:fordere|verlange|beantrage|bestehe auf|bitte um|bitte sie um|fordern|wuensche|"
        rf"mache) {gap(8)}loeschung {gap(5)}"
        rf"{DE_DATA}|dass (?:sie|ihr) {gap(8)}(?:meine|alle|saemtliche) {gap(3)}{DE_DATA} {gap(4)}loesch\w+|"
        rf"recht auf (?:vergessenwerden|vergessen werden|loeschung|auskunft|datenuebertragbarkeit|"
        rf"berichtigung) {gap(4)}"
        r"(?:gebrauch|geltend|wahrnehmen|ausueben|nutzen|bestehe)|(?:berufe|poche|bestehe|"
        r"beharre) (?:\w+ ){0,2}?auf (?:mein\w* )?"
        r"recht auf (?:vergessenwerden|loeschung|auskunft)|(?:meine|alle) (?:\w+ ){0,2}?daten (?:sind |muessen |"
        r"sofort |"
        r"bitte )"
        r"(?:\w+ ){0,3}?(?:zu loeschen|geloescht werden|loeschen$)"
    ),
    (
        rf"widerspreche {gap(8)}(?:verarbeitung|nutzung|speicherung|weitergabe|verwendung|werbung|profiling|"
        rf"datenverarbeitung|"
        rf"direktwerbung|werbe\w+|uebermittlung)|(?:lege|erhebe|hiermit) {gap(5)}widerspruch {gap(6)}(?:verarbeitung|"
        rf"nutzung|"
        rf"werbung|verwendung|profiling|datenverarbeitung|weitergabe)|(?:widerrufe|widerrufen|ziehe|nehme) {gap(6)}"
        rf"(?:einwilligung|einverstaendnis|datenschutz\w*erklaerung|werbeeinwilligung)|"
        rf"habe {gap(6)}(?:telefonie|verarbeitung|werbung|weitergabe) {gap(4)}widersprochen"
    ),
    (
        rf"(?:haben|hat|habt) {gap(4)}meine (?:\w+ )?(?:\w*daten|adresse|telefonnummer|nummer|"
        rf"emailadresse) {gap(5)}(?:weitergegeben|"
        r"verkauft|veroeffentlicht|missbraucht|weitergeleitet|weiterverkauft)"
    ),
)
ENGLISH = (
    (
        r"(?:^|please |you to )stop (?:processing|using|sharing|selling|storing) (?:\w+ ){0,2}?my (?:\w+ )?(?:data|"
        r"information)"
    ),
    (
        rf"(?:gdpr|fadp|data protection) (?:data )?(?:request|erasure request|"
        rf"access request) (?:\w+ ){{0,3}}?(?:please|i|"
        rf"for)|"
        rf"(?:i|please|we|hereby) {gap(14)}(?:gdpr|article (?:15|17|21)|fadp)$|(?:i|please|we|"
        rf"hereby) {gap(12)}(?:delete|"
        rf"erase|copy|"
        rf"disclose|know what|provide) {gap(10)}(?:under|according to|pursuant to) (?:the )?(?:gdpr|fadp)"
    ),
    (
        rf"(?:make|making|submit|submitting|this is|request|sending|file|filing|raise|"
        rf"hereby) {gap(4)}(?:data )?subject access "
        r"request|subject access request (?:under|for)|this is a (?:gdpr|sar|dsar)|(?:submit|make|file) (?:a |"
        r"an )?(?:dsar|sar)\b"
    ),
    (
        rf"(?:under|pursuant to|in accordance with|according to|based on|exercise|exercising|invoke|invoking|"
        rf"citing) {gap(6)}"
        rf"(?:gdpr|article (?:15|16|17|18|20|21)|data protection (?:act|law)|fadp|right (?:to be forgotten|of access|"
        rf"to erasure|"
        rf"to object|of erasure|to access|to deletion)) {gap(16)}(?:request|demand|ask|asking|want|delet\w+|eras\w+|"
        rf"provide|"
        r"object|copy|send|disclose|require)"
    ),
    (
        rf"(?:i|we) (?:hereby |want to |would like to |wish to |am |m )?(?:exercis\w+|"
        rf"invok\w+) {gap(3)}right (?:to be forgotten|"
        rf"of access|to erasure|to object|of erasure|to access|to data portability)|(?:request|demand|requesting|"
        rf"demanding|ask "
        rf"for|asking for|insist on) {gap(6)}(?:erasure|deletion) (?:of )?{gap(4)}data|(?:request|"
        rf"demand) {gap(10)}(?:under|"
        r"pursuant to) (?:the )?(?:gdpr|article|data protection)"
    ),
    (
        rf"(?:^|please |immediately |hereby |must |you to |that you |should )(?:delete|erase|wipe|"
        rf"remove) {gap(3)}(?:my|"
        rf"all) {gap(3)}"
        r"(?:personal )?(?:data|information|details|records)"
    ),
    (
        rf"(?:request|demand|want|require|send me|provide me|give me|like) {gap(4)}(?:copy of|access to|all(?: of)?|"
        rf"disclosure of) "
        rf"{gap(5)}(?:my personal data|personal data|data (?:you|that you)|information (?:you|"
        rf"that you)) {gap(2)}(?:hold|"
        rf"have|"
        r"store|keep|process|about me|$)"
    ),
    (
        rf"(?:i|we) (?:hereby |formally |strongly )?(?:object to|oppose) {gap(6)}(?:process\w+|use|marketing|profiling|"
        rf"sharing|"
        rf"selling)|(?:i|we) (?:hereby |want to |would like to |wish to )?(?:withdraw|revoke|"
        rf"am withdrawing) {gap(2)}consent|"
        r"(?:sold|shared|leaked|passed on) my (?:personal )?(?:data|details|information|email|address|phone number)"
    ),
)
FRENCH = (
    rf"(?:envoyez|transmettez|communiquez|fournissez) moi {gap(4)}(?:copie|totalite|toutes) {gap(4)}donnees",
    (
        rf"(?:que vous|vous) (?:supprimiez|effaciez|detruisiez) {gap(4)}donnees|demande d (?:acces|effacement|"
        rf"opposition) {gap(6)}"
        rf"(?:donnees|rgpd)|(?:revoque|retire|annule) (?:mon|le) consentement"
    ),
    (
        rf"(?:conformement|en vertu|au titre|en application|selon|sur la base|au sens) {gap(4)}(?:rgpd|article (?:15|"
        rf"16|"
        rf"17|18|20|"
        rf"21)|lpd|nlpd|protection des donnees) {gap(16)}(?:demande|exige|souhaite|acces|copie|effac\w+|suppr\w+|"
        rf"m oppose|"
        rf"veuillez|"
        r"communiqu\w+|veux)"
    ),
    (
        rf"(?:demande|exige|souhaite|sollicite|reclame|veux|voudrais|requiers|demandons) {gap(6)}(?:acces|copie|"
        rf"effacement|"
        rf"suppression|communication|rectification|portabilite) {gap(6)}(?:donnees|rgpd|informations que vous)"
    ),
    (
        rf"(?:supprimez|effacez|detruisez) {gap(5)}donnees|(?:veuillez|merci de|je vous (?:prie|"
        rf"demande) de) (?:\w+ )?(?:supprimer|"
        rf"effacer) {gap(4)}donnees|(?:je|j) (?:m )?oppose {gap(6)}(?:traitement|utilisation|prospection|profilage|"
        rf"transmission)|"
        rf"m oppose (?:a|au) {gap(5)}(?:traitement|utilisation|prospection|profilage|transmission)|(?:retire|"
        rf"revoque) {gap(2)}"
        r"consentement|(?:exerce|exercer|fais valoir|invoque) (?:\w+ ){0,3}?droits? (?:d acces|a l oubli|"
        r"a l effacement|"
        r"d opposition|de rectification|a la portabilite)|(?:vendu|transmis|divulgue|communique) mes (?:donnees|"
        r"coordonnees)"
    ),
)
ITALIAN = (
    (
        rf"(?:chiedo|esigo|pretendo|vi prego) di (?:cancellare|eliminare|rimuovere) {gap(4)}dati|(?:voglio|chiedo di|"
        rf"desidero) sapere "
        rf"{gap(10)}gdpr|(?:inviatemi|mandatemi|fornitemi) {gap(3)}copia {gap(4)}dati"
    ),
    (
        rf"(?:cancelliate|eliminiate|rimuoviate|cancelli|elimini) {gap(4)}dati|richiesta di (?:accesso|cancellazione|"
        rf"opposizione) "
        rf"{gap(6)}(?:dati|gdpr)|(?:revoco|ritiro|revocare) (?:il |il mio )?consenso"
    ),
    (
        rf"(?:ai sensi|in base|secondo|in conformita|conformemente|in virtu) {gap(5)}(?:gdpr|rgpd|articolo (?:15|16|"
        rf"17|18|"
        rf"20|21)|"
        rf"art (?:15|16|17|18|20|21)|lpd|nlpd|privacy) {gap(16)}(?:chied\w+|richied\w+|accesso|copia|cancell\w+|"
        rf"oppong\w+|"
        rf"esig\w+|"
        r"eliminazione|pretend\w+)"
    ),
    (
        rf"(?:richiedo|chiedo|esigo|pretendo|domando|richiediamo|voglio|desidero) {gap(6)}(?:accesso|copia|"
        rf"cancellazione|"
        rf"eliminazione|rettifica|portabilita) {gap(6)}(?:dati|informazioni personali|gdpr)"
    ),
    (
        rf"(?:cancellate|cancelli|eliminate|elimini|rimuovete|rimuova|distruggete) {gap(5)}dati|"
        rf"mi oppongo {gap(6)}(?:trattamento|"
        rf"uso|utilizzo|marketing|profilazione|cessione)|(?:revoco|ritiro) {gap(3)}consenso|"
        rf"esercit\w+ {gap(4)}diritto (?:di "
        r"accesso|all oblio|di cancellazione|alla cancellazione|di opposizione|di rettifica|alla portabilita)|(?:avete|"
        r"hanno) "
        r"(?:venduto|ceduto|diffuso|comunicato|condiviso) i miei dati"
    ),
)
PATTERN = anywhere(*GERMAN, *ENGLISH, *FRENCH, *ITALIAN)


def data_protection(said: Said) -> Decision | None:
    """Offer a person: the company has to answer within a month (GDPR, Art. 12(3))."""
    return HandOff(HandOffReason.DATA_PROTECTION) if found_in(PATTERN, statements(said)) else None
