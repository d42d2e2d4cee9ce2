"""The knowledge base of a Zammad as a source, through its REST API."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, Field

from kb_ingest.article import Article, Problem
from kb_ingest.errors import PermanentSourceError
from kb_ingest.sources.files.extracted import Extracted
from kb_ingest.sources.files.worker import Worker
from kb_ingest.sources.identity import language_of
from kb_ingest.sources.settings import VariableName
from kb_ingest.sources.source import Advance, Source, silent
from kb_ingest.sources.web.api import Api, ApiSettings, open_api
from kb_ingest.sources.web.client import Pace
from kb_ingest.sources.web.delivery import delivered, without_tags

INIT = "/api/v1/knowledge_bases/init"
CONTENTS_AT_ONCE = 200
LocaleCode = Annotated[str, Field(pattern="^[A-Za-z]{2}(-[A-Za-z]{2,8})?$")]


class Zammad(ApiSettings):
    """A Zammad in the list of sources; its token needs the right `knowledge_base.reader`.

    `locales` says which language a locale of the knowledge base has, by its number (`{1: de-de}`): Zammad does not
    tell. Without it the language is guessed, and articles have no link.
    """

    kind: Literal["zammad"] = "zammad"
    token_env: VariableName
    knowledge_base: int | None = None
    locales: dict[int, LocaleCode] = Field(default_factory=dict)

    def open(self, *, state: Path) -> Source:  # noqa: ARG002  everything is sent at once; there is nothing to keep
        """The source."""
        return ZammadSource(self)


class _Base(BaseModel):
    id: int
    active: bool
    custom_address: str | None = None


class _Locale(BaseModel):
    id: int
    knowledge_base_id: int
    system_locale_id: int


class _SystemLocale(BaseModel):
    locale: LocaleCode


class _Answer(BaseModel):
    id: int
    category_id: int
    published_at: AwareDatetime | None
    archived_at: AwareDatetime | None
    tags: list[str] = []

    def is_public(self, now: datetime) -> bool:
        """Published and not archived, neither in the future. An internal answer has another date only."""
        published = self.published_at is not None and self.published_at <= now
        return published and (self.archived_at is None or self.archived_at > now)


class _Translation(BaseModel):
    answer_id: int
    kb_locale_id: int
    content_id: int
    title: str
    updated_at: AwareDatetime


class _Content(BaseModel):
    body: str | None


class _Assets(BaseModel):
    """Zammad sends all records of a knowledge base by their kind and number."""

    bases: dict[int, _Base] = Field(alias="KnowledgeBase")
    locales: dict[int, _Locale] = Field({}, alias="KnowledgeBaseLocale")
    system_locales: dict[int, _SystemLocale] = Field({}, alias="Locale")
    answers: dict[int, _Answer] = Field({}, alias="KnowledgeBaseAnswer")
    translations: dict[int, _Translation] = Field({}, alias="KnowledgeBaseAnswerTranslation")
    contents: dict[int, _Content] = Field({}, alias="KnowledgeBaseAnswerTranslationContent")


@dataclass(frozen=True, slots=True)
class ZammadSource:
    """A Source of published answers. Time and the process that reads HTML are given by tests."""

    settings: Zammad
    pace: Pace = field(default_factory=lambda: Pace(0.0))
    start_worker: Callable[[], AbstractContextManager[Worker]] = Worker
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def name(self) -> str:
        number = self.settings.knowledge_base
        return self.settings.url if number is None else f"{self.settings.url} knowledge base {number}"

    def read(self, *, advance: Advance = silent) -> Iterator[Article | Problem]:
        """Yield each translation of each public answer. Raises SourceError."""
        headers = {"Authorization": f"Token token={self.settings.token}"}
        with open_api(self.settings, pace=self.pace, headers=headers) as api, self.start_worker() as worker:
            assets = api.read(INIT, _Assets, post={})
            base = self._base(assets)
            public = self._public(assets, base)
            bodies = _bodies(api, [translation.content_id for translation in public])
            languages = self._languages(assets, public, bodies)
            for translation in public:
                advance(1)
                answer, html = assets.answers[translation.answer_id], bodies[translation.content_id]
                locale = languages.get(translation.kb_locale_id)
                item = self._item(base, answer, translation, html=html, locale=locale)
                yield delivered(item, origin=self._origin(base, answer, locale), worker=worker)

    def _base(self, assets: _Assets) -> _Base:
        active = [base for base in assets.bases.values() if base.active]
        chosen = [base for base in active if self.settings.knowledge_base in (None, base.id)]
        if not assets.locales or not assets.translations:
            raise PermanentSourceError(
                f"{self.settings.url} shows no answers. Check that the token has the right knowledge_base.reader."
            )
        if len(chosen) != 1:
            numbers = ", ".join(str(base.id) for base in active) or "none"
            raise PermanentSourceError(
                f"{self.settings.url} has these active knowledge bases: {numbers}. Name one as `knowledge_base`."
            )
        return chosen[0]

    def _public(self, assets: _Assets, base: _Base) -> list[_Translation]:
        own = {locale.id for locale in assets.locales.values() if locale.knowledge_base_id == base.id}
        public = {answer.id for answer in assets.answers.values() if answer.is_public(self.now())}
        found = [each for each in assets.translations.values() if each.kb_locale_id in own and each.answer_id in public]
        return sorted(found, key=lambda translation: (translation.answer_id, translation.kb_locale_id))

    def _languages(
        self, assets: _Assets, public: Sequence[_Translation], bodies: Mapping[int, str]
    ) -> dict[int, str | None]:
        """The locale of each number: as the settings say, as Zammad says, or the language of all its titles."""
        texts: dict[int, list[str]] = defaultdict(list)
        for translation in public:
            start = without_tags(bodies[translation.content_id])[:200]
            texts[translation.kb_locale_id].append(f"{translation.title}. {start}")
        found: dict[int, str | None] = {number: language_of("\n".join(text), "") for number, text in texts.items()}
        system = {
            number: assets.system_locales.get(locale.system_locale_id) for number, locale in assets.locales.items()
        }
        told = {number: locale.locale for number, locale in system.items() if locale}
        return found | told | self.settings.locales

    def _item(
        self, base: _Base, answer: _Answer, translation: _Translation, *, html: str, locale: str | None
    ) -> Extracted:
        in_locale = f"{locale.lower()}/{answer.category_id}/{answer.id}" if locale and "-" in locale else None
        return Extracted(
            body=html,
            title=translation.title,
            # The locale's number and not its code, which may be a guess and change.
            article_id=f"zammad/{self.settings.system}/{answer.id}/{translation.kb_locale_id}",
            language=locale,
            url=f"{self._help(base)}/{in_locale}" if in_locale else None,
            tags=tuple(answer.tags),
            updated=translation.updated_at.date(),
            valid_until=answer.archived_at.date() if answer.archived_at else None,
        )

    def _origin(self, base: _Base, answer: _Answer, locale: str | None) -> str:
        return f"{self.settings.url}/#knowledge_base/{base.id}/answer/{answer.id}/{locale or ''}"

    def _help(self, base: _Base) -> str:
        """Where customers find the knowledge base: a path of this server, or a host of its own with or without path."""
        own = (base.custom_address or "/help").rstrip("/")
        return f"{self.settings.url}{own}" if own.startswith("/") else f"https://{own}"


def _bodies(api: Api, numbers: Sequence[int]) -> dict[int, str]:
    """The HTML of contents by their number."""
    bodies: dict[int, str] = {}
    for start in range(0, len(numbers), CONTENTS_AT_ONCE):
        wanted = numbers[start : start + CONTENTS_AT_ONCE]
        assets = api.read(INIT, _Assets, post={"answer_translation_content_ids": wanted})
        bodies |= {number: content.body or "" for number, content in assets.contents.items()}
    missing = set(numbers) - bodies.keys()
    if missing:
        raise PermanentSourceError(f"{api.base} does not send the texts of {len(missing)} answers that it lists.")
    return bodies
