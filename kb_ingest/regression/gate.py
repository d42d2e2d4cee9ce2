"""The check before publication: asks both snapshots, writes the report and says whether the limits are kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.kit.replace_file import replace_file
from assistant.knowledge.manifest import KnowledgeDirectory
from assistant.knowledge.store import Snapshot
from kb_ingest.article import Problem
from kb_ingest.check import CheckReport
from kb_ingest.difference import by_source, compare
from kb_ingest.regression.articles import article_changes
from kb_ingest.regression.compare import Compared, compare_answer, judge_limits
from kb_ingest.regression.golden import unknown_articles
from kb_ingest.regression.questions import Customers, Given, Golden, Question
from kb_ingest.regression.report import Page, render

BETWEEN: Final = "_against_"

Ask = Callable[[Snapshot, Sequence[Question]], list[Given]]
"""What the assistant would say to each question if the snapshot were live. Raises AuskunftError."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A `Check`. Without questions nothing is asked, and `ask` loads nothing."""

    golden: Golden
    customers: Callable[[int], Customers]
    ask: Ask
    directory: KnowledgeDirectory

    def __call__(self, live: Snapshot | None, new: Snapshot, *, not_taken: Sequence[Problem] = ()) -> CheckReport:
        """Ask every question of both snapshots; the report lists what the run has `not_taken` as well.

        Raises IngestError, AuskunftError, OSError.
        """
        customers = self._customers(live)
        old = live.manifest if live else None
        difference = compare(old, new.manifest)
        withdrawn = frozenset(difference.removed)
        compared = self._compare(live, new, customers.questions, withdrawn)
        verdict = judge_limits(compared, self.golden.limits, withdrawn=withdrawn)
        notes = _notes(self.golden, customers, compared, new, withdrawn)
        page = Page(
            old=old.snapshot_id if old else None,
            new=new.manifest.snapshot_id,
            created_at=new.manifest.created_at,
            verdict=verdict,
            compared=tuple(compared),
            sources=by_source(difference, old, new.manifest),
            changes=article_changes(live, new, difference),
            notes=notes,
            not_taken=tuple(not_taken),
        )
        return _report(page, file=self._write(page))

    def _customers(self, live: Snapshot | None) -> Customers:
        """Their answers are only compared, so without a live snapshot there is nothing to ask."""
        number = self.golden.customer_questions
        return self.customers(number) if live and number else Customers()

    def _compare(
        self, live: Snapshot | None, new: Snapshot, customers: Sequence[Question], withdrawn: frozenset[str]
    ) -> list[Compared]:
        questions = [*self.golden.questions, *customers]
        if not questions:
            return []
        before: Sequence[Given | None] = self.ask(live, questions) if live else [None] * len(questions)
        after = self.ask(new, questions)
        return [
            compare_answer(question, old, given, withdrawn=withdrawn)
            for question, old, given in zip(questions, before, after, strict=True)
        ]

    def _write(self, page: Page) -> Path:
        """The page's file; it goes with its snapshots, and only its owner may read what customers asked.

        The report of the run that made a snapshot stays: a later comparison gets a file named after both.
        """
        folder = self.directory.root / "reports"
        folder.mkdir(exist_ok=True)
        for file in folder.glob("[0-9]*-[0-9]*-*.html"):
            if not all(self.directory.snapshot(name).exists() for name in file.stem.split(BETWEEN)):
                file.unlink(missing_ok=True)
        own = folder / f"{page.new}.html"
        later = folder / f"{page.new}{BETWEEN}{page.old}.html"
        return replace_file(later if page.old and own.exists() else own, render(page))


def _notes(
    golden: Golden, customers: Customers, compared: Sequence[Compared], new: Snapshot, withdrawn: frozenset[str]
) -> tuple[str, ...]:
    ids = frozenset(entry.article_id for entry in new.manifest.articles)
    outdated = [each.question.text for each in compared if each.status == "outdated"]
    return (
        *unknown_articles(golden, ids, withdrawn=withdrawn),
        *(f"The golden question “{text}” rests on an article that is gone: change or remove it." for text in outdated),
        *([customers.problem] if customers.problem else []),
    )


def _report(page: Page, *, file: Path) -> CheckReport:
    golden = [each for each in page.compared if each.question.expected]
    customers = [each for each in page.compared if not each.question.expected]
    return CheckReport(
        passed=page.verdict.passed,
        detail=page.verdict.detail,
        golden=len(golden),
        broken=_texts(golden, "broken"),
        mended=_texts(golden, "mended"),
        wrong=_texts(golden, "wrong"),
        golden_changed=sum(bool(each.changes) for each in golden),
        customers=len(customers),
        customers_changed=sum(bool(each.changes) for each in customers),
        notes=page.notes,
        report=file,
    )


def _texts(golden: Sequence[Compared], status: str) -> tuple[str, ...]:
    return tuple(each.question.text for each in golden if each.status == status)
