"""E-mail addresses, also written so that robots miss them ("max (at) firma punkt de")."""

from typing import ClassVar

from assistant.redaction.recognizers.base import ANNOUNCED, CERTAIN, TYPICAL, Pattern, Rule, RuleRecognizer, announced

_DOT_WORDS = r"(?i:dot|punkt|point|punto)"
_SIGN_WORDS = r"(?i:dot|punkt|point|punto|unterstrich|underscore|tiret bas|bindestrich|minus|tiret|trattino)"
_CHARACTER = r"[\p{L}\p{N}._%+'&!#$*~-]"
_SPELLED_LOCAL = rf"(?:[\p{{L}}\p{{N}}]{{1,30}}\s{_SIGN_WORDS}\s){{0,4}}"
_LOCAL = rf"(?<![\p{{L}}\p{{N}}])[\p{{L}}\p{{N}}_]{_CHARACTER}{{0,63}}"
_NAME = rf"{_SPELLED_LOCAL}{_LOCAL}"
_LABEL = r"[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?"
_SPELLED_DOT = rf"(?:\s?[\[({{]\s?(?:{_DOT_WORDS}|\.)\s?[\])}}]\s?|\s{_DOT_WORDS}\s)"
_DOT = rf"(?:\.|{_SPELLED_DOT})"
_AT = r"(?:\s?[\[({<*]\s?(?i:at|@|ät|ad|et|arobase|chiocciola|klammeraffe|affe)\s?[\])}>*]\s?)"
_CERTAIN_AT = r"\s{1,2}(?i:ät|arobase|chiocciola|klammeraffe|at-zeichen)\s{1,2}"
_SPOKEN_AT = r"\s(?i:at|ät|arobase|chiocciola|klammeraffe)\s"
_TOP = r"[\p{L}][\p{L}\p{N}-]{1,23}"
_KNOWN_TOP = (
    r"(?i:de|at|ch|li|com|net|org|info|eu|fr|it|lu|be|nl|uk|io|biz|gmbh|shop|online|example|berlin|wien|swiss|tirol)"
)
_PROVIDER = (
    r"(?i:gmx|web|gmail|googlemail|yahoo|hotmail|outlook|live|msn|icloud|me|mac|aol|t-online|freenet|posteo|mailbox"
    r"|proton|protonmail|bluewin|hispeed|sunrise|aon|chello|a1|utanet|inode|orange|free|laposte|sfr|wanadoo|libero"
    r"|virgilio"
    r"|tiscali|alice|vodafone|arcor|kabelmail|1und1)"
)
_NO_NAME = r"(?!(?i:me|us|him|her|you|mich|uns|ist|lautet|is|est|è|und|oder|and|mail|email|e-mail)\s)"
_END = r"(?![\p{L}\p{N}])"
_SPOKEN = Pattern(
    r"(?<![\p{L}])(?i:at|ät|ad|et|affe|arobase|chiocciola|klammeraffe|at-zeichen)(?![\p{L}])|[\[({<*]\s?@"
)


class EmailRecognizer(RuleRecognizer):
    """Any domain counts: no public suffix list is asked, and invented domains are private just the same."""

    ENTITY = "EMAIL"
    RULES: ClassVar = (
        Rule(rf"{_LOCAL}@(?:{_LABEL}\.){{0,8}}{_LABEL}(?:[ ]?[.,][ ]?{_KNOWN_TOP}{_END})?", CERTAIN),
        Rule(rf"[\"„“”][^\"„“”@\n]{{1,64}}[\"“”]@(?:{_LABEL}\.){{1,8}}{_LABEL}", CERTAIN),
        Rule(rf"{_LOCAL} {{0,2}}@ {{0,2}}(?:{_LABEL} ?\. ?){{1,6}}{_KNOWN_TOP}{_END}", TYPICAL),
        Rule(rf"{_LOCAL} {{0,2}}@ {{0,2}}(?:{_LABEL}\.){{1,6}}{_TOP}{_END}", TYPICAL),
        Rule(rf"{_NAME}{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,4}}{_END}", ANNOUNCED, only_with=_SPOKEN),
        Rule(
            rf"{_NO_NAME}{_NAME}{_SPOKEN_AT}{_LABEL}(?:{_SPELLED_DOT}{_LABEL}){{1,4}}{_END}",
            ANNOUNCED,
            only_with=_SPOKEN,
        ),
        Rule(rf"{_NO_NAME}{_NAME}{_CERTAIN_AT}{_LABEL}(?:{_DOT}{_LABEL}){{1,4}}{_END}", ANNOUNCED, only_with=_SPOKEN),
        Rule(rf"{_NO_NAME}{_NAME}{_SPOKEN_AT}{_PROVIDER}{_DOT}{_KNOWN_TOP}{_END}", ANNOUNCED, only_with=_SPOKEN),
        Rule(rf"{_NO_NAME}{_NAME}{_SPOKEN_AT}{_PROVIDER}\s{_KNOWN_TOP}{_END}", ANNOUNCED, only_with=_SPOKEN),
        Rule(
            rf"{_NO_NAME}(?=\S{{0,30}}[._0-9]){_LOCAL}{_SPOKEN_AT}(?:{_LABEL}\.){{1,3}}{_KNOWN_TOP}{_END}",
            TYPICAL,
            only_with=_SPOKEN,
        ),
        Rule(rf"{_LOCAL}[-_]at[-_](?:{_LABEL}\.){{1,3}}{_KNOWN_TOP}{_END}", TYPICAL, only_with=_SPOKEN),
        Rule(
            announced(
                r"e-?mail[\p{L}-]{0,12}|mail[\p{L}-]{0,12}|courriel|posta elettronica",
                rf"{_NO_NAME}{_LOCAL}{_SPOKEN_AT}(?:{_LABEL}\.){{1,6}}{_TOP}{_END}",
            ),
            ANNOUNCED,
        ),
    )
