"""Which pages of a website belong to a source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from kb_ingest.sources.web.address import origin_of, tidy

TRACKING = ("utm_", "gclid", "fbclid", "msclkid", "mc_cid", "mc_eid", "_ga")
OTHER_KINDS = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|csv|txt|zip|gz|7z|rar|tar|exe|msi|dmg|apk|jpe?g|png|gif|svg|webp|avif|ico|bmp"
    r"|tiff?|mp[34]|m4a|mov|avi|webm|og[gv]|wav|css|m?js|json|xml|rss|atom|ics|vcf|woff2?|[to]tf|eot)$",
    re.IGNORECASE,
)
"""Files that are no pages: a crawl need not ask for them."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One host below one path. Patterns such as `/hilfe/*` are compared with path and query.

    What matches `exclude` is not fetched; only what matches `include`, where given, becomes an article.
    """

    origin: str
    path_prefix: str
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()

    def settle(self, url: str) -> str | None:
        """The spelling by which a page is known here; None for what is not fetched."""
        try:
            known = _without_tracking(tidy(url))
        except ValueError:
            return None
        if self.origin.startswith("https:") and known.startswith("http:"):
            known = f"https:{known.removeprefix('http:')}"
        return known if self.covers(known) else None

    def covers(self, url: str) -> bool:
        """Whether a tidy address may be fetched."""
        path = urlsplit(url).path
        below = path == self.path_prefix or path.startswith(self.path_prefix.rstrip("/") + "/")
        own = origin_of(url) == self.origin and below and not OTHER_KINDS.search(path)
        return own and not _matches(url, self.exclude)

    def takes(self, url: str) -> bool:
        """Whether a page of the scope may become an article."""
        return not self.include or _matches(url, self.include)


def prefix_of(start: str) -> str:
    """The path below which a crawl stays: that of the start page, or of its folder if the page has a file name."""
    path = urlsplit(start).path
    folder, _, name = path.rpartition("/")
    return f"{folder}/" if "." in name else path


def _without_tracking(url: str) -> str:
    parts = urlsplit(url)
    if not any(name in parts.query for name in TRACKING):
        return url
    kept = [(name, value) for name, value in parse_qsl(parts.query, True) if not name.startswith(TRACKING)]
    return urlunsplit((*parts[:3], urlencode(kept), ""))


def _matches(url: str, patterns: Sequence[str]) -> bool:
    parts = urlsplit(url)
    place = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return any(fnmatchcase(place, pattern) for pattern in patterns)
