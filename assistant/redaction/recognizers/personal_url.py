"""Web addresses that identify a person or open a session; plain ones stay readable."""

from typing import ClassVar, Final

from assistant.redaction.recognizers.base import ANNOUNCED, Pattern, Rule, RuleRecognizer

_PERSONAL: Final = Pattern(
    r"""(?ix)
    //[^/\s@]{1,100}@                                   # user:password@host
    |@|%40
    |[?&;\#](?:[a-z]{1,12}[_-])?(?:token|key|apikey|user|username|userid|uid|usr|login|e?-?mail|mail|session|sessionid|sid|auth|code
        |signature|sig|secret|password|passwort|pass|pw|pwd|customer|customerid|kunde|kundennr|kundennummer|account|name|vorname|nachname
        |phone|tel|iban|jwt|ticket|otp|invite|hash)(?:[_-]?(?:id|no|nr))?=[^&\s]
    |/(?:reset|verify|confirm|activate|invite|unsubscribe|magic|login|auth|token)[a-z_-]{0,20}/(?=[^/\s]{0,80}[0-9])[a-z0-9._~-]{12,}
    """
)


def _is_personal(url: str) -> bool:
    return _PERSONAL.is_in(url)


class PersonalUrlRecognizer(RuleRecognizer):
    """Addresses with an e-mail, a token or a user in them."""

    ENTITY = "URL_PERSONAL"
    RULES: ClassVar = (
        Rule(
            r"(?<![\p{L}\p{N}])(?i:https?://|ftp://|www\.|mailto:)[^\s<>\"'\[\]{}|\\^]{3,2000}(?<![.,;:!?)])",
            ANNOUNCED,
            _is_personal,
        ),
        Rule(
            r"(?<![\p{L}\p{N}@.])(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,10}/[^\s<>\"']{0,300}\?[^\s<>\"']{3,500}(?<![.,;:!?)])",
            ANNOUNCED,
            _is_personal,
        ),
    )
