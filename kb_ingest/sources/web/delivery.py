"""Articles as other systems deliver them: checked, and their HTML made Markdown by the reader of HTML pages."""

import codecs
import re
from dataclasses import replace
from html import escape

from kb_ingest.article import Article, Problem
from kb_ingest.sources.files.extracted import Extracted, Refused, only
from kb_ingest.sources.files.worker import Worker
from kb_ingest.sources.identity import checked

# A callout box is part of such a text; only on a whole page is an aside something beside the article.
ASIDE = re.compile(r"<(/?)(?:aside|nav|footer)\b", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
PAGE = """<!doctype html><html><head><meta charset="utf-8"><base href="{url}"><title>{title}</title></head>
<body><main>{body}</main></body></html>"""


def delivered(item: Extracted, *, origin: str, worker: Worker) -> Article | Problem:
    """The article that another system tells all about, its body in HTML; `origin` is where an editor finds it there."""
    page = PAGE.format(url=escape(origin), title=escape(item.title or ""), body=ASIDE.sub(r"<\1div", item.body))
    found = only(worker.read(codecs.BOM_UTF8 + page.encode(errors="replace"), suffix=".html"))
    if isinstance(found, Refused):
        return Problem(found.kind, origin, found.detail, item.article_id)
    return checked(replace(item, body=found.body), origin=origin)


def without_tags(html: str) -> str:
    """The words of HTML, to guess their language by."""
    return TAG.sub(" ", html)


def closed(origin: str, *, article_id: str, detail: str) -> Problem:
    """An article that only some people may read: it is withdrawn."""
    return Problem("internal", origin, detail, article_id)
