"""Answers in a model's words, every sentence with the passage it rests on."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from assistant.answering.citations import LIST_LINE, parse_statements, without_open_sentence
from assistant.answering.cut import cut
from assistant.domain import Answer, Draft, Language, Passage, Statement
from assistant.exceptions import LanguageModelError
from assistant.kit.placeholders import keys_in, written_plainly
from assistant.knowledge.blocks import BlockKind
from assistant.llm.port import LanguageModel, Message
from assistant.prompting import FORMAL, LANGUAGE_NAMES, MARK, Prompt, Wording, marked

NO_ANSWER = "NO_ANSWER"
MAX_TOKENS: Final = 200
"""Of what the customer reads, in the embedder's tokens."""
FORMS: dict[Language, str] = {
    "de": "politely and formally, addressing the customer as “Sie”",
    "en": "politely and formally",
    "fr": "politely and formally, addressing the customer as “vous”",
    "it": "politely and formally, addressing the customer as “Lei”",
}
INFORMAL: Final = "politely and informally, addressing the customer as “du” and never as “Sie”"
SWISS: Final = ", in Swiss spelling (“ss”, never “ß”)"
RULER = re.compile(r"-{3,}")


class Generative:
    """Asks the model with one versioned prompt."""

    def __init__(
        self,
        model: LanguageModel,
        prompt: Prompt,
        *,
        company: str,
        max_tokens: int,
        count_tokens: Callable[[str], int],
        wording: Wording = FORMAL,
    ) -> None:
        self._model = model
        self._count_tokens = count_tokens
        self._prompt = prompt
        self._company = company
        self._max_tokens = max_tokens
        self._wording = wording

    def draft(self, decision: Answer, *, query: str, language: Language) -> Draft:
        """Raise LanguageModelError when the model fails, finds no answer or returns nothing to verify."""
        completion = self._model.complete(
            self._messages(decision.passages, query=query, language=language), max_tokens=self._max_tokens
        )
        calls = completion.calls
        text = written_plainly(completion.text.replace(MARK, " "), keys=keys_in(query))
        if language == "de":
            text = self._wording.spelled(text)
        if NO_ANSWER in text:
            raise LanguageModelError("The language model found no answer in the passages.", calls=calls)
        if completion.is_cut:
            text = without_open_sentence(text)
        chunk_ids = tuple(passage.chunk.chunk_id for passage in decision.passages)
        statements = tuple(self._short(parse_statements(text, chunk_ids)))
        if not statements:
            raise LanguageModelError("The language model returned no sentence.", calls=calls)
        return Draft(statements, completion.model, prompt_versions=(self._prompt.version,), model_calls=calls)

    def _short(self, statements: tuple[Statement, ...]) -> Iterator[Statement]:
        """As much of the beginning as a customer is expected to read."""
        budget = MAX_TOKENS
        for statement in statements:

            def fits(piece: str, left: int = budget) -> bool:
                return self._count_tokens(piece) <= left

            kind: BlockKind = "list" if LIST_LINE.match(statement.text) else "paragraph"
            text = cut(statement.text, kind, fits=fits)
            if text:
                yield replace(statement, text=text)
            if text != statement.text:
                return
            budget -= self._count_tokens(text)

    def _messages(self, passages: tuple[Passage, ...], *, query: str, language: Language) -> tuple[Message, ...]:
        rendered = self._prompt.render(
            company=self._company,
            language=LANGUAGE_NAMES[language],
            style=style(language, self._wording),
            mark=MARK,
            passages=numbered(passages),
            question=RULER.sub("–", query),
            numbers=", ".join(f"[{number}]" for number in range(1, len(passages) + 1)),
        )
        return (Message("system", rendered.system), Message("user", rendered.user))


def style(language: Language, wording: Wording) -> str:
    """How the model is to address the customer and to spell."""
    if language != "de":
        return FORMS[language]
    form = INFORMAL if wording.address == "du" else FORMS["de"]
    return form + (SWISS if wording.spelling == "ch" else "")


def numbered(passages: tuple[Passage, ...]) -> str:
    """List the passages, numbered from 1, each with its title and headings, all spaces marked."""
    return "\n\n".join(f"[{number}] {_marked(passage)}" for number, passage in enumerate(passages, start=1))


def _marked(passage: Passage) -> str:
    chunk = passage.chunk
    heading = " › ".join(dict.fromkeys((chunk.title, *chunk.headings)))
    return "\n".join(map(marked, (heading, *chunk.text.splitlines())))
