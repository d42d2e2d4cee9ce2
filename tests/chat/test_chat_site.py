import json
from importlib.resources import files

import pytest

from assistant.chat.widget_files import WidgetFile
from assistant.domain import LANGUAGES

SHOP = "https://shop.example"


def test_the_widget_learns_all_it_shows_before_the_first_message(make_chat):
    chat = make_chat(company={"name": "Muster AG", "privacy_url": "https://muster.example/privacy"}, language="fr")
    config = chat.get("/v1/widget-config").json()
    assert set(config) == {
        "company", "assistant_name", "languages", "default_language", "notices", "privacy_url", "message_max_chars",
        "contact",
    }  # fmt: skip
    assert (config["company"], config["default_language"]) == ("Muster AG", "fr")
    assert config["languages"] == list(config["notices"]) == list(LANGUAGES)


def test_every_file_of_the_widget_is_served_with_its_type(chat):
    names = [file.name for file in files("widget").iterdir() if file.name.endswith(".js")]
    assert "widget.js" in names
    for name in names:
        served = chat.get(f"/{name}")
        assert served.headers["content-type"] == "text/javascript; charset=utf-8"
        assert served.content == files("widget").joinpath(name).read_bytes()


def test_an_unchanged_file_is_not_sent_again(chat):
    first = chat.get("/widget.js")
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}'):
        again = chat.get("/widget.js", headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
    assert chat.get("/widget.js", headers={"If-None-Match": '"other"'}).status_code == 200
    assert first.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing.js",
        "/__init__.py",
        "/..%2Fpyproject.toml",
        "/%2e%2e/pyproject.toml",
        "/demo.html",
        "/",
        "/docs",
        "/redoc",
    ],
)
def test_nothing_else_is_served(chat, path):
    missing = chat.get(path)
    assert (missing.status_code, missing.json()["error"]) == (404, "not_found")


@pytest.fixture
def demo_chat(make_chat):
    def make(**sections):
        chat = make_chat(**sections)
        page = WidgetFile(b"<!doctype html>", "text/html; charset=utf-8", '"1"')
        chat.app.state.chat.widget_files["demo.html"] = page
        return chat

    return make


def test_the_demo_page_may_load_nothing_from_elsewhere(demo_chat):
    page = demo_chat().get("/demo")
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["content-security-policy"].startswith("default-src 'self';")


def test_the_demo_page_can_be_switched_off(demo_chat):
    assert demo_chat(server={"demo": False}).get("/demo").status_code == 404


@pytest.mark.parametrize("path", ["/healthz", "/v1/widget-config", "/widget.js", "/missing", "/metrics"])
def test_every_answer_carries_the_security_headers(chat, path):
    headers = chat.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "content-security-policy" in headers


def test_an_allowed_shop_may_use_the_chat_from_its_pages(make_chat):
    chat = make_chat(server={"allowed_origins": [SHOP]})
    asked = {"Origin": SHOP, "Access-Control-Request-Method": "POST"}
    preflight = chat.request(
        "OPTIONS",
        "/v1/conversations",
        headers={**asked, "Access-Control-Request-Headers": "authorization,content-type"},
    )
    assert preflight.status_code == 200
    started = chat.post("/v1/conversations", json={}, headers={"Origin": SHOP})
    assert started.headers["access-control-allow-origin"] == SHOP
    assert chat.get("/widget.js", headers={"Origin": SHOP}).headers["access-control-allow-origin"] == SHOP


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://shop.example.evil.example", "http://shop.example"]
)
def test_a_foreign_page_may_not_use_the_chat(make_chat, origin):
    chat = make_chat(server={"allowed_origins": [SHOP]})
    refused = chat.post("/v1/conversations", json={}, headers={"Origin": origin})
    assert (refused.status_code, refused.json()["error"]) == (403, "origin_not_allowed")
    assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Origin": "http://chat.test"}, id="same host"),
        pytest.param({"Origin": "https://public.example", "Sec-Fetch-Site": "same-origin"}, id="behind a proxy"),
        pytest.param({}, id="no browser"),
    ],
)
def test_pages_of_the_service_itself_need_no_permission(chat, headers):
    assert chat.post("/v1/conversations", json={}, headers=headers).status_code == 201


def test_wrong_methods_are_answered_in_the_same_form(chat):
    refused = chat.request("DELETE", "/v1/conversations")
    assert (refused.status_code, refused.json()["error"]) == (405, "method_not_allowed")


def test_an_unexpected_error_shows_no_internals(chat, caplog):
    def explode():
        raise RuntimeError("Anna Schmidt")

    failed = chat.with_services(problem=explode).get("/readyz")
    assert failed.status_code == 500
    assert failed.json() == {"error": "internal", "detail": "Something went wrong on our side."}
    assert not any("Schmidt" in str(vars(record)) for record in caplog.records)


def test_the_service_tells_why_it_cannot_work(chat):
    answer = chat.with_services(problem=lambda: "No snapshot is published.").get("/readyz")
    assert (answer.status_code, answer.json()["detail"]) == (503, "No snapshot is published.")


def test_a_working_service_says_so(chat):
    assert chat.get("/healthz").json() == {"status": "ok"}
    assert chat.get("/readyz").json() == {"status": "ready"}


def test_figures_count_what_happened_and_name_nobody(conversation, chat, backstage):
    conversation.send("Hallo, ich bin Anna Schmidt")
    conversation.send("Einen Menschen bitte")
    conversation.send("explodieren")
    conversation.post("hand-off", {})
    backstage.redactor.is_down = True
    conversation.send("Hallo")
    figures = chat.get("/metrics")
    assert figures.headers["content-type"].startswith("text/plain; version=0.0.4")
    for line in (
        'auskunft_replies_total{decision="chat"} 1.0',
        'auskunft_replies_total{decision="hand_off"} 2.0',
        'auskunft_reply_failures_total{code="internal"} 1.0',
        "auskunft_redaction_failures_total 1.0",
        'auskunft_tickets_total{way="chat"} 1.0',
        'auskunft_tickets_total{way="button"} 1.0',
        'auskunft_stage_seconds_count{stage="redact"} 3.0',
    ):
        assert line in figures.text
    assert conversation.opened["conversation_id"] not in figures.text


def test_the_api_describes_itself(chat):
    description = chat.get("/openapi.json").json()
    assert {
        "/v1/conversations",
        "/v1/conversations/{conversation_id}/messages",
        "/v1/conversations/{conversation_id}/hand-off",
        "/v1/conversations/{conversation_id}/feedback",
        "/v1/conversations/{conversation_id}/events",
        "/v1/conversations/{conversation_id}/tickets/{number}",
        "/v1/widget-config",
    } <= set(description["paths"])
    assert "text/event-stream" in json.dumps(description["paths"]["/v1/conversations/{conversation_id}/messages"])
