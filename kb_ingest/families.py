"""Language versions of one article, told by ids and addresses that differ in nothing but the language."""

import re
from collections import defaultdict
from collections.abc import Iterable

from kb_ingest.article import Article


def family(article: Article) -> str:
    """The same for all language versions of an article; its id without the language, or else its address without it."""
    for text in (article.article_id, article.url or ""):
        without = _without_language(text, article.language)
        if without != text:
            return without
    return article.article_id


def _without_language(text: str, language: str) -> str:
    return re.sub(rf"(?:(?<=[-_./:])|^){language}(?:-[a-z]{{2}})?(?:[-_./:]|$)", "", text, count=1, flags=re.IGNORECASE)


def families(articles: Iterable[Article]) -> list[list[Article]]:
    """Articles grouped by family, each language once; families of one are left out."""
    groups: dict[str, dict[str, Article]] = defaultdict(dict)
    for article in articles:
        groups[family(article)].setdefault(article.language, article)
    return [list(group.values()) for group in groups.values() if len(group) > 1]
