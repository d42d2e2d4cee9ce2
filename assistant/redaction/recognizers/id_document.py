"""Identity cards, passports and driving licences: announced, or as the machine-readable lines."""

from typing import ClassVar

from assistant.redaction.recognizers.base import ANNOUNCED, Rule, RuleRecognizer, announced

_WORDS = (
    r"personal-?ausweis[\p{L}.-]{0,10}|(?:dienst)?ausweis-?(?:nummer|nr)|perso"
    r"|reisepass[\p{L}.-]{0,10}|pass-?(?:nummer|nr)"
    r"|identitätskarte[\p{L}.-]{0,10}|id-?karte|führerschein[\p{L}.-]{0,10}"
    r"|aufenthaltstitel|passport|id card|identity card"
    r"|driv(?:er'?s|ing) licen[cs]e|carte d'identité|passeport|permis de conduire|carta d'identità|passaporto|patente"
)
_NUMBER = r"(?:(?=[A-Z]{0,8}[0-9])[A-Z0-9]{6,14}|(?=[A-Za-z]{0,4}[0-9]{2})[A-Za-z0-9]{6,14})(?![\p{L}\p{N}])"


class IdDocumentRecognizer(RuleRecognizer):
    """Document numbers."""

    ENTITY = "ID_DOCUMENT"
    RULES: ClassVar = (
        Rule(announced(_WORDS, _NUMBER, gap=30), ANNOUNCED),
        Rule(r"(?<![A-Z0-9<])(?=[A-Z0-9]{1,20}<)[A-Z0-9<]{30,44}(?![A-Z0-9<])", ANNOUNCED),
    )
