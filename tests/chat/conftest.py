"""A chat with fake stages, reached over HTTP without a network."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from chat_fakes import Backstage, open_backstage, parse_events

from assistant.app import create_app
from assistant.config import Settings


@dataclass
class Chat:
    """A synchronous client; each call runs its own event loop, as each browser request stands alone."""

    app: object
    backstage: Backstage
    address: str = "127.0.0.1"

    def request(self, method, path, **arguments):
        return asyncio.run(self._request(method, path, **arguments))

    def post(self, path, **arguments):
        return self.request("POST", path, **arguments)

    def get(self, path, **arguments):
        return self.request("GET", path, **arguments)

    def start(self, **payload):
        opened = self.post("/v1/conversations", json=payload)
        assert opened.status_code == 201, opened.text
        return Conversation(self, opened.json())

    def with_services(self, **changes):
        settings = Settings(data_dir=Path("unused"))
        return replace(self, app=create_app(settings, replace(self.backstage.services, **changes)))

    async def _request(self, method, path, **arguments):
        async with self.client() as client:
            return await client.request(method, path, **arguments)

    def client(self):
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=True, client=(self.address, 50000))
        return httpx.AsyncClient(transport=transport, base_url="http://chat.test", timeout=30)


@dataclass
class Conversation:
    chat: Chat
    opened: dict

    @property
    def path(self):
        return f"/v1/conversations/{self.opened['conversation_id']}"

    @property
    def headers(self):
        return {"Authorization": f"Bearer {self.opened['token']}"}

    def post(self, name, payload=None, **arguments):
        return self.chat.post(f"{self.path}/{name}", json=payload, headers=self.headers, **arguments)

    def get(self, name):
        return self.chat.get(f"{self.path}/{name}", headers=self.headers)

    def send(self, text, **more):
        answered = self.post("messages", {"text": text, **more})
        assert answered.status_code == 200, answered.text
        return parse_events(answered.text)

    def reply(self, text, **more):
        return dict(self.send(text, **more))["done"]["reply"]


@pytest.fixture
def make_chat(tmp_path):
    opened = []

    def make(address="127.0.0.1", **sections):
        backstage = open_backstage(tmp_path / "data")
        app = create_app(Settings(data_dir=tmp_path / "data", **sections), backstage.services)
        app.state.chat.replies.settle_s = 0.0
        opened.append((app, backstage))
        return Chat(app, backstage, address)

    yield make
    for app, backstage in opened:
        app.state.chat.replies.close()
        backstage.database.close()


@pytest.fixture
def chat(make_chat):
    return make_chat()


@pytest.fixture
def backstage(chat):
    return chat.backstage


@pytest.fixture
def conversation(chat):
    return chat.start()


@dataclass
class Server:
    process: subprocess.Popen
    url: str
    data_dir: Path

    def start(self):
        opened = httpx.post(f"{self.url}/v1/conversations", json={}).json()
        return f"{self.url}/v1/conversations/{opened['conversation_id']}", {
            "Authorization": f"Bearer {opened['token']}"
        }


@pytest.fixture
def server(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = Path(__file__).with_name("serve_fakes.py")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, script, tmp_path / "data", str(port)], env=environment) as process:
        running = Server(process, f"http://127.0.0.1:{port}", tmp_path / "data")
        try:
            _wait_until_ready(running)
            yield running
        finally:
            process.kill()


def _wait_until_ready(server):
    deadline = time.monotonic() + 60
    while server.process.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(f"{server.url}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("The server did not start.")
