"""Words that no language has: a hand on the keyboard."""

import re
from itertools import pairwise

MIN_LETTERS = 5
WITHOUT_VOWELS = re.compile(r"(?=[a-z]{5,})[^aeiouy\W\d]+")
ONE_LETTER_REPEATED = re.compile(r"([a-z])\1{3,}")
UNIT_REPEATED = re.compile(r"(?!(?:h[aeio]|l[aeiou])+)(?:([a-z]{2,4})\1{2,}[a-z]?|([a-z]{5,})\2)")
KEYBOARD_ROWS = ("qwertzuiop", "qwertyuiop", "azertyuiop", "asdfghjkloeae", "yxcvbnm", "zxcvbnm", "wxcvbn")
MIN_KEYS_IN_A_ROW = 4
WORDS_IN_A_ROW = frozenset({"wert", "uiop"})
MIN_RARE_PAIRS = 3
MIN_RARE_SHARE = 0.5
# The first letter of each group, and the letters that hardly ever follow it in German, English, French and Italian.
_RARE_FOLLOWERS = (
    "ajoqx bbcdfjkmnpqvwxz cbdfgjmnpqvwxz dcfjkpqxz ej fbcdhjkmpqvwxy gbcdfjmpqvwxz hcdfhjpqvxz iijwy "
    "jbcdfghijklmnpqrstvwxyz kbcdfhjkmpqvwxyz lhjqrwx mchjkqrvwxyz njqx oq pbcdgjkmnqvwxyz "
    "qabcdefghijklmnopqrstvwxyz rjqx sjx tjqx ujquwy vbcdfghjklmnpqstuvwxyz wbcdfgjklmpqrtvwxyz "
    "xabdfghjklmnoqrsuvwxyz ybcdfghjklqrtuvwxyz zbcdfghjkmnpqrsvxyz"
)
RARE_PAIRS = frozenset(group[0] + after for group in _RARE_FOLLOWERS.split() for after in group[1:])


def is_nonsense(word: str) -> bool:
    """Tell of one normalised word: typed at random, or letters that do not go together."""
    return is_typed_at_random(word) or _is_unpronounceable(word)


def is_typed_at_random(word: str) -> bool:
    """Keys side by side, consonants only or a repeated unit: not even a foreign name looks like this."""
    patterns = (WITHOUT_VOWELS, ONE_LETTER_REPEATED, UNIT_REPEATED)
    return any(each.fullmatch(word) for each in patterns) or _is_keys_in_a_row(word)


def _is_keys_in_a_row(word: str) -> bool:
    if len(word) < MIN_KEYS_IN_A_ROW or word in WORDS_IN_A_ROW:
        return False
    return any(word in row or word[::-1] in row for row in KEYBOARD_ROWS)


def _is_unpronounceable(word: str) -> bool:
    pairs = [first + second for first, second in pairwise(word)]
    rare = sum(pair in RARE_PAIRS for pair in pairs)
    return (
        word.isalpha() and len(word) >= MIN_LETTERS and rare >= MIN_RARE_PAIRS and rare >= MIN_RARE_SHARE * len(pairs)
    )
