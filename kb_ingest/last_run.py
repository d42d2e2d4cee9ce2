"""What the last run held back and noted, for the commands that editors use afterwards."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.kit.replace_file import replace_file
from kb_ingest.article import Article
from kb_ingest.compare_articles import Note
from kb_ingest.errors import IngestError
from kb_ingest.screen import Finding

FILE = "last_run.json"


class HeldArticle(BaseModel):
    """An article that was held, with everything that an editor has not allowed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_id: str
    title: str
    source: str
    origin: str
    findings: tuple[Finding, ...]


class LastRun(BaseModel):
    """The file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: datetime
    held: tuple[HeldArticle, ...]
    notes: tuple[Note, ...]


def held(article: Article, findings: Sequence[Finding]) -> HeldArticle:
    """An article with the reasons for which it is held."""
    return HeldArticle(
        article_id=article.article_id,
        title=article.title,
        source=article.source,
        origin=article.origin,
        findings=tuple(findings),
    )


def read(root: Path) -> LastRun | None:
    """The last run's record in a knowledge directory; None before the first run. Raises IngestError."""
    try:
        return LastRun.model_validate_json((root / FILE).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise IngestError(f"{root / FILE} cannot be read; run `auskunft ingest` again to renew it.") from error


def write(root: Path, run: LastRun) -> None:
    """Replace the record, which only its owner may read: it holds what was found. Raises OSError."""
    root.mkdir(parents=True, exist_ok=True)
    replace_file(root / FILE, run.model_dump_json(indent=1))
