"""Goes through the pages of a website, one after the other."""

import codecs
import re
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from kb_ingest.article import Problem
from kb_ingest.errors import PermanentSourceError, SourceError, TransientSourceError
from kb_ingest.sources.files.decode import decode, html_charset
from kb_ingest.sources.files.extracted import Extracted, Refused
from kb_ingest.sources.source import Advance, silent
from kb_ingest.sources.web.client import MAX_REDIRECTS, Answer, Pace, WebClient
from kb_ingest.sources.web.copies import Copy, PageCopies
from kb_ingest.sources.web.page import NO_INDEX, Neighbours, directives, neighbours, with_base
from kb_ingest.sources.web.robots import Robots
from kb_ingest.sources.web.scope import Scope

MAX_KNOWN = 200_000
FAULTS_IN_A_ROW = 5
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS})
CLOSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
HTML = ("text/html", "application/xhtml+xml")
CHARSET = re.compile(r";[ \t]*charset[ \t]*=[ \t\"']*([\w.:-]+)", re.IGNORECASE)


class ClosedError(PermanentSourceError):
    """A page that only some people may read."""


class LeadsAwayError(PermanentSourceError):
    """An address that redirects to what does not belong to the source."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a crawl stops: pages asked for, and when by the clock of its pace."""

    max_pages: int
    ends_at: float
    pace: Pace

    def reached(self, pages: int) -> str | None:
        """Which limit is reached, in words."""
        if pages >= self.max_pages:
            return f"the limit of {self.max_pages:,} pages is reached"
        return "the time for this source is over" if self.pace.ready_at() >= self.ends_at else None


@dataclass(frozen=True, slots=True)
class Found:
    """What the page at `url` holds. `known_as` is its canonical address, the origin of the article."""

    url: str
    known_as: str
    content: Extracted | Refused


@dataclass(frozen=True, slots=True)
class _Page:
    found: Found
    around: Neighbours


@dataclass(slots=True)
class Crawl:
    """One run. Pages that cannot be read now are found as refused, so that their live version stays.

    A page with several addresses is found once for each; the Problem is about the crawl as a whole.
    """

    client: WebClient
    copies: PageCopies
    robots: Robots
    scope: Scope
    bounds: Bounds
    read_page: Callable[[bytes], Extracted | Refused]
    advance: Advance = silent
    asked: int = 0
    faults: list[SourceError] = field(default_factory=list)
    _faults_in_a_row: int = 0
    _fetched: set[str] = field(default_factory=set)
    _kept: set[str] = field(default_factory=set)

    def from_start(self, start: str) -> Iterator[Found | Problem]:
        """Every page that can be reached. Raises SourceError if the first page, or most pages, cannot be read."""
        if not self.robots.allows(start):
            raise PermanentSourceError(f"The site's robots.txt does not allow {start} to be read.")
        self._count_page()
        page = self._load(start)
        if page is None:
            raise PermanentSourceError(f"{start} is no HTML page of this site any more. Check the address.")
        yield from self._tell(page.found)
        yield from self._all(self._settled([*page.around.languages, *page.around.links]), follow_links=True)

    def from_list(self, addresses: Iterable[str]) -> Iterator[Found | Problem]:
        """The pages that a sitemap lists, and their other languages. Raises SourceError if most cannot be read."""
        wanted = self._settled(addresses)
        if not wanted:
            raise PermanentSourceError(f"The sitemap lists no page below {self.scope.origin}{self.scope.path_prefix}.")
        yield from self._all(wanted, follow_links=False)

    def _count_page(self) -> None:
        self.asked += 1
        self.advance(1)

    def _settled(self, addresses: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(filter(None, map(self.scope.settle, addresses))))

    def _all(self, wanted: list[str], *, follow_links: bool) -> Iterator[Found | Problem]:
        queue, known = deque(wanted), set(wanted)
        while queue:
            url = queue.popleft()
            if url in self._fetched or not self.robots.allows(url):
                continue
            if reason := self.bounds.reached(self.asked):
                yield from self._left_out(reason)
                return
            around = yield from self._visit(url)
            links = around.links if around and follow_links else ()
            fresh = [url for url in self._settled([*(around.languages if around else ()), *links]) if url not in known]
            queue += fresh[: MAX_KNOWN - len(known)]
            known.update(fresh)
        self._stop_if_most_failed()
        self.copies.forget(self.copies.urls() - self._fetched - self._kept)

    def _visit(self, url: str) -> Generator[Found | Problem, None, Neighbours | None]:
        """Tells what a page holds and returns what is around it."""
        self._count_page()
        faults_before, self._faults_in_a_row = self._faults_in_a_row, 0
        try:
            page = self._load(url)
        except ClosedError as error:
            self.faults.append(error)
            return (yield from self._closed(url))
        except LeadsAwayError:
            return None
        except TransientSourceError as error:
            self.faults.append(error)
            self._faults_in_a_row = faults_before + 1
            self._stop_if_site_is_down()
            return (yield from self._missed(url, f"cannot be read now: {error}"))
        except PermanentSourceError as error:
            return (yield from self._missed(url, f"cannot be read: {error}"))
        if page is None:
            return None
        yield from self._tell(page.found)
        return page.around

    def _closed(self, url: str) -> Generator[Found | Problem, None, Neighbours | None]:
        """Says nothing of the canonical page: that one may be public."""
        yield from self._tell(Found(url, url, Refused("asks for a login, so it is not public", "internal")))
        return self._around(self._kept_copy(url))

    def _missed(self, url: str, detail: str) -> Generator[Found | Problem, None, Neighbours | None]:
        """The page as it was known before, so that what it leads to is not lost with it."""
        copy = self._kept_copy(url)
        for known_as in [copy.known_as] if copy.known_as else dict.fromkeys([url, copy.url]):
            yield from self._tell(Found(url, known_as, Refused(detail, "unreadable")))
        return self._around(copy)

    def _tell(self, found: Found) -> Iterator[Found | Problem]:
        if self.scope.covers(found.known_as) and self.scope.takes(found.known_as):
            yield found

    def _left_out(self, detail: str) -> Iterator[Found | Problem]:
        """Pages known from earlier runs that this one did not come to: their live versions stay."""
        place = f"{self.scope.origin}{self.scope.path_prefix}"
        yield Problem("invalid", place, f"is not complete; the rest was not read: {detail}")
        for url in sorted(self.copies.urls() - self._fetched):
            copy = self.copies.get(url)
            if copy and copy.known_as:
                yield from self._tell(Found(url, copy.known_as, Refused(f"was not read: {detail}", "unreadable")))

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
            self._fetched.add(url)
            answer = self.client.fetch(url, read=lambda answer: answer, headers=_conditions(copy), wants_body=_is_html)
            if answer.redirect is None:
                return self._page(answer, copy)
            target = self.scope.settle(answer.redirect)
            if target in chain:
                raise PermanentSourceError(f"{chain[0]} redirects in a circle")
            if target is None:
                raise LeadsAwayError(f"{url} leads to {answer.redirect}. If that is your site, name that address.")
            if target in self._fetched or not self.robots.allows(target):
                return None
            self.copies.put(Copy(url, target=target))
            url = target
            chain.append(url)
        raise PermanentSourceError(f"{chain[0]} redirects more than {MAX_REDIRECTS} times")

    def _page(self, answer: Answer, earlier: Copy | None) -> _Page | None:
        if answer.status == HTTPStatus.NOT_MODIFIED and earlier:
            return self._read(_renewed(earlier, answer), earlier)
        if answer.status in CLOSED:
            raise ClosedError(f"{answer.url} answers {answer.status_text}")
        if answer.status in GONE or (answer.status == HTTPStatus.OK and not _is_html(answer)):
            self.copies.forget([answer.url])
            return None
        if answer.status != HTTPStatus.OK:
            raise PermanentSourceError(f"{answer.url} answers {answer.status_text}")
        return self._read(_copy_of(answer), earlier)

    def _read(self, copy: Copy, earlier: Copy | None) -> _Page:
        """Reads the article first: a page that the reader cannot digest is not parsed here either."""
        markup = _text(copy)
        content = self.read_page(codecs.BOM_UTF8 + with_base(markup, url=copy.url).encode())
        if isinstance(content, Refused) and content.kind == "unreadable":
            raise PermanentSourceError(content.detail.removeprefix("cannot be read: "))
        if directives(copy.robots_tag) & NO_INDEX:
            content = Refused("asks not to be listed (X-Robots-Tag: noindex)", "internal")
        around = neighbours(markup, url=copy.url, robots_tag=copy.robots_tag)
        is_withdrawn = isinstance(content, Refused) and content.kind == "internal"  # by itself, not its canonical page
        known_as = copy.url if is_withdrawn else self.scope.settle(around.canonical or "") or copy.url
        kept = replace(copy, known_as=known_as)
        if kept != earlier:
            self.copies.put(kept)
        return _Page(Found(copy.url, known_as, content), around)

    def _kept_copy(self, url: str) -> Copy:
        """The page behind an address as it was known before, for the next run as well."""
        chain = self.copies.chain(url)
        self._kept.update(copy.url for copy in chain)
        return chain[-1]

    def _around(self, copy: Copy) -> Neighbours:
        return neighbours(_text(copy), url=copy.url, robots_tag=copy.robots_tag)


def _conditions(copy: Copy | None) -> Mapping[str, str]:
    """Asks for the page only if it changed since the copy."""
    if copy is None or copy.target:
        return {}
    conditions = {"If-None-Match": copy.etag, "If-Modified-Since": copy.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _is_html(answer: Answer) -> bool:
    return answer.headers.get("content-type", "").partition(";")[0].strip().lower() in HTML


def _renewed(copy: Copy, answer: Answer) -> Copy:
    """The copy with what the answer "not modified" says anew (RFC 9111, 4.3.4)."""
    return replace(copy, robots_tag=answer.headers.get("x-robots-tag", copy.robots_tag))


def _copy_of(answer: Answer) -> Copy:
    charset = CHARSET.search(answer.headers.get("content-type", ""))
    return Copy(
        answer.url,
        etag=answer.headers.get("etag", ""),
        last_modified=answer.headers.get("last-modified", ""),
        charset=charset.group(1) if charset else "",
        robots_tag=answer.headers.get("x-robots-tag", ""),
        body=answer.body,
    )


def _text(copy: Copy) -> str:
    """Raises PermanentSourceError."""
    try:
        return decode(copy.body, declared=copy.charset or html_charset(copy.body))
    except UnicodeDecodeError as error:
        raise PermanentSourceError(f"{copy.url} is not text (byte {error.start})") from error
