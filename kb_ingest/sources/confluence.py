"""A space of a Confluence as a source, through the REST API that Cloud and Data Center share.

Pages are found by a search in CQL: Atlassian has announced the end of the plain list of content for Cloud, and
administrators switch it off on large servers.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlencode

from pydantic import AwareDatetime, BaseModel, Field, model_validator

from kb_ingest.article import Article, Problem
from kb_ingest.sources.files.worker import Worker
from kb_ingest.sources.identity import language_of
from kb_ingest.sources.source import Source
from kb_ingest.sources.web.api import ApiSettings, basic, open_api
from kb_ingest.sources.web.client import Pace
from kb_ingest.sources.web.delivery import Delivered, closed, without_tags

EXPAND = (
    "body.export_view,version,metadata.labels,ancestors"
    ",restrictions.read.restrictions.user,restrictions.read.restrictions.group"
)
NO_LANGUAGE = "its language cannot be told; name it with `lang` in the list of sources"


class Confluence(ApiSettings):
    """A space of a Confluence in the list of sources; `url` includes the path, as in `https://firma.atlassian.net/wiki`.

    Cloud needs `email` and a token, Data Center a personal access token, a public space neither. With `label`, only
    pages that carry it are taken.
    """

    kind: Literal["confluence"] = "confluence"
    space: Annotated[str, Field(pattern=r"^[\w~.-]+$", max_length=255)]
    label: Annotated[str, Field(pattern=r"^[\w.-]+$", max_length=255)] | None = None
    email: Annotated[str, Field(pattern=r"^[!-9;-~]+@[!-9;-~]+$", max_length=200)] | None = None
    lang: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = None

    @model_validator(mode="after")
    def _whole_credentials(self) -> Self:
        if self.email and not self.token_env:
            raise ValueError("needs `token_env` beside `email`")
        return self

    def open(self, *, state: Path) -> Source:  # noqa: ARG002  everything is sent anew; there is nothing to keep
        """The source."""
        return ConfluenceSource(self)


class _View(BaseModel):
    value: str


class _Body(BaseModel):
    export_view: _View


class _Version(BaseModel):
    when: AwareDatetime


class _Label(BaseModel):
    name: str


class _Labels(BaseModel):
    results: list[_Label]


class _Metadata(BaseModel):
    labels: _Labels


class _Readers(BaseModel):
    results: list[object]


class _ReadersOfKind(BaseModel):
    user: _Readers
    group: _Readers


class _ReadRule(BaseModel):
    restrictions: _ReadersOfKind


class _Restrictions(BaseModel):
    read: _ReadRule


class _Ancestor(BaseModel):
    id: str


class _PageLinks(BaseModel):
    webui: str


class _Page(BaseModel):
    id: str
    status: str
    title: str
    body: _Body
    version: _Version
    metadata: _Metadata
    restrictions: _Restrictions
    ancestors: list[_Ancestor]
    links: _PageLinks = Field(alias="_links")

    @property
    def is_restricted(self) -> bool:
        """Whether only named people may read it."""
        rule = self.restrictions.read.restrictions
        return bool(rule.user.results or rule.group.results)


class _ListLinks(BaseModel):
    next: str | None = None
    context: str = ""

    @property
    def following(self) -> str | None:
        """Place of the next page below our base; some servers begin it with the path that the base has already."""
        if self.next and self.context and self.next.startswith(f"{self.context}/"):
            return self.next.removeprefix(self.context)
        return self.next


class _List(BaseModel):
    results: list[_Page]
    links: _ListLinks = Field(alias="_links")


@dataclass(frozen=True, slots=True)
class ConfluenceSource:
    """A Source of pages. Time and the process that reads HTML are given by tests."""

    settings: Confluence
    pace: Pace = field(default_factory=lambda: Pace(0.0))
    start_worker: Callable[[], AbstractContextManager[Worker]] = Worker

    @property
    def name(self) -> str:
        label = f" label {self.settings.label}" if self.settings.label else ""
        return f"{self.settings.url} space {self.settings.space}{label}"

    def read(self) -> Iterator[Article | Problem]:
        """Yield each page of the space, in the order in which they were made. Raises SourceError."""
        with open_api(self.settings, pace=self.pace, headers=self._credentials()) as api, self.start_worker() as worker:
            lists = api.pages(self._search(), _List, next_of=lambda page: page.links.following)
            pages = [page for part in lists for page in part.results if page.status == "current"]
            restricted = {page.id for page in pages if page.is_restricted}
            for page in pages:
                hidden_by = [ancestor.id for ancestor in page.ancestors if ancestor.id in restricted]
                if page.id in restricted or hidden_by:
                    yield closed(self._origin(page), article_id=_id(page), detail="is restricted to some people")
                else:
                    yield self._article(page, worker)

    def _search(self) -> str:
        label = f' and label = "{self.settings.label}"' if self.settings.label else ""
        query = f'space = "{self.settings.space}" and type = page{label} order by created'
        return "/rest/api/content/search?" + urlencode({"cql": query, "expand": EXPAND, "limit": 25})

    def _credentials(self) -> Mapping[str, str]:
        if not self.settings.token_env:
            return {}
        token = self.settings.token
        return {"Authorization": basic(self.settings.email, token) if self.settings.email else f"Bearer {token}"}

    def _origin(self, page: _Page) -> str:
        return f"{self.settings.url}/pages/viewpage.action?pageId={page.id}"  # stays when the title changes

    def _article(self, page: _Page, worker: Worker) -> Article | Problem:
        html = page.body.export_view.value
        language = self.settings.lang or language_of(f"{page.title}\n{without_tags(html)}", "")
        if language is None:
            return Problem("invalid", self._origin(page), NO_LANGUAGE, _id(page))
        head: dict[str, object] = {
            "id": _id(page),
            "title": page.title,
            "lang": language,
            "url": f"{self.settings.url}{page.links.webui}",
            "tags": [label.name for label in page.metadata.labels.results],
            "updated": page.version.when.date(),
        }
        return Delivered(head, html, self._origin(page)).article(worker)


def _id(page: _Page) -> str:
    return f"confluence/{page.id}"
