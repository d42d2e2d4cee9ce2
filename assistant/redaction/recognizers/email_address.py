"""E-mail addresses, also written so that robots miss them ("max (at) firma punkt de")."""

from typing import ClassVar

from assistant.redaction.recognizers.base import ANNOUNCED, CERTAIN, TYPICAL, Rule, RuleRecognizer, announced

_LOCAL = r"(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}"
_LABEL = r"[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?"
_DOT = r"(?:\.|\s?[\[({]\s?(?i:dot|punkt|point|punto)\s?[\])}]\s?|\s(?i:dot|punkt|point|punto)\s)"
_SPELLED_DOT = r"(?:\s?[\[({]\s?(?i:dot|punkt|point|punto)\s?[\])}]\s?|\s(?i:dot|punkt|point|punto)\s)"
_AT = r"(?:\s?[\[({]\s?(?i:at|@|ät|arobase|chiocciola)\s?[\])}]\s?)"
_SPOKEN_AT = r"\s(?i:at|ät|arobase|chiocciola|klammeraffe)\s"
_TOP = r"[\p{L}][\p{L}\p{N}-]{1,23}"


class EmailRecognizer(RuleRecognizer):
    """Any domain counts: no public suffix list is asked, and invented domains are private just the same."""

    ENTITY = "EMAIL"
    RULES: ClassVar = (
        Rule(rf"{_LOCAL}@(?:{_LABEL}\.){{0,8}}{_LABEL}", CERTAIN),
        Rule(rf"{_LOCAL} {{0,2}}@ {{0,2}}(?:{_LABEL}\.){{1,6}}{_TOP}(?![\p{{L}}\p{{N}}])", TYPICAL),
        Rule(rf"{_LOCAL}{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,4}}(?![\p{{L}}\p{{N}}])", ANNOUNCED),
        Rule(rf"{_LOCAL}{_SPOKEN_AT}{_LABEL}(?:{_SPELLED_DOT}{_LABEL}){{1,4}}(?![\p{{L}}\p{{N}}])", ANNOUNCED),
        Rule(
            announced(
                r"e-?mail[\p{L}-]{0,12}|mail[\p{L}-]{0,12}|courriel|posta elettronica",
                rf"{_LOCAL}{_SPOKEN_AT}(?:{_LABEL}\.){{1,6}}{_TOP}(?![\p{{L}}\p{{N}}])",
            ),
            ANNOUNCED,
        ),
    )
