"""How rules write phrases: regular expressions over normalised words, compiled for the start of a word.

`normalise` has spelled everything in lower case without accents, so that `möchte` is `moechte` and `j'ai` is `j ai`.
"""

import re
from collections.abc import Iterable

from assistant.decision.normalise import Said

MAX_WHOLE_CHARS = 120
"""A whole-message phrase is never longer; the bound also keeps backtracking harmless."""

GREETINGS = (
    r"hallo|hallöchen|halloechen|hi|hey|heya|hello|huhu|moin|servus|gruee?zi|hoi|tach|guten? (?:tag|morgen|abend)|"
    r"mahlzeit|"
    r"gruess (?:gott|dich|euch|sie)|good (?:morning|afternoon|evening|day)|greetings|bonjour|bonsoir|salut|coucou|"
    r"salve|"
    r"buon ?giorno|buona ?sera|sehr geehrte damen und herren|dear sir or madam|namaste"
)
ADDRESSES = (
    r"zusammen|ihr|ihnen|dir|euch|da|miteinander|alle|an alle|liebes? (?:\w+ ?)?team|team|there|everyone|all|_person_|"
    r"herr|"
    r"frau|bot|chatbot|madame|monsieur|messieurs|tout le monde|a tutti|a tutte|signora?|lieber? \w+|und|and|et|e"
)
HELLO = rf"(?:(?:{GREETINGS})(?: (?:{GREETINGS}|{ADDRESSES}))*)"


def anywhere(*phrases: str) -> re.Pattern[str]:
    """Match (with `found_in`) where one of the phrases stands as whole words."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


def whole(*phrases: str) -> re.Pattern[str]:
    """Match (with `says`) when the message is one of the phrases, after a greeting if you like."""
    return re.compile(rf"(?:{HELLO} )?(?:{'|'.join(phrases)})")


def says(said: Said, pattern: re.Pattern[str]) -> bool:
    """Tell whether the whole message is the phrase."""
    return len(said.text) <= MAX_WHOLE_CHARS and pattern.fullmatch(said.text) is not None


def found_in(pattern: re.Pattern[str], sentences: Iterable[str]) -> bool:
    """Tell whether any sentence contains the pattern."""
    return any(pattern.search(sentence) for sentence in sentences)
