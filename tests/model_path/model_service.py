"""The whole service over HTTP, as a customer and an operator see it."""

import asyncio
import json
import time
from dataclasses import dataclass

import httpx
from sqlalchemy import select

from assistant.config import Settings
from assistant.services import build_database
from assistant.storage.models import MessageRow

QUESTION = "Ich heiße Anneliese Wunderlich. Wie setze ich mein Passwort zurück?"
ARTICLE = "de-passwort"
KEY, HEADER = "sk-streng-geheim", "mandant-streng-geheim"


@dataclass(frozen=True)
class Said:
    """What the customer got, and after how many seconds."""

    events: list
    seconds: float

    @property
    def reply(self):
        return dict(self.events)["done"]["reply"]

    @property
    def text(self):
        return self.reply["text"]


@dataclass
class Service:
    """The service, as a customer and an operator see it."""

    app: object
    settings: Settings
    log: object

    def ask(self, text=QUESTION, article_id=ARTICLE):
        return self.say(self.open(), text, article_id)

    def converse(self, *texts):
        """Ask one after the other in one conversation."""
        opened = self.open()
        return [self.say(opened, text) for text in texts]

    def open(self):
        return self.request("POST", "/v1/conversations", json={}).json()

    def say(self, opened, text, article_id=None):
        started = time.monotonic()
        answered = self.request(
            "POST",
            f"/v1/conversations/{opened['conversation_id']}/messages",
            json={"text": text, "article_id": article_id},
            headers={"Authorization": f"Bearer {opened['token']}"},
        )
        seconds = time.monotonic() - started
        assert answered.status_code == 200, answered.text
        return Said(parse_events(answered.text), seconds)

    def explain(self, text):
        key = self.app.state.desk.key.open()
        headers = {"Authorization": f"Bearer {key}"}
        return self.request("POST", "/desk/explain", json={"question": text}, headers=headers).json()

    def figures(self, name):
        """The figures of this name that are not zero, by label."""
        lines = [line for line in self.request("GET", "/metrics").text.splitlines() if line.startswith(name)]
        found = {line.split()[0].removeprefix(name).strip('{}"').split("=")[-1].strip('"'): line for line in lines}
        return {label: float(line.split()[-1]) for label, line in found.items() if float(line.split()[-1])}

    @property
    def calls(self):
        return self.figures("auskunft_model_calls_total")

    def messages(self):
        database = build_database(self.settings)
        with database.reading() as session:
            found = session.scalars(select(MessageRow).order_by(MessageRow.id)).all()
            session.expunge_all()
        database.close()
        return found

    def request(self, method, path, **arguments):
        return asyncio.run(self._request(method, path, **arguments))

    async def _request(self, method, path, **arguments):
        transport = httpx.ASGITransport(self.app, client=("127.0.0.1", 50000))
        async with httpx.AsyncClient(transport=transport, base_url="http://chat.test", timeout=60) as client:
            return await client.request(method, path, **arguments)


def parse_events(text):
    """The events of a stream as (name, data); comments are skipped."""
    blocks = [
        dict(line.split(": ", 1) for line in block.splitlines() if line[0] != ":") for block in text.split("\n\n")
    ]
    return [(block["event"], json.loads(block["data"])) for block in blocks if block]


def endpoint_settings(script, name="openai/scripted"):
    return {"name": name, "api_base": script.url, "api_key": KEY, "extra_headers": {"X-Tenant": HEADER}}
