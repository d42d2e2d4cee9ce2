"""Words and characters as the measures count them."""

import re
from collections.abc import Iterator

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_MIN_LETTERS = 3

_STOP_WORDS_DE = """aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da
dabei damit dann das dass dein deine dem den denn der des die dies diese diesem diesen dieser dieses doch dort
du durch ein eine einem einen einer eines er es etwas euch euer für gegen hab habe haben hat hatte hier ich ihm
ihn ihnen ihr ihre ihrem ihren ihrer im in ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinem
keinen keiner können man mehr mein meine meinem meinen meiner mich mir mit muss müssen nach nicht noch nun nur
ob oder ohne schon sehr sein seine sich sie sind so soll sondern über um und uns unser unsere unter vom von vor
war was weil wenn werden wer wie wieder will wir wird wo wurde zu zum zur zwischen"""
_STOP_WORDS_EN = """about all also and any are because been before but can could did does don for from get had
has have her here him his how into its just may more not now off one only our out over she should some than that
the their them then there these they this those through too under until very was were what when where which who
why will with would you your"""
_STOP_WORDS_FR = """afin ainsi alors après aucun aussi autre aux avant avec avoir car ces cet cette chez comme
dans des donc elle elles entre est être eux fait faire ils leur leurs lors mais mes moins mon nos notre nous par
pas peut plus pour que quel quelle qui sans ses son sont sous sur tous tout toute très une vos votre vous"""
_STOP_WORDS_IT = """agli alla alle allo anche ancora che chi come con cosa cui dal dalla degli dei del della
delle dello dopo dove essere fra gli hai hanno loro mia mie mio molto nei nel nella noi non nostra nostro per
perché più può quale quando quella quello questa questo sono sua sue sui sul sulla suo tra tutti tutto una uno
vostra vostro"""
STOP_WORDS = frozenset(
    word for words in (_STOP_WORDS_DE, _STOP_WORDS_EN, _STOP_WORDS_FR, _STOP_WORDS_IT) for word in words.split()
)


def words(text: str) -> list[str]:
    """Split into runs of letters and digits, case folded, in their order."""
    return _WORD.findall(text.casefold())


def content_words(text: str) -> frozenset[str]:
    """Words that carry meaning: no stop words, three letters at least or with a digit."""
    return frozenset(word for word in words(text) if word not in STOP_WORDS and _carries_meaning(word))


def sentences(text: str) -> list[str]:
    """Sentences, list items and table rows that hold at least one content word."""
    parts = (part.strip() for part in _SENTENCE_END.split(text))
    return [part for part in parts if content_words(part)]


def phrases(text: str, *, length: int) -> Iterator[tuple[str, ...]]:
    """All runs of `length` words."""
    found = words(text)
    return (tuple(found[start : start + length]) for start in range(len(found) - length + 1))


def letters_and_digits(text: str, *, start: int = 0, end: int | None = None) -> frozenset[int]:
    """Offsets of the letters and digits within `[start, end)`."""
    stop = len(text) if end is None else min(end, len(text))
    return frozenset(offset for offset in range(start, stop) if text[offset].isalnum())


def _carries_meaning(word: str) -> bool:
    return len(word) >= _MIN_LETTERS or any(character.isdigit() for character in word)
