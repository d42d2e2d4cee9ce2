"""The check before publication: asks both snapshots, writes the report and says whether the limits are kept."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.knowledge.manifest import KnowledgeDirectory
from assistant.knowledge.store import Snapshot
from kb_ingest.check import CheckReport
from kb_ingest.regression.articles import article_changes, withdrawn_articles
from kb_ingest.regression.compare import Compared, compare_answer, judge_limits
from kb_ingest.regression.golden import unknown_articles
from kb_ingest.regression.questions import Customers, Given, Golden, Question
from kb_ingest.regression.report import Page, render

Ask = Callable[[Snapshot, Sequence[Question]], list[Given]]
"""What the assistant would say to each question if the snapshot were live. Raises AuskunftError."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A `Check`. Without questions nothing is asked, and `ask` loads nothing."""

    golden: Golden
    customers: Callable[[int], Customers]
    ask: Ask
    directory: KnowledgeDirectory

    def __call__(self, live: Snapshot | None, new: Snapshot) -> CheckReport:
        """Ask every question of both snapshots. Raises IngestError, AuskunftError, OSError."""
        customers = self._customers(live)
        withdrawn = withdrawn_articles(live, new)
        compared = self._compare(live, new, customers.questions, withdrawn)
        verdict = judge_limits(compared, self.golden.limits, withdrawn=withdrawn)
        notes = _notes(self.golden, customers, compared, new, withdrawn)
        page = Page(
            old=live.manifest.snapshot_id if live else None,
            new=new.manifest.snapshot_id,
            created_at=new.manifest.created_at,
            verdict=verdict,
            compared=tuple(compared),
            sources=article_changes(live, new),
            notes=notes,
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
        """The page's file; it goes with its snapshot, and only its owner may read what customers asked."""
        folder = self.directory.root / "reports"
        folder.mkdir(exist_ok=True)
        for file in folder.glob("[0-9]*-[0-9]*-*.html"):
            if not self.directory.snapshot(file.stem).exists():
                file.unlink(missing_ok=True)
        file = folder / f"{page.new}.html"
        unfinished = file.with_suffix(".unfinished")
        descriptor = os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(render(page))
        return unfinished.replace(file)


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
