"""What editing a website does to the live help centre, through the whole ingest line."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from loopback import Site

from assistant.knowledge.manifest import KnowledgeDirectory
from kb_ingest.errors import IngestError
from kb_ingest.pipeline import Report, ingest
from kb_ingest.sources import open_sources
from kb_ingest.sources.web import client


@dataclass
class Editor:
    """Who lists the site as a source and runs ingestion after every edit."""

    site: Site
    folder: Path
    embedder: object

    @property
    def directory(self) -> KnowledgeDirectory:
        return KnowledgeDirectory(self.folder / "data" / "knowledge")

    def publish(self) -> Report:
        listed = self.folder / "sources.yaml"
        lines = [f"url: {self.site.url}/", "seconds_between_requests: 0", "allow_private_addresses: true"]
        listed.write_text("\n    ".join(["sources:\n  - kind: website", *lines]))
        sources = open_sources([str(listed)], state=self.folder / "data" / "sources")
        embedder = self.embedder
        return ingest(
            sources, directory=self.directory, load_embedder=lambda: embedder, chunk_max_tokens=60, snapshots_kept=3
        )

    @property
    def live(self) -> dict[str, str]:
        """The content of each live article, by path."""
        entries = self.directory.manifest(self.directory.current_id()).articles
        return {entry.origin.removeprefix(self.site.url): entry.content_hash for entry in entries}


@pytest.fixture
def editor(site, tmp_path, embedder, monkeypatch) -> Editor:
    monkeypatch.setattr(client, "FIRST_WAIT_S", 0.01)
    return Editor(site, tmp_path, embedder)


def test_edits_of_a_site_reach_the_help_centre_and_its_failures_do_not(site, linked, editor):
    linked("/versand", "/konto", "/garantie")
    for path in ("/versand", "/konto", "/garantie"):
        site.article(path, path.strip("/").title(), f"Alles über {path}, was Kunden wissen wollen.")
    editor.publish()
    first = editor.live
    assert set(first) == {"/", "/versand", "/konto", "/garantie"}

    site.article("/versand", "Versand", "Der Versand kostet jetzt 6,50 Euro.")
    site.put("/konto", status=404)
    site.put("/garantie", status=503)
    report = editor.publish()
    second = editor.live
    assert set(second) == {"/", "/versand", "/garantie"}
    assert second["/versand"] != first["/versand"]
    assert second["/garantie"] == first["/garantie"]
    assert [problem.origin for problem in report.problems] == [f"{site.url}/garantie"]

    site.put("/", status=503)
    with pytest.raises(IngestError, match="503 Service Unavailable"):
        editor.publish()
    assert editor.live == second
