"""Social security and health insurance numbers."""

from typing import ClassVar

from assistant.redaction.checksums import (
    is_austrian_social_security,
    is_french_social_security,
    is_german_health_insurance,
    is_german_social_security,
    is_swiss_social_security,
)
from assistant.redaction.recognizers.base import ANNOUNCED, CERTAIN, TYPICAL, Rule, RuleRecognizer, announced
from assistant.redaction.recognizers.context import is_other_number

_NUMBER = r"-?\s?(?:nummer|nr|no)"
_WORDS = (
    rf"(?:sozial|renten|kranken|gesundheits)?-?versicher(?:ten|ungs?)?s?{_NUMBER}|sv{_NUMBER}|sv|svnr|rvnr|vsnr|vers\.?{_NUMBER}"
    r"|sozialversicherung|ahvn?(?:13)?(?:-?\s?[\p{L}]{0,10})|avs|n° avs|krankenkasse|kvnr|e-?card"
    r"|(?:versicherten|gesundheits|krankenkassen|krankenversicherungs)-?karten?(?:nummer|nr)?|ekvk|ehic"
    r"|social (?:security|insurance)[\p{L} ]{0,8}|ssn|national insurance[\p{L} ]{0,8}|nino"
    r"|sécurité sociale|sécu|nir|numéro d'assuré|carte (?:d'assuré|vitale)|tessera (?:sanitaria|d'assicurato)"
)
_BEGIN, _END = r"(?<![\p{L}\p{N}])", r"(?![\p{L}\p{N}])"
_SEPARATED = r"[ ./-]{0,2}"
# ISO 7812: 80 for health, then the country: Switzerland, Austria, Germany, France, Italy.
_CARD = r"80(?:756|040|276|250|380)"


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
            rf"{_BEGIN}[0-9](?:{_SEPARATED}[0-9]){{7}}{_SEPARATED}[A-Za-z](?:{_SEPARATED}[0-9]){{3}}{_END}",
            CERTAIN,
            is_german_social_security,
            unless=is_other_number,
        ),
        Rule(
            rf"{_BEGIN}756[ .-][0-9]{{4}}[ .-][0-9]{{4}}[ .-][0-9]{{2}}{_END}",
            CERTAIN,
            is_swiss_social_security,
            TYPICAL,
        ),
        Rule(
            rf"{_BEGIN}7{_SEPARATED}5{_SEPARATED}6(?:{_SEPARATED}[0-9]){{10}}{_END}",
            CERTAIN,
            is_swiss_social_security,
            unless=is_other_number,
        ),
        Rule(
            rf"{_BEGIN}[1-9](?:{_SEPARATED}[0-9]){{9}}{_END}(?![.,/-][0-9])",
            ANNOUNCED,
            is_austrian_social_security,
            unless=is_other_number,
        ),
        Rule(rf"{_BEGIN}[A-Za-z][0-9]{{9}}{_END}", TYPICAL, is_german_health_insurance, unless=is_other_number),
        Rule(rf"{_BEGIN}[A-Z](?: [0-9]{{3}}){{3}}{_END}", TYPICAL, is_german_health_insurance, unless=is_other_number),
        Rule(
            rf"{_BEGIN}[1-478] ?[0-9]{{2}} ?[0-9]{{2}} ?[0-9][0-9ABab] ?[0-9]{{3}} ?[0-9]{{3}} ?[0-9]{{2}}{_END}",
            CERTAIN,
            is_french_social_security,
            unless=is_other_number,
        ),
        Rule(rf"{_BEGIN}{_CARD}(?: ?[0-9]){{15}}{_END}", ANNOUNCED, unless=is_other_number),
        Rule(rf"{_BEGIN}8 ?0 ?(?:7 ?5 ?6)(?: ?[0-9]){{15}}{_END}", ANNOUNCED, unless=is_other_number),
        Rule(
            rf"{_BEGIN}[0-9]{{3}}\.[0-9]{{2}}\.[0-9]{{3}}\.[0-9]{{3}}{_END}(?!\.[0-9])", TYPICAL, unless=is_other_number
        ),
        Rule(rf"{_BEGIN}[0-9]{{3}}-[0-9]{{2}}-[0-9]{{4}}{_END}", TYPICAL, unless=is_other_number),
        Rule(
            announced(
                _WORDS,
                rf"(?:[A-Z]{{1,2}} ?|[a-z]{{1,2}})?[0-9](?:[ ./-]{{0,2}}[0-9]){{5,19}}"
                rf"(?:[ ./-]{{0,2}}[A-Za-z](?:(?:[ ./-]{{0,2}}[0-9]){{3}})?)?{_END}",
                gap=30,
            ),
            ANNOUNCED,
        ),
    )
