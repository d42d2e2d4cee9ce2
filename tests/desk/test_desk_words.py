"""Every language says the same things."""

from typing import get_args

import pytest

from assistant.chat.pipeline import Stage
from assistant.desk.words import DESK_LANGUAGES, desk_words
from assistant.domain import CallPurpose, CallResult, ChatKind, DeclineReason, HandOffReason

REASONS = {*ChatKind, *DeclineReason, *HandOffReason, "supported", "chosen", "ambiguous", "covered", "exact"}


@pytest.mark.parametrize("language", DESK_LANGUAGES)
def test_everything_that_can_happen_has_words(language):
    words = desk_words(language)
    assert set(words.reasons) >= REASONS
    assert set(words.decisions) == {"answer", "chat", "clarify", "hand_off", "decline"}
    assert set(words.stages) == {*Stage, "total"}
    assert set(words.purposes) == set(get_args(CallPurpose))
    assert set(words.call_results) == set(CallResult)


def test_the_languages_have_the_same_keys():
    german, english = map(desk_words, ("de", "en"))
    for part in ("page", "decisions", "reasons", "scores", "evidence", "stages", "purposes", "call_results"):
        assert getattr(german, part).keys() == getattr(english, part).keys()
