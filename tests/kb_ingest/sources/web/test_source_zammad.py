"""The answers follow Zammad's documentation of POST /api/v1/knowledge_bases/init."""

import json
from datetime import UTC, date, datetime

import pytest
from loopback import Reply, Request
from pydantic import ValidationError

from kb_ingest.article import Problem
from kb_ingest.errors import PermanentSourceError, TransientSourceError
from kb_ingest.sources.zammad import Zammad, ZammadSource

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
INIT = "/api/v1/knowledge_bases/init"
LONG_AGO, YESTERDAY, TOMORROW = "2025-03-12T14:52:21.767Z", "2026-11-19T08:00:00.000Z", "2026-11-21T08:00:00.000Z"
GERMAN = "<h2>Ablauf</h2><p>Sie können die Ware innerhalb von <b>30 Tagen</b> zurückgeben.</p>"
ENGLISH = "<p>You can return the goods within <b>30 days</b> of delivery, free of charge.</p>"


def answer(number: int, **dates) -> dict:
    kept = {"internal_at": None, "published_at": LONG_AGO, "archived_at": None} | dates
    return {"id": number, "category_id": 3, "promoted": False, "translation_ids": [number], "tags": ["versand"]} | kept


def translation(number: int, *, answer_id: int | None = None, locale: int = 1, title: str = "Rückgabe") -> dict:
    return {
        "id": number,
        "title": title,
        "kb_locale_id": locale,
        "answer_id": answer_id or number,
        "content_id": 100 + number,
        "updated_at": "2026-10-02T09:00:00.000Z",
    }


class KnowledgeBase:
    """What a Zammad would send."""

    def __init__(self) -> None:
        self.base = {"id": 1, "active": True, "custom_address": None, "iconset": "FontAwesome"}
        self.answers = [answer(7)]
        self.translations = [translation(7)]
        self.bodies = {107: GERMAN}
        self.more: dict[str, object] = {}

    def reply(self, request: Request) -> Reply:
        if request.headers.get("authorization") != "Token token=geheim":
            return Reply(b'{"error":"Authentication required"}', 401, {"Content-Type": "application/json"})
        wanted = json.loads(request.body).get("answer_translation_content_ids", [])
        assets = {
            "KnowledgeBase": {str(self.base["id"]): self.base},
            "KnowledgeBaseLocale": {
                "1": {"id": 1, "knowledge_base_id": 1, "system_locale_id": 9, "primary": True},
                "2": {"id": 2, "knowledge_base_id": 1, "system_locale_id": 12, "primary": False},
                "3": {"id": 3, "knowledge_base_id": 2, "system_locale_id": 9, "primary": True},
            },
            "KnowledgeBaseAnswer": {str(each["id"]): each for each in self.answers},
            "KnowledgeBaseAnswerTranslation": {str(each["id"]): each for each in self.translations},
            "User": {"3": {"id": 3, "email": "admin@firma.example"}},
        }
        if wanted:
            bodies = {number: {"id": number, "body": self.bodies[number], "attachments": []} for number in wanted}
            assets["KnowledgeBaseAnswerTranslationContent"] = {str(number): body for number, body in bodies.items()}
        content = json.dumps(assets | self.more).encode()
        return Reply(content, 200, {"Content-Type": "application/json; charset=utf-8"})


@pytest.fixture
def zammad(site, monkeypatch) -> KnowledgeBase:
    monkeypatch.setenv("ZAMMAD_TOKEN", "geheim")
    knowledge_base = KnowledgeBase()
    site.replies[INIT] = knowledge_base.reply
    return knowledge_base


@pytest.fixture
def read(site, zammad, read_api):  # noqa: ARG001  there is a Zammad to read
    def run(**settings) -> list:
        chosen = {"url": site.url, "token_env": "ZAMMAD_TOKEN", "allow_private_addresses": True} | settings
        return read_api(ZammadSource, Zammad(**chosen), now=lambda: NOW)

    return run


@pytest.fixture
def identifier(site):
    """The id of the article that an answer becomes in one of the locales."""
    return lambda number, locale=1: f"zammad/{site.url.removeprefix('http://')}/{number}/{locale}"


def test_a_published_answer_is_an_article(site, read, identifier):
    (article,) = read(locales={1: "de-de"})
    assert article.article_id == identifier(7)
    assert (article.title, article.language, article.tags) == ("Rückgabe", "de", ("versand",))
    assert article.body.strip() == "## Ablauf\n\nSie können die Ware innerhalb von **30 Tagen** zurückgeben."
    assert article.url == f"{site.url}/help/de-de/3/7"
    assert article.updated == date(2026, 10, 2)


@pytest.mark.parametrize(
    ("custom", "url"),
    [
        pytest.param("/hilfe", "{site}/hilfe/de-de/3/7", id="a path"),
        pytest.param("hilfe.firma.example", "https://hilfe.firma.example/de-de/3/7", id="a host"),
        pytest.param("firma.example/faq", "https://firma.example/faq/de-de/3/7", id="a host and a path"),
    ],
)
def test_links_lead_to_the_address_of_the_knowledge_base(zammad, site, read, custom, url):
    zammad.base["custom_address"] = custom
    (article,) = read(locales={1: "de-de"})
    assert article.url == url.replace("{site}", site.url)


@pytest.mark.parametrize(
    "dates",
    [
        pytest.param({"published_at": None}, id="draft"),
        pytest.param({"published_at": None, "internal_at": LONG_AGO}, id="internal"),
        pytest.param({"published_at": TOMORROW}, id="to be published"),
        pytest.param({"archived_at": YESTERDAY}, id="archived"),
    ],
)
def test_what_is_not_public_is_gone(zammad, read, dates):
    zammad.answers.append(answer(8, **dates))
    zammad.translations.append(translation(8, title="Nicht öffentlich"))
    zammad.bodies[108] = GERMAN
    assert [article.title for article in read()] == ["Rückgabe"]


def test_an_answer_that_will_be_archived_is_valid_until_then(zammad, read):
    zammad.answers = [answer(7, archived_at=TOMORROW)]
    (article,) = read()
    assert article.valid_until == date(2026, 11, 21)


def test_each_translation_is_an_article_in_its_language(zammad, read, identifier):
    zammad.translations.append(translation(8, answer_id=7, locale=2, title="Returning goods"))
    zammad.bodies[108] = ENGLISH
    guessed = read()
    assert [(article.article_id, article.language, article.url) for article in guessed] == [
        (identifier(7), "de", None),
        (identifier(7, locale=2), "en", None),
    ]


def test_the_id_does_not_depend_on_what_is_known_of_the_locale(zammad, read):
    (guessed,) = read()
    (told,) = read(locales={1: "de-at"})
    zammad.bodies = {107: ENGLISH}
    zammad.translations = [translation(7, title="Returning goods")]
    (reworded,) = read()
    assert guessed.article_id == told.article_id == reworded.article_id
    assert reworded.language == "en"


def test_a_language_that_cannot_be_told_is_to_be_named(zammad, read, identifier):
    zammad.translations, zammad.bodies = [translation(7, title="42")], {107: "<p>42</p>"}
    (problem,) = read()
    assert (problem.kind, problem.article_id) == ("invalid", identifier(7))
    assert "`locales` for Zammad" in problem.detail


def test_the_locales_are_taken_from_zammad_where_it_tells_them(zammad, site, read):
    zammad.more = {"Locale": {"9": {"id": 9, "locale": "de-ch"}}}
    (article,) = read()
    assert (article.language, article.url) == ("de", f"{site.url}/help/de-ch/3/7")


def test_another_knowledge_base_is_left_out(zammad, read):
    zammad.translations.append(translation(8, answer_id=7, locale=3))
    zammad.bodies[108] = GERMAN
    assert len(read()) == 1


def test_of_several_knowledge_bases_one_is_to_be_named(zammad, read):
    zammad.more = {"KnowledgeBase": {"1": zammad.base, "2": zammad.base | {"id": 2}}}
    with pytest.raises(PermanentSourceError, match="knowledge bases: 1, 2"):
        read()
    assert len(read(knowledge_base=1)) == 1


def test_many_texts_are_asked_for_in_portions(zammad, site, read):
    zammad.answers = [answer(number) for number in range(1, 451)]
    zammad.translations = [translation(number, title=f"Antwort {number}") for number in range(1, 451)]
    zammad.bodies = {100 + number: f"{GERMAN}<p>Nummer {number}</p>" for number in range(1, 451)}
    found = read(locales={1: "de-de"})
    assert len(found) == 450
    assert "Nummer 450" in found[-1].body
    assert len(site.requests) == 4


def test_an_empty_answer_is_named(zammad, read, identifier):
    zammad.bodies = {107: ""}
    (problem,) = read(locales={1: "de-de"})
    assert isinstance(problem, Problem)
    assert problem.article_id == identifier(7)


def test_half_an_answer_is_asked_for_again(zammad, site, read):
    half = Reply(b'{"KnowledgeBase": {"1": ', 200, {"Content-Type": "application/json"})
    whole = zammad.reply
    sent = []

    def reply(request: Request) -> Reply:
        sent.append(request)
        return half if len(sent) == 1 else whole(request)

    site.replies[INIT] = reply
    assert len(read()) == 1
    site.replies[INIT] = half
    with pytest.raises(TransientSourceError, match="not complete"):
        read()


JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("reply", "error", "said"),
    [
        pytest.param(Reply(b"{}", 401, JSON), PermanentSourceError, "Check the token", id="wrong token"),
        pytest.param(Reply(b"{}", 403, JSON), PermanentSourceError, "what the token may do", id="no right"),
        pytest.param(Reply(b"{}", 404, JSON), PermanentSourceError, "Check the address", id="wrong address"),
        pytest.param(Reply(b"{}", 418, JSON), PermanentSourceError, "418", id="another status"),
        pytest.param(Reply(b"{}", 503, JSON), TransientSourceError, "503 Service Unavailable", id="down"),
        pytest.param(Reply(b"{}", 429, JSON), TransientSourceError, "429 Too Many Requests", id="too often"),
        pytest.param(
            Reply(b"", 302, {"Location": "https://a.example/"}), PermanentSourceError, "name its address", id="moved"
        ),
        pytest.param(
            Reply(b"<html>Login", 200, {"Content-Type": "text/html"}), PermanentSourceError, "a page", id="a page"
        ),
        pytest.param(Reply(b"[]", 200, JSON), PermanentSourceError, "other data than expected", id="a list"),
        pytest.param(Reply(b"[" * 100_000, 200, JSON), PermanentSourceError, "nested", id="nested to crash"),
        pytest.param(
            Reply(b'{"KnowledgeBase": {"1": {"id": 1}}}', 200, JSON),
            PermanentSourceError,
            r"KnowledgeBase\.1\.active",
            id="a field is missing",
        ),
        pytest.param(
            Reply(b'{"KnowledgeBase": {"1": {"id": 1, "active": true}}}', 200, JSON),
            PermanentSourceError,
            r"knowledge_base\.reader",
            id="public view only",
        ),
    ],
)
def test_failures_say_what_to_do(site, read, reply, error, said):
    site.replies[INIT] = reply
    with pytest.raises(error, match=said):
        read()


@pytest.mark.parametrize("token", [None, "", "ge\nheim", "gehäim"])
def test_a_token_that_is_not_there_is_named(monkeypatch, read, token):
    monkeypatch.delenv("ZAMMAD_TOKEN") if token is None else monkeypatch.setenv("ZAMMAD_TOKEN", token)
    with pytest.raises(PermanentSourceError, match="ZAMMAD_TOKEN"):
        read()


def test_a_token_is_never_sent_unprotected(site, read):
    with pytest.raises(PermanentSourceError, match="Use https"):
        read(allow_private_addresses=False)
    assert site.requests == []


def test_settings_hold_the_name_of_the_secret_and_never_the_secret():
    with pytest.raises(ValidationError, match="token"):
        Zammad.model_validate({"url": "https://a.example", "token": "geheim"})
    with pytest.raises(ValidationError, match="token_env"):
        Zammad.model_validate({"url": "https://a.example", "token_env": "mein geheimes Token"})
