"""Number plates, announced as such."""

from typing import ClassVar

from assistant.redaction.recognizers.base import ANNOUNCED, Rule, RuleRecognizer, announced

_WORDS = (
    r"(?:kfz-?|auto-?)?kennzeichen|nummernschild|number ?plate|licen[cs]e ?plate"
    r"|registration|plaque|immatriculation|targa"
)
_PLATE = (
    r"(?:\p{L}{1,3}[ :-]{1,3}\p{L}{1,2}[ -]?[0-9]{1,4}[EHeh]?"
    r"|\p{L}{1,2}[ -]?[0-9]{3,6}(?:[ -]?\p{L}{1,3})?"
    r"|\p{L}{1,2}[ -][0-9]{1,5}[ -]?\p{L}{1,2})"
)


class LicensePlateRecognizer(RuleRecognizer):
    """German, Austrian, Swiss, French and Italian forms."""

    ENTITY = "LICENSE_PLATE"
    RULES: ClassVar = (Rule(announced(_WORDS, rf"{_PLATE}(?![\p{{L}}\p{{N}}])"), ANNOUNCED),)
