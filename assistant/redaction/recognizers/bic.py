"""Bank identifier codes (ISO 9362). Without the word they look like any word in capitals."""

from typing import ClassVar

from assistant.redaction.recognizers.base import ANNOUNCED, Rule, RuleRecognizer, announced

_CODE = r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![\p{L}\p{N}])"


class BicRecognizer(RuleRecognizer):
    """Codes announced as BIC or SWIFT."""

    ENTITY = "BIC"
    RULES: ClassVar = (
        Rule(announced("bic", rf"(?i:{_CODE})", gap=12), ANNOUNCED),
        Rule(announced("swift(?:-?code)?", _CODE, gap=12), ANNOUNCED),
    )
