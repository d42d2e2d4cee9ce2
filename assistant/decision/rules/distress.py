"""Somebody is in danger: a person, and where to find help at once. Figures of speech are none of it."""

from assistant.decision.normalise import Said
from assistant.decision.rules.consent import agrees, pending_offer
from assistant.decision.rules.phrases import anywhere, found_in, gap, says, whole
from assistant.domain import Decision, HandOff, HandOffReason

# --- German
DE_WANT = r"(?:will|moechte|moecht|mag|werde|wollte|muss|sollte|koennte|wuerde|ueberlege|plane|denke daran)"
DE_FILLER = (
    r"(?:(?:nur|noch|einfach|endlich|am liebsten|jetzt|heute|so|gern|gerne|doch|wirklich|auch|bald|selbst) ){0,3}"
)
DE_SOMEONE = (
    r"(?:(?:mein|unser|ein|der|die|das|dem)\w{0,2} (?:\w+ )?(?:mann|frau|kind|sohn|tochter|mutter|mama|vater|papa|oma|"
    r"opa|"
    r"freund|freundin|kollege|kollegin|nachbar|nachbarin|baby|bruder|schwester|partner|partnerin|person)|jemand)"
)
DE_POISON = (
    r"(?:\w*entkalk\w*|\w*reiniger\w*|\w*reinigungs\w+|\w*putzmittel|spuelmittel|spuelmaschinen\w+|waschmittel|bleiche|"
    r"chlor\w*|(?:essig)?saeure|lauge|frostschutz\w*|desinfektions\w*|terpentin|benzin|lampenoel|klebstoff|gift\w*|"
    r"(?:knopf)?batterien?|knopfzellen?|magnete?n?|(?:schlaf)?tabletten)"
)
DE_NOT_TO_REORDER = r"(?!(?: und)? (?:wie|wo) (?:\w+ )?(?:bestelle?|bekomme?|erhalte?|kann)\b)"
GERMAN = (
    (
        r"(?:keinen|kein) lebens(?:willen|mut|sinn)(?: mehr)?|(?:nie wieder|nie mehr|nicht mehr) aufwachen(?=$|"
        r" (?:will|"
        r"moechte)\b)|"
        rf"(?:\d\d+|alle|viele) (?:\w+ )?(?:schlaf)?tabletten (?:\w+ )?(?:genommen|geschluckt){DE_NOT_TO_REORDER}"
    ),
    (
        r"(?:keine|nicht die) kraft (?:mehr )?(?:zu|zum) (?:\w+ )?leben|wenn ich (?:tot|nicht mehr da) (?:bin|waere)|"
        r"(?:mache|mach) "
        r"(?:\w+ ){0,2}?schluss mit (?:meinem|dem|diesem) leben|schluss machen mit (?:\w+ )?(?:allem|meinem leben|"
        r"dem leben)|"
        r"halte (?:\w+ )?(?:das|dieses|mein) leben nicht|mir (?:selbst )?(?:was|etwas) antue?|lebensmuede"
    ),
    (
        rf"(?:ich|mein\w*|er|sie) {gap(6)}(?:suizid|selbstmord|suizidversuch|selbstmordversuch)\b|(?:suizid|"
        rf"selbstmord)(?:versuch)? "
        rf"{gap(3)}(?:unternommen|begehen|begangen|versucht)|ich wuenschte ich waere (?:tot|nie geboren)"
    ),
    (
        rf"(?:schmerzen|stechen|druck) in der brust {gap(4)}keine luft|keine luft {gap(4)}(?:brust|ohnmaechtig)|"
        rf"{DE_SOMEONE} {gap(4)}"
        rf"(?:einen |nen )?(?:herzinfarkt|schlaganfall|herzstillstand)"
    ),
    (
        rf"(?:ich {DE_WANT}|{DE_WANT} ich|will|moechte) {DE_FILLER}nicht ?(?:mehr|laenger|weiter) {DE_FILLER}"
        r"(?:leben|weiterleben|aufwachen|existieren|da sein|hier sein|am leben sein)"
    ),
    r"nicht mehr leben (?:will|moechte|kann|mag)|kann (?:\w+ )?(?:so )?nicht (?:mehr )?(?:weiterleben|weiter leben)",
    (
        rf"(?:ich {DE_WANT}|{DE_WANT} ich) {gap(3)}(?:mich|mir) {gap(3)}(?:umbringen|toeten|erhaengen|aufhaengen|"
        rf"erschiessen|"
        rf"vergiften|das leben nehmen|etwas antun|was antun|die pulsadern {gap(1)}schneiden|"
        rf"die adern {gap(1)}schneiden)"
    ),
    (
        r"bringe? (?:ich )?mich (?:(?!ein\b)\w+ ){0,3}?um\b(?! (?:den|die|das|mein\w*) (?:\w+ )?(?:verstand|schlaf|"
        r"chancen?|moeglichkeit|geld|ersparnis\w*|erfolg|rabatt|vorteil\w*|bonus|praemie)\b)|"
        r"haenge? (?:ich )?mich (?:(?!an\b)\w+ ){0,2}?auf(?! (?:die|das|den|dem|jeden|eine\w*|mein\w*|ihr\w*)\b)|"
        r"(?:ich (?:erschiesse?|toete?|erhaenge?|vergifte?|ertraenke?)|"
        r"(?:erschiesse?|toete?|erhaenge?|ertraenke?) ich|(?<=\w )vergifte ich) mich"
    ),
    (
        r"(?:mich|sich) (?:\w+ )?(?:umzubringen|zu toeten)|nehme? (?:ich )?mir (?:\w+ ){0,2}?das leben|"
        r"mir (?:selbst )?(?:etwas|was|das leben) (?:anzutun|zu nehmen)|"
        r"tue? (?:ich )?mir (?:\w+ ){0,2}?(?:was|etwas) an|"
        r"(?:werfe?|lege?|stuerze?|schmeisse?) (?:ich )?mich (?:\w+ ){0,2}?vor (?:den|einen|die|eine) "
        r"(?:zug|bahn|ubahn|sbahn)"
    ),
    (
        r"ich (?:will|moechte|kann) ohne (?:ihn|sie|dich|\w+ (?:\w+ )?(?:mann|frau|kind\w*|sohn|tochter|mutter|mama|"
        r"vater|papa|freund\w*|partner\w*|bruder|schwester)) (?:einfach |wirklich )?(?:nicht mehr|nicht laenger|"
        r"nicht weiter) leben"
    ),
    (
        rf"(?:ich|mich|habe|hab|bin|hege|begehe|plane|mache|ueber|an|von|mit|hatte|meine) {gap(3)}"
        r"(?:selbstmord(?:gedanken|gefaehrdet)?|suizid(?:al|gedanken|gefaehrdet)?|suizidale gedanken|lebensmuede)\b"
    ),
    rf"(?:ich {DE_WANT}|{DE_WANT} ich) {DE_FILLER}(?:sterben|tot sein)(?=$| (?:und|weil|bitte|ich|damit|wenn|alles)\b)",
    (
        r"(?:waere|waer) (?:\w+ )?(?:ich )?(?:doch |lieber |besser |am liebsten |einfach |schon )+tot|(?:ich (?:waere|"
        r"waer)|(?:waere|waer) ich) tot$|"
        r"(?:warum|wozu|wofuer|weshalb) (?:\w+ ){0,4}?weiterleben|besser (?:\w+ ){0,5}?(?:ohne mich|wenn ich (?:tot|"
        r"nicht mehr da) (?:bin|waere))"
    ),
    (
        rf"(?:meinem leben|allem) {gap(2)}ein ende (?:setzen|machen|bereiten)|(?:setze|mache) (?:ich )?meinem leben|"
        rf"mein leben {gap(3)}(?:beenden|wegwerfen|nicht mehr lebenswert|keinen sinn(?: mehr)?|sinnlos)|"
        rf"^(?:\w+ ){{0,3}}?das leben {gap(3)}(?:keinen sinn mehr|nicht mehr lebenswert)"
    ),
    r"sehe (?:\w+ )?keinen (?:anderen )?ausweg(?: mehr)?(?! (?:als|ausser))|ich kann und will nicht mehr",
    (
        rf"(?:ritze|verletze|schneide) (?:ich )?mich (?:\w+ )?(?:selbst|absichtlich|wieder|regelmaessig)|"
        rf"selbst verletzen|ritze (?:ich )?mich|"
        rf"mir (?:selbst|selber) {gap(2)}(?:weh ?tun|wehzutun|schmerzen zufuegen)"
    ),
    (
        rf"(?:ich|mich) {gap(5)}(?:von (?:der|einer) bruecke (?:zu )?(?:springen|stuerzen)|vor (?:den|einen|die|"
        rf"eine) (?:zug|"
        r"bahn|ubahn|sbahn|auto) (?:zu )?(?:werfen|springen|schmeissen|legen))|"
        r"springe (?:ich )?(?:\w+ )?(?:von der (?:bruecke|_person_)|"
        r"vor den zug)"
    ),
    (
        rf"(?:alle|(?<!wie )viele|zu viele|ganze packung|packung|ueberdosis) {gap(2)}(?:schlaf)?tabletten {gap(2)}"
        rf"(?:genommen|geschluckt|nehmen|schlucken){DE_NOT_TO_REORDER}|"
        rf"ueberdosis {gap(3)}(?:genommen|geschluckt|nehmen)"
    ),
    (
        rf"{DE_SOMEONE} {gap(4)}(?:sich {gap(3)}(?:umbringen|umzubringen|das leben (?:zu )?nehmen|etwas an(?:zu)?tun)|"
        rf"nicht mehr leben|suizidgefaehrdet|ist suizidal)"
    ),
    (
        rf"{DE_SOMEONE} {gap(5)}(?:zusammengebrochen|bewusstlos\w*|ohnmaechtig|atmet (?:\w+ )?(?:kaum|nicht|schwer)|"
        rf"blutet "
        rf"(?:\w+ )?(?:stark|sehr|heftig)|verblutet|erstickt|krampft|(?:einen|n) (?:herzinfarkt|schlaganfall))"
    ),
    (
        r"ich (?:bekomme|kriege|bekomm|krieg) (?:\w+ )?keine luft(?: mehr)?$|ich (?:verblute|ersticke)(?=$| (?:hilfe|"
        r"bitte)\b)|"
        r"ich habe (?:gerade |glaube ich |wohl )*einen (?:herzinfarkt|schlaganfall)$"
    ),
    (
        rf"(?:mann|freund|vater|partner|ex|stiefvater|frau|mutter) {gap(2)}(?:schlaegt|verpruegelt|misshandelt|"
        rf"wuergt) mich|"
        rf"ich werde {gap(3)}(?:geschlagen|verpruegelt|misshandelt|vergewaltigt)"
    ),
    r"(?:wohnung|haus|kueche|zimmer) (?:brennt|steht in flammen)(?=$| (?:und|hilfe|bitte|ab|lichterloh)\b)",
    r"rufen sie (?:\w+ ){0,2}?(?:den |einen )?(?:notarzt|krankenwagen|rettungswagen)",
)
# --- English
EN_SOMEONE = (
    r"(?:(?:my|our|a|the) (?:\w+ )?(?:husband|wife|kids?|toddler|child|son|daughter|mother|mom|mum|father|dad|"
    r"grandma|grandpa|friend|colleague|neighbou?r|baby|brother|sister|partner|boyfriend|girlfriend|person)|someone|somebody)"
)
EN_POISON = (
    r"(?:descal\w*|limescale \w+|(?:\w+ )?cleaner|cleaning \w+|detergent|bleach|batter(?:y|ies)|button cells?|magnets?|"
    r"antifreeze|poison|acid|drain cleaner|dishwasher (?:tabs?|tablets?)|disinfectant|lamp oil)"
)
EN_DO = r"(?:kill|hurt|harm|hang|shoot|cut|poison)(?:ing)? (?:my ?self|meself)"
ENGLISH = (
    r"i (?:kill|hang|shoot) myself(?! (?:laughing|for|with|on))",
    (
        rf"(?:i|my|he|she) {gap(6)}(?:suicide|suicidal)(?! (?:squad|prevention|door))|want (?:it|this|"
        rf"everything) all to end|i (?:am|m) "
        r"self ?harming|don t want to be alive"
    ),
    (
        rf"(?:want|wanna|going|gonna|plan|planning|thinking|think|thought|thoughts|trying|tried|ready|need|will|ll|"
        rf"urge|"
        rf"feel "
        rf"like|decided|about|considering) (?:(?:to|about|of|just|really|on) ){{0,3}}(?:{EN_DO}(?! (?:laughing|for|"
        rf"with|"
        rf"on))|"
        r"end(?:ing)? (?:my (?:own )?life(?! (?:insurance|assurance|cover|policy|membership))|it all)|"
        r"tak(?:e|ing) my (?:own )?life(?! (?:insurance|assurance|cover|policy))|jump(?:ing)? off (?:a|the) bridge)"
    ),
    (
        r"i (?:want|wanna|just want|really want|only want|would rather|d rather|wish to) (?:\w+ )?(?:to )?(?:die|"
        r"be dead)"
        r"(?=$| (?:and|because|now|tonight|i|anymore|please|so)\b)"
    ),
    (
        r"(?:don t|do not|dont|no longer|not) (?:really )?(?:want|wanna|wish) (?:to )?(?:live|be alive|exist|wake up|"
        r"go on|"
        r"be here|keep living)(?: any ?more| any longer)$|(?:don t|do not|dont|no longer) (?:want|"
        r"wanna) (?:to )?(?:live|"
        r"be alive|exist)$|no longer want to (?:live|be alive)"
    ),
    (
        r"(?:i m|i am|im|feel|feeling|am) (?:\w+ )?suicidal|suicidal (?:thoughts|ideation|feelings)|"
        r"i (?:\w+ ){0,4}?(?:commit|"
        r"committing|attempted|attempt) suicide|better off (?:dead|without me)|wish i (?:was|were) (?:dead|never born)|"
        r"(?:no|any) (?:reason|point) (?:to live|to go on|in living)|life (?:\w+ )?(?:is not|isn t|not) worth living"
    ),
    (
        r"i (?:keep|have been|ve been|started|have started) (?:cutting|hurting|harming) myself|"
        r"i (?:\w+ )?self ?harm\w*$|"
        r"i can t go on (?:any ?more|living|like this)$|(?:no|any) way out(?: of (?:this )?life)? i want to (?:die|end)"
    ),
    (
        rf"(?:i|{EN_SOMEONE}) {gap(3)}(?:overdosed|took (?:all|too many|a lot of) {gap(2)}(?:pills|tablets)|"
        r"swallowed (?:all|too many|a bottle) (?:\w+ ){0,3}?(?:pills|tablets))|took an overdose"
    ),
    (
        rf"{EN_SOMEONE} {gap(4)}(?:collapsed|unconscious|not breathing|isn t breathing|can t breathe|"
        rf"can hardly breathe|"
        r"stopped breathing|passed out|bleeding (?:heavily|badly|a lot|out)|having a (?:heart attack|stroke|seizure)|"
        r"wants to (?:die|kill (?:him|her|them)\w*|end (?:his|her|their) life))"
    ),
    (
        r"(?:^|help )i can t breathe(?=$| (?:help|please|call)\b)|i (?:think i )?(?:am|m) having a (?:heart attack|"
        r"stroke)$"
    ),
    (
        r"(?:husband|boyfriend|father|partner|ex|stepfather|wife|mother) (?:\w+ )?(?:beats|hits|is beating|is hitting|"
        r"abuses|"
        r"is abusing) me|(?:^|please |quick |quickly |now )call (?:me )?an ambulance|my (?:house|flat|apartment|"
        r"kitchen) is on fire"
    ),
)
# --- French
FR_SOMEONE = (
    r"(?:(?:mon|ma|notre|un|une|le|la) (?:\w+ )?(?:mari|femme|enfant|fils|fille|mere|maman|pere|papa|grand ?mere|"
    r"grand ?pere|amie?|collegue|voisine?|bebe|frere|soeur|conjointe?|personne)|quelqu un)"
)
FR_POISON = (
    r"(?:detartrant|nettoyant|produit (?:menager|d entretien|nettoyant|detartrant|vaisselle)|javel|piles?|batteries?|"
    r"aimants?|lessive|detergent|antigel|poison|acide)"
)
FRENCH = (
    r"je me (?:tue|pends|flingue|tire une balle)(?! (?:a|au|aux|la|le|les|pour|de)\b)",
    (
        rf"(?:je|j|ma|mon|il|elle) {gap(6)}(?:suicide|suicider|tentative de suicide)\b|plus envie de vivre$|"
        rf"envie d en finir$"
    ),
    (
        rf"(?:je (?:veux|voudrais|souhaite|vais|pense a|songe a|compte|prefere(?:rais)?)|envie d|envie de|decide d|"
        rf"decide de|"
        rf"pense a) {gap(2)}(?:mourir(?! de)|en finir(?! avec (?!la vie|ma vie|tout))|me (?:tuer|suicider|pendre|noyer|"
        r"faire du mal|jeter (?:sous|du|d un|par))|mettre fin a (?:mes jours|ma vie)|disparaitre$)"
    ),
    (
        r"(?:veux|voudrais|souhaite|peux) plus (?:vivre|etre la|me reveiller|exister|continuer a vivre)(?! (?:sans|en|"
        r"a|"
        r"avec)\b)|"
        r"plus (?:envie|la force) de vivre(?! (?:en|a|avec|ici)\b)|je (?:vais me suicider|me suicide|vais me tuer)"
    ),
    (
        r"(?:pensees|idees|envies) (?:suicidaires|de suicide)|(?:suis|me sens) (?:\w+ )?suicidaire|je me (?:mutile|"
        r"scarifie|"
        r"coupe (?:les veines|volontairement))|(?:ma|la) vie n a plus (?:de|aucun) sens|(?:serais|suis) mieux morte?|"
        r"(?:voudrais|aimerais|prefere|prefererais) etre morte?|ma vie ne vaut (?:plus|pas)|je veux mourir"
    ),
    (
        rf"(?:avale|pris) {gap(3)}(?:tous|toute|trop de|une boite) {gap(3)}(?:cachets|medicaments|comprimes|pilules)|"
        r"fait une overdose"
    ),
    (
        rf"{FR_SOMEONE} {gap(4)}(?:respire (?:plus|pas|a peine|mal)|s est (?:effondree?|evanouie?)|"
        rf"est (?:tombee? )?inconsciente?|"
        r"a perdu connaissance|saigne (?:\w+ )?(?:beaucoup|abondamment)|fait (?:une?|un) (?:infarctus|avc|"
        r"crise cardiaque)|"
        r"veut (?:se (?:suicider|tuer)|mourir))"
    ),
    (
        r"(?:n arrive plus a|ne peux plus|peux plus) respirer$|(?:mari|copain|conjoint|pere|compagnon|"
        r"ex) (?:\w+ )?(?:me (?:bat|"
        r"frappe)|m a (?:frappee?|battue?))|appelez (?:\w+ )?(?:une ambulance|les secours|le samu)|(?:maison|cuisine|"
        r"appartement) est en feu"
    ),
)
# --- Italian
IT_END = r"farla finita(?! con (?!la vita|la mia vita|questa vita|tutto))"
IT_SOMEONE = (
    r"(?:(?:mi[oa]|nostr[oa]|un|una|il|la) (?:\w+ )?(?:marito|moglie|bambin[oa]|figli[oa]|madre|mamma|padre|papa|"
    r"nonn[oa]|"
    r"amic[oa]|collega|vicin[oa]|neonato|fratello|sorella|compagn[oa]|persona)|qualcuno)"
)
IT_POISON = (
    r"(?:decalcificante|anticalcare|detersivo|detergente|candeggina|varechina|pil[ae]|batteri[ae]|magnet[ei]|calamit[ae]|"
    r"veleno|acido|antigelo|disinfettante)"
)
ITALIAN = (
    r"mi (?:ammazzo|impicco|sparo)(?! (?:di|dal|dalle|dalla)\b)",
    rf"(?:penso|_person_|pensando|io|mi[oa]|ho|tentato|vuole) {gap(5)}(?:suicidi\w*|suicidar\w*)",
    (
        rf"(?:voglio|vorrei|voglia di|desidero|penso di|pensando di|pensato di|deciso di|intendo|intenzione di|penso a|"
        rf"sto per) "
        rf"{gap(2)}(?:morire(?! (?:di|dal|dalle|dalla)\b)|{IT_END}|uccidermi|ammazzarmi(?! di)|suicidarmi|"
        rf"togliermi la vita|"
        r"farmi (?:del )?male|impiccarmi|buttarmi (?:sotto|giu|da)|porre fine alla mia vita|tagliarmi le vene)"
    ),
    (
        r"non (?:voglio|ce la faccio) piu (?:a )?(?:vivere|svegliarmi|esistere|andare avanti a vivere)(?! (?:senza|in|"
        r"a|"
        r"con)\b)|"
        r"non (?:ho|trovo) piu (?:voglia|motivi?|ragioni?) (?:di|per) vivere|mi (?:uccido|suicido|tolgo la vita|"
        r"taglio le vene)|"
        rf"voglio {IT_END}"
    ),
    (
        r"(?:pensieri|istinti|idee) (?:suicidi|suicide|suicidari\w*|di suicidio|di morte)|(?:vorrei|"
        r"preferirei) essere mort[oa]|"
        r"(?:mia|la) vita non ha (?:piu )?(?:alcun |nessun )?senso|(?:starei|sarei) meglio mort[oa]|mi (?:faccio|"
        r"procuro) "
        r"del male|non vale (?:piu )?la pena (?:di )?vivere"
    ),
    rf"(?:preso|ingoiato|ingerito) {gap(2)}(?:tutte|troppe|un intero) {gap(3)}(?:pastiglie|pillole|compresse|flacone)",
    (
        rf"{IT_SOMEONE} {gap(4)}(?:non respira|respira a fatica|svenut[oa]|e (?:crollat[oa]|collassat[oa])|"
        rf"ha perso (?:i sensi|"
        r"conoscenza)|priv[oa] di sensi|sanguina (?:\w+ )?(?:molto|tanto)|ha (?:avuto )?un (?:infarto|ictus)|"
        r"vuole (?:morire|"
        r"uccidersi|suicidarsi|farla finita))"
    ),
    (
        r"non riesco (?:piu )?a respirare$|(?:marito|ragazzo|compagno|padre|ex) mi (?:picchia|mena)|"
        r"chiamate (?:\w+ )?(?:"
        r"un ambulanza|i soccorsi)|(?:casa|cucina) (?:va|sta andando|e) (?:a fuoco|in fiamme)"
    ),
)
ALONE = whole(
    r"ich kann (?:einfach |so |wirklich |bald )*nicht mehr(?: ich will nicht mehr)?", r"je n en peux plus de vivre"
)
FIGURE_OF_SPEECH = anywhere(
    r"vor (?:lachen|scham|hunger|durst|langeweile|neugier|kaelte|hitze|wut|freude|aufregung|peinlichkeit)",
    r"ohne (?:(?:mein|euer|eur|ihr|dies|d)\w* )?(?:\w*kaffee\w*|espresso|tee|schokolade|\w*handy|\w*app|wlan|internet|"
    r"\w*geraet|\w*maschine|produkte?) (?:\w+ ){0,4}leben",
    r"im spiel(?! (?:\w+ ){0,2}?verloren)|in game|(?<!everything )(?<!lost )in the game|beim zocken(?! verloren)|"
    r"nel gioco|dans le jeu|(?:fast|beinahe) (?:\w+ )?(?:gestorben|umgebracht|"
    r"einen herzinfarkt)|laughing|of (?:hunger|boredom|laughter|thirst|embarrassment|curiosity)|"
    r"de (?:rire|faim|soif|honte|ennui)|(?:dal|dalle) (?:ridere|risate)|di (?:fame|sete|noia|risate|lavoro)",
)
POISONED = anywhere(
    (
        rf"(?:{DE_SOMEONE}|_person_|ich|wir|^(?:\w+ )?(?:kind|baby|sohn|tochter)) {gap(4)}(?:{DE_POISON} {gap(3)}"
        rf"(?:getrunken|verschluckt|geschluckt|gegessen|eingeatmet)\b{DE_NOT_TO_REORDER}|"
        r"(?:vergiftet|verbrueht|schwer (?:verletzt|verbrannt|gestuerzt))$|"
        r"(?:stromschlag|vergiftung) (?:bekommen|abbekommen|gekriegt|erlitten))"
    ),
    rf"^(?:\w+ )?{DE_POISON} (?:getrunken|verschluckt|geschluckt|gegessen)$",
    (
        rf"(?:{EN_SOMEONE}|_person_|i|we) {gap(3)}(?:"
        rf"(?:swallowed|drank|drunk|ate|eaten|ingested|inhaled) {gap(3)}{EN_POISON}|"
        r"(?:been|got|is) (?:badly |severely )?(?:poisoned|scalded|electrocuted))"
    ),
    rf"(?:{FR_SOMEONE}|_person_|j|nous) (?:ai|a|avons) {gap(2)}(?:bu|avale|ingere|mange) {gap(3)}{FR_POISON}",
    (
        rf"(?:(?:{IT_SOMEONE}|il bimbo|la bimba|_person_) ha|io ho|^ho) {gap(2)}"
        rf"(?:bevuto|ingoiato|inghiottito|ingerito|mangiato) {gap(3)}{IT_POISON}"
    ),
)
# Looked for first: who did what is costly to look for in a long message.
HARMED = anywhere(
    r"getrunken|verschluckt|geschluckt|gegessen|eingeatmet|vergiftet|verbrueht|verletzt|verbrannt|gestuerzt|stromschlag|"
    r"vergiftung|swallowed|drank|drunk|ate|eaten|ingested|inhaled|poisoned|scalded|electrocuted|bu|avale|ingere|mange|"
    r"bevuto|ingoiato|inghiottito|ingerito|mangiato"
)
PATTERN = anywhere(*GERMAN, *ENGLISH, *FRENCH, *ITALIAN)


def distress(said: Said) -> Decision | None:
    """Offer a person and name the emergency numbers. Who only accepts that offer is not told them a second time."""
    if pending_offer(said.history) is HandOffReason.DISTRESS and agrees(said):
        return None
    serious = [sentence for sentence in (*said.sentences, said.text) if not FIGURE_OF_SPEECH.search(sentence)]
    in_danger = says(said, ALONE) or found_in(PATTERN, serious) or found_in(POISONED, filter(HARMED.search, serious))
    return HandOff(HandOffReason.DISTRESS) if in_danger else None
