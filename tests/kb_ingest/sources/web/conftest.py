from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from loopback import Site

from kb_ingest.article import Article, Problem
from kb_ingest.sources.files.worker import Worker
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


@dataclass
class Crawler:
    """An editor who reads the test's site again and again."""

    site: Site
    state: Path
    clock: Clock
    worker: Worker

    def read(self, **settings) -> list[Article | Problem]:
        """What one run finds, by origin."""
        start = {} if "url" in settings or "sitemap" in settings else {"url": f"{self.site.url}/"}
        chosen = {"seconds_between_requests": 0, "allow_private_addresses": True} | start | settings
        pace = Pace(0.0, clock=self.clock, sleep=self.clock.sleep)
        source = WebsiteSource(Website(**chosen), self.state, pace, lambda: nullcontext(self.worker))
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
def crawler(site, clock, tmp_path, shared_worker) -> Crawler:
    return Crawler(site, tmp_path / "state", clock, shared_worker)


@pytest.fixture
def linked(site) -> Callable[..., None]:
    """Serves a start page that links to the given paths."""

    def link(*paths: str, head: str = "") -> None:
        links = "".join(f'<a href="{path}">mehr</a>' for path in paths)
        site.article("/", "Hilfe", f"Willkommen im Hilfebereich. {links}", head=head)

    return link
