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
from kb_ingest.sources.files.extracted import Extracted
from kb_ingest.sources.files.worker import Worker
from kb_ingest.sources.identity import language_of
from kb_ingest.sources.settings import EmailAddress, LanguageCode
from kb_ingest.sources.source import Advance, Source, silent
from kb_ingest.sources.web.api import Api, ApiSettings, basic, open_api
from kb_ingest.sources.web.client import Pace
from kb_ingest.sources.web.delivery import closed, delivered, without_tags

RESTRICTIONS = "restrictions.read.restrictions.user,restrictions.read.restrictions.group"
EXPAND = f"body.export_view,version,metadata.labels,ancestors,{RESTRICTIONS}"
RESTRICTED = "is restricted to some people, or lies below such a page"
IN_FOLDER = "lies in a folder, and Confluence does not tell who may read that; move it below a page"

ContentId = Annotated[str, Field(pattern="^[0-9]{1,30}$")]


class Confluence(ApiSettings):
    """A space of a Confluence in the list of sources; `url` includes the path, as in `https://firma.atlassian.net/wiki`.

    Cloud needs `email` and a token, Data Center a personal access token, a public space neither. With `label`, only
    pages that carry it are taken.
    """

    kind: Literal["confluence"] = "confluence"
    space: Annotated[str, Field(pattern=r"^[\w~.-]+$", max_length=255)]
    label: Annotated[str, Field(pattern=r"^[\w.-]+$", max_length=255)] | None = None
    email: EmailAddress | None = None
    lang: LanguageCode | None = None

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


class _Content(BaseModel):
    """Anything that can be restricted."""

    id: ContentId
    restrictions: _Restrictions

    @property
    def is_restricted(self) -> bool:
        """Whether only named people may read it."""
        rule = self.restrictions.read.restrictions
        return bool(rule.user.results or rule.group.results)


class _Ancestor(BaseModel):
    id: ContentId
    type: str


class _PageLinks(BaseModel):
    webui: str


class _Page(_Content):
    status: str
    title: str
    body: _Body
    version: _Version
    metadata: _Metadata
    ancestors: list[_Ancestor]
    links: _PageLinks = Field(alias="_links")


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
class _Barriers:
    """What keeps customers from a page: its own restrictions, and those of all that it lies below.

    The API does not tell those of a folder (https://jira.atlassian.com/browse/CONFCLOUD-82920). Pages in folders are
    taken only by who reads without credentials: to them Confluence itself sends what everybody may read.
    """

    api: Api
    anonymous: bool
    restricted: dict[str, bool] = field(default_factory=dict)

    def before(self, page: _Page) -> str | None:
        """Why not everybody may read the page, in words for the editor. Raises SourceError."""
        self.restricted[page.id] = page.is_restricted
        if page.is_restricted:
            return RESTRICTED
        for ancestor in page.ancestors:
            if ancestor.type != "page" and not self.anonymous:
                return IN_FOLDER
            if ancestor.type == "page" and self._is_restricted(ancestor.id):
                return RESTRICTED
        return None

    def _is_restricted(self, page_id: str) -> bool:
        """Also a page that is hidden from us, such as an archived one; each page is asked for once."""
        if page_id not in self.restricted:
            found = self.api.find(f"/rest/api/content/{page_id}?{urlencode({'expand': RESTRICTIONS})}", _Content)
            self.restricted[page_id] = found is None or found.is_restricted
        return self.restricted[page_id]


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

    def read(self, *, advance: Advance = silent) -> Iterator[Article | Problem]:
        """Yield each page of the space, in the order in which they were made. Raises SourceError."""
        with open_api(self.settings, pace=self.pace, headers=self._credentials()) as api, self.start_worker() as worker:
            lists = api.pages(self._search(), _List, next_of=lambda page: page.links.following)
            barriers = _Barriers(api, anonymous=not self.settings.token_env)
            for page in (page for part in lists for page in part.results):
                advance(1)
                barrier = barriers.before(page)
                if page.status == "current":
                    yield self._problem(page, barrier) if barrier else self._article(page, worker)

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

    def _id(self, page: _Page) -> str:
        return f"confluence/{self.settings.system}/{page.id}"

    def _problem(self, page: _Page, barrier: str) -> Problem:
        return closed(self._origin(page), article_id=self._id(page), detail=barrier)

    def _article(self, page: _Page, worker: Worker) -> Article | Problem:
        html = page.body.export_view.value
        item = Extracted(
            body=html,
            title=page.title,
            article_id=self._id(page),
            language=self.settings.lang or language_of(f"{page.title}\n{without_tags(html)}", ""),
            url=f"{self.settings.url}{page.links.webui}",
            tags=tuple(label.name for label in page.metadata.labels.results),
            updated=page.version.when.date(),
        )
        return delivered(item, origin=self._origin(page), worker=worker)
