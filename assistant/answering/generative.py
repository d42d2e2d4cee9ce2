"""Answers in a model's words, every sentence with the passage it rests on."""

import re

from assistant.answering.citations import parse_statements
from assistant.domain import Answer, Draft, Language, Passage
from assistant.exceptions import LanguageModelError
from assistant.kit.placeholders import keys_in, written_plainly
from assistant.llm.port import LanguageModel, Message
from assistant.prompting import Prompt

MARK = "ˆ"
"""Stands for every space of a passage, so that the model can tell material from instructions (datamarking)."""

NO_ANSWER = "NO_ANSWER"
LANGUAGE_NAMES: dict[Language, str] = {"de": "German", "en": "English", "fr": "French", "it": "Italian"}
RULER = re.compile(r"-{3,}")


class Generative:
    """Asks the model with one versioned prompt."""

    def __init__(self, model: LanguageModel, prompt: Prompt, *, company: str, max_tokens: int) -> None:
        self._model = model
        self._prompt = prompt
        self._company = company
        self._max_tokens = max_tokens

    def draft(self, decision: Answer, *, query: str, language: Language) -> Draft:
        """Raise LanguageModelError when the model fails, finds no answer or returns nothing to verify."""
        completion = self._model.complete(
            self._messages(decision.passages, query=query, language=language), max_tokens=self._max_tokens
        )
        text = written_plainly(completion.text.replace(MARK, " "), keys=keys_in(query))
        if NO_ANSWER in text:
            raise LanguageModelError("The language model found no answer in the passages.")
        statements = parse_statements(text, tuple(passage.chunk.chunk_id for passage in decision.passages))
        if not statements:
            raise LanguageModelError("The language model returned no sentence.")
        return Draft(statements, origin=completion.model, prompt_versions=(self._prompt.version,))

    def _messages(self, passages: tuple[Passage, ...], *, query: str, language: Language) -> tuple[Message, ...]:
        rendered = self._prompt.render(
            company=self._company,
            language=LANGUAGE_NAMES[language],
            mark=MARK,
            passages=numbered(passages),
            question=RULER.sub("–", query),
        )
        return (Message("system", rendered.system), Message("user", rendered.user))


def numbered(passages: tuple[Passage, ...]) -> str:
    """List the passages, numbered from 1, each with its title and headings, all spaces marked."""
    return "\n\n".join(f"[{number}] {_marked(passage)}" for number, passage in enumerate(passages, start=1))


def _marked(passage: Passage) -> str:
    chunk = passage.chunk
    heading = " › ".join(dict.fromkeys((chunk.title, *chunk.headings)))
    return "\n".join(MARK.join(line.replace(MARK, " ").split()) for line in (heading, *chunk.text.splitlines()))
