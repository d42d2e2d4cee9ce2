"""Texts in which brackets mark what must be covered."""


def unmark(marked):
    """Only outermost brackets mark, so that "max[at]web.de" may hold some."""
    text, spans, depth, start = "", [], 0, 0
    for character in marked:
        if character == "[":
            depth += 1
            if depth == 1:
                start = len(text)
                continue
        if character == "]":
            depth -= 1
            if depth == 0:
                spans.append((start, len(text)))
                continue
        text += character
    return text, spans


def assert_covered_exactly(text, spans, found):
    """Each letter and digit of the spans is covered and none outside them."""
    covered = {index for entity in found for index in range(entity.start, entity.end) if text[index].isalnum()}
    wanted = {index for start, end in spans for index in range(start, end) if text[index].isalnum()}
    assert not wanted - covered, found
    assert not covered - wanted, found
