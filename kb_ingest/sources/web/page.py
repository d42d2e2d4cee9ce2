"""What a page says about itself and its neighbours, besides its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb_ingest.sources.web.robots import AGENT

STARTS = [re.compile(rf"<{tag}\b[^<>]{{0,2000}}>", re.IGNORECASE) for tag in ("head", "html", "!doctype")]
BASE = re.compile(r"<base\s", re.IGNORECASE)
MAX_LINKS = 5_000
NO_FOLLOW = {"nofollow", "none"}
NO_INDEX = {"noindex", "none"}
ROBOT_NAME = re.compile(r"[\w*.-]+")
WITH_VALUE = {"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"}
"""Directives that have a colon as well."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Addresses as the page spells them, made absolute: its own, its other languages, and pages that it links to."""

    canonical: str | None
    languages: tuple[str, ...]
    links: tuple[str, ...]


def neighbours(markup: str, *, url: str, robots_tag: str = "") -> Neighbours:
    """Reads the addresses from a page; links that robots shall not follow are left out."""
    page = LexborHTMLParser(markup)
    base = _joined(url, _href(page.css_first("base[href]")))
    said = {word for node in page.css("meta[name=robots i], meta[name=auskunft i]") for word in _words(node, "content")}
    languages = [_joined(base, _href(node)) for node in page.css("link[rel=alternate i][hreflang][href]")[:MAX_LINKS]]
    links = [] if (said | directives(robots_tag)) & NO_FOLLOW else page.css("a[href], area[href]")[:MAX_LINKS]
    canonical = _href(page.css_first("link[rel=canonical i][href]"))
    return Neighbours(
        canonical=_joined(base, canonical) if canonical else None,
        languages=tuple(dict.fromkeys(languages)),
        links=tuple(
            dict.fromkeys(_joined(base, _href(node)) for node in links if "nofollow" not in _words(node, "rel"))
        ),
    )


def with_base(markup: str, *, url: str) -> str:
    """The page with its address in it, to which its links refer; one that names another base stays as it is."""
    if BASE.search(markup):
        return markup
    place = next((found.end() for start in STARTS if (found := start.search(markup))), 0)
    return f'{markup[:place]}<base href="{escape(url)}">{markup[place:]}'


def directives(robots_tag: str) -> set[str]:
    """What an X-Robots-Tag asks of us: `noindex, nofollow`. A line may be `otherbot: noindex`, for that robot only."""
    return {word for line in robots_tag.lower().splitlines() for word in _for_us(line)}


def _for_us(line: str) -> Iterator[str]:
    """The directives of all robots and of ours; the name of a robot counts up to the next one."""
    is_for_us = True
    for part in line.split(","):
        said = part.strip()
        name, colon, rest = (each.strip() for each in said.partition(":"))
        if colon and ROBOT_NAME.fullmatch(name) and name not in WITH_VALUE:
            is_for_us, said = name == AGENT.lower(), rest
        if is_for_us:
            yield said


def _words(node: LexborNode, name: str) -> list[str]:
    return (node.attributes.get(name) or "").lower().replace(",", " ").split()


def _href(node: LexborNode | None) -> str:
    return ((node.attributes.get("href") or "") if node else "").strip()


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return base
