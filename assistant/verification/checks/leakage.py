"""Nothing of the prompt appears in a reply."""

from collections.abc import Iterator

from assistant.verification.claim import Claim, contains_words, words

SHINGLE_WORDS = 7
"""So many words in a row are no coincidence."""

GIVEAWAYS = ("NO_ANSWER", "ˆ", "<|im_", "[INST", "system prompt", "systemprompt")


def leakage(claim: Claim) -> Iterator[str]:
    """Compare runs of words with the prompt; what also stands in the passage is no secret."""
    lowered = claim.statement.text.casefold()
    for giveaway in GIVEAWAYS:
        if giveaway.casefold() in lowered and giveaway.casefold() not in claim.evidence.casefold():
            yield "contains a part of the prompt"
            return
    said = words(claim.statement.text)
    runs = [" ".join(said[at : at + SHINGLE_WORDS]) for at in range(len(said) - SHINGLE_WORDS + 1)]
    for prompt in claim.prompt_texts:
        if any(contains_words(prompt, run) and not contains_words(claim.evidence, run) for run in runs):
            yield "repeats the prompt"
            return
