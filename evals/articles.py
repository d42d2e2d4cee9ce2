"""Articles as they stand in their folder: what the baseline indexes and answers are checked against."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import frontmatter
import yaml

from assistant.domain import ArticleLanguage
from evals.exceptions import ArticlesError


@dataclass(frozen=True, slots=True)
class Article:
    """A Markdown file with front matter; `text` is its body."""

    article_id: str
    title: str
    language: ArticleLanguage
    text: str
    path: Path


def read_articles(folder: Path) -> tuple[Article, ...]:
    """All articles below a folder in the order of their paths."""
    found = tuple(article for path in sorted(folder.rglob("*.md")) for article in _read(path))
    if not found:
        raise ArticlesError(f"{folder} holds no articles.")
    return found


def _read(path: Path) -> Iterable[Article]:
    try:
        post = frontmatter.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ArticlesError(f"{path} cannot be read: {error}") from error
    if post.get("id") and post.get("lang") and post.content:
        yield Article(str(post["id"]), str(post.get("title", "")), str(post["lang"]), post.content, path)
