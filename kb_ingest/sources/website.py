"""A website as a source: a crawl from a start page, or the pages of a sitemap."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from kb_ingest.article import Article, Problem
from kb_ingest.errors import PermanentSourceError
from kb_ingest.sources.files.extracted import Extracted
from kb_ingest.sources.files.worker import Worker
from kb_ingest.sources.identity import Completion, path_ids
from kb_ingest.sources.source import Source
from kb_ingest.sources.web.address import origin_of, tidy
from kb_ingest.sources.web.client import Limits, Pace, WebClient
from kb_ingest.sources.web.copies import PageCopies
from kb_ingest.sources.web.crawl import Bounds, Crawl, Found
from kb_ingest.sources.web.robots import read_robots, user_agent
from kb_ingest.sources.web.scope import Scope, prefix_of
from kb_ingest.sources.web.sitemap import read_sitemap

READING_S = 20.0
Address = Annotated[str, AfterValidator(tidy)]


class Website(BaseModel):
    """A website in the list of sources: `url`, a start page from which links are followed, or `sitemap`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["website"] = "website"
    url: Address | None = None
    sitemap: Address | None = None
    path_prefix: Annotated[str, Field(pattern="^/")] | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    lang: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = None
    contact: Annotated[str, Field(pattern=r"^[!-~]+$", max_length=200)] | None = None
    seconds_between_requests: Annotated[float, Field(ge=0, le=60)] = 1.0
    max_pages: Annotated[int, Field(ge=1, le=50_000)] = 2_000
    max_page_bytes: Annotated[int, Field(ge=1_000, le=20_000_000)] = 2_000_000
    max_minutes: Annotated[float, Field(gt=0, le=1_440)] = 120
    allow_private_addresses: bool = False

    @model_validator(mode="after")
    def _one_start(self) -> Self:
        if (self.url is None) == (self.sitemap is None):
            raise ValueError("needs either `url` (a start page) or `sitemap`")
        return self

    def open(self, *, state: Path) -> Source:
        """The source; copies of pages are kept below `state`, so that an unchanged page is not sent again."""
        return WebsiteSource(self, state=state)


@dataclass(frozen=True, slots=True)
class WebsiteSource:
    """A Source of web pages. Time and the process that reads pages are given by tests."""

    settings: Website
    state: Path
    pace: Pace = field(default_factory=lambda: Pace(0.0))
    start_worker: Callable[[], AbstractContextManager[Worker]] = lambda: Worker(timeout_s=READING_S)

    @property
    def name(self) -> str:
        return self._start

    @property
    def _start(self) -> str:
        return self.settings.url or self.settings.sitemap or ""

    def read(self) -> Iterator[Article | Problem]:
        """Yield every page that is an article, by address. Raises SourceError."""
        found = sorted(self._crawl(), key=lambda page: page.known_as)
        if not any(isinstance(page.content, Extracted) for page in found):
            raise PermanentSourceError(f"{self._start} leads to no page that could be taken as an article.")
        ids = path_ids([_path(page.known_as) for page in found])
        for page in found:
            path = _path(page.known_as)
            article = Completion(path, path_id=ids[path], language=self.settings.lang).complete(page.content)
            yield _placed(article, page.known_as)

    def _crawl(self) -> list[Found]:
        settings, start = self.settings, self._start
        limits = Limits(max_bytes=settings.max_page_bytes)
        self.pace.interval_s = settings.seconds_between_requests
        client = WebClient(
            user_agent=user_agent(settings.contact),
            limits=limits,
            pace=self.pace,
            allow_private_addresses=settings.allow_private_addresses,
        )
        with closing(PageCopies(self.state / "pages.sqlite")) as copies, client, self.start_worker() as worker:
            bounds = Bounds(settings.max_pages, self.pace.clock() + 60 * settings.max_minutes, self.pace.clock)
            robots = read_robots(client, origin=origin_of(start))
            self.pace.interval_s = max(settings.seconds_between_requests, robots.delay_s)
            crawl = Crawl(client, copies, robots, self._scope(), bounds, worker)
            if settings.url:
                return list(crawl.from_start(start))
            return list(crawl.from_list(read_sitemap(client, url=start, is_time_over=lambda: bool(bounds.reached(0)))))

    def _scope(self) -> Scope:
        settings = self.settings
        prefix = settings.path_prefix or (prefix_of(self._start) if settings.url else "/")
        return Scope(origin_of(self._start), prefix, settings.include, settings.exclude)


def _path(address: str) -> str:
    """Host, path and query: what tells pages apart, and what their ids are made of."""
    parts = urlsplit(address)
    place = f"{parts.netloc}{parts.path}".rstrip("/") if parts.path != "/" else f"{parts.netloc}/index"
    return unquote(f"{place}?{parts.query}" if parts.query else place)


def _placed(item: Article | Problem, address: str) -> Article | Problem:
    match item:
        case Article():
            return replace(item, origin=address, url=address)
        case Problem():
            return replace(item, origin=address)
