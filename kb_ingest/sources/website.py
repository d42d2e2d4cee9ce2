"""A website as a source: a crawl from a start page, or the pages of a sitemap."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from kb_ingest.article import Article, Problem
from kb_ingest.errors import PermanentSourceError
from kb_ingest.sources.files.cache import ExtractionCache
from kb_ingest.sources.files.extracted import Extracted, Refused, only
from kb_ingest.sources.files.worker import Worker
from kb_ingest.sources.folder import Extractor
from kb_ingest.sources.identity import Completion, path_ids
from kb_ingest.sources.settings import Contact, LanguageCode
from kb_ingest.sources.source import Advance, Source, silent
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
    lang: LanguageCode | None = None
    contact: Contact | None = None
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
        return self.settings.url or self.settings.sitemap or ""

    def read(self, *, advance: Advance = silent) -> Iterator[Article | Problem]:
        """Yield every page that is an article, by address. Raises SourceError."""
        told = list(self._crawl(advance))
        found = _one_for_each_page(item for item in told if isinstance(item, Found))
        if not any(isinstance(page.content, Extracted) for page in found):
            raise PermanentSourceError(f"{self.name} leads to no page that could be taken as an article.")
        yield from (item for item in told if isinstance(item, Problem))
        ids = path_ids([_path(page.known_as) for page in found])
        for page in found:
            path = _path(page.known_as)
            article = Completion(path, path_id=ids[path], language=self.settings.lang).complete(page.content)
            yield _placed(article, page.known_as)

    def _crawl(self, advance: Advance) -> Iterator[Found | Problem]:
        settings, start = self.settings, self.name
        self.pace.interval_s = settings.seconds_between_requests
        with (
            closing(PageCopies(self.state / "pages.sqlite")) as copies,
            ExtractionCache(self.state / "extracted.sqlite") as cache,
            self._client() as client,
            self.start_worker() as worker,
        ):
            bounds = Bounds(settings.max_pages, self.pace.clock() + 60 * settings.max_minutes, self.pace)
            robots = read_robots(client, origin=origin_of(start))
            self.pace.interval_s = max(settings.seconds_between_requests, robots.delay_s)
            crawl = Crawl(client, copies, robots, self._scope(), bounds, _reader(Extractor(worker, cache)), advance)
            if settings.url:
                yield from crawl.from_start(start)
            else:
                listed = read_sitemap(client, url=start, is_time_over=lambda: bool(bounds.reached(0)))
                yield from crawl.from_list(listed)
            cache.forget_unused()

    def _client(self) -> WebClient:
        return WebClient(
            user_agent=user_agent(self.settings.contact),
            limits=Limits(max_bytes=self.settings.max_page_bytes),
            pace=self.pace,
            allow_private_addresses=self.settings.allow_private_addresses,
        )

    def _scope(self) -> Scope:
        settings = self.settings
        prefix = settings.path_prefix or (prefix_of(self.name) if settings.url else "/")
        return Scope(origin_of(self.name), prefix, settings.include, settings.exclude)


def _reader(extractor: Extractor) -> Callable[[bytes], Extracted | Refused]:
    return lambda raw: only(extractor.read(raw, suffix=".html"))


def _one_for_each_page(found: Iterable[Found]) -> list[Found]:
    """The best word about each page, by address.

    What was read counts for more than a refusal, and a page for more than another one that names it as canonical.
    `/versand` and `/versand/` have one id, so they are one article.
    """
    articles: dict[str, Found] = {}
    refusals: dict[str, Found] = {}
    for page in sorted(found, key=lambda page: (_rank(page), page.known_as)):
        if isinstance(page.content, Extracted):
            articles.setdefault(_path(page.known_as), page)
        elif _path(page.known_as) not in articles:
            refusals.setdefault(page.known_as, page)
    return sorted([*articles.values(), *refusals.values()], key=lambda page: page.known_as)


def _rank(page: Found) -> int:
    match page.content:
        case Extracted():
            return 0 if page.url == page.known_as else 1
        case Refused(kind=kind):
            return 2 if kind == "internal" else 3


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
