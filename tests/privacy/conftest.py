"""The real service, over HTTP without a network, whose parts can be made to fail."""

import asyncio
import io
import json
from copy import copy
from dataclasses import dataclass, field

import httpx
import pytest
from sqlalchemy import select

from assistant import services
from assistant.app import create_app
from assistant.config import Settings
from assistant.exceptions import LanguageModelError
from assistant.redaction.deadline import Deadline
from assistant.redaction.redactor import Redactor
from assistant.services import build_database, build_redaction, build_services
from assistant.storage.models import FeedbackRow, MessageRow, TicketRow

TIMEOUT_S = 0.5


class Breakable:
    """Presidio's engine, which raises or hangs when told to."""

    def __init__(self, engine):
        self._engine = engine
        self.raises = None
        self.hangs = None

    def analyze(self, text, language, *, entities, score_threshold):
        if self.raises:
            raise self.raises(f"about {text}")
        if self.hangs:
            self.hangs.wait(20)
        return self._engine.analyze(text, language, entities=entities, score_threshold=score_threshold)


class WatchedEmbedder:
    """Remembers each question that would leave for an embedding server."""

    def __init__(self, embedder):
        self._embedder = embedder
        self.name = embedder.name
        self.embed_passages = embedder.embed_passages
        self.count_tokens = embedder.count_tokens
        self.asked = []

    def embed_query(self, text):
        self.asked.append(text)
        return self._embedder.embed_query(text)


class WatchedModel:
    """Remembers each call; says nothing, so that answers are quoted."""

    def __init__(self):
        self.asked = []

    def complete(self, messages, *, max_tokens):
        del max_tokens
        self.asked.append(messages)
        raise LanguageModelError("The model has no answer.")

    def warm_up(self):
        pass

    def close(self):
        pass


@dataclass
class Service:
    """The service and all that a test looks at from outside."""

    app: object
    settings: Settings
    engine: Breakable
    redactor: Redactor
    embedder: WatchedEmbedder
    model: WatchedModel
    log: io.StringIO

    def request(self, method, path, **arguments):
        return asyncio.run(self._request(method, path, **arguments))

    def start(self, **payload):
        opened = self.request("POST", "/v1/conversations", json=payload)
        assert opened.status_code == 201, opened.text
        return Conversation(self, opened.json())

    def ready(self):
        answer = self.request("GET", "/readyz")
        return answer.status_code, answer.json().get("detail", "")

    def figure(self, name):
        lines = self.request("GET", "/metrics").text.splitlines()
        return next(float(line.split()[-1]) for line in lines if line.startswith(f"{name} "))

    def rows(self, kind):
        database = build_database(self.settings)
        with database.reading() as session:
            found = session.scalars(select(kind)).all()
            session.expunge_all()
        database.close()
        return found

    def messages(self):
        return self.rows(MessageRow)

    def tickets(self):
        return self.rows(TicketRow)

    def feedback(self):
        return self.rows(FeedbackRow)

    def traces(self):
        """Everything the service left behind: its log, its figures and all files in its directory."""
        files = [file.read_bytes() for file in self.settings.data_dir.glob("*") if file.is_file()]
        figures = self.request("GET", "/metrics").content
        asked = json.dumps([self.embedder.asked, [str(messages) for messages in self.model.asked]], ensure_ascii=False)
        return b"\n".join([*files, figures, self.log.getvalue().encode(), asked.encode()])

    async def _request(self, method, path, **arguments):
        transport = httpx.ASGITransport(self.app, client=("127.0.0.1", 50000))
        async with httpx.AsyncClient(transport=transport, base_url="http://chat.test", timeout=30) as client:
            return await client.request(method, path, **arguments)


@dataclass
class Conversation:
    service: Service
    opened: dict
    seen: list = field(default_factory=list)

    @property
    def path(self):
        return f"/v1/conversations/{self.opened['conversation_id']}"

    def post(self, name, payload):
        headers = {"Authorization": f"Bearer {self.opened['token']}"}
        return self.service.request("POST", f"{self.path}/{name}", json=payload, headers=headers)

    def send(self, text, **more):
        answered = self.post("messages", {"text": text, **more})
        assert answered.status_code == 200, answered.text
        return parse_events(answered.text)

    def reply(self, text, **more):
        return dict(self.send(text, **more))["done"]["reply"]


def parse_events(text):
    """The events of a stream as (name, data); comments are skipped."""
    blocks = [
        dict(line.split(": ", 1) for line in block.splitlines() if line[0] != ":") for block in text.split("\n\n")
    ]
    return [(block["event"], json.loads(block["data"])) for block in blocks if block]


@pytest.fixture(scope="session")
def built_redactor(tmp_path_factory, snapshot):
    return build_redaction(Settings(data_dir=tmp_path_factory.mktemp("redaction")), snapshot=lambda: snapshot)


@pytest.fixture
def log(service_log):
    """What the service would write to standard error at the level debug."""
    return service_log


@pytest.fixture
def published_dir(tmp_path, knowledge):
    """A data directory of its own with the small help centre."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "knowledge").symlink_to(knowledge.root)
    return folder


@pytest.fixture
def make_service(published_dir, monkeypatch, embedder, built_redactor, log):
    """Build the real services over the small help centre; only the embedder and the model are watched stand-ins."""
    opened = []

    def make(*, load_redactor=None, **sections):
        settings = Settings(data_dir=published_dir, **sections)
        breakable, watched, model = Breakable(built_redactor._engine), WatchedEmbedder(embedder), WatchedModel()
        redactor = copy(built_redactor)
        redactor._engine, redactor._deadline = breakable, Deadline(TIMEOUT_S)
        monkeypatch.setattr(services, "build_embedder", lambda _: watched)
        monkeypatch.setattr(services, "build_redaction", load_redactor or (lambda *_, **__: redactor))
        monkeypatch.setattr(services, "build_language_model", lambda _: model)
        built = build_services(settings)
        watched.asked.clear()
        app = create_app(settings, built)

        def close():
            app.state.chat.replies.close()
            built.close()

        opened.append(close)
        return Service(app, settings, breakable, redactor, watched, model, log)

    yield make
    for close in opened:
        close()


@pytest.fixture
def service(make_service):
    return make_service()


@pytest.fixture
def conversation(service):
    return service.start()
