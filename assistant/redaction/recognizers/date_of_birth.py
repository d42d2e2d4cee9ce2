"""Dates of birth: a date with a word about birth before or after it. Other dates stay."""

from typing import ClassVar

from assistant.redaction.recognizers.base import ANNOUNCED, TYPICAL, Pattern, Rule, RuleRecognizer, announced

_BEFORE = (
    r"geb\.?(?:-?\s?dat(?:um)?\.?)?|gebdat|geboren(?:e[rn]?)?|geburts-?(?:datum|tag|jahr)|dob|wiegenfest"
    r"|d\.o\.b\.?|(?:date of )?birth(?:day|date)?|born"
    r"|née?(?:\(e\))?|date de naissance|naissance|anniversaire|nat[oa]|data di nascita|nascita|compleanno"
)
_NOT_AN_OCCASION = r"(?<!zum |zu |bis |vor |nach |for |pour |per )"
_MONTHS = (
    r"jan(?:uar|ner|uary|vier)?|jänner|jaenner|jän|gennaio|gen|feb(?:ruar|er|ruary|braio)?"
    r"|févr?(?:ier)?|fevrier|mär(?:z)?|maerz|march|mar|mars|marzo|apr(?:il|ile)?|avril"
    r"|mai|may|maggio|mag|jun[ie]?|juin|giugno|giu|jul[iy]?|juillet|luglio|lug|aug(?:ust)?|août|aout|agosto|ago"
    r"|sept?(?:ember|embre)?|settembre|set"
    r"|o[kc]t(?:ober|obre)?|ottobre|ott|nov(?:ember|embre)?|de[zc](?:ember)?|déc(?:embre)?|decembre|dicembre|dic"
)
_YEAR = (
    r"(?:(?:19|20)[0-9]{2}|'?[0-9]{2}"
    r"|(?i:neunzehn\s?hundert\s?\p{L}{3,24}|zweitausend(?:\s?\p{L}{3,16})?|nineteen\s\p{L}{3,9}(?:[\s-]\p{L}{3,5})?))"
)
_ORDINAL = r"(?:[0-3]?[0-9](?:\.|st|nd|rd|th|er|te[rn]?|°|º)?|(?i:\p{L}{3,18}(?:ten|ter|te)))"
_DATE = (
    rf"(?:(?:19|20)[0-9]{{2}}\s?[-/.]\s?[0-9]{{1,2}}\s?[-/.]\s?[0-9]{{1,2}}"
    rf"|[0-3]?[0-9]\s?(?:[./-]\s?[01]?[0-9]\s?[./-]|/[0-3]?[0-9]/)\s?{_YEAR}"
    rf"|[0-3]?[0-9] [01]?[0-9] (?:19|20)[0-9]{{2}}"
    rf"|{_ORDINAL}\s?(?:of\s|de\s|di\s|des\s)?(?i:{_MONTHS})\.?(?:,?\s{_YEAR})?"
    rf"|(?i:{_MONTHS})\.?\s[0-3]?[0-9](?:st|nd|rd|th)?,?\s(?:19|20)[0-9]{{2}}"
    rf"|[0-3]?[0-9]\.\s?[01]?[0-9]\.|[0-3][0-9][01][0-9](?:19|20)[0-9]{{2}}|(?:19|20)[0-9]{{2}}[01][0-9][0-3][0-9])"
    rf"(?![\p{{L}}\p{{N}}])"
)
_AFTER = (
    r"geboren(?:e[rn]?)?|geb\.?|geburts(?:tag|datum)|date of birth|birthday|birth date|was born"
    r"|date de naissance|anniversaire|data di nascita|compleanno"
)
_ADULT_YEAR = r"(?:19[0-9]{2}|200[0-9])"
# Beside an address for e-mail a date of this or the last years is when something was ordered.
_LONG_AGO = r"(?:19[0-9]{2}|200[0-9]|201[0-2]|'?[3-9][0-9]|'?0[0-9]|'?1[0-2])"
_DATE_LONG_AGO = (
    rf"(?:(?:19[0-9]{{2}}|200[0-9]|201[0-2])-[0-9]{{2}}-[0-9]{{2}}"
    rf"|[0-3]?[0-9]\s?[./-]\s?[01]?[0-9]\s?[./-]\s?{_LONG_AGO}"
    rf"|[0-3]?[0-9]\.?\s?(?i:{_MONTHS})\.?\s{_LONG_AGO})(?![\p{{L}}\p{{N}}])"
)
_AT_SIGN = Pattern(r"@")


class DateOfBirthRecognizer(RuleRecognizer):
    """Numeric dates, ISO dates and dates with a month's name in four languages.

    "Jahrgang 2015" stays where nobody says it of a person: wines have one too.
    """

    ENTITY = "DATE_OF_BIRTH"
    RULES: ClassVar = (
        Rule(announced(rf"{_NOT_AN_OCCASION}(?:{_BEFORE})", _DATE, between=r"[^\p{N}\n,!?;]"), ANNOUNCED),
        Rule(
            announced(
                r"geburtsjahr|born in|geboren(?:e[rn]?)?|(?:bin|sind|mein|unser)(?: \p{L}{1,9}){0,2} jahrgang|née? en"
                r"|nat[oa] nel(?:l'anno)?|year of birth|année de naissance|anno di nascita",
                r"(?:19|20)[0-9]{2}(?![\p{L}\p{N}]|[./-][0-9])",
                gap=12,
            ),
            ANNOUNCED,
        ),
        Rule(
            rf"(?<![\p{{L}}\p{{N}}])(?P<value>{_DATE})(?=[^\p{{N}}\n.!?]{{0,25}}?(?i:(?<![\p{{L}}])"
            rf"{_NOT_AN_OCCASION}(?:{_AFTER})(?![\p{{L}}])))",
            ANNOUNCED,
        ),
        Rule(
            rf"(?<![\p{{L}}\p{{N}}*])\*\s?(?P<value>[0-3]?[0-9]\.\s?[01]?[0-9]\.\s?{_ADULT_YEAR})(?![\p{{L}}\p{{N}}])",
            TYPICAL,
        ),
        Rule(
            rf"(?<![\p{{L}}\p{{N}}])(?P<value>{_DATE_LONG_AGO})(?=[\s,;/|]{{1,3}}[\p{{L}}\p{{N}}._+-]{{1,64}}@\p{{L}})",
            TYPICAL,
            only_with=_AT_SIGN,
        ),
        Rule(
            rf"(?<=@[\p{{L}}\p{{N}}.-]{{3,60}}[\s,;/|]{{1,3}})(?P<value>{_DATE_LONG_AGO})", TYPICAL, only_with=_AT_SIGN
        ),
    )
