"""The customer disputes a payment of her own; means of payment, reminders and fees are questions for the articles."""

from assistant.decision.normalise import Said
from assistant.decision.rules.phrases import anywhere, found_in, gap, statements
from assistant.domain import Decision, HandOff, HandOffReason

DE_TAKEN = r"(?:abgebucht|abgezogen|eingezogen|belastet|abbuchung\w*|belastung\w*|lastschrift\w*|kassiert)"
DE_WRONGLY = (
    r"(?:(?:unberechtigt|unautorisiert|unrechtmaessig|ungerechtfertigt|unerlaubt|widerrechtlich|betruegerisch)\w*|"
    r"(?:nicht|nie|niemals) (?:autorisiert|genehmigt|veranlasst|bestellt|getaetigt)\w*|ohne (?:meine?|unsere?|"
    r"jede) (?:\w+ )?(?:zustimmung|"
    r"erlaubnis|wissen|einwilligung|genehmigung|einverstaendnis|auftrag|autorisierung|grund)|grundlos|zu unrecht)"
)
DE_TWICE = r"(?:doppelt|zweimal|zwei mal|2 mal|2x|dreimal|drei mal|3 mal|3x|mehrfach|mehrmals)"
DE_BACK = r"(?:zurueck(?:zu)?buch\w+|zurueckgebucht|rueckgebucht|rueckbuch\w+|zurueck(?:zu)?hol\w+|zurueckgeholt)"
DE_PAID = r"(?:bezahlt|gezahlt|ueberwiesen|beglichen|zahlung|ueberweisung|bezahlte|beglichener?|bezahlter?)"
GERMAN = (
    (
        rf"{DE_TAKEN} {gap(8)}(?:obwohl|dabei) {gap(6)}(?:nichts|nie|nicht|kein\w*|gekuendigt|storniert|widerrufen)|"
        rf"(?:abbuchung\w*|"
        rf"lastschrift\w*|belastung\w*|zahlung|forderung) {gap(10)}(?:nicht|nie) (?:kenne|erkenne|zuordnen|zustimme|"
        rf"zugestimmt|akzeptiere)|"
        rf"(?:erkenne|akzeptiere) {gap(4)}(?:forderung|abbuchung|rechnung|mahnung) nicht|(?:lastschrift|abbuchung|"
        rf"zahlung) "
        rf"(?:\w+ ){{0,3}}?(?:zurueckgehen|platzen|zurueckgeben|zurueckgezogen)"
    ),
    (
        rf"(?:ich|mein\w*|wir) {gap(8)}(?:kaeuferschutz\w*|chargeback|rueckbuchung) {gap(3)}(?:zurueck|ein|beantrag\w+|"
        rf"fall|gemeldet|"
        rf"veranlass\w+)|buchen sie {gap(4)}zurueck (?:\w+ ){{0,3}}?(?:nie|nicht|ohne)"
    ),
    (
        rf"{DE_WRONGLY} {gap(6)}{DE_TAKEN}|{DE_TAKEN} {gap(6)}{DE_WRONGLY}|{DE_WRONGLY} (?:\w+ ){{0,2}}?(?:zahlung|"
        rf"transaktion|"
        r"bestellung|ueberweisung)"
    ),
    (
        rf"(?:mir|uns|ihr|sie|konto|karte|kreditkarte|betrag|haben|habt|wurde|wurden|euro) {gap(6)}{DE_TWICE} {gap(4)}"
        rf"(?:abgebucht|abgezogen|eingezogen|belastet|kassiert)|{DE_TWICE} (?:\w+ )?(?:abgebucht|abgezogen|belastet|"
        rf"eingezogen)|"
        r"(?:doppelte|mehrfache) (?:abbuchung|belastung|lastschrift)"
    ),
    (
        rf"(?:lasse|lass|werde|buche|hole|habe|haben|lassen|moechte|will) {gap(7)}{DE_BACK}|(?:veranlasse|veranlasst|"
        rf"leite|"
        rf"beantrage|beantragt|habe|werde|mache|starte|eroeffne) {gap(5)}(?:rueckbuchung|ruecklastschrift|chargeback|"
        rf"kaeuferschutz\w*|paypal ?fall)|(?:rueckbuchung|chargeback|kaeuferschutz\w*|"
        rf"ruecklastschrift) {gap(4)}(?:veranlass\w+|"
        r"eingeleitet|einleiten|beantrag\w+|gestartet|eroeffne\w*|veranlasst)"
    ),
    (
        rf"(?:widerspreche|bestreite|beanstande|reklamiere) {gap(4)}(?:abbuchung|lastschrift|forderung|rechnung|"
        rf"mahnung|"
        rf"zahlung|"
        rf"belastung|inkassoforderung|buchung|zahlungsaufforderung)"
    ),
    (
        rf"inkasso\w* {gap(14)}(?:obwohl|trotz|trotzdem|dabei|bereits|schon|laengst|unberechtigt\w*|"
        rf"zu unrecht) {gap(8)}"
        rf"{DE_PAID}|{DE_PAID} {gap(14)}inkasso\w*|(?:trotz|obwohl) {gap(8)}{DE_PAID} {gap(10)}inkasso\w*|"
        rf"inkasso\w* {gap(12)}"
        r"(?:unberechtigt\w*|zu unrecht|nie bestellt|nichts bestellt|nichts schuldig|schulde)|(?:nie|nichts|"
        r"niemals) (?:\w+ )"
        r"{0,3}?bestellt (?:\w+ ){0,8}?(?:mahnung|inkasso\w*|rechnung|abgebucht)"
    ),
    (
        rf"(?:bin|wurde|wurden|worden|werde) {gap(5)}(?:betrogen|opfer {gap(3)}(?:betrug\w*|betrueger\w*)|"
        rf"um mein geld gebracht)|"
        rf"ich {gap(5)}opfer {gap(3)}(?:betrug\w*|betrueger\w*)|(?:betrogen|abgezockt) worden"
    ),
    (
        rf"(?:jemand|fremde\w*|unbekannte\w*|betrueger|hacker|dritte) {gap(6)}(?:meine[rnms]?|mein|"
        rf"unser\w*) {gap(5)}(?:bestellt|"
        r"eingekauft|bezahlt|abgebucht|missbraucht|gekauft|belastet)|(?:auf|in|unter) (?:meinen|"
        r"meinem) namen (?:\w+ ){0,4}?"
        rf"(?:bestellt|eingekauft|gekauft)|(?:kreditkarte|karte|konto|kontodaten|bankdaten|"
        rf"paypal\w*) {gap(5)}missbraucht"
    ),
    (
        rf"(?:diese|die|der|dieser) (?:\w+ ){{0,2}}?(?:abbuchung|zahlung|transaktion|lastschrift|"
        rf"belastung) {gap(4)}(?:nicht|nie|"
        rf"niemals) {gap(2)}(?:getaetigt|veranlasst|autorisiert|genehmigt|erlaubt|zugestimmt)|(?:abbuchung|belastung|"
        rf"lastschrift) "
        rf"{gap(5)}(?:kenne ich nicht|sagt mir nichts|stammt nicht von mir|nicht von mir)|kenne (?:ich )?(?:diese|die) "
        r"(?:abbuchung|belastung|lastschrift|zahlung) nicht"
    ),
)
EN_PAYMENT = r"(?:charges?|payments?|transactions?|debits?|withdrawals?|purchases?)"
ENGLISH = (
    (
        rf"{EN_PAYMENT} {gap(8)}(?:i|we) (?:don t|do not|didn t|did not|never|can t) (?:\w+ )?(?:recogni[sz]e|"
        rf"authori[sz]e|approve|make|"
        rf"made|authori[sz]ed|approved)|(?:my|the) bank {gap(5)}(?:chargeback|charge back|reverse|dispute)|"
        rf"my (?:\w+ )?(?:card|account) "
        rf"{gap(3)}(?:fraudulently|without my|misused|stolen and used)"
    ),
    (
        rf"(?:unauthori[sz]ed|fraudulent|unrecogni[sz]ed|unjustified) (?:\w+ )?{EN_PAYMENT}|(?:charged|billed|debited|"
        rf"took|taken) "
        rf"{gap(7)}(?:without my|without (?:permission|authori[sz]ation|consent)|twice|two times|double|multiple times|"
        r"three times)|(?:double|twice) (?:charged|billed|debited)|charged for something i (?:never|did not|didn t)"
    ),
    (
        rf"(?:did not|didn t|never|not|haven t|have not) (?:\w+ )?(?:authori[sz]e|authori[sz]ed|approve|approved|"
        rf"agree to|"
        rf"made|"
        rf"make) {gap(3)}{EN_PAYMENT}"
    ),
    (
        rf"(?:i|we|am|m|to|ll|will) (?:\w+ )?(?:dispute|disputing|contest|contesting) {gap(5)}(?:charge|payment|"
        rf"transaction|"
        rf"invoice|bill|debit|amount|claim|fee)|(?:file|filing|filed|start|starting|started|request|requesting|"
        rf"requested|"
        rf"initiate|"
        rf"initiated|initiating|do|doing|open|opened|want|issue|raise) {gap(3)}(?:charge ?back|payment dispute|"
        rf"paypal (?:case|"
        r"dispute))|(?:reverse|reversing|reversed) (?:the|this|that|your) (?:charge|payment|debit)|bank to reverse"
    ),
    (
        rf"(?:debt )?collect(?:ion|ions|ors?) (?:agency |agencies |letter |company )?{gap(12)}(?:paid|settled|payment)|"
        rf"(?:paid|"
        rf"settled) {gap(12)}(?:debt collect\w*|collection (?:agency|letter|company)|collections)|"
        rf"debt collect\w+ {gap(8)}(?:owe "
        r"nothing|do not owe|don t owe|never ordered)"
    ),
    (
        rf"(?:someone|somebody|a stranger|hackers?|scammers?) {gap(4)}(?:my (?:\w+ ){{0,2}}?(?:card|paypal|account)|"
        rf"in my name) {gap(6)}"
        rf"(?:to (?:buy|order|pay)|bought|order\w*|purchas\w+|charg\w+|pay\w*|fraud\w*)|(?:stole|"
        rf"misused) my (?:\w+ )?card|(?:ordered|"
        r"bought|purchased) (?:\w+ ){0,4}?in my name|i (?:have been|was|ve been|got|am) (?:\w+ )?(?:scammed|defrauded|"
        r"a victim of "
        r"(?:\w+ )?fraud|the victim of)|(?:don t|do not) recogni[sz]e (?:this|the|that) (?:\w+ )?(?:charge|payment|"
        r"transaction|debit)"
    ),
)
FRENCH = (
    (
        rf"(?:ma|la) banque {gap(4)}(?:rejeter|rejette|annuler|contester|rembourser) {gap(3)}(?:prelevement|paiement|"
        rf"debit)"
    ),
    (
        rf"(?:prelevement|debit|paiement|retrait|transaction|achat)s? {gap(3)}(?:non (?:autorise|reconnu)|frauduleu|"
        rf"injustifie|"
        rf"abusif|illegitime)\w*|(?:preleve|debite|facture|pris|encaisse)(?:e|s|es)? {gap(8)}(?:deux fois|trois fois|"
        rf"sans (?:mon|ma|"
        rf"notre) (?:accord|autorisation|consentement|permission)|a tort|en double|indument)|sans (?:mon|"
        rf"notre) (?:accord|"
        rf"autorisation|consentement) {gap(6)}(?:preleve|debite)\w*|double (?:prelevement|debit)|deux fois (?:preleve|"
        rf"debite)\w*"
    ),
    (
        rf"(?:conteste|contestons|contester) {gap(4)}(?:prelevement|paiement|facture|debit|transaction|somme|achat|"
        rf"montant|creance|"
        rf"mise en recouvrement|frais)|n ai (?:pas|jamais) (?:\w+ )?(?:autorise|valide|effectue) {gap(3)}(?:paiement|"
        rf"prelevement|"
        rf"achat|transaction|debit)|(?:pas|jamais) autorise {gap(3)}(?:paiement|prelevement|achat|transaction|debit)"
    ),
    (
        rf"(?:recouvrement|huissier) {gap(12)}(?:paye|regle|acquitte|paiement)\w*|(?:paye|regle|"
        rf"acquitte)\w* {gap(12)}(?:recouvrement|"
        r"huissier)|(?:fais|faire|ferai|demande|demander|fait) (?:\w+ ){0,3}?(?:opposition (?:au|sur|a ce)|"
        r"retrofacturation|"
        r"rejeter (?:le|ce|ces) (?:prelevement|paiement)\w*|chargeback)"
    ),
    (
        rf"victimes? (?:d une |d un |de )?(?:fraude|escroquerie|arnaque|debit)|(?:me suis|suis|j ai) (?:fait |"
        rf"ete )(?:arnaque|"
        rf"arnaquer|escroque|escroquer|fraude)\w*|(?:quelqu un|on|un inconnu|inconnus|un tiers) {gap(3)}(?:utilise|"
        rf"pirate|"
        rf"vole|"
        rf"commande) {gap(3)}(?:ma carte|mon compte|a mon nom|avec ma carte)|ma carte {gap(3)}(?:piratee|utilisee "
        r"frauduleusement)|(?:commande|achete) (?:\w+ )?a mon nom|reconnais pas (?:ce|cette|le) (?:debit|prelevement|"
        r"paiement|"
        r"transaction)"
    ),
)
ITALIAN = (
    r"(?:subito|stato vittima di|stata vittima di) (?:una )?(?:truffa|frode)",
    rf"la mia banca {gap(4)}(?:stornare|stornera|annullare|contestare) {gap(3)}(?:addebito|pagamento|prelievo)",
    (
        rf"(?:addebit|prelie|prelev|pagament|transazion)\w* {gap(5)}(?:non (?:autorizzat|riconosciut)\w*|due volte|"
        rf"tre volte|doppi\w+|"
        rf"ingiustificat\w+|fraudolent\w+|abusiv\w+|senza (?:il mio|la mia|mio|mia|autorizzazione|consenso|permesso))|"
        rf"due volte "
        rf"{gap(3)}(?:addebitat|prelevat)\w+|doppio (?:addebito|prelievo)|senza (?:il mio|la mia) (?:consenso|"
        rf"autorizzazione|"
        rf"permesso) {gap(5)}(?:addebitat|prelevat)\w+"
    ),
    (
        rf"(?:contesto|contestiamo|contestare|disconosco|disconoscere) {gap(4)}(?:addebit\w+|pagament\w+|fattura|"
        rf"transazion\w+|"
        rf"importo|prelievo|somma|sollecito)|non ho (?:mai )?(?:autorizzat\w+|effettuat\w+|"
        rf"fatto) {gap(3)}(?:addebit\w+|"
        rf"pagament\w+|"
        r"transazion\w+|acquist\w+|prelie\w+)|non riconosco (?:quest\w+|l|il|la) (?:\w+ )?(?:addebit\w+|pagament\w+|"
        r"transazion\w+)"
    ),
    (
        rf"recupero crediti {gap(12)}(?:pagat|saldat)\w+|(?:pagat|saldat)\w+ {gap(12)}recupero crediti|(?:chied\w+|"
        rf"chiesto|richie\w+|avvi\w+|"
        rf"fatto|faccio|faro|aperto) {gap(4)}(?:storno|chargeback|riaccredito|contestazione (?:con|alla|"
        rf"presso) (?:la )?(?:banca|"
        r"paypal))|stornare (?:l addebito|il pagamento)"
    ),
    (
        rf"vittima di (?:una )?(?:frode|truffa)|(?:sono stat[oa]|mi hanno|mi avete) (?:truffat[oa]|frodat[oa])|"
        rf"(?:qualcuno|uno "
        rf"sconosciuto|ignoti) {gap(4)}(?:usato|clonato|rubato|ordinato|comprato|acquistato) {gap(4)}(?:la mia carta|"
        rf"il mio conto|"
        r"a mio nome|mio nome)|(?:ordinato|comprato|acquistato) (?:\w+ ){0,3}?a mio nome|carta (?:\w+ ){0,3}?clonata"
    ),
)
PATTERN = anywhere(*GERMAN, *ENGLISH, *FRENCH, *ITALIAN)


def payment_dispute(said: Said) -> Decision | None:
    """Offer a person: only somebody who sees the account can tell what happened."""
    return HandOff(HandOffReason.PAYMENT_DISPUTE) if found_in(PATTERN, statements(said)) else None
