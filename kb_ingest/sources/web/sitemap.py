"""Reads the addresses that a sitemap lists (sitemaps.org), also from an index and from compressed files."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urljoin
from xml.parsers import expat

from kb_ingest.errors import PermanentSourceError, SourceError, TransientSourceError
from kb_ingest.sources.web.address import MAX_LENGTH, origin_of, tidy
from kb_ingest.sources.web.client import Answer, WebClient
from kb_ingest.sources.web.unpack import limited, unpacked

MAX_BYTES = 52_428_800  # of one file, unpacked: the limit of the protocol
MAX_FILES = 100
MAX_ADDRESSES = 100_000
MAX_DEPTH = 20
GZIP = b"\x1f\x8b"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML_LINK = "http://www.w3.org/1999/xhtml link"


@dataclass(slots=True)
class _Entries:
    """Collects while the parser reads; text is kept of `loc` elements only."""

    pages: list[str] = field(default_factory=list)
    maps: list[str] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    text: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.path.append(name.removeprefix(f"{SITEMAP} "))
        if len(self.path) > MAX_DEPTH:
            raise ValueError("its elements lie too deep in each other")
        if self.path[-2:] in (["url", "loc"], ["sitemap", "loc"]):
            self.text = ""
        elif name == XHTML_LINK and attributes.get("rel") == "alternate" and "hreflang" in attributes:
            self.pages.append(attributes.get("href", ""))

    def characters(self, text: str) -> None:
        if self.text is not None and len(self.text) <= MAX_LENGTH:
            self.text += text

    def end(self, _name: str) -> None:
        if self.text is not None:
            (self.pages if self.path[-2] == "url" else self.maps).append(self.text.strip())
            if len(self.pages) + len(self.maps) > MAX_ADDRESSES:
                raise ValueError(f"it lists more than {MAX_ADDRESSES:,} pages")
        self.text = None
        self.path.pop()


def read_sitemap(client: WebClient, *, url: str, is_time_over: Callable[[], bool]) -> list[str]:
    """Every address listed, in order, each once; files of an index on the same host are read as well.

    Raises TransientSourceError or PermanentSourceError as soon as one file cannot be read: pages would be missing.
    """
    waiting, known, pages = deque([url]), {url}, dict[str, None]()
    while waiting:
        if is_time_over():
            raise TransientSourceError(f"The sitemap {url} could not be read in the time for this source.")
        entries = _parsed(client.follow(waiting.popleft(), max_bytes=MAX_BYTES, same_host=True))
        pages |= dict.fromkeys(_tidied(entries.pages, base=url))
        more = [each for each in _tidied(entries.maps, base=url) if origin_of(each) == origin_of(url)]
        waiting += [each for each in dict.fromkeys(more) if each not in known]
        known |= set(more)
        if len(known) > MAX_FILES or len(pages) > MAX_ADDRESSES:
            raise PermanentSourceError(
                f"The sitemap {url} lists more than {MAX_ADDRESSES:,} pages or {MAX_FILES} files. Name one of them."
            )
    return list(pages)


def _tidied(addresses: list[str], *, base: str) -> Iterator[str]:
    for address in addresses:
        try:
            yield tidy(urljoin(base, address))
        except ValueError:
            continue


def _parsed(answer: Answer) -> _Entries:
    if answer.status != HTTPStatus.OK:
        raise PermanentSourceError(f"The sitemap {answer.url} answers {answer.status_text}. Check the address.")
    entries = _Entries()
    try:
        raw = limited(unpacked([answer.body]), max_bytes=MAX_BYTES) if answer.body.startswith(GZIP) else answer.body
        _parser(entries).Parse(raw, True)
    except (expat.ExpatError, SourceError, ValueError) as error:
        raise PermanentSourceError(f"{answer.url} is not a sitemap that can be read: {error}.") from error
    if not entries.pages and not entries.maps:
        raise PermanentSourceError(f"The sitemap {answer.url} lists no page.")
    return entries


def _parser(entries: _Entries) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = entries.start
    parser.EndElementHandler = entries.end
    parser.CharacterDataHandler = entries.characters
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    """Entities can be declared in a document type only, and a sitemap needs none; some are made to fill the memory."""
    raise ValueError("it declares a document type")
