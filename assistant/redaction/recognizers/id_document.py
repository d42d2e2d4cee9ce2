"""Identity cards, passports, residence permits and driving licences: announced, by check digit, or machine-readable."""

from typing import ClassVar

from assistant.redaction.checksums import is_travel_document
from assistant.redaction.recognizers.base import ANNOUNCED, TYPICAL, Rule, RuleRecognizer, announced
from assistant.redaction.recognizers.context import is_other_number

_SUFFIX = r"(?:[\p{L}.-]{0,10})"
_WORDS = (
    rf"personal-?ausweis{_SUFFIX}|(?:dienst|ausländer)?-?ausweis(?:es|s?-?\s?(?:nummer|nr))?|perso(?:s|-?(?:nummer"
    rf"|nr))?"
    rf"|reisep[aä]ss(?!end){_SUFFIX}|pass-?\s?(?:nummer|nr|no)|id-?\s?(?:karte|nummer|nr)"
    rf"|identitätskarte{_SUFFIX}|(?:führer|lern)schein{_SUFFIX}|führerausweis{_SUFFIX}|fahrausweis{_SUFFIX}"
    rf"|aufenthalts(?:titel|erlaubnis|karte|bewilligung){_SUFFIX}|niederlassungs(?:bewilligung|erlaubnis){_SUFFIX}"
    rf"|grenzgängerbewilligung|visum|passport|(?:id|identity) card|residence permit|visa (?:number|no)"
    r"|driv(?:er'?s|ing) licen[cs]e|carte d'identité|passeport|permis de (?:conduire|séjour)|titre de séjour"
    r"|carta d'identità|passaporto|patente(?: di guida)?|permesso di soggiorno"
)
_END = r"(?![\p{L}\p{N}])"
_MACHINE_READ = r"(?:[<0-9A-Z]{0,3}[ <]{1,2}[0-9]{7}){0,2}"
_NUMBER = (
    rf"(?:(?=[A-Z]{{0,12}}[0-9])[A-Z0-9]{{6,16}}|(?=[A-Za-z]{{0,8}}[0-9][A-Za-z]{{0,8}}[0-9])[A-Za-z0-9]{{6,16}}"
    rf"|[A-Z]{{1,2}}[ -][0-9](?: ?[0-9]){{5,8}}|[0-9]{{2,4}}(?: [0-9]{{2,4}}){{2,3}}|[A-Z][0-9]{{2}}"
    rf"(?: ?[A-Z0-9]{{2,4}}){{2}})"
    rf"{_MACHINE_READ}{_END}"
)


class IdDocumentRecognizer(RuleRecognizer):
    """Document numbers."""

    ENTITY = "ID_DOCUMENT"
    RULES: ClassVar = (
        Rule(announced(_WORDS, _NUMBER, gap=30), ANNOUNCED),
        # The authority's letters: no vowels, and none that look like digits (PAuswV, annex 3).
        Rule(
            rf"(?<![\p{{L}}\p{{N}}])(?=[^\s]{{1,4}}[CFGHJKLMNPRTVWXYZ])[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{{8}}[0-9]"
            rf"(?:D|<<)?{_MACHINE_READ}{_END}",
            TYPICAL,
            lambda value: is_travel_document(value[:10]),
            unless=is_other_number,
        ),
        Rule(r"(?<![A-Z0-9<])(?=[A-Z0-9]{1,20}<)[A-Z0-9<]{30,44}(?![A-Z0-9<])", ANNOUNCED),
    )
