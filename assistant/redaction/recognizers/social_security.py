"""Social security and health insurance numbers."""

from typing import ClassVar

from assistant.redaction.checksums import (
    is_austrian_social_security,
    is_french_social_security,
    is_german_health_insurance,
    is_german_social_security,
    is_swiss_social_security,
)
from assistant.redaction.recognizers.base import ANNOUNCED, CERTAIN, TYPICAL, WEAK, Rule, RuleRecognizer, announced
from assistant.redaction.recognizers.context import is_other_number

_WORDS = (
    r"(?:sozial|renten|kranken)?-?versicherten?(?:nummer|nr)|(?:sozial|renten|kranken)?-?versicherungs-?(?:nummer|nr)"
    r"|sv-?(?:nummer|nr)|svnr|rvnr|sozialversicherung|ahv[\p{L}.-]{0,10}|avs|n° avs|krankenkasse|kvnr|e-?card"
    r"|social security[\p{L} ]{0,8}|ssn|national insurance[\p{L} ]{0,8}|nino"
    r"|sécurité sociale|sécu|nir|tessera sanitaria"
)
_BEGIN, _END = r"(?<![\p{L}\p{N}])", r"(?![\p{L}\p{N}])"


class SocialSecurityRecognizer(RuleRecognizer):
    """DE pension, DE health, AT, CH and FR numbers by check digit; any when a word announces them."""

    ENTITY = "SOCIAL_SECURITY"
    RULES: ClassVar = (
        Rule(
            rf"{_BEGIN}[0-9]{{2}}[ -]?[0-3][0-9][01][0-9]{{3}}[ -]?[A-Za-z][ -]?[0-9]{{3}}{_END}",
            CERTAIN,
            is_german_social_security,
            TYPICAL,
        ),
        Rule(
            rf"{_BEGIN}756[ .-][0-9]{{4}}[ .-][0-9]{{4}}[ .-][0-9]{{2}}{_END}",
            CERTAIN,
            is_swiss_social_security,
            TYPICAL,
        ),
        Rule(rf"{_BEGIN}756[0-9]{{10}}{_END}", CERTAIN, is_swiss_social_security, unless=is_other_number),
        Rule(
            rf"{_BEGIN}[1-9][0-9]{{3}}[ -][0-3][0-9][01][0-9]{{3}}{_END}", ANNOUNCED, is_austrian_social_security, WEAK
        ),
        Rule(rf"{_BEGIN}[1-9][0-9]{{9}}{_END}", TYPICAL, is_austrian_social_security, unless=is_other_number),
        Rule(rf"{_BEGIN}[A-Za-z][0-9]{{9}}{_END}", TYPICAL, is_german_health_insurance, unless=is_other_number),
        Rule(
            rf"{_BEGIN}[1-478] ?[0-9]{{2}} ?[0-9]{{2}} ?[0-9][0-9ABab] ?[0-9]{{3}} ?[0-9]{{3}} ?[0-9]{{2}}{_END}",
            CERTAIN,
            is_french_social_security,
            unless=is_other_number,
        ),
        Rule(rf"{_BEGIN}[0-9]{{3}}-[0-9]{{2}}-[0-9]{{4}}{_END}", TYPICAL, unless=is_other_number),
        Rule(
            announced(
                _WORDS,
                rf"(?:[A-Z]{{1,2}} ?|[a-z]{{1,2}})?[0-9](?:[ ./-]{{0,2}}[0-9]){{5,14}}"
                rf"(?: ?[A-Za-z](?: ?[0-9]{{3}})?)?{_END}",
            ),
            ANNOUNCED,
        ),
    )
