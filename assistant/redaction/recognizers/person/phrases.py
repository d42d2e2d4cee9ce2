"""How far a name reaches once it has begun."""

from collections.abc import Sequence

from assistant.redaction.recognizers.person.tokens import Token, are_neighbours

_MAX_WORDS = 5
_PAIR = 2
_ENDS = ("", ",", ".", "!", "?", ";", ")", "\n")


def announced_name(text: str, tokens: Sequence[Token], begin: int, *, strong: bool, ordinary_counts: bool) -> int:
    """Index after the name that a cue announces at `begin`; `begin` itself when there is none."""
    end = begin
    while end < len(tokens) and end - begin < _MAX_WORDS and _continues(text, tokens, begin, end, strong=strong):
        end += 1
    while end > begin and (tokens[end - 1].particle and not tokens[end - 1].capital):
        end -= 1
    if _is_name(tokens[begin:end], strong=strong, ordinary_counts=ordinary_counts):
        return end
    return begin + 2 if strong and _is_lower_pair(text, tokens, begin) else begin


def _is_name(words: Sequence[Token], *, strong: bool, ordinary_counts: bool) -> bool:
    capitals = [token for token in words if token.capital and not token.initial]
    if any(token.listed and (not token.ordinary or (ordinary_counts and token.capital)) for token in words):
        return True
    return len(capitals) > 1 or (strong and bool(capitals))


def _is_lower_pair(text: str, tokens: Sequence[Token], begin: int) -> bool:
    """Tell whether two unknown words without capitals stand alone up to the next punctuation: "xhevdet krasniqi"."""
    pair = tokens[begin : begin + 2]
    if len(pair) < _PAIR or not are_neighbours(text, *pair):
        return False
    sure = all(not (token.capital or token.never or token.ordinary or token.particle) for token in pair)
    return sure and text[pair[1].end : pair[1].end + 2].strip()[:1] in _ENDS


def full_name(text: str, tokens: Sequence[Token], begin: int) -> tuple[int, float]:
    """Index after a first name with surname that begins at `begin`, and its certainty; `begin` when there is none."""
    head = tokens[begin]
    if head.never or not (head.first or head.initial):
        return begin, 0.0
    end = begin + 1
    while end < len(tokens) and end - begin < _MAX_WORDS and are_neighbours(text, tokens[end - 1], tokens[end]):
        token = tokens[end]
        if token.particle and _leads_on(text, tokens, end):
            end += 1
            continue
        if not _belongs(tokens[end - 1], token):
            break
        end += 1
        if not (token.first or token.initial):
            break
    end = _with_second_surname(text, tokens, begin, end)
    return _rated(tokens, begin, end)


def _rated(tokens: Sequence[Token], begin: int, end: int) -> tuple[int, float]:
    head, rest = tokens[begin], tokens[begin + 1 : end]
    if not any(not token.initial and not token.particle for token in rest):
        return begin, 0.0
    surname = rest[-1]
    if head.initial:
        return (end, 0.6) if surname.last and not surname.ordinary else (begin, 0.0)
    if not head.capital:
        sure = surname.listed and not head.ordinary and not surname.never
        return (end, 0.6) if sure else (begin, 0.0)
    if head.ordinary:
        return (end, 0.6) if (surname.last and not surname.ordinary) or len(rest) > 1 else (begin, 0.0)
    return end, 0.9 if surname.last else 0.6


def _belongs(head: Token, token: Token) -> bool:
    if token.never:
        return token.homonym and token.last and head.first and not head.ordinary
    if head.particle:
        return token.capital or token.listed
    if token.initial:
        return head.capital
    if not head.capital:
        return token.listed and not token.capital
    if not token.capital:
        return False
    return token.listed or not token.noun


def _leads_on(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a particle such as "von" is followed by (another particle and) a part of the name."""
    if not tokens[index].leading_particle and not tokens[index - 1].particle:
        return False
    for following in range(index + 1, min(index + 3, len(tokens))):
        token = tokens[following]
        if not are_neighbours(text, tokens[following - 1], token):
            return False
        if not token.particle:
            return (token.capital and not token.never and not token.noun) or (token.last and not token.ordinary)
    return False


def _with_second_surname(text: str, tokens: Sequence[Token], begin: int, end: int) -> int:
    """Add a second surname ("Ana García López") when it is in the list and no ordinary word."""
    if begin + 1 < end < len(tokens) and are_neighbours(text, tokens[end - 1], tokens[end]):
        token = tokens[end]
        if token.last and not token.ordinary and not token.never and token.capital == tokens[begin].capital:
            return end + 1
    return end


def _continues(text: str, tokens: Sequence[Token], begin: int, index: int, *, strong: bool) -> bool:
    token = tokens[index]
    if index > begin and not are_neighbours(text, tokens[index - 1], token):
        return False
    if token.particle:
        return _leads_on(text, tokens, index)
    if token.never:
        named_before = index > begin and (tokens[index - 1].first or not tokens[index - 1].last)
        return token.homonym and (named_before or (strong and index == begin))
    if token.initial:
        return True
    return _begins(text, tokens, index) if index == begin else _goes_on(token, tokens[index - 1], tokens[begin])


def _begins(text: str, tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.listed or token.capital:
        return token.listed or not token.noun
    following = tokens[index + 1] if index + 1 < len(tokens) else token
    known = following.last and not (following.ordinary or following.never or following.capital)
    return known and are_neighbours(text, token, following)


def _goes_on(token: Token, before: Token, head: Token) -> bool:
    if not token.capital:
        return token.listed and not head.capital
    return token.listed or not (token.noun or (before.last and not before.first))
