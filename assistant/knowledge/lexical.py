"""The words of a text as they are compared: folded, without stop words, stemmed."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

STEMMERS = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
}
WORD = re.compile(r"\w+(?:[.,:]\d+)*", re.UNICODE)
FOLDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o"})
STOP_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "de": (
            "aber als am an auch auf aus bei bin bis da das dass dem den der des die dies diese diesem diesen dieser "
            "doch dort du ein eine einem einen einer eines er es etwas fuer hab habe haben hat hier ich ihr ihre ihrem "
            "ihren ihrer im in ist ja kann kannst koennen man mein meine meinem meinen meiner mich mir mit muss nach "
            "noch nur ob oder sein seine sich sie sind so soll ueber um und uns unser unsere vom von vor war was wenn "
            "wer werden wie wieso warum wird wir wo wurde zu zum zur"
        ),
        "en": (
            "a about am an and are as at be been but by can could did do does for from had has have he her here him "
            "his how i if in into is it its me my of on or our she should so than that the their them then there these "
            "they this to us was we were what when where which who why will with would you your"
        ),
        "fr": (
            "a au aux avec ce ces cette comment dans de des du elle en est et eux il ils j je l la le les leur lui ma "
            "mais me mes moi mon ne nos notre nous on ou par pas pour qu que quel quelle qui sa se ses son sont sur ta "
            "te tes toi ton tu un une vos votre vous y d c s n m puis"
        ),
        "it": (
            "a ad al alla alle ai agli che chi ci come con cosa da dal dalla de dei del della delle di e ed gli ho i "
            "il in io l la le lo ma mi mia mio nel nella non o per piu posso quale quando se si sono su sul sulla tra "
            "un una uno vi"
        ),
        "es": (
            "a al como con de del el en es esta este la las lo los me mi mis no o para pero por que se si su sus un "
            "una uno y ya yo puedo"
        ),
    }.items()
}


def fold(text: str) -> str:
    """Lower case, umlauts and ligatures written out, accents dropped: "Größe" -> "groesse"."""
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(FOLDS)
    return "".join(char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Folded words and numbers in reading order."""
    return WORD.findall(fold(text))


@lru_cache(maxsize=16)
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    return Stemmer.Stemmer(STEMMERS[language]) if language in STEMMERS else None


def terms(text: str, language: str) -> list[str]:
    """Stems of the words that carry meaning. Falls back to all words when only stop words are left."""
    found = words(text)
    stop = STOP_WORDS.get(language, frozenset())
    kept = [word for word in found if word not in stop] or found
    stemmer = _stemmer(language)
    return stemmer.stemWords(kept) if stemmer else kept
