"""Sentences that lean on the one before them, and those that only point elsewhere."""

import re
from typing import Final

from assistant.knowledge.lexical import fold

_OPENERS: Final = re.compile(
    r"(?:er|sie(?! (?:\w+en|sind|haben|tun)\b)|es(?! (?:gibt|gilt|gelten|ist moeglich|"
    r"ist nicht moeglich))|ihn|ihm|dies\w*|das(?= (?:ist|gilt|geht|kann|koennen|macht|"
    r"sind|war|heisst|bedeutet|betrifft|liegt|hat|wird|passiert|funktioniert|muss|sollte|dauert|kostet))|"
    r"dort|dann|da(?:zu|fuer|mit|durch|bei|nach|von|gegen|"
    r"rauf|rin|neben|her|vor)|hier(?:zu|fuer|bei|mit|von|durch)|deshalb|deswegen|darum|somit|folglich|"
    r"ausserdem|zudem|ferner|jedoch|"
    r"allerdings|dennoch|trotzdem|auch|sonst|andernfalls|anschliessend|danach|zusaetzlich|solche\w*|"
    r"jene\w*|beides?|ebenso|"
    r"genauso|stattdessen|in diesem fall|in diesen faellen|"
    r"it|they|this|that|these|those|he|she|both|then|also|however|therefore|instead|otherwise|thus|hence|moreover|"
    r"furthermore|afterwards|in (?:this|that|these|such) cases?|such|"
    r"elles?|ils?(?! (?:faut|y a|est possible|suffit|existe)\b)|ce(?:la|ci|lui|lle|ux|tte|s|t)?|ensuite|"
    r"puis|aussi|donc|"
    r"toutefois|cependant|sinon|en outre|de plus|dans ce cas|"
    r"ess[oaie]|quest[oaie]|quell[oaie]|cio|inoltre|quindi|poi|tuttavia|anche|altrimenti|pertanto|"
    r"in (?:questo|tal) caso"
    r")\b"
)
_YES_OR_NO: Final = re.compile(r"(?:ja|nein|doch|yes|no|oui|non|si)\b[.!,:]")
_POINTER: Final = re.compile(
    r"(?:(?:weitere|mehr|naehere|alle|genaue|ausfuehrliche)\w* (?:\w+ ){0,5}|einzelheiten|details|naeheres|hinweise|"
    r"wie (?:das|es|sie)\b|was (?:das|sie)\b|siehe|lesen sie|sehen sie|eine uebersicht|die uebersicht|"
    r"see|read|more|further|details|for (?:more|further|details|other)|learn more|find out|please (?:see|read)|"
    r"voir|consultez|plus d|pour (?:plus|les|en savoir)|vous trouverez|lisez|"
    r"vedi|legga|consulti|per (?:altri|maggiori|ulteriori|gli)|trova|ulteriori|maggiori)"
)
_LINK: Final = re.compile(r"\[[^\]]+\]\([^)]+\)")


def leans_back(sentence: str) -> bool:
    """Whether the sentence begins with a word that stands for something said before it."""
    return bool(_OPENERS.match(_plain(sentence)))


def is_bare_reply(sentence: str) -> bool:
    """Whether it begins with the yes or no to a question that stands above it."""
    return bool(_YES_OR_NO.match(_plain(sentence)))


def points_elsewhere(sentence: str) -> bool:
    """Whether all it says is where more is to be read."""
    return bool(_LINK.search(sentence)) and bool(_POINTER.match(_plain(sentence)))


def _plain(sentence: str) -> str:
    return " ".join(fold(sentence).lstrip(" *_>„“”\"'«([").split())
