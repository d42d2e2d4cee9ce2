"""The pieces of postal addresses in our four languages, as regular expressions."""

from typing import Final

BEGIN: Final = r"(?<![\p{L}\p{N}])"
CAP: Final = r"\p{Lu}[\p{L}'.-]{0,30}"
WORD: Final = r"[\p{L}][\p{L}'.-]{0,30}"

NR: Final = r"(?:(?i:nr|no|n|num|hausnummer|hausnr|hnr|haus)[.°:]{0,2} {0,2})?"
_STAIRS: Final = r"(?i:top|tür|stiege|stg\.?|whg\.?|haus|block)"
_FLOOR: Final = (
    r"(?:[ ,/]{1,3}(?:(?i:stiege|stg\.?|tür|top|whg\.?|wohnung|block|apt\.?|appartement|apartment|zimmer|stock|etage"
    r"|app\.?"
    r"|int\.?|turm|bau|objekt|interno|scala|piano|bât\.?|bâtiment|étage)\s?(?i:nr\.? ?)?(?:[0-9]{1,3}[a-zA-Z]?|[A-Z])"
    r"|[0-9]{1,2}\. ?(?i:stock|stiege|og|etage|obergeschoss|ug)|(?i:eg|dg|hinterhaus|vorderhaus|erdgeschoss|parterre)"
    r"|(?<=/)[IVX]{1,4}|(?<= )(?:HH|VH|SF|GH|HG|VG|QG))(?![\p{L}\p{N}])){0,4}"
)
NUMBER: Final = (
    rf"{NR}[1-9][0-9]{{0,3}}(?: ?[a-zA-Z](?![\p{{L}}]))?(?: ?[/+-] ?(?:{_STAIRS} ?)?[0-9]{{1,4}}[a-zA-Z]?"
    rf"(?![\p{{L}}\p{{N}}.]))"
    rf"{{0,3}}(?:/ ?[A-Z](?![\p{{L}}]))?{_FLOOR}"
)
_NAMED_UNITS: Final = (
    r"(?i:euro?|chf|usd|gbp|franken|\p{L}{0,15}punkten?|stück|kunden|bestellungen|artikeln?|personen|menschen|leuten?"
    r"|einwohnern?|mitarbeitern?|zeichen|schritten?|metern?|kilometern?|kilo(?:gramm)?|gramm|watt|tagen?|wochen?"
    r"|monaten?"
    r"|jahren?|stunden?|minuten?|sekunden?|seiten|nutzern?|unternehmen|betrieben?|teilen?|paketen?|mal|uhr|prozent"
    r"|points?|users?|customers?|orders?|items?|words|people|rows|files|bytes|requests|steps|days|years|times)"
    r"(?![\p{L}])"
)
UNITS: Final = rf"(?:{_NAMED_UNITS}|(?i:km|kg|cm|mm|min|gb|mb|m|g|l|h)(?![\p{{L}}]))"
NOT_A_NUMBER: Final = rf"(?![\p{{L}}\p{{N}}%°€$]|[.,:](?![0-9]{{4,5}} ?\p{{L}})[0-9]| ?(?:{UNITS}|[%€$]))"
NO_YEAR: Final = r"(?!(?:1[0-9]|20)[0-9]{2}(?![0-9a-zA-Z/]))"

PREFIX: Final = r"(?:(?:DE|AT|CH|FL|LI|FR|IT|LU|D|A|I|F|L)[ -]{1,2})?"
_LINK_WORD: Final = (
    r"(?:(?:am|an|bei|im|in|ob|der|dem|den|a\.|d\.|i\.|b\.|vor|unter|auf|sur|les|lès|en|la"
    r"|le|de|du|di|del|sul|al|upon)\s)"
)
PLACE_NAME: Final = r"(?:(?:St|Bad|Sankt|Markt)\.? )?\p{Lu}[\p{L}'-]{1,30}"
PLACE: Final = (
    rf"{PLACE_NAME}(?:[ /-]\(?(?:{_LINK_WORD}{{0,2}}){PLACE_NAME}\)?){{0,3}}(?: \([A-Z]{{2}}\))?"
    r"(?: [0-9]{1,2}(?=\s{0,3}(?:[.,;)\n]|\Z)))?"
)
CODE: Final = r"[0-9]{4,5}(?![0-9])"
TOWN: Final = rf"{PREFIX}{CODE} {{1,2}}{PLACE}"
_RIVER: Final = r"(?: (?:am (?:main|rhein|inn|see|neckar|lech|wagram)|an der [\p{L}]{3,12}))?"
ANY_TOWN: Final = (
    rf"(?i:{PREFIX}){CODE} {{1,2}}(?:{PLACE}|(?:(?i:st|bad|sankt|wiener|markt|maria|groß|klein|deutsch|san|la|le"
    rf"|les)\.? )?[\p{{L}}][\p{{L}}'-]{{1,30}}{_RIVER})"
)
GAP: Final = r"(?:[ \t]{0,2}[,;/|\n-][ \t\n]{0,3}|[ \t]{1,3}(?:(?:in|à|a|i) )?)"
AND_TOWN: Final = (
    rf"(?:{GAP}{ANY_TOWN}|[ \t]{{0,2}},?[ \t]{{1,2}}(?:in |à |a )?(?<=, |,|in |à |a ){PLACE_NAME}"
    rf"(?:[ -]{PLACE_NAME}){{0,2}})?"
)

STRONG: Final = r"(?:stra(?:ß|ss)en?|str\.?|gasse|gässli|gässchen|strässli|allee|chaussee|promenade|boulevard)"
MEDIUM: Final = (
    r"(?:weg|wäg|platz|plätzli|ring|damm|ufer|steig|zeile|pfad|graben|rain|halde|gürtel|kai"
    r"|lände|brücke|siedlung|zentrum|markt|hof|anger|winkel)"
)
LOOSE_ENDING: Final = (
    rf"(?i:(?:{STRONG}|{MEDIUM}|hang|feld|berg|bühel|leiten?|acker|wiesen?|matten?|garten|stieg|hügel|höhe|tor|wall"
    rf"|wald"
    r"|grund|mühle|dorf)(?![\p{L}]))"
)
LOOSE: Final = rf"[\p{{L}}.'-]{{2,30}}{LOOSE_ENDING}"
_NO_STREET: Final = (
    r"(?!(?i:arbeits|park|stell|speicher|sitz|steh|lade|lager|bau|steck|abstell|schlaf"
    r"|spiel|frei|prüf|treff|landungs|um|rück|hin|lief\p{L}{1,3}|vertriebs"
    r"|versand|zahlungs|bezahl|rechts|dienst|fuß|rad|transport|schul|heim|aus"
    r"|dicht\p{L}{0,4}|filter|o-|schlüssel|daten|mahl|schau|schmuck|video|super|frei|bahn"
    r"|bauern|flug|web|flo|online|fach|bau|heim|kunden|service|ein|halb|\p{L}{0,20}gerichts)"
    r"-?(?:weg|platz|plätze|ring|markt|hof|zentrum|brücke|straße|strasse|kai)\b)"
)
NOT_ITS_START: Final = (
    r"(?!(?i:\p{L}{0,20}(?:adresse|anschrift)|büro|wohnung|hof|firma|nachbarn?|familie|paket|lieferung|postfach"
    r"|packstation"
    r"|straße|strasse|wohnhaft|tel|telefon|handy|mobil|fax|filiale|abteilung|seite|kapitel|zone)(?![\p{L}]))"
)
GERMAN: Final = (
    rf"{BEGIN}{_NO_STREET}{NOT_ITS_START}(?:(?:{CAP}[ -]){{0,2}}(?i:[\p{{L}}.'-]{{0,30}}[\p{{L}}.'-]){STRONG}"
    rf"|(?:{CAP}[ -]){{1,3}}(?i:{STRONG}))(?![\p{{L}}])"
)
GERMAN_MEDIUM: Final = (
    rf"{BEGIN}{_NO_STREET}{NOT_ITS_START}(?:(?:{CAP}[ -]){{0,2}}\p{{Lu}}[\p{{L}}.'-]{{2,30}}{MEDIUM}"
    rf"|(?:{CAP}[ -]){{1,3}}(?i:{MEDIUM}))(?![\p{{L}}])"
)
STREET_OF: Final = (
    rf"{BEGIN}(?:[\p{{L}}-]{{0,20}}(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|[Pp]latz|[Aa]llee|[Ww]eg|[Rr]ing|[Uu]fer|[Hh]of)) "
    rf"(?:der|des|am|an der|im|zum|zur)"
    rf" (?:[0-9]{{1,2}}\. )?{CAP}(?: {CAP})?"
)
_PREPOSITIONS: Final = (
    r"(?:am|an der|an den|an dem|auf der|auf dem|auf den|im|in der|in den"
    r"|zum|zur|unter den|unter der|hinter der|hinter dem|vor dem|vor der|bei der|beim"
    r"|obere[rn]?|untere[rn]?|hinter|hinterm|unterm)"
)
PREPOSITION: Final = rf"{BEGIN}(?=\p{{Lu}})(?i:{_PREPOSITIONS})(?![\p{{L}}])"
ANY_PREPOSITION: Final = rf"{BEGIN}(?!(?i:in) )(?i:{_PREPOSITIONS})(?![\p{{L}}])"

_RUE: Final = (
    r"(?i:rue|avenue|av\.|boulevard|bd\.?|place|chemin|ch\.|route|rte|impasse|quai|allée|cours|square|passage|sentier"
    r"|ruelle|esplanade)"
)
_VIA: Final = (
    r"(?i:via|viale|v\.le|piazza|p\.zza|corso|c\.so|largo|vicolo|strada|contrada|salita|piazzale|lungomare|galleria)"
)
_OF: Final = (
    r"(?:(?:de|du|des|de la|de l'|la|le|les|d'|del|della|dei|degli|delle|dell'|di|san|santa|saint|sainte)[ ']?){0,2}"
)
FRENCH: Final = (
    rf"{BEGIN}[0-9]{{1,4}}(?: ?(?:bis|ter|[a-d]))?,? {_RUE} {_OF}{WORD}(?:[ -](?:(?:de|du|des|la|le"
    rf"|et)[ -]){{0,2}}{CAP}){{0,3}}"
)
ROMANCE: Final = (
    rf"{BEGIN}(?:{_RUE}|{_VIA}) {_OF}{CAP}(?: (?:(?:de|du|la|di|del|e|et|della) )?{CAP}){{0,3}},? "
    rf"{NUMBER}"
)
ROMANCE_SMALL: Final = (
    rf"{BEGIN}(?:[0-9]{{1,4}}(?: ?(?:bis|ter))?,? {_RUE}(?: [\p{{L}}'.-]{{2,30}}){{1,5}}"
    rf"|(?:{_RUE}|{_VIA})(?: [\p{{L}}'.-]{{2,30}}){{1,4}},? {NUMBER})"
)
ENGLISH: Final = (
    rf"{BEGIN}(?:(?i:flat|apt|unit|suite) ?[0-9]{{1,4}}[A-Za-z]?, )?[0-9]{{1,5}}[A-Za-z]?,? (?:{CAP} |[0-9]{{1,3}}"
    rf"(?:st|nd|rd|th) ){{1,4}}"
    r"(?i:street|st\.?|road|rd\.?|avenue|ave\.?|lane|ln\.?|drive|dr\.?|way|court|ct\.?"
    r"|close|square|sq\.?|terrace|place|pl\.?|boulevard|blvd\.?|crescent|grove|gardens|hill|mews|row|walk"
    r"|parkway|highway)(?![\p{L}])"
)
AND_ENGLISH_TOWN: Final = (
    rf"(?:[,\n ]{{1,3}}(?i:apt|suite|unit|flat|ste)\.? ?[0-9]{{1,5}}[A-Za-z]?)?"
    rf"(?:[,\n ]{{1,3}}{CAP}(?:[ -]{CAP}(?![\p{{L}}0-9])){{0,2}}(?:[,\n ]{{1,3}}"
    rf"(?:[A-Z]{{2}} )?(?:[A-Z]{{1,2}}[0-9][A-Z0-9]? ?[0-9][A-Z]{{2}}"
    rf"|[0-9]{{4,5}}(?:-[0-9]{{4}})?))?)?"
)
AT_HOME: Final = (
    r"wohn(?:e|en|haft|t)(?: (?:jetzt|nun|in|bei|am|an|im))?|(?:\p{L}{3,20})?(?:adresse|anschrift)|umgezogen|ziehe um"
    r"|umzug|geliefert an|lieferung an|liefern an|versand an|plz(?:/ort)?|postleitzahl|wohnort"
    r"|(?:live|living) (?:at|in)|ship (?:it )?to|\p{L}{0,10} ?address|postcode|zip(?: code)?|habite(?: (?:à|au|en))?"
    r"|domicilié[e]?(?: à)?|adresse(?: postale)?|livrer (?:à|au)"
    r"|abito(?: (?:a|in))?|indirizzo|residente(?: (?:a|in))?|spedire (?:a|in)"
)
HOUSE: Final = rf"{NOT_ITS_START}{CAP}(?: {CAP}){{0,3}} {NUMBER}"
