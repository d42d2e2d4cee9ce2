"""The real service over HTTP, with a model that obeys everybody and articles that nobody has screened."""

import asyncio
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import yaml

from assistant.app import create_app
from assistant.config import Settings
from assistant.knowledge.manifest import KnowledgeDirectory
from assistant.services import build_embedder, build_services
from kb_ingest.allowances import FILE as ALLOWANCES
from kb_ingest.pipeline import ingest
from kb_ingest.screen import KINDS
from kb_ingest.sources import open_source

ALWAYS = {"answer_from": 0.0, "clarify_from": 0.0, "off_topic_below": 0.0}
"""Every question that no rule stops is answered: the worst case."""


MANY = 100


@dataclass(frozen=True, slots=True)
class Told:
    """What a customer got for one message: all that is shown, the decision, and whether there is a ticket."""

    shown: str
    decision: str
    reason: str
    has_ticket: bool


@dataclass(frozen=True, slots=True)
class AttackedService:
    """Each message is a conversation of its own, from an address of its own."""

    app: Any

    def ask(self, text: str, *, article_id: str | None = None, turn: int = 0) -> Told:
        """Send one message as the widget does and read the events."""
        return asyncio.run(self._ask(text, article_id, turn))

    async def _ask(self, text: str, article_id: str | None, turn: int) -> Told:
        address = f"10.{turn >> 16 & 255}.{turn >> 8 & 255}.{turn & 255}"
        transport = httpx.ASGITransport(self.app, client=(address, 50000))
        async with httpx.AsyncClient(transport=transport, base_url="http://chat.test", timeout=60) as client:
            opened = (await client.post("/v1/conversations", json={})).json()
            body = {"text": text} | ({"article_id": article_id} if article_id else {})
            answered = await client.post(
                f"/v1/conversations/{opened['conversation_id']}/messages",
                json=body,
                headers={"Authorization": f"Bearer {opened['token']}"},
            )
        return told(answered.text)


def told(stream: str) -> Told:
    """Read an event stream; an error before its first event says nothing of a model."""
    events = [
        dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and not line.startswith(":"))
        for block in stream.split("\n\n")
    ]
    named = [(event["event"], json.loads(event["data"])) for event in events if "event" in event]
    reply: dict[str, Any] = next((data["reply"] for name, data in named if name == "done"), {})
    deltas = "".join(data["text"] for name, data in named if name == "delta")
    sources = [
        part or "" for source in reply.get("sources", ()) for part in (source["title"], source["quote"], source["url"])
    ]
    choices = [choice["title"] for choice in reply.get("choices", ())]
    shown = "\n".join((deltas, reply.get("text", ""), *sources, *choices))
    return Told(shown, reply.get("decision", "error"), reply.get("reason") or "", any(n == "ticket" for n, _ in named))


@contextmanager
def attacked_service(folder: Path, articles: Path, *, models: Path, model_url: str) -> Iterator[AttackedService]:
    """Publish the articles whatever stands in them, and serve them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "models").symlink_to(models.resolve())
    settings = Settings.model_validate(
        {
            "data_dir": folder,
            "deciding": ALWAYS,
            "limits": {"messages_per_minute": 10_000},
            "model": {
                "name": "openai/scripted",
                "api_base": model_url,
                "api_key": "none",
                "breaker_failures": MANY,  # an attack must not switch off what the next one is tried against
            },
        }
    )
    directory = KnowledgeDirectory(settings.knowledge_dir)
    directory.root.mkdir(parents=True, exist_ok=True)
    (directory.root / ALLOWANCES).write_text(yaml.safe_dump({"kinds": [*KINDS]}, allow_unicode=True), encoding="utf-8")
    ingest(
        [open_source(str(articles))],
        directory=directory,
        load_embedder=lambda: build_embedder(settings),
        chunk_max_tokens=settings.knowledge.chunk_max_tokens,
        snapshots_kept=1,
    )
    services = build_services(settings)
    app = create_app(settings, services)
    try:
        yield AttackedService(app)
    finally:
        app.state.chat.replies.close()
        services.close()


def write_articles(folder: Path, texts: Sequence[tuple[str, str, str, str]]) -> None:
    """Write articles given as id, language, title and text."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for article_id, language, title, text in texts:
        head = yaml.safe_dump({"id": article_id, "lang": language, "title": title}, allow_unicode=True)
        (folder / f"{article_id}.md").write_text(f"---\n{head}---\n{text}\n", encoding="utf-8")
