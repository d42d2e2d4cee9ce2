"""The customer tells us to do something in her own case; asking how it is done is a question for the articles."""

from assistant.decision.normalise import Said
from assistant.decision.rules.phrases import anywhere, found_in, gap, statements
from assistant.domain import Decision, HandOff, HandOffReason

# --- German
DE_MINE = r"(?:mein(?:e[nmrs]?)?|unser(?:e[nmrs]?)?|diese[nmrs]?|das|die|den|der)"
DE_CASE = (
    r"(?:\w*bestellung(?:en)?|\w*kosten|\w*adresse|anschrift|\w*konto|\w*account|zugang|\w*abo|abonnement|lieferung|"
    r"\w*betrag|"
    r"geld|"
    r"kaufpreis|bankverbindung|iban|telefonnummer|handynummer|name|namen|nachnamen|auftrag|buchung|termin|liefertermin|"
    r"zahlungsart|rechnung|gutschrift|karte|angebot|sendung|paket|gebuehr|mahngebuehr|raten?|passwortsperre|sperre|"
    r"mitgliedschaft|vertrag|gutschein|punkte|retoure)"
)
DE_NUMBER = r"(?:(?:mit )?(?:der )?(?:nr|nummer|no|order)? ?(?:\w*\d\w*|_\w+_))"
DE_INFINITIVE = (
    r"(?:stornieren|aendern|erstatten|zurueckerstatten|rueckerstatten|ueberweisen|zurueckueberweisen|entsperren|"
    r"freischalten|freigeben|sperren|deaktivieren|reaktivieren|aktivieren|loeschen|aktualisieren|korrigieren|"
    r"berichtigen|"
    r"verschieben|umleiten|gutschreiben|verlaengern|pausieren|abaendern|umaendern|anpassen|zusammenlegen|"
    r"zusammenfuehren|"
    r"erlassen|umbuchen|eintragen|austragen)"
)
DE_IMPERATIVE = (
    r"(?:stornieren|aendern|erstatten|ueberweisen|entsperren|sperren|deaktivieren|reaktivieren|aktivieren|loeschen|"
    r"aktualisieren|korrigieren|berichtigen|verschieben|verlaengern|pausieren|erlassen|buchen|tragen|schalten|leiten|"
    r"schreiben|zahlen|geben|heben|legen) sie"
)
DE_FAMILIAR = (
    r"(?<!ich )(?<!wenn )(?:storniert?|stornier|storniere|aendert?|aendere|erstattet?|ueberweist|entsperrt?|entsperre|"
    r"loescht?|loesche|"
    r"sperrt?|sperre|aktualisiert?|aktualisiere|korrigiert?|korrigiere|verschiebt?|pausiert?)"
)
DE_SOFT = r"(?:(?:mir|uns|bitte|doch|umgehend|sofort|schnellstmoeglich|mal|also|endlich|noch|heute|jetzt) ){0,3}"
GERMAN = (
    rf"(?:^|bitte ){DE_IMPERATIVE} (?:bitte )?(?:bestellung|auftrag|buchung|rechnung) {DE_NUMBER}",
    (
        rf"^(?:bitte )?(?:bestellung|auftrag|buchung|abo|konto) {DE_NUMBER} (?:bitte |sofort |"
        rf"umgehend ){{0,2}}{DE_INFINITIVE}"
        rf"(?: (?:bitte|danke|vielen dank|lg|mfg))*$"
    ),
    rf"^(?:hallo |guten tag )?bitte (?:bestellung|auftrag|buchung) {DE_NUMBER} {gap(3)}{DE_INFINITIVE}",
    (
        rf"(?:^|bitte |und |hallo |tag |morgen |abend |herren |team |dann |daher |also |deshalb |"
        rf"heute ){DE_IMPERATIVE} {DE_SOFT}"
        rf"(?:mir )?{DE_MINE} (?:\w+ )?(?:\w+ )?{DE_CASE}\b(?! (?:ueber mich|von ihnen))"
    ),
    rf"(?:^|bitte ){DE_FAMILIAR} {DE_SOFT}(?:meine?[nmrs]?|unsere?[nmrs]?) (?:\w+ )?{DE_CASE}\b(?! (?:bitte )?wie)",
    (
        rf"(?:koennen|koennten|kannst|koenntest|wuerden|wuerdest) (?:sie|du|"
        rf"ihr) (?:mir )?bitte {gap(4)}{DE_MINE} {gap(2)}{DE_CASE} "
        rf"{gap(6)}(?<!zu ){DE_INFINITIVE}"
    ),
    (
        rf"(?:koennen|koennten|kannst|koenntest|wuerden|wuerdest) (?:sie|du|"
        rf"ihr) {gap(4)}{DE_MINE} {gap(2)}{DE_CASE} {DE_NUMBER} "
        rf"{gap(4)}(?<!zu ){DE_INFINITIVE}"
    ),
    (
        rf"(?:moechte|will|bitte|erwarte|wuensche|verlange) (?:ich )?dass (?:sie|"
        rf"ihr) {gap(3)}{DE_MINE} {gap(2)}{DE_CASE} {gap(5)}"
        rf"{DE_INFINITIVE}"
    ),
    (
        rf"(?:bitte|bitte sie|wir bitten|bitten) um (?:\w+ )?(?:stornierung|erstattung|rueckerstattung|aenderung|"
        rf"loeschung|"
        rf"entsperrung|freischaltung|gutschrift|rueckzahlung|ueberweisung|adressaenderung|sperrung|reaktivierung) "
        rf"{gap(2)}(?:mein\w*|unser\w*|der|des|dieser|auf|bestellung|auftrag)"
    ),
    (
        rf"(?:geben|zahlen|ueberweisen|erstatten|schicken|buchen) sie {DE_SOFT}(?:\w+ ){{0,2}}?(?:mein geld|das geld|"
        rf"den betrag|"
        rf"den kaufpreis|die kosten|den gesamten betrag|die summe|meine kosten|\d+ (?:\d+ )?euro)"
    ),
    (
        rf"(?:bestellung|auftrag|buchung|abo|konto|bestellnummer|auftragsnummer) {DE_NUMBER} (?:bitte |sofort |"
        rf"umgehend )"
        rf"{{0,2}}{DE_INFINITIVE}(?: bitte)?$|"
        rf"bitte {DE_MINE} (?:\w+ )?{DE_CASE}(?: {DE_NUMBER})? {gap(5)}(?<!zu ){DE_INFINITIVE}$"
    ),
    (
        rf"^(?:bitte )?(?:tragen|aendern|setzen|hinterlegen) sie {gap(3)}(?:neue|andere) {gap(2)}{DE_CASE}|{DE_MINE} "
        rf"(?:\w+ )?(?:adresse|anschrift|bankverbindung|iban|nachname|name) (?:bitte )?(?:\w+ )?(?:aendern|korrigieren|"
        rf"berichtigen) "
        rf"(?:in|auf|zu) \w+"
    ),
)
# --- English
EN_VERB = (
    r"(?:cancel|refund|change|update|unlock|unblock|reactivate|deactivate|delete|close|block|credit|transfer|correct|"
    r"reschedule|redirect|pause|reimburse|waive|merge|extend|amend|remove)"
)
EN_CASE = (
    r"(?:orders?|address|account|subscription|money|payment|booking|delivery|invoice|bank details|iban|phone number|"
    r"name|email|"
    r"parcel|package|fee|amount|card|appointment|plan|membership|me|us|contract)"
)
ENGLISH = (
    (
        rf"(?:please|kindly) (?:issue|process|arrange|make|give me|send me) (?:\w+ ){{0,2}}?(?:refund|cancell?ation|"
        rf"replacement)|"
        rf"^{EN_VERB} (?:my|our) {gap(2)}{EN_CASE} please$"
    ),
    (
        rf"(?:^|\b)(?:please|kindly) (?:\w+ )?{EN_VERB} {gap(3)}(?:my|our|this|the|me) (?:\w+ )?(?:\w+ )?{EN_CASE}\b|"
        rf"(?:please|kindly) "
        rf"{EN_VERB} (?:me|us|order \w*\d\w*)|(?:please|kindly) (?:give|send|pay) (?:me|us) (?:\w+ )?(?:my money|"
        rf"the money) back"
    ),
    (
        rf"(?:can|could|would|will) you (?:please |kindly ){EN_VERB} {gap(3)}(?:my|our|this|the) {gap(2)}{EN_CASE}\b|"
        rf"^{EN_VERB} "
        rf"(?:my|our|the|this) {gap(2)}{EN_CASE} {gap(4)}(?:please|now|immediately)\b|(?:can|could|"
        rf"would) you {EN_VERB} {gap(3)}"
        rf"{EN_CASE} (?:number |no )?(?:\w*\d\w*|_\w+_)"
    ),
    (
        rf"(?:i (?:want|need|d like|would like|expect|demand)|i m asking|i ask) you to {EN_VERB} {gap(3)}{EN_CASE}|"
        rf"^(?:hi |hello )?"
        rf"{EN_VERB} {gap(3)}(?:order|booking|account|subscription) (?:number |no |nr )?(?:\w*\d\w*|_\w+_)|"
        rf"{EN_VERB} my "
        rf"(?:\w+ )?(?:address|name|email|phone number|iban) to (?:_\w+_|\d+|\w+ (?:street|road|avenue|lane))|^(?:give|"
        rf"send|pay) me "
        r"(?:back )?my money(?: back)?|^refund (?:me|my (?:order|money|purchase|payment))\b"
    ),
)
# --- French
FR_VERB = (
    r"(?:annuler|rembourser|modifier|changer|debloquer|supprimer|corriger|cloturer|fermer|reactiver|desactiver|bloquer|"
    r"suspendre|reporter|rectifier|virer|crediter|mettre a jour)"
)
FR_IMPERATIVE = (
    r"(?:annulez|remboursez|modifiez|changez|debloquez|supprimez|corrigez|cloturez|fermez|reactivez|desactivez|bloquez|"
    r"suspendez|reportez|rectifiez|virez|creditez|mettez a jour|annule|rembourse|debloque)"
)
FR_CASE = (
    r"(?:commandes?|adresse|compte|abonnement|argent|paiement|reservation|livraison|facture|iban|numero|nom|colis|"
    r"frais|montant|"
    r"carte|rendez vous|contrat|achat|coordonnees|somme)"
)
FRENCH = (
    (
        rf"merci d(?:e bien vouloir)? (?:annuler|actualiser|effectuer) {gap(3)}{FR_CASE}|je (?:veux|voudrais|"
        rf"souhaite) que vous "
        rf"{gap(1)}(?:annuliez|remboursiez|modifiiez|changiez|debloquiez) {gap(2)}{FR_CASE}"
    ),
    (
        rf"(?<!vous )(?<!tu ){FR_IMPERATIVE} (?:(?:moi|svp|immediatement|donc|s il vous plait) )?(?:(?:ma|mon|mes|"
        rf"notre|"
        rf"la|le|cette|l) "
        rf"(?:\w+ )?{FR_CASE}\b|(?:moi|nous)$)|rembours(?:ez|e) moi\b"
    ),
    (
        rf"(?:veuillez|merci de|je vous (?:prie|demande) de|je veux que vous|vous prie de bien vouloir|"
        rf"merci de bien vouloir|"
        rf"pouvez vous s il vous plait|pourriez vous s il vous plait) (?:bien vouloir )?(?:me |"
        rf"nous )?{FR_VERB} (?:\w+ ){{0,3}}?"
        rf"(?:{FR_CASE}|moi)\b|(?:veuillez|merci de|je vous (?:prie|demande) de) (?:bien vouloir )?(?:me|"
        rf"nous) rembourser"
    ),
    (
        rf"(?:pouvez vous|pourriez vous|peux tu) (?:me )?{FR_VERB} (?:ma|mon|mes|notre|la|le|"
        rf"l) {gap(2)}{FR_CASE}(?: (?:\w+ ){{0,2}}?"
        rf"(?:\w*\d\w*|_\w+_)| s il vous plait| svp)"
    ),
    r"rendez moi mon argent|je vous demande (?:l annulation|le remboursement|la modification|le deblocage)",
)
# --- Italian
IT_IMPERATIVE = (
    r"(?:annulli|annullate|annullatemi|rimborsi|rimborsate|rimborsatemi|rimborsami|modifichi|modificate|cambiate|"
    r"sblocchi|"
    r"sbloccate|sbloccatemi|cancelli|cancellate|elimini|eliminate|corregga|correggete|aggiorni|aggiornate|chiuda|"
    r"chiudete|"
    r"disattivi|disattivate|riattivi|riattivate|sospenda|sospendete|accreditate|accreditatemi|restituitemi|ridatemi|"
    r"blocchi|"
    r"bloccate|cambi)"
)
IT_INFINITIVE = (
    r"(?:annullar\w+|rimborsar\w+|modificar\w+|cambiar\w+|sbloccar\w+|cancellar\w+|eliminar\w+|corregger\w+|"
    r"aggiornar\w+|"
    r"chiuder\w+|disattivar\w+|riattivar\w+|sospender\w+|accreditar\w+|restituir\w+|bloccar\w+)"
)
IT_CASE = (
    r"(?:ordin[ei]|indirizzo|account|conto|abbonamento|soldi|denaro|pagamento|prenotazione|consegna|fattura|iban|"
    r"numero|nome|"
    r"pacco|importo|carta|appuntamento|contratto|acquisto|somma|spesa)"
)
ITALIAN = (
    (
        rf"(?:vorrei|voglio) che (?:\w+ )?(?:annull\w+|rimbors\w+|modific\w+|cambi\w+|sblocc\w+|"
        rf"cancell\w+) {gap(3)}{IT_CASE}"
    ),
    (
        rf"(?:^|per favore |prego |subito |quindi ){IT_IMPERATIVE} (?:(?:per favore|subito|immediatamente) )?(?:il |"
        rf"la |"
        rf"l |i |le )?(?:mi[oae]i? |"
        rf"miei |nostr\w |quest\w )?(?:\w+ )?{IT_CASE}\b|^(?:rimborsatemi|rimborsami|ridatemi i (?:miei )?soldi|"
        rf"restituitemi i (?:miei )?soldi)"
    ),
    (
        rf"(?:prego di|vi chiedo di|le chiedo di|vi prego di|la prego di|voglio che|potete per favore|"
        rf"potreste per favore|"
        rf"puo per "
        rf"favore|potrebbe per favore|per favore potete|potete cortesemente) {IT_INFINITIVE} {gap(3)}(?:{IT_CASE}\b|$)|"
        rf"(?:potete|puo|"
        rf"potreste|potrebbe|puoi) {IT_INFINITIVE} (?:il |la |l )?(?:mi[oa] |nostr\w )?{IT_CASE} (?:(?:numero|"
        rf"n) )?(?:\w*\d\w*|_\w+_|per "
        r"favore)"
    ),
    (
        r"(?:chiedo|richiedo|vi chiedo|le chiedo) (?:l annullamento|il rimborso|la modifica|lo sblocco) (?:del|dell|"
        r"della|"
        r"di)"
    ),
)
# What we can do ourselves, and what is a question in the form of a request.
EXCLUDED = anywhere(
    r"(?:sagen|erklaeren|zeigen|helfen|mitteilen|verraten|beschreiben|wissen lassen|informieren|"
    r"auskunft)(?: \w+){0,12}",
    r"(?:tell|explain|show|help|let me know|guide|assist|advise|information)\b(?: \w+){0,12}",
    r"(?:dire|expliquer|expliquez|dites|montrer|montrez|aider|aidez|indiquer|indiquez|indicarmi|dirmi|spiegarmi|"
    r"mostrarmi|"
    r"aiutarmi|aiutare|spiegare|spiegatemi|ditemi)\b",
    r"passwor[dt]|mot de passe|kennwort",
)
PATTERN = anywhere(*GERMAN, *ENGLISH, *FRENCH, *ITALIAN)


def unsupported_request(said: Said) -> Decision | None:
    """Offer a person: promising to do it would be a lie, and an article is not what was asked for."""
    wanted = [sentence for sentence in statements(said) if not EXCLUDED.search(sentence)]
    return HandOff(HandOffReason.UNSUPPORTED_REQUEST) if found_in(PATTERN, wanted) else None
