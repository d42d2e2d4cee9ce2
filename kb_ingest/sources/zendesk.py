"""The help centre of a Zendesk as a source, through its Help Center API."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, Field, model_validator

from kb_ingest.article import Article, Problem
from kb_ingest.sources.files.extracted import Extracted
from kb_ingest.sources.files.worker import Worker
from kb_ingest.sources.settings import EmailAddress
from kb_ingest.sources.source import Advance, Source, silent
from kb_ingest.sources.web.api import ApiSettings, basic, open_api
from kb_ingest.sources.web.client import Pace
from kb_ingest.sources.web.delivery import closed, delivered

Locale = Annotated[str, Field(pattern="^[a-z]{2}(-[a-z0-9]{2,8})?$")]


class Zendesk(ApiSettings):
    """A Zendesk in the list of sources. A public help centre needs no `email` and `token_env`."""

    kind: Literal["zendesk"] = "zendesk"
    locales: Annotated[tuple[Locale, ...], Field(min_length=1)]
    email: EmailAddress | None = None

    @model_validator(mode="after")
    def _whole_credentials(self) -> Self:
        if (self.email is None) != (self.token_env is None):
            raise ValueError("needs both `email` and `token_env`, or neither")
        return self

    def open(self, *, state: Path) -> Source:  # noqa: ARG002  everything is sent anew; there is nothing to keep
        """The source."""
        return ZendeskSource(self)


class _Article(BaseModel):
    id: int
    locale: str
    title: str
    body: str | None
    html_url: str
    draft: bool
    updated_at: AwareDatetime
    user_segment_id: int | None
    user_segment_ids: list[int] | None = None
    label_names: list[str] | None = None


class _Meta(BaseModel):
    has_more: bool


class _Links(BaseModel):
    next: str | None = None


class _Page(BaseModel):
    """A page of the list. Newer accounts send a cursor in `links`, older ones `next_page`."""

    articles: list[_Article]
    meta: _Meta | None = None
    links: _Links | None = None
    next_page: str | None = None

    @property
    def following(self) -> str | None:
        """Address of the next page."""
        if self.meta:
            return self.links.next if self.meta.has_more and self.links else None
        return self.next_page


@dataclass(frozen=True, slots=True)
class ZendeskSource:
    """A Source of published articles. Time and the process that reads HTML are given by tests."""

    settings: Zendesk
    pace: Pace = field(default_factory=lambda: Pace(0.0))
    start_worker: Callable[[], AbstractContextManager[Worker]] = Worker

    @property
    def name(self) -> str:
        return self.settings.url

    def read(self, *, advance: Advance = silent) -> Iterator[Article | Problem]:
        """Yield each article in each of the locales. Raises SourceError."""
        with open_api(self.settings, pace=self.pace, headers=self._credentials()) as api, self.start_worker() as worker:
            for locale in self.settings.locales:
                first = f"/api/v2/help_center/{locale}/articles.json?page%5Bsize%5D=100"
                for page in api.pages(first, _Page, next_of=lambda page: page.following):
                    advance(len(page.articles))
                    published = [each for each in page.articles if not each.draft and each.locale == locale]
                    yield from (self._article(each, worker) for each in published)

    def _credentials(self) -> dict[str, str]:
        if not self.settings.email:
            return {}
        return {"Authorization": basic(f"{self.settings.email}/token", self.settings.token)}

    def _article(self, article: _Article, worker: Worker) -> Article | Problem:
        identifier = f"zendesk/{self.settings.system}/{article.id}/{article.locale}"
        origin = f"{self.settings.url}/hc/{article.locale}/articles/{article.id}"  # without the title, which may change
        if article.user_segment_id is not None or article.user_segment_ids:
            return closed(origin, article_id=identifier, detail="is visible to some users only (user segment)")
        item = Extracted(
            body=article.body or "",
            title=article.title,
            article_id=identifier,
            language=article.locale,
            url=article.html_url,
            tags=tuple(article.label_names or ()),
            updated=article.updated_at.date(),
        )
        return delivered(item, origin=origin, worker=worker)
