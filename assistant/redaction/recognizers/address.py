"""Postal addresses: street and number, postcode and place, in the forms of our four languages."""

from typing import ClassVar

from assistant.redaction.recognizers.base import ANNOUNCED, TYPICAL, Rule, RuleRecognizer, announced
from assistant.redaction.recognizers.context import is_other_number
from assistant.redaction.recognizers.towns import ends_in_town

_CAP = r"\p{Lu}[\p{L}'.-]{0,30}"
_WORD = r"[\p{L}][\p{L}'.-]{0,30}"
_NUMBER = (
    r"[0-9]{1,4}(?: ?[a-zA-Z](?![\p{L}]))?(?: ?[/+-] ?(?:(?i:top|tür|stiege|stg\.?"
    r"|whg\.?) ?)?[0-9]{1,4}[a-zA-Z]?(?![\p{L}\p{N}.])){0,3}"
)
_NOT_A_NUMBER = (
    r"(?![\p{L}\p{N}%°€$]|[.,:][0-9]| ?(?:(?i:euro?|chf|km|kg|cm|mm|min|uhr|stück|tage?"
    r"|stunden?|mal|%|prozent|zeichen|gb|mb)(?![\p{L}])|€))"
)
_PREFIX = r"(?:(?:DE|AT|CH|FL|LI|FR|IT|D|A|I|F)[ -]{1,2})?"
_PLACE_WORD = (
    r"(?:(?:am|an|bei|im|in|ob|der|dem|den|a\.|d\.|i\.|b\.|vor|unter|auf|sur|les|lès|en|la"
    r"|le|de|du|di|del|sul|al|upon)\s)"
)
_PLACE_NAME = r"(?:(?:St|Bad|Sankt|Markt)\.? )?\p{Lu}[\p{L}'-]{1,30}"
_PLACE = rf"{_PLACE_NAME}(?:[ /-]\(?(?:{_PLACE_WORD}{{0,2}}){_PLACE_NAME}\)?){{0,3}}"
_CODE = r"[0-9]{4,5}(?![0-9])"
_TOWN = rf"{_PREFIX}{_CODE} {{1,2}}{_PLACE}"
_ANY_TOWN = rf"{_PREFIX}{_CODE} {{1,2}}(?:{_PLACE}|[\p{{L}}][\p{{L}}'-]{{1,30}})"
_AND_TOWN = (
    rf"(?:[ \t]{{0,2}}[,;\n/|-]?[ \t\n]{{1,3}}{_ANY_TOWN}"
    rf"|[ \t]{{0,2}},[ \t]{{0,2}}(?:in )?{_PLACE_NAME}(?:[ -]{_PLACE_NAME}){{0,2}})?"
)
_STRONG = r"(?:stra(?:ß|ss)en?|str\.?|gasse|gässli|gässchen|strässli|allee|chaussee|promenade|boulevard)"
_MEDIUM = (
    r"(?:weg|wäg|platz|plätzli|ring|damm|ufer|steig|zeile|pfad|graben|rain|halde|gürtel|kai"
    r"|lände|brücke|siedlung|zentrum|markt|hof|anger|winkel)"
)
_NO_STREET = (
    r"(?!(?i:arbeits|park|stell|speicher|sitz|steh|lade|lager|bau|steck|abstell|schlaf"
    r"|spiel|frei|prüf|treff|landungs|um|rück|hin|lief\p{L}{1,3}|vertriebs"
    r"|versand|zahlungs|bezahl|rechts|dienst|fuß|rad|transport|schul|heim|aus"
    r"|dicht\p{L}{0,4}|filter|o-|schlüssel|daten|mahl|schau|schmuck|video|super|frei|bahn"
    r"|bauern|flug|web|flo|online|fach|bau|heim|kunden|service|ein|halb)-?(?:weg|platz"
    r"|plätze|ring|markt|hof|zentrum|brücke|straße|strasse|kai)\b)"
)
_GERMAN = (
    rf"(?<![\p{{L}}\p{{N}}]){_NO_STREET}(?:(?:{_CAP}[ -]){{0,2}}(?i:[\p{{L}}.'-]{{0,30}}[\p{{L}}.'-]){_STRONG}"
    rf"|(?:{_CAP}[ -]){{1,3}}(?i:{_STRONG}))"
)
_GERMAN_MEDIUM = (
    rf"(?<![\p{{L}}\p{{N}}]){_NO_STREET}(?:(?:{_CAP}[ -]){{0,2}}\p{{Lu}}[\p{{L}}.'-]{{1,30}}{_MEDIUM}"
    rf"|(?:{_CAP}[ -]){{1,3}}(?i:{_MEDIUM}))"
)
_PREPOSITION = (
    r"(?<![\p{L}\p{N}])(?:Am|An der|An den|An dem|Auf der|Auf dem|Auf den|Im|In der|In den"
    r"|Zum|Zur|Unter den|Unter der|Hinter der|Hinter dem|Vor dem|Vor der|Bei der|Beim"
    r"|Obere[rn]?|Untere[rn]?|Hinter|Unterm)"
)
_ROMANCE = (
    r"(?<![\p{L}\p{N}])(?:(?:[0-9]{1,4}(?: ?(?:bis|ter|[a-d]))?,? (?i:rue|avenue|av\."
    r"|boulevard|bd\.?|place|chemin|route|impasse|quai|allée|cours|square|passage|sentier"
    r"|ruelle)"
    rf" (?:(?:de|du|des|de la|de l'|la|le|les|d')[ ']?){{0,2}}{_WORD}(?:[ -](?:(?:de|du|des"
    rf"|la|le|et)[ -]){{0,2}}{_CAP}){{0,3}})"
    r"|(?i:rue|avenue|av\.|chemin|ch\.|route|rte|impasse|quai|ruelle|via|viale|v\.le|piazza"
    r"|p\.zza|corso|c\.so|largo|vicolo|strada|contrada|salita|piazzale|lungomare|vicolo)"
    rf" (?:(?:de|du|des|de la|de l'|la|le|les|d'|del|della|dei|delle|dell'|di|san"
    rf"|santa)[ ']?){{0,2}}{_CAP}(?: (?:(?:de|du|la|di|del|e"
    rf"|et) )?{_CAP}){{0,3}},? [0-9]{{1,4}}(?: ?[a-zA-Z](?![\p{{L}}]))?)"
)
_ENGLISH = (
    rf"(?<![\p{{L}}\p{{N}}])[0-9]{{1,5}}[A-Za-z]?,? (?:{_CAP} |[0-9]{{1,3}}(?:st|nd|rd|th) ){{1,4}}"
    r"(?i:street|st\.?|road|rd\.?|avenue|ave\.?|lane|ln\.?|drive|dr\.?|way|court|ct\.?"
    r"|close|square|sq\.?|terrace|place|pl\.?|boulevard|blvd\.?|crescent|grove|gardens|hill"
    r"|parkway|highway)(?![\p{L}])"
)
_AND_ENGLISH_TOWN = (
    rf"(?:[,\n ]{{1,3}}(?i:apt|suite|unit|flat|ste)\.? ?[0-9]{{1,5}}[A-Za-z]?)?"
    rf"(?:[,\n ]{{1,3}}{_CAP}(?:[ -]{_CAP}(?![\p{{L}}0-9])){{0,2}}(?:[,\n ]{{1,3}}"
    rf"(?:[A-Z]{{2}} )?(?:[A-Z]{{1,2}}[0-9][A-Z0-9]? ?[0-9][A-Z]{{2}}"
    rf"|[0-9]{{4,5}}(?:-[0-9]{{4}})?))?)?"
)
_AT_HOME = (
    r"wohn(?:e|en|haft|t)(?: (?:jetzt|nun|in|bei))?|adresse|anschrift|umgezogen|ziehe um"
    r"|umzug|geliefert an|lieferung an|liefern an|versand an|plz|postleitzahl|wohnort"
    r"|live (?:at|in)|address|postcode|zip(?: code)?|habite(?: à)?|domicilié[e]?(?: à)?"
    r"|abito(?: a)?|indirizzo|residente(?: a)?"
)
_HOUSE = rf"{_CAP}(?: {_CAP}){{0,3}} {_NUMBER}"


_UNITS = (
    r"(?i:euro?|chf|franken|\p{L}{0,15}punkten?|stück|kunden|bestellungen|artikeln?"
    r"|personen|zeichen|schritten?|meter|kilometer|gramm|kilo|watt|tagen?|stunden?|minuten?"
    r"|sekunden?|seiten|nutzern?"
    r"|points?|users?|customers?|orders?|items?|words|people|rows|files|bytes|requests|steps)(?![\p{L}])"
)


class AddressRecognizer(RuleRecognizer):
    """A place alone stays readable; a street with a number or a postcode with a place does not."""

    ENTITY = "ADDRESS"
    RULES: ClassVar = (
        Rule(rf"{_GERMAN} ?{_NUMBER}{_NOT_A_NUMBER}{_AND_TOWN}", ANNOUNCED),
        Rule(rf"{_GERMAN_MEDIUM} {_NUMBER}{_NOT_A_NUMBER}{_AND_TOWN}", TYPICAL),
        Rule(
            (
                rf"(?<![\p{{L}}\p{{N}}])(?:{_CAP} ){{1,4}}{_NUMBER}[ \t]{{0,2}}[,\n][ \t\n]{{0,2}}{_PREFIX}(?!(?:19"
                rf"|20)[0-9]{{2}}(?![0-9])){_TOWN}"
            ),
            TYPICAL,
        ),
        Rule(
            (
                rf"{_PREPOSITION} {_CAP}(?: {_CAP})?(?<!Monat)(?<!Jahr)(?<!Januar|Februar"
                rf"|Dezember) {_NUMBER}{_NOT_A_NUMBER}[ \t]{{0,2}}[,\n][ \t\n]{{0,2}}{_ANY_TOWN}"
            ),
            ANNOUNCED,
        ),
        Rule(rf"{_ROMANCE}{_NOT_A_NUMBER}{_AND_TOWN}", ANNOUNCED),
        Rule(rf"{_ENGLISH}{_AND_ENGLISH_TOWN}", ANNOUNCED),
        Rule(rf"(?<![\p{{L}}\p{{N}}])(?:DE|AT|CH|FL|D|A)-{_CODE} {_PLACE}", ANNOUNCED),
        Rule(announced(_AT_HOME, rf"{_HOUSE}{_NOT_A_NUMBER}{_AND_TOWN}", gap=20), ANNOUNCED),
        Rule(announced(_AT_HOME, _ANY_TOWN, gap=20), ANNOUNCED),
        Rule(
            (
                rf"(?m)(?:^|\n|, ?|(?<![\p{{L}}])(?i:in|aus|nach|bei|à|a) )(?P<value>{_PREFIX}(?!(?:19"
                rf"|20)[0-9]{{2}} |[0-9]{{4,5}} {_UNITS}){_TOWN})"
            ),
            TYPICAL,
            unless=is_other_number,
        ),
        Rule(
            rf"(?<![\p{{L}}\p{{N}}.,/-])(?!(?:19|20)[0-9]{{2}} ){_CODE} {_PLACE}",
            TYPICAL,
            ends_in_town,
            unless=is_other_number,
        ),
        Rule(
            (
                r"(?i:postfach|packstation|p\.? ?o\.? ?box|case postale|casella postale"
                r"|boîte postale)\s(?:nr\.?\s)?(?P<value>[0-9](?: ?[0-9]){1,6})(?![\p{N}])"
            ),
            ANNOUNCED,
        ),
    )
