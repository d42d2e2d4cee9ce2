"""Passwords, PINs and one-time codes that people paste although nobody asked."""

from collections.abc import Iterator
from typing import Final

from assistant.redaction.recognizers.base import ANNOUNCED, CERTAIN, TYPICAL, Found, Pattern, Recognizer
from assistant.redaction.recognizers.context import is_other_number

_PREFIX = (
    r"(?:\p{L}{1,15}-|wlan|wifi|w-lan|e-?mail|mail|konto|kunden|login|haupt|start|initial|master|geräte|router)?[- ]?"
)
_WORDS = (
    rf"{_PREFIX}(?:passwort|paßwort|passwd|password|kennwort)(?:es|s)?|passphrase|losung(?:swort)?|pw|pwd|passw"
    r"|zugangs-?(?:daten|code|schlüssel)|sicherheits-?code|bestätigungs-?code|login-?daten"
    r"|einmal-?(?:code|passwort|kennwort)|wiederherstellungs-?(?:code|schlüssel)|freischalt-?code|anmelde-?code"
    r"|aktivierungs-?code|(?:wlan|wifi|w-lan|netzwerk)[- ]?(?:schlüssel|key|pass)|api-?\s?key|api-?schlüssel"
    r"|verifizierungs-?code|secret|mot de passe|mdp|code secret|code wifi|clé wifi|parola d'ordine|pass|passcode"
)
_CODE_WORDS = (
    r"(?:\p{L}{0,12}-?)(?:pin|puk|tan|otp|totp)(?:-?\s?(?:nummer|code|nr))?|code pin|codice pin|zahlencode|geheimzahl"
    r"|(?:2fa|sms|login|anmelde|sicherheits|bestätigungs|verifizierungs|verifikations|aktivierungs|freischalt|einmal"
    r"|zugangs|authentifizierungs|tür|safe|tresor|entsperr|one-?time|verification|security|access|login|confirmation"
    r"|door|unlock)[- ]?(?:code|passwort|kennwort|password|pin)s?"
    r"|passcode|code (?:de (?:vérification|validation|confirmation|sécurité|connexion)|secret|sms|confidentiel)"
    r"|codice (?:di (?:verifica|conferma|sicurezza|accesso)|segreto|sms|otp)"
)
_VERB = r"(?:lautete?t?|heißt|heisst|ist|war|wäre|is|was|est|était|è|era)"
_SAYS = (
    rf"(?:\s{{0,2}}[:=]\s{{0,3}}|\s+{_VERB}(?:\s+\p{{L}}{{2,10}}){{0,2}}\s{{0,2}}:\s{{0,3}}"
    r"|\s+(?:lautete?t?|heißt|heisst)\s+(?:jetzt\s+|nun\s+)?)"
)
_IS = r"(?:\s+(?:ist|war|wäre|is|was|est|était|è|era|war's|ist's)\s+(?:jetzt\s+|nun\s+|noch\s+|immer\s+|aktuell\s+)?)"
_QUOTE = r"[\"'„“”«»‚`]"
_NEW = r"(?:(?:neues?|altes?|neu|alt|new|old)\s{0,2})?"
_VALUE = r"(?:[^\s\"'„“”«»]|[\"'](?=[\p{L}\p{N}])){3,200}"  # with a quotation mark inside, not at its end
_BEGIN = r"(?<![\p{L}\p{N}])"

_ANY_WORD: Final = Pattern(
    r"(?i)pass|pw|kennwort|losung|code|kode|codice|pin|puk|tan|otp|2fa|secret|schlüssel|key|mdp|clé|geheim|zugang"
    r"|zugangs"
    r"|login|anmelde|credential|identifiant|credenziali|parola|frage|question|domanda|zahlen"
)
_STATED: Final = Pattern(
    rf"(?i){_BEGIN}(?:{_WORDS}|{_CODE_WORDS})(?:\s?\(?(?:neu|alt|new|old)\)?)?{_SAYS}{_QUOTE}?(?P<value>{_VALUE})"
)
_QUOTED: Final = Pattern(
    rf"(?i){_BEGIN}(?:{_WORDS}|{_CODE_WORDS})(?:{_SAYS}|{_IS}"
    rf"|\s){_NEW}{_QUOTE}(?P<value>[^\n\"„“”«»]{{3,80}}?){_QUOTE}"
)
_BEING: Final = Pattern(rf"(?i){_BEGIN}(?:{_WORDS}){_IS}(?P<value>{_VALUE})")
_BARE: Final = Pattern(rf"(?i){_BEGIN}(?:{_WORDS})(?:\s+|\s?-\s)(?P<value>{_VALUE})")
_CHANGED: Final = Pattern(
    rf"(?i){_BEGIN}(?:{_WORDS})(?![\p{{L}}])[^\n]{{3,60}}?(?<![\p{{L}}])(?:neue[sr]?|alte[sr]?|new|old|nouveau|nuova"
    rf"|vecchia"
    rf"|ancien)(?: one)?(?:{_SAYS}|{_IS}|\s)(?P<value>{_VALUE})"
)
# "Mein Passwort geht nicht. Es ist Rumpel88", "Der Code lautet Rumpel88"
_SAID_LATER: Final = Pattern(
    rf"(?i){_BEGIN}(?:{_WORDS}|{_CODE_WORDS})(?![\p{{L}}])[^\n]{{3,120}}?[.!?,;]\s{{1,2}}"
    rf"(?:es|das|dieses|it|that|ce|c'|il|lo|questa)\s?(?:lautet|heißt|heisst|ist|war|wäre|is|was|est|était|è|era)"
    rf"\s{_QUOTE}?(?P<value>{_VALUE})|{_BEGIN}(?:code|codice|kode){_IS}{_QUOTE}?(?P<value>{_VALUE})"
)
_PAIR: Final = Pattern(
    rf"(?i){_BEGIN}(?:zugangs-?daten|zugang(?=\s?:)|login-?daten|login|anmelde-?daten|credentials|identifiants|credenziali)"
    rf"(?:{_SAYS}|{_IS}|\s)(?P<user>[^\s/|,;]{{3,40}})\s?(?:[/|,;+]|und|mit|and|et|e)\s?(?P<value>{_VALUE})"
)
_ANSWER: Final = Pattern(
    rf"(?i){_BEGIN}(?:sicherheitsfrage|geheimfrage|security question|question secrète|domanda segreta)[^\n]{{0,80}}?"
    rf"(?:antwort|answer|réponse|risposta)(?:{_SAYS}|{_IS}){_QUOTE}?(?P<value>[^\s\"„“”«»]{{2,40}})"
)
_CODE: Final = Pattern(
    rf"(?i){_BEGIN}(?:{_CODE_WORDS})(?:{_SAYS}|{_IS}|{_IS}(?:die|the|le|il)\s+|\s+(?:\p{{L}}{{2,9}}\s+)?"
    rf"(?:\p{{L}}{{2,9}}:\s?)?){_QUOTE}?"
    r"(?P<value>(?:[A-Z]{1,2}-)?[0-9](?:[ -]?[0-9]){2,9})(?![\p{L}\p{N}]|[.,:/][0-9])"
)
# Six digits, as one-time codes have; shorter ones are what machines show.
_BARE_CODE: Final = Pattern(
    rf"(?i){_BEGIN}(?:code|codice|kode)(?:{_SAYS}|{_IS}|\s+){_QUOTE}?(?P<value>[0-9]{{3}}[ -]?[0-9]{{3}})"
    r"(?![\p{L}\p{N}]|[ .,:/-][0-9])"
)
_TOKEN: Final = Pattern(
    rf"{_BEGIN}(?:eyJ[\w-]{{10,2000}}\.[\w-]{{5,2000}}(?:\.[\w-]{{0,600}})?"
    r"|(?:sk|pk|rk|ghp|gho|glpat|xox[bp]|AKIA|AIza)[-_]?(?=[\w-]{0,60}[0-9])[\w-]{16,200})"
)
# What is said about a password rather than being one: adverbs, articles, and words with the endings of participles.
_SAID_ABOUT: Final = Pattern(
    r"(?i)(?:\p{L}{2,}(?:t|en|ig|lich|isch|bar|los|ed|ing|é|ée|ato|ata|ta|to)|falsch|weg"
    r"|leer|lang|kurz|zu|nicht|immer|leider|aber|und|oder|nur|siehe|keins|keines|ändern|reset"
    r"|auch|hier|da|mein|dein|ihr|das|die|der|ein|eine|kein|keine|mir|nach|schon|sicher"
    r"|schwer|einfach|wrong|not|too|incorrect|invalid|why|how|what|wie|warum|wo|was|wann"
    r"|correct|right|safe|weak|strong|my|your|the|a|an|still|gone|faux|incorrecte?|invalide"
    r"|pas|trop|mon|ma|le|la|non|errat[oa]|sbagliat[oa]"
    r"|il|mio|korrekt|richtig|okay|ok|bitte|per|via|bei|für|beim|zum|link|email|e-mail|mail)[.,;:!?)]{0,3}"
)
_TRAILING: Final = ".,;:)]}>?"
_SECRET_FORM: Final = Pattern(r"^(?=.*\p{Ll})(?=.*\p{N}).*$")
_MIN_DIGITS: Final = 4
_MIN_SECRET: Final = 6


class PasswordRecognizer(Recognizer):
    """Stated values whole; after "is" or a bare word only what looks like a secret."""

    ENTITY = "PASSWORD"

    def find(self, text: str) -> Iterator[Found]:
        """Find stated, quoted, likely and numeric secrets, and keys by their form."""
        for start, end in _TOKEN.values(text):
            yield Found(start, end, CERTAIN)
        if _ANY_WORD.is_in(text):
            yield from _announced(text)


def _announced(text: str) -> Iterator[Found]:
    for pattern in (_QUOTED, _CODE, _ANSWER):
        for start, end in pattern.values(text):
            yield Found(start, end, ANNOUNCED)
    for match in _BARE_CODE.matches(text):
        start, end = match.span("value")
        if not is_other_number(text, start) and not is_other_number(text, match.start()):  # "Error Code"
            yield Found(start, end, ANNOUNCED)
    yield from _said_later(text)
    yield from _pairs(text)
    yield from _likely(text)


def _likely(text: str) -> Iterator[Found]:
    """What a word announces, as far as it is no word about the password; without "is" only what looks like a secret."""
    for pattern in (_STATED, _BEING):
        for found in _trimmed(text, pattern):
            value = text[found.start : found.end]
            if _is_mixed(value) or not _SAID_ABOUT.is_all(value):
                yield found
    for pattern in (_BARE, _CHANGED):
        for found in _trimmed(text, pattern):
            if _is_mixed(text[found.start : found.end]):
                yield Found(found.start, found.end, TYPICAL)


def _said_later(text: str) -> Iterator[Found]:
    """What a later sentence gives as the password: only letters in lower case with digits among them look like one."""
    for found in _trimmed(text, _SAID_LATER):
        value = text[found.start : found.end]
        if len(value) >= _MIN_SECRET and _SECRET_FORM.is_in(value) and not is_other_number(text, found.start):
            yield found


def _pairs(text: str) -> Iterator[Found]:
    """User name and password together."""
    for match in _PAIR.matches(text):
        if _is_mixed(match["value"]) or _is_mixed(match["user"]):
            for name in ("user", "value"):
                start, end = match.span(name)
                yield Found(start, end, ANNOUNCED)


def _trimmed(text: str, pattern: Pattern) -> Iterator[Found]:
    for start, end in pattern.values(text):
        stripped = text[start:end].rstrip(_TRAILING)
        if stripped:
            yield Found(start, start + len(stripped), ANNOUNCED)


def _is_mixed(value: str) -> bool:
    """Letters with digits or signs inside, as secrets have and words don't; or digits only, and not few."""
    letters = any(character.isalpha() for character in value)
    digits = any(character.isdigit() for character in value)
    signs = any(character in "!#$%&*+=?@^_~§€" for character in value)
    return (len(value) >= _MIN_DIGITS and letters and (digits or signs)) or (
        len(value) >= _MIN_DIGITS and value.isdigit()
    )
