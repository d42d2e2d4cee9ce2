"""The explain page over the chat's fake stages."""

import asyncio
import os
import socket
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "chat"))

from chat_fakes import Backstage, open_backstage

from assistant.app import create_app
from assistant.config import Settings
from assistant.desk.access import DeskKey

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass
class DeskPages:
    """A client of the service; `key` is what it sends."""

    app: object
    backstage: Backstage
    data_dir: Path
    key: str
    address: str = "127.0.0.1"

    def get(self, path, **headers):
        return asyncio.run(self._request("GET", path, headers=headers))

    def explain(self, question, *, key=None, language=None, **headers):
        key = self.key if key is None else key
        payload = {"question": question, "language": language}
        headers = {"Authorization": f"Bearer {key}", **headers}
        return asyncio.run(self._request("POST", "/desk/explain", json=payload, headers=headers))

    def reveal(self, number, payload, *, key=None, **headers):
        headers = {"Authorization": f"Bearer {self.key if key is None else key}", **headers}
        return asyncio.run(self._request("POST", f"/desk/tickets/{number}/reveal", json=payload, headers=headers))

    def ticket(self, *said):
        """The number of a ticket in which a customer has said this."""
        opened = asyncio.run(self._request("POST", "/v1/conversations", json={})).json()
        path, headers = f"/v1/conversations/{opened['conversation_id']}", {"Authorization": f"Bearer {opened['token']}"}
        for text in said:
            asyncio.run(self._request("POST", f"{path}/messages", json={"text": text}, headers=headers))
        return asyncio.run(self._request("POST", f"{path}/hand-off", json={}, headers=headers)).json()["number"]

    async def _request(self, method, path, **arguments):
        transport = httpx.ASGITransport(self.app, client=(self.address, 50000))
        async with httpx.AsyncClient(transport=transport, base_url="http://desk.test", timeout=30) as client:
            return await client.request(method, path, **arguments)


@pytest.fixture
def desk(tmp_path):
    backstage = open_backstage(tmp_path)
    app = create_app(Settings(data_dir=tmp_path), backstage.services)
    yield DeskPages(app, backstage, tmp_path, DeskKey.of(tmp_path).open())
    app.state.chat.replies.close()
    backstage.database.close()


@pytest.fixture
def served(desk):
    """The address of the service on a free port of this machine."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(desk.app, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    listener.close()


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is not installed"
        pytest.fail(reason) if os.environ.get("AUSKUNFT_REQUIRE_ALL") == "1" else pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="de-DE", viewport={"width": 390, "height": 800})
    context.set_default_timeout(8000)
    yield context.new_page()
    context.close()
