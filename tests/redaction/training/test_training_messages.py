import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import example as always
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.redaction.tagger import LABELS
from assistant.redaction.training.disturbances import DISTURBANCES, disturbed, with_typos
from assistant.redaction.training.examples import Example, Segment, joined, segments_of
from assistant.redaction.training.messages import Messages
from assistant.redaction.training.slots import Slots
from assistant.redaction.training.wording import LANGUAGES, Phrases, phrases

_CARRIERS = dict.fromkeys(LANGUAGES, ("The parcel is late.",))
_MARKED = {label: f"Name{number}" for number, label in enumerate(LABELS)}


def _messages(seed: int = 7, size: int = 1_500) -> list[Example]:
    messages = Messages(seed, _CARRIERS)
    return [messages.draw() for _ in range(size)]


def _ends_inside_a_word(text: str, position: int) -> bool:
    return 0 < position < len(text) and text[position - 1].isalnum() and text[position].isalnum()


def _lines() -> Iterator[tuple[str, str, str]]:
    for language in LANGUAGES:
        for kind in Phrases.__dataclass_fields__:
            yield from ((language, kind, line) for line in getattr(phrases(language), kind))


def test_spans_lie_on_whole_words() -> None:
    wrong = [
        (example.text, span)
        for example in _messages()
        for span in example.spans
        if _ends_inside_a_word(example.text, span.start) or _ends_inside_a_word(example.text, span.end)
    ]

    assert wrong == []


def test_spans_are_ordered_and_hold_text() -> None:
    for example in _messages():
        ends = [0, *(span.end for span in example.spans)]
        assert all(end <= span.start < span.end for end, span in zip(ends, example.spans, strict=False))
        assert all(example.text[span.start : span.end].strip() for span in example.spans)


def test_every_language_and_label_is_drawn() -> None:
    labels = {span.label for example in _messages() for span in example.spans}

    assert labels == set(LABELS)


def test_many_messages_name_nobody() -> None:
    messages = _messages()

    assert 0.2 < sum(not example.has_person for example in messages) / len(messages) < 0.5


def test_the_same_seed_draws_the_same_messages() -> None:
    assert _messages(3, 50) == _messages(3, 50)
    assert _messages(3, 50) != _messages(4, 50)


@pytest.mark.parametrize("change", DISTURBANCES)
def test_every_disturbance_keeps_the_places(change: object) -> None:
    segments = [Segment("An Straße, ") if not label else Segment(f"{text} Öß", label) for label, text in _marked()]

    changed = [change(segment, random.Random(0)) for segment in segments]  # type: ignore[operator]

    assert [segment.label for segment in changed] == [segment.label for segment in segments]
    example = joined(changed)
    assert [example.text[span.start : span.end] for span in example.spans] == [
        segment.text for segment in changed if segment.label
    ]


def _marked() -> list[tuple[str | None, str]]:
    return [pair for label, text in _MARKED.items() for pair in ((None, ""), (label, text))]


@given(st.integers(), st.lists(st.sampled_from([*LABELS, None]), max_size=6))
@settings(max_examples=200)
def test_disturbed_texts_keep_their_labels_in_order(seed: int, labels: list[str | None]) -> None:
    segments = [Segment(f"Grüße, {_MARKED.get(label or '', 'und')}.", label) for label in labels]

    changed = disturbed(segments, random.Random(seed))

    assert [segment.label for segment in changed] == labels
    assert [span.label for span in joined(changed).spans] == [label for label in labels if label]


@given(st.text(), st.integers())
@always("0000AB", 418865)
def test_typos_keep_the_first_letter_and_the_last(text: str, seed: int) -> None:
    changed = with_typos(text, random.Random(seed))

    assert changed[:1] == text[:1]
    assert changed[-1:] == text[-1:]


def test_segments_join_to_the_same_text() -> None:
    for example in _messages(size=200):
        assert joined(segments_of(example)) == example


def test_look_alikes_name_nobody() -> None:
    slots = Slots(0, "train")
    labelled = {
        (language, line)
        for language, kind, line in _lines()
        if kind in ("nameless", "bodies")
        and {segment.label for segment in slots.fill(line, language)} & {"PERSON", "ADDRESS"}
    }

    assert labelled == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slot_of_the_phrases_exists(language: str) -> None:
    slots = Slots(0, "train")
    filled = [slots.fill(line, language) for own, _, line in _lines() if own == language]

    assert not re.search(r"[{}]", "".join(segment.text for segments in filled for segment in segments))


def test_phrases_stand_in_their_files_once() -> None:
    for language in LANGUAGES:
        for kind in Phrases.__dataclass_fields__:
            lines = getattr(phrases(language), kind)
            assert len(lines) == len(set(lines)), (language, kind)
