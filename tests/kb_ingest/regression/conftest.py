from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from assistant.knowledge.manifest import KnowledgeDirectory
from assistant.knowledge.store import Snapshot, open_snapshot
from kb_ingest.regression.gate import Gate
from kb_ingest.regression.questions import Customers, Given, Golden, Limits, Question, Shown

GONE = Given("hand_off", "missing_knowledge", "Soll ein Mensch übernehmen?")


@dataclass
class Bench:
    """Two snapshots of a desk, and an assistant that quotes the whole article that a question names."""

    directory: KnowledgeDirectory
    live: Snapshot | None
    new: Snapshot
    asked: list[str] = field(default_factory=list)

    def ask(self, snapshot: Snapshot, questions: Sequence[Question]) -> list[Given]:
        self.asked.append(snapshot.manifest.snapshot_id)
        return [self._answer(snapshot, question.text) for question in questions]

    def gate(
        self, *questions: Question, limits: Limits | None = None, customers: Customers | None = None, number: int = 50
    ) -> Gate:
        golden = Golden(questions, limits or Limits(), number)
        return Gate(golden, customers=lambda _: customers or Customers(), ask=self.ask, directory=self.directory)

    def check(self, *questions, **options):
        return self.gate(*questions, **options)(self.live, self.new)

    def _answer(self, snapshot: Snapshot, text: str) -> Given:
        for shelf in snapshot.shelves.values():
            for chunk in shelf.chunks:
                if chunk.article_id in text:
                    shown = (Shown(chunk.article_id, chunk.title),)
                    return Given("answer", "supported", chunk.text, shown, probability=0.7)
        return GONE


@pytest.fixture
def bench(desk):
    """The price of shipping changes, an article goes and another one comes."""
    desk.write("versand", "Der Versand kostet 5 Euro.")
    desk.write("konto", "Das Konto hat ein Passwort.")
    desk.write("raten", "Ratenzahlung gibt es nicht.")
    first = desk.ingest().snapshot_id
    desk.write("versand", "Der Versand kostet <b>6</b> Euro.")
    desk.write("raten").unlink()
    desk.write("neu", "Geschenke packen wir <script>alert(1)</script> ein.", title='Geschenk "fein"')
    second = desk.ingest(publish_snapshot=False).snapshot_id
    live, new = (open_snapshot(desk.directory.snapshot(snapshot_id)) for snapshot_id in (first, second))
    return Bench(desk.directory, live, new)
