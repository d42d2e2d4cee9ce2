"""Dates of birth: a date with a word about birth before or after it. Other dates stay."""

from typing import ClassVar

from assistant.redaction.recognizers.base import ANNOUNCED, Rule, RuleRecognizer, announced

_BEFORE = (
    r"geb\.?(?:-?dat\.?)?:?|geboren(?:e[rn]?)?|geburts-?(?:datum|tag|jahr)|jahrgang|dob"
    r"|d\.o\.b\.?|(?:date of )?birth(?:day|date)?|born"
    r"|née?|date de naissance|naissance|anniversaire|nat[oa]|data di nascita|nascita|compleanno"
)
_MONTHS = (
    r"jan(?:uar|ner|uary|vier)?|jänner|jän|gennaio|feb(?:ruar|er|ruary|braio)?"
    r"|févr?(?:ier)?|mär(?:z)?|march|mar|mars|marzo|apr(?:il|ile)?|avril"
    r"|mai|may|maggio|jun[ie]?|juin|giugno|jul[iy]?|juillet|luglio|aug(?:ust)?|août|agosto"
    r"|sept?(?:ember|embre)?|settembre"
    r"|o[kc]t(?:ober|obre)?|ottobre|nov(?:ember|embre)?|de[zc](?:ember)?|déc(?:embre)?|dicembre"
)
_YEAR = r"(?:(?:19|20)[0-9]{2}|'?[0-9]{2})"
_DATE = (
    rf"(?:(?:19|20)[0-9]{{2}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}"
    rf"|[0-3]?[0-9]\s?[./-]\s?[01]?[0-9]\s?[./-]\s?{_YEAR}"
    rf"|[0-3]?[0-9](?:\.|st|nd|rd|th|er|°)?\s?(?:of\s|de\s)?(?i:{_MONTHS})\.?(?:,?\s{_YEAR})?"
    rf"|(?i:{_MONTHS})\.?\s[0-3]?[0-9](?:st|nd|rd|th)?,?\s(?:19|20)[0-9]{{2}}"
    rf"|[0-3]?[0-9]\.[01]?[0-9]\.|[0-3][0-9][01][0-9](?:19|20)[0-9]{{2}})(?![\p{{L}}\p{{N}}])"
)


class DateOfBirthRecognizer(RuleRecognizer):
    """Numeric dates, ISO dates and dates with a month's name in four languages."""

    ENTITY = "DATE_OF_BIRTH"
    RULES: ClassVar = (
        Rule(announced(_BEFORE, _DATE, between=r"[^\p{N}\n.,!?;]"), ANNOUNCED),
        Rule(
            announced(r"jahrgang|geburtsjahr|born in|geboren", r"(?:19|20)[0-9]{2}(?![\p{L}\p{N}])", gap=12), ANNOUNCED
        ),
        Rule(
            (
                rf"(?<![\p{{L}}\p{{N}}])(?P<value>{_DATE})(?=[^\p{{N}}\n]{{0,20}}?(?i:\bgeboren|\bgeb\."
                rf"|\bgeburt|date of birth))"
            ),
            ANNOUNCED,
        ),
    )
