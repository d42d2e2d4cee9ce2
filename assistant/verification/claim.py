"""A statement beside its evidence, as the checks see it."""

from dataclasses import dataclass
from functools import cached_property

from assistant.domain import Chunk, Statement
from assistant.knowledge.lexical import STOP_WORDS, fold, words
from assistant.verification.evidence import Support, supports, units_of
from assistant.verification.plain_text import plain, sentences
from assistant.verification.sentence import Sentence


@dataclass(frozen=True)
class Claim:
    """One statement, the chunks it cites and what else it may be compared with."""

    statement: Statement
    cited: tuple[Chunk, ...]
    known_ids: frozenset[str]
    query: str
    prompt_texts: tuple[str, ...] = ()
    draft_language: str | None = None

    @cached_property
    def text(self) -> str:
        """The statement without link targets, list markers and emphasis."""
        return plain(self.statement.text)

    @cached_property
    def evidence(self) -> str:
        """Everything the cited chunks say, titles and headings included."""
        return "\n".join("\n".join((chunk.title, *chunk.headings, plain(chunk.text))) for chunk in self.cited)

    @cached_property
    def raw_evidence(self) -> str:
        """The cited chunks as they stand in the article, with their addresses."""
        return "\n".join("\n".join((chunk.text, chunk.url or "")) for chunk in self.cited)

    @cached_property
    def language(self) -> str | None:
        """The language it seems to be in; else that of the draft or of the first cited chunk."""
        guessed = guess_language(self.text) or self.draft_language
        return guessed or next((chunk.language for chunk in self.cited), None)

    @cached_property
    def is_same_language(self) -> bool:
        """Whether words can be compared: a cited chunk is in the statement's language."""
        return any(chunk.language == self.language for chunk in self.cited)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the statement."""
        return tuple(Sentence(text, self.language or "") for text in sentences(self.text))

    @cached_property
    def whole_sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, each with what announces it: alone a word and a colon say too little to be compared."""
        joined: list[str] = []
        for sentence in self.sentences:
            if joined and joined[-1].endswith(":"):
                joined[-1] = f"{joined[-1]} {sentence.text}"
            else:
                joined.append(sentence.text)
        return tuple(Sentence(text, self.language or "") for text in joined)

    def supports(self, sentence: Sentence) -> list[Support]:
        """What the cited chunks in the sentence's language say about the same, best first."""
        units = [unit for chunk in self.cited if chunk.language == self.language for unit in units_of(chunk)]
        return supports(sentence, units)


def guess_language(text: str) -> str | None:
    """Guess by stop words; None when they do not tell."""
    found = words(text.replace("E-Mail", "Mail"))
    counts = {
        language: sum(word in stop for word in found) for language, stop in STOP_WORDS.items() if language != "es"
    }
    best, second = sorted(counts.values(), reverse=True)[:2]
    return max(counts, key=lambda language: counts[language]) if best > second else None


def contains_words(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand next to each other in the text."""
    wanted = words(phrase)
    return f" {' '.join(wanted)} " in f" {' '.join(words(text))} "


__all__ = ["Claim", "contains_words", "fold", "guess_language", "plain", "sentences", "words"]
