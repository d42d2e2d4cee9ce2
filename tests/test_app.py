import asyncio

import httpx
import pytest

from assistant.app import create_app
from assistant.config import Settings


@pytest.fixture
def get(tmp_path):
    app = create_app(Settings(data_dir=tmp_path))

    async def request(path):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://chat.test") as client:
            return await client.get(path)

    return lambda path: asyncio.run(request(path))


@pytest.mark.parametrize("path", ["/readyz", "/v1/widget-config"])
def test_before_the_services_are_ready_callers_are_told_to_wait(get, path):
    answer = get(path)
    assert answer.status_code == 503
    assert answer.json() == {"error": "starting", "detail": "The service is starting."}
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize("path", ["/healthz", "/widget.js", "/openapi.json"])
def test_what_needs_no_services_works_at_once(get, path):
    assert get(path).status_code == 200
