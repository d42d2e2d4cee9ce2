"""Articles as other systems deliver them: checked, and their HTML made Markdown by the reader of HTML pages."""

import codecs
import re
from dataclasses import dataclass
from html import escape

from kb_ingest.article import Article, Problem
from kb_ingest.sources.files.extracted import Refused
from kb_ingest.sources.files.worker import Worker
from kb_ingest.sources.front_matter import article_of

# A callout box is part of such a text; only on a whole page is an aside something beside the article.
ASIDE = re.compile(r"<(/?)(?:aside|nav|footer)\b", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
PAGE = """<!doctype html><html><head><meta charset="utf-8"><base href="{url}"><title>{title}</title></head>
<body><main>{body}</main></body></html>"""


@dataclass(frozen=True, slots=True)
class Delivered:
    """One article; `head` has the keys of a front matter, `origin` is where an editor finds it in its system."""

    head: dict[str, object]
    html: str
    origin: str

    def article(self, worker: Worker) -> Article | Problem:
        """The article with its body in Markdown, or what is wrong with it."""
        identifier = str(self.head["id"])
        page = PAGE.format(
            url=escape(self.origin), title=escape(str(self.head["title"])), body=ASIDE.sub(r"<\1div", self.html)
        )
        (found,) = worker.read(codecs.BOM_UTF8 + page.encode(errors="replace"), suffix=".html")
        if isinstance(found, Refused):
            return Problem(found.kind, self.origin, found.detail, identifier)
        said = {key: value for key, value in self.head.items() if value is not None}
        return article_of(said, body=found.body, origin=self.origin)


def without_tags(html: str) -> str:
    """The words of HTML, to guess their language by."""
    return TAG.sub(" ", html)


def closed(origin: str, *, article_id: str, detail: str) -> Problem:
    """An article that only some people may read: it is withdrawn."""
    return Problem("internal", origin, detail, article_id)
