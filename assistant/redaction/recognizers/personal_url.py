"""Web addresses that identify a person or open a session; plain ones stay readable."""

from typing import ClassVar, Final

from assistant.redaction.recognizers.base import ANNOUNCED, Pattern, Rule, RuleRecognizer

_PERSONAL: Final = Pattern(
    r"""(?ix)
    //[^/\s@]{1,100}@                                   # user:password@host
    |@|%40
    |[?&;\#](?:[a-z]{1,12}[_-])?(?:token|key|apikey|user|username|userid|uid|usr|login|e?-?mail|mail|session|sessionid|sid|auth|code
        |signature|sig|secret|password|passwort|pass|pw|pwd|customer|customerid|kunde|kundennr|kundennummer|kdnr|kd|benutzer
        |account|konto|member|name|vorname|nachname|firstname|lastname|birthday|dob|geburtsdatum|adresse|address|plz|zip
        |phone|tel|telefon|mobile|iban|jwt|ticket|otp|invite|hash|client|cliente)(?:[_-]?(?:id|no|nr|nummer|number))?=[^&\s]
    |/(?:reset|verify|confirm|activate|invite|unsubscribe|magic|login|auth|token|bestaetigen|aktivieren|einladung|abmelden)
        [a-z_-]{0,20}/(?=[^/\s]{0,80}[0-9])[a-z0-9._~-]{12,}
    |/eyJ[\w-]{10,}
    |/(?:users?|customers?|kunden?|benutzer|profile?s?|profil|members?|mitglied(?:er)?|accounts?|konto|clients?|utenti|cliente|u|in)/
        (?=[^/?\#\s]{0,60}[0-9.]|[a-z]{2,20}-[a-z]{2,20}(?:[/?\#]|$))(?!\d{1,2}\.\d)[^/?\#\s]{2,60}
    |//(?:[a-z-]{1,10}\.)?(?:facebook|instagram|twitter|x|linkedin|tiktok|xing|threads|pinterest|github)\.(?:com|net|de)
        /(?!(?:help|hilfe|about|legal|pages?|groups?|reel|p|login|policies|settings|share|explore|company)(?:[/?\#]|$))[^/?\#\s]{3,60}
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
