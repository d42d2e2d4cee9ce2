"""The report as one self-contained HTML page: no script, nothing loaded, every text escaped."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from kb_ingest.article import WITHDRAWN, Problem
from kb_ingest.difference import SourceDifference
from kb_ingest.regression.articles import ArticleChange
from kb_ingest.regression.compare import Compared, Status, Verdict
from kb_ingest.regression.judge import WORDS
from kb_ingest.regression.questions import Expectation
from kb_ingest.regression.words import shortened, word_differences

MAX_ARTICLES: Final = 200  # of one kind and source; more are counted
MAX_TEXTS: Final = 40  # changed articles of a source whose texts are shown side by side
_SECTIONS: Final[tuple[tuple[Status, str, str], ...]] = (
    ("broken", "Broken", "Golden questions that were answered rightly, or must be, and are not any more."),
    ("wrong", "Still wrong", "Golden questions that were not answered rightly before and are not now."),
    ("outdated", "Out of date", "Golden questions that rest on an article that is gone."),
    ("mended", "Mended", "Golden questions that are answered rightly now."),
    ("right", "Right, but different", "Golden questions whose new answer is as right as the old one."),
    ("changed", "Changed for customers", "Questions customers have asked that get another answer."),
)


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the report shows; `old` is None before the first publication."""

    old: str | None
    new: str
    created_at: datetime
    verdict: Verdict
    compared: tuple[Compared, ...]
    sources: tuple[SourceDifference, ...]
    changes: tuple[ArticleChange, ...]
    notes: tuple[str, ...]
    not_taken: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that fared alike."""

    status: Status
    title: str
    meaning: str
    compared: tuple[Compared, ...]


def render(page: Page) -> str:
    """The whole page."""
    style = _read("report.css")
    return (
        _environment()
        .get_template("report.html")
        .render(
            page=page,
            style=Markup(style),  # noqa: S704  our own file
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            sections=_sections(page.compared),
            same=[each for each in page.compared if each.status in ("right", "same") and not each.changes],
            figures=_figures(page),
            refusals=_refusals(page.not_taken),
            max_articles=MAX_ARTICLES,
            max_texts=MAX_TEXTS,
        )
    )


def _sections(compared: Sequence[Compared]) -> list[Section]:
    found = [
        Section(status, title, meaning, tuple(each for each in compared if _belongs(each, status)))
        for status, title, meaning in _SECTIONS
    ]
    return [section for section in found if section.compared]


def _belongs(compared: Compared, status: Status) -> bool:
    return compared.status == status and (status != "right" or bool(compared.changes))


def _figures(page: Page) -> list[tuple[str, int, str]]:
    """Name, number and the kind of colour."""
    golden = [each for each in page.compared if each.question.expected]
    customers = [each for each in page.compared if not each.question.expected]
    return [
        ("golden questions", len(golden), ""),
        ("broken", sum(each.status == "broken" for each in golden), "bad"),
        ("mended", sum(each.status == "mended" for each in golden), "good"),
        ("customers’ questions", len(customers), ""),
        ("of them changed", sum(bool(each.changes) for each in customers), "new"),
        ("articles added", sum(source.added for source in page.sources), ""),
        ("articles changed", sum(source.changed for source in page.sources), ""),
        ("articles removed", sum(source.removed for source in page.sources), ""),
    ]


def _refusals(problems: Sequence[Problem]) -> list[tuple[str, Sequence[Problem]]]:
    """What was not taken, under the heading of its kind; a failed source comes first, as it matters most."""
    ended = ("source_failed", "held", *WITHDRAWN)
    kinds: list[tuple[str, Sequence[Problem]]] = [
        ("Sources that failed: their live articles stay", [each for each in problems if each.kind == "source_failed"]),
        ("Held: see `auskunft articles held`", [each for each in problems if each.kind == "held"]),
        ("With a mistake: an earlier live version stays", [each for each in problems if each.kind not in ended]),
        ("Left out: expired, or not for customers", [each for each in problems if each.kind in WITHDRAWN]),
    ]
    return [(title, found) for title, found in kinds if found]


def _wanted(expected: Expectation) -> str:
    """What the golden file asks for, in words."""
    parts = [
        f"article {' or '.join(expected.articles)}" if expected.articles else "",
        " or ".join(WORDS[name] for name in expected.decisions),
        *(f"contains “{text}”" for text in expected.must_contain),
        *(f"does not contain “{text}”" for text in expected.must_not_contain),
    ]
    return ", ".join(part for part in parts if part)


def _read(name: str) -> str:
    return files("kb_ingest.regression").joinpath("pages", name).read_text(encoding="utf-8")


def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["wanted"] = _wanted
    environment.globals |= {"word_differences": word_differences, "shortened": shortened, "decision_words": WORDS}
    return environment
