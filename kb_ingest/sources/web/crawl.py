"""Goes through the pages of a website, one after the other."""

import codecs
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from email.message import Message
from http import HTTPStatus

from kb_ingest.article import ProblemKind
from kb_ingest.errors import PermanentSourceError, SourceError, TransientSourceError
from kb_ingest.sources.files.decode import decode, html_charset
from kb_ingest.sources.files.extracted import Extracted, Refused
from kb_ingest.sources.files.worker import Worker
from kb_ingest.sources.web.client import MAX_REDIRECTS, Answer, WebClient
from kb_ingest.sources.web.copies import Copy, PageCopies
from kb_ingest.sources.web.page import NO_INDEX, Neighbours, directives, neighbours, with_base
from kb_ingest.sources.web.robots import Robots
from kb_ingest.sources.web.scope import Scope

MAX_KNOWN = 200_000
FAULTS_IN_A_ROW = 5
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS})
CLOSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
HTML = ("text/html", "application/xhtml+xml")


class ClosedError(PermanentSourceError):
    """A page that only some people may read."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a crawl stops: pages asked for, and when by the clock."""

    max_pages: int
    ends_at: float
    clock: Callable[[], float] = time.monotonic

    def reached(self, pages: int) -> str | None:
        """Which limit is reached, in words."""
        if pages >= self.max_pages:
            return f"the limit of {self.max_pages:,} pages is reached"
        return "the time for this source is over" if self.clock() >= self.ends_at else None


@dataclass(frozen=True, slots=True)
class Found:
    """What a page holds. `known_as` is its canonical address, the origin of the article."""

    known_as: str
    content: Extracted | Refused


@dataclass(frozen=True, slots=True)
class _Page:
    known_as: str
    content: Extracted | Refused
    around: Neighbours


@dataclass(slots=True)
class Crawl:
    """One run. Pages that cannot be read now are found as refused, so that their live version stays."""

    client: WebClient
    copies: PageCopies
    robots: Robots
    scope: Scope
    bounds: Bounds
    worker: Worker
    asked: int = 0
    faults: list[SourceError] = field(default_factory=list)
    _faults_in_a_row: int = 0
    _fetched: set[str] = field(default_factory=set)
    _told: set[str] = field(default_factory=set)

    def from_start(self, start: str) -> Iterator[Found]:
        """Every page that can be reached. Raises SourceError if the first page, or most pages, cannot be read."""
        if not self.robots.allows(start):
            raise PermanentSourceError(f"The site's robots.txt does not allow {start} to be read.")
        self.asked += 1
        page = self._load(start)
        if page is None:
            raise PermanentSourceError(f"{start} is no HTML page of this site any more. Check the address.")
        yield from self._tell(page.known_as, page.content)
        yield from self._all(self._settled([*page.around.languages, *page.around.links]), follow_links=True)

    def from_list(self, addresses: Iterable[str]) -> Iterator[Found]:
        """The pages that a sitemap lists, and their other languages. Raises SourceError if most cannot be read."""
        wanted = self._settled(addresses)
        if not wanted:
            raise PermanentSourceError(f"The sitemap lists no page below {self.scope.origin}{self.scope.path_prefix}.")
        yield from self._all(wanted, follow_links=False)

    def _settled(self, addresses: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(filter(None, map(self.scope.settle, addresses))))

    def _all(self, wanted: list[str], *, follow_links: bool) -> Iterator[Found]:
        queue, known = deque(wanted), set(wanted)
        while queue:
            url = queue.popleft()
            if url in self._fetched or not self.robots.allows(url):
                continue
            if reason := self.bounds.reached(self.asked):
                yield from self._left_out(f"was not read: {reason}")
                return
            around = yield from self._visit(url)
            links = around.links if around and follow_links else ()
            fresh = [url for url in self._settled([*(around.languages if around else ()), *links]) if url not in known]
            queue += fresh[: MAX_KNOWN - len(known)]
            known.update(fresh)
        self._stop_if_most_failed()
        self.copies.forget(self.copies.urls() - self._fetched)

    def _visit(self, url: str) -> Generator[Found, None, Neighbours | None]:
        """Tells what a page holds and returns what is around it."""
        self.asked += 1
        try:
            page = self._load(url)
        except ClosedError as error:
            self.faults.append(error)
            return (yield from self._missed(url, "internal", "asks for a login, so it is not public"))
        except TransientSourceError as error:
            self.faults.append(error)
            self._faults_in_a_row += 1
            self._stop_if_site_is_down()
            return (yield from self._missed(url, "unreadable", f"cannot be read now: {error}"))
        except PermanentSourceError as error:
            return (yield from self._missed(url, "unreadable", f"cannot be read: {error}"))
        self._faults_in_a_row = 0
        if page is None:
            return None
        yield from self._tell(page.known_as, page.content)
        return page.around

    def _missed(self, url: str, kind: ProblemKind, detail: str) -> Generator[Found, None, Neighbours | None]:
        """The page as it was known before, so that what it leads to is not lost with it."""
        self._fetched.add(url)
        copy = self.copies.behind(url)
        yield from self._tell(copy.known_as if copy else url, Refused(detail, kind))
        return neighbours(_text(copy), url=copy.url, robots_tag=copy.robots_tag) if copy else None

    def _tell(self, known_as: str, content: Extracted | Refused) -> Iterator[Found]:
        if known_as not in self._told and self.scope.covers(known_as) and self.scope.takes(known_as):
            self._told.add(known_as)
            yield Found(known_as, content)

    def _left_out(self, detail: str) -> Iterator[Found]:
        """Pages known from earlier runs that this one did not come to: their live versions stay."""
        yield Found(f"{self.scope.origin}{self.scope.path_prefix}", Refused(f"is not complete; the rest {detail}"))
        for url in sorted(self.copies.urls() - self._fetched):
            copy = self.copies.get(url)
            if copy and copy.known_as:
                yield from self._tell(copy.known_as, Refused(detail, "unreadable"))

    def _stop_if_site_is_down(self) -> None:
        if self._faults_in_a_row >= FAULTS_IN_A_ROW:
            raise TransientSourceError(f"{FAULTS_IN_A_ROW} pages in a row could not be read: {self.faults[-1]}.")

    def _stop_if_most_failed(self) -> None:
        if 2 * len(self.faults) > self.asked:
            kind = PermanentSourceError if isinstance(self.faults[-1], PermanentSourceError) else TransientSourceError
            raise kind(f"{len(self.faults)} of {self.asked} pages could not be read; the last: {self.faults[-1]}.")

    def _load(self, url: str) -> _Page | None:
        """The page at an address or behind its redirects; None where there is none for us. Raises SourceError."""
        chain = [url]
        while len(chain) <= MAX_REDIRECTS + 1:
            copy = self.copies.get(url)
            answer = self.client.fetch(url, read=_itself, headers=_conditions(copy), wants_body=_is_html)
            self._fetched.add(url)
            if answer.redirect is None:
                return self._page(answer, copy)
            target = self.scope.settle(answer.redirect)
            if target in chain:
                raise PermanentSourceError(f"{chain[0]} redirects in a circle")
            if target is None and self.asked == 1:
                raise PermanentSourceError(
                    f"{url} leads to {answer.redirect}. If that is your site, name that address."
                )
            if target is None or target in self._fetched or not self.robots.allows(target):
                return None
            self.copies.put(Copy(url, target=target))
            url = target
            chain.append(url)
        raise PermanentSourceError(f"{chain[0]} redirects more than {MAX_REDIRECTS} times")

    def _page(self, answer: Answer, copy: Copy | None) -> _Page | None:
        if answer.status == HTTPStatus.NOT_MODIFIED and copy:
            return self._read(copy)
        if answer.status in CLOSED:
            raise ClosedError(f"{answer.url} answers {answer.status_text}")
        if answer.status in GONE or (answer.status == HTTPStatus.OK and not _is_html(answer)):
            self.copies.forget([answer.url])
            return None
        if answer.status != HTTPStatus.OK:
            raise PermanentSourceError(f"{answer.url} answers {answer.status_text}")
        return self._read(_copy_of(answer))

    def _read(self, copy: Copy) -> _Page:
        """Reads the page in the worker first: one that it cannot digest is not parsed here either."""
        markup = _text(copy)
        (content,) = self.worker.read(codecs.BOM_UTF8 + with_base(markup, url=copy.url).encode(), suffix=".html")
        if isinstance(content, Refused) and content.kind == "unreadable":
            raise PermanentSourceError(content.detail.removeprefix("cannot be read: "))
        around = neighbours(markup, url=copy.url, robots_tag=copy.robots_tag)
        known_as = self.scope.settle(around.canonical or "") or copy.url
        self.copies.put(replace(copy, known_as=known_as))
        if directives(copy.robots_tag) & NO_INDEX:
            content = Refused("asks not to be listed (X-Robots-Tag: noindex)", "internal")
        return _Page(known_as, content, around)


def _itself(answer: Answer) -> Answer:
    return answer


def _conditions(copy: Copy | None) -> Mapping[str, str]:
    """Asks for the page only if it changed since the copy."""
    if copy is None or copy.target:
        return {}
    conditions = {"If-None-Match": copy.etag, "If-Modified-Since": copy.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _content_type(answer: Answer) -> Message:
    message = Message()
    message["content-type"] = answer.headers.get("content-type", "")
    return message


def _is_html(answer: Answer) -> bool:
    return answer.headers.get("content-type", "").partition(";")[0].strip().lower() in HTML


def _copy_of(answer: Answer) -> Copy:
    return Copy(
        answer.url,
        etag=answer.headers.get("etag", ""),
        last_modified=answer.headers.get("last-modified", ""),
        charset=_content_type(answer).get_content_charset() or "",
        robots_tag=answer.headers.get("x-robots-tag", ""),
        body=answer.body,
    )


def _text(copy: Copy) -> str:
    """Raises PermanentSourceError."""
    try:
        return decode(copy.body, declared=copy.charset or html_charset(copy.body))
    except UnicodeDecodeError as error:
        raise PermanentSourceError(f"{copy.url} is not text (byte {error.start})") from error
