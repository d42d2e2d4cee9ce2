"""What is measured: the real pipeline behind the smallest interface the evaluators need."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from assistant.chat.pipeline import Outcome, Stages, Turn
from assistant.chat.pipeline import reply as reply_to
from assistant.domain import ArticleLanguage, Entity, Language, PastMessage, Retrieved
from assistant.redaction.vault import Vault


class Subject(Protocol):
    """The assistant over one knowledge base. Calls share nothing: each reply is a conversation of its own."""

    def retrieve(
        self, query: str, *, language: ArticleLanguage, article_languages: tuple[ArticleLanguage, ...] | None = None
    ) -> Retrieved:
        """At least ten articles where there are that many; None searches every language of the knowledge base."""
        ...

    def reply(self, query: str, *, language: Language, history: tuple[PastMessage, ...] = ()) -> Outcome:
        """One turn of the reply line. The history is given as the customer saw it and redacted first."""
        ...

    def redact(self, text: str, *, language: Language) -> tuple[Entity, ...]:
        """Personal data found, offsets in the text."""
        ...

    def with_model(self, server_url: str) -> "Subject":
        """Answer through an OpenAI-compatible model at that address."""
        ...


@runtime_checkable
class CountsTokens(Protocol):
    """A subject that knows how its model splits text."""

    def count_tokens(self, text: str) -> int:
        """Tokens without the special ones at the ends."""
        ...


class Search(Protocol):
    """The retriever, which can also be kept to some languages."""

    def retrieve(
        self, query: str, *, language: ArticleLanguage, article_languages: tuple[ArticleLanguage, ...] | None = None
    ) -> Retrieved: ...


@dataclass(frozen=True, slots=True)
class PipelineSubject:
    """A Subject made of the stages that the service runs."""

    stages: Stages
    search: Search
    stages_with_model: Callable[[str], Stages]
    count: Callable[[str], int]

    def retrieve(
        self, query: str, *, language: ArticleLanguage, article_languages: tuple[ArticleLanguage, ...] | None = None
    ) -> Retrieved:
        return self.search.retrieve(query, language=language, article_languages=article_languages)

    def reply(self, query: str, *, language: Language, history: tuple[PastMessage, ...] = ()) -> Outcome:
        vault = Vault()
        past = tuple(replace(said, text=self._hide(said.text, language=language, vault=vault)) for said in history)
        return reply_to(Turn(query, "eval", language, past, vault), self.stages)

    def redact(self, text: str, *, language: Language) -> tuple[Entity, ...]:
        return self.stages.redactor.redact(text, language=language, vault=Vault()).entities

    def with_model(self, server_url: str) -> Subject:
        return replace(self, stages=self.stages_with_model(server_url))

    def count_tokens(self, text: str) -> int:
        return self.count(text)

    def _hide(self, text: str, *, language: Language, vault: Vault) -> str:
        return self.stages.redactor.redact(text, language=language, vault=vault).text
