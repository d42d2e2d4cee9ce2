"""From the model's probabilities to findings."""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from assistant.redaction.recognizers.base import Found, Pattern
from assistant.redaction.tagger import Word

MOST_CERTAIN: Final = 0.8  # less than what a word announces: "mein Passwort ist schatzi" is no name
UNLIKELY: Final = 0.1  # of `likely`
_SCORE_OF_LIKELY: Final = 0.4  # the default of the setting `redaction.min_score`
_SHORT: Final = 2  # letters
_GLUE: Final = Pattern(r"[ .]{1,3}|[ ]?[-/&][ ]?")


def likely_runs(
    text: str,
    words: Sequence[Word],
    *,
    probability: Callable[[Word], float],
    likely: float,
    is_own: Callable[[str], bool],
) -> Iterator[Found]:
    """Neighbouring likely words as one finding, and each less likely word by itself, unless it is the company's own.

    What counts is the finding as a whole: the articles may have "Hauptstraße" and "12", and not "Hauptstraße 12".

    `likely` is the probability from which a word counts: what is missed leaks, what is taken needlessly is only less
    readable. A score is the probability stretched so that `likely` becomes 0.4. It is that of the likeliest word, and
    at most MOST_CERTAIN.
    """
    exponent = math.log(_SCORE_OF_LIKELY) / math.log(likely)
    for run in _runs(text, words, probability, likely):
        if not is_own(text[run[0].start : run[-1].end]):
            score = min(max(map(probability, run)) ** exponent, MOST_CERTAIN)
            yield Found(run[0].start, run[-1].end, score)


def _runs(
    text: str, words: Sequence[Word], probability: Callable[[Word], float], likely: float
) -> Iterator[Sequence[Word]]:
    run: list[Word] = []
    short: list[Word] = []  # initials and the like, which belong to a run that goes on behind them
    for word in words:
        is_likely = probability(word) >= likely
        if run and not _GLUE.is_all(text[(short or run)[-1].end : word.start]):
            yield run
            run, short = [], []
        if is_likely:
            run += [*short, word]
            short = []
        elif run and not short and word.end - word.start <= _SHORT:
            short.append(word)
        else:
            if run:
                yield run
            run, short = [], []
            if probability(word) >= UNLIKELY * likely:
                yield [word]
    if run:
        yield run
