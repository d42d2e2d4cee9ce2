from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from loopback import Site

from kb_ingest.article import Article, Problem
from kb_ingest.sources.files.worker import Worker
from kb_ingest.sources.source import Source
from kb_ingest.sources.web.api import ApiSettings
from kb_ingest.sources.web.client import Pace
from kb_ingest.sources.website import Website, WebsiteSource


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@dataclass
class Clock:
    """Time that passes only while somebody sleeps."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock) -> Pace:
    """Waits in the test's time only."""
    return Pace(0.0, clock=clock, sleep=clock.sleep)


@dataclass
class Crawler:
    """An editor who reads the test's site again and again."""

    site: Site
    state: Path
    pace: Pace
    worker: Worker

    def read(self, **settings) -> list[Article | Problem]:
        """What one run finds, by origin."""
        start = {} if "url" in settings or "sitemap" in settings else {"url": f"{self.site.url}/"}
        chosen = {"seconds_between_requests": 0, "allow_private_addresses": True} | start | settings
        self.pace.next_at = float("-inf")
        source = WebsiteSource(Website(**chosen), self.state, self.pace, lambda: nullcontext(self.worker))
        return list(source.read())

    def articles(self, **settings) -> dict[str, Article]:
        """The articles of a run without any problem, by path."""
        found = self.read(**settings)
        assert [item for item in found if isinstance(item, Problem)] == []
        return {item.origin.removeprefix(self.site.url): item for item in found}

    def problems(self, **settings) -> dict[str, Problem]:
        return {
            item.origin.removeprefix(self.site.url): item for item in self.read(**settings) if isinstance(item, Problem)
        }


@pytest.fixture
def crawler(site, pace, tmp_path, shared_worker) -> Crawler:
    return Crawler(site, tmp_path / "state", pace, shared_worker)


@pytest.fixture
def linked(site) -> Callable[..., None]:
    """Serves a start page that links to the given paths."""

    def link(*paths: str, head: str = "") -> None:
        links = "".join(f'<a href="{path}">mehr</a>' for path in paths)
        site.article("/", "Hilfe", f"Willkommen im Hilfebereich. {links}", head=head)

    return link


@pytest.fixture
def read_api(pace, shared_worker) -> Callable[..., list[Article | Problem]]:
    """Reads a source that asks an API, in the test's time; `further` goes to the class of the source.

    Each source tells its progress for at least every item that it yields.
    """

    def run(source: Callable[..., Source], settings: ApiSettings, **further) -> list[Article | Problem]:
        told: list[int] = []
        opened = source(settings, pace, lambda: nullcontext(shared_worker), **further)
        found = list(opened.read(advance=told.append))
        assert sum(told) >= len(found)
        return found

    return run
