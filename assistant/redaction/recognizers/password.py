"""Passwords, PINs and one-time codes that people paste although nobody asked."""

from collections.abc import Iterator
from typing import Final

from assistant.redaction.recognizers.base import ANNOUNCED, TYPICAL, Found, Pattern, Recognizer

_WORDS = (
    r"passwort|paßwort|passwd|password|passphrase|kennwort|losung(?:swort)?|pw|pwd"
    r"|zugangs-?(?:daten|code)|sicherheits-?code|bestätigungs-?code"
    r"|einmal-?(?:code|passwort)|wiederherstellungs-?(?:code|schlüssel)|freischalt-?code"
    r"|aktivierungs-?code|wlan-?schlüssel|api-?\s?key|api-?schlüssel"
    r"|secret|mot de passe|mdp|code secret|parola d'ordine|pass"
)
_CODE_WORDS = (
    r"pin|puk|tan|otp|2fa-?code|pin-?code|code pin|codice pin|zahlencode|(?:sicherheits"
    r"|bestätigungs|einmal|verification |security )-?code"
)
_SAYS = r"(?:\s{0,2}[:=]\s{0,3}|\s+(?:lautete?t?|heißt|heisst)\s+(?:jetzt\s+|nun\s+)?)"
_IS = r"(?:\s+(?:ist|war|is|was|est|était|è|era)\s+(?:jetzt\s+|nun\s+|noch\s+|immer\s+)?)"
_QUOTE = r"[\"'„“”«»‚`]"
_NEW = r"(?:(?:neues?|altes?|neu|alt|new|old)\s{0,2})?"
_VALUE = r"[^\s\"'„“”«»]{3,80}"

_STATED: Final = Pattern(rf"(?i)(?<![\p{{L}}\p{{N}}])(?:{_WORDS}|{_CODE_WORDS}){_SAYS}{_QUOTE}?(?P<value>{_VALUE})")
_QUOTED: Final = Pattern(
    rf"(?i)(?<![\p{{L}}\p{{N}}])(?:{_WORDS}|{_CODE_WORDS})(?:{_SAYS}|{_IS}"
    rf"|\s){_NEW}{_QUOTE}(?P<value>[^\n\"„“”«»]{{3,80}}?){_QUOTE}"
)
_BEING: Final = Pattern(rf"(?i)(?<![\p{{L}}\p{{N}}])(?:{_WORDS}){_IS}(?P<value>{_VALUE})")
_BARE: Final = Pattern(rf"(?i)(?<![\p{{L}}\p{{N}}])(?:{_WORDS})\s+(?P<value>{_VALUE})")
_CODE: Final = Pattern(
    rf"(?i)(?<![\p{{L}}\p{{N}}])(?:{_CODE_WORDS})(?:{_SAYS}|{_IS}"
    rf"|\s+)(?P<value>[0-9](?:[ -]?[0-9]){{3,9}})(?![\p{{L}}\p{{N}}])"
)
# What is said about a password rather than being one: adverbs, articles, and words with the endings of participles.
_SAID_ABOUT: Final = Pattern(
    r"(?i)(?:\p{L}{2,}(?:t|en|ig|lich|isch|bar|los|ed|ing|é|ée|ato|ata|ta|to)|falsch|weg"
    r"|leer|lang|kurz|zu|nicht|immer|leider|aber|und|oder|nur"
    r"|auch|hier|da|mein|dein|ihr|das|die|der|ein|eine|kein|keine|mir|nach|schon|sicher"
    r"|schwer|einfach|geheim|wrong|not|too|incorrect|invalid"
    r"|correct|right|safe|weak|strong|my|your|the|a|an|still|gone|faux|incorrecte?|invalide"
    r"|pas|trop|mon|ma|le|la|non|errat[oa]|sbagliat[oa]"
    r"|il|mio|korrekt|richtig|okay|ok|bitte|per|via|bei|für|beim|zum|reset|link|email|e-mail|mail)[.,;:!?)]{0,3}"
)
_TRAILING: Final = ".,;:)]}>?"


class PasswordRecognizer(Recognizer):
    """Stated values whole; after "is" or a bare word only what looks like a secret."""

    ENTITY = "PASSWORD"

    def find(self, text: str) -> Iterator[Found]:
        """Find stated, quoted, likely and numeric secrets."""
        for start, end in _QUOTED.values(text):
            yield Found(start, end, ANNOUNCED)
        for start, end in _CODE.values(text):
            yield Found(start, end, ANNOUNCED)
        for pattern in (_STATED, _BEING):
            for found in _trimmed(text, pattern):
                value = text[found.start : found.end]
                if _is_mixed(value) or not _SAID_ABOUT.is_all(value):
                    yield found
        for found in _trimmed(text, _BARE):
            if _is_mixed(text[found.start : found.end]):
                yield Found(found.start, found.end, TYPICAL)


def _trimmed(text: str, pattern: Pattern) -> Iterator[Found]:
    for start, end in pattern.values(text):
        stripped = text[start:end].rstrip(_TRAILING)
        if stripped:
            yield Found(start, start + len(stripped), ANNOUNCED)


def _is_mixed(value: str) -> bool:
    """Letters with digits or signs inside, as secrets have and words don't."""
    letters = any(character.isalpha() for character in value)
    digits = any(character.isdigit() for character in value)
    signs = any(character in "!#$%&*+=?@^_~§€" for character in value)
    return len(value) > 3 and letters and (digits or signs)  # noqa: PLR2004
