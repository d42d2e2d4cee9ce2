"""The answers follow Zendesk's documentation of the Help Center API (articles, pagination)."""

import json
from base64 import b64decode
from datetime import date

import pytest
from loopback import Reply
from pydantic import ValidationError

from kb_ingest.article import Article, Problem
from kb_ingest.errors import PermanentSourceError, TransientSourceError
from kb_ingest.sources.web import api, client
from kb_ingest.sources.zendesk import Zendesk, ZendeskSource

FIRST = "/api/v2/help_center/{locale}/articles.json?page%5Bsize%5D=100"


def article(number: int, *, locale: str = "de", **changes) -> dict:
    return {
        "id": 360_000_000_000 + number,
        "url": f"https://firma.zendesk.com/api/v2/help_center/{locale}/articles/{number}.json",
        "html_url": f"https://hilfe.firma.example/hc/{locale}/articles/{number}-Versand",
        "author_id": 28226296456851,
        "draft": False,
        "promoted": False,
        "section_id": 28523491991699,
        "created_at": "2024-04-17T17:18:10Z",
        "updated_at": "2026-09-30T07:00:00Z",
        "name": f"Versand {number}",
        "title": f"Versand {number}",
        "source_locale": "de",
        "locale": locale,
        "outdated": False,
        "user_segment_id": None,
        "permission_group_id": 28523498501139,
        "label_names": ["lieferung"],
        "body": f"<p>Paket {number} kostet <strong>5 Euro</strong>.</p>",
    } | changes


@pytest.fixture
def put(site):
    def serve(*articles: dict, path: str = FIRST.format(locale="de"), **more) -> None:
        listed = {"articles": list(articles), "meta": {"has_more": False}, "links": {"next": None}} | more
        site.put(path, json.dumps(listed), kind="application/json; charset=utf-8")

    return serve


@pytest.fixture
def read(site, read_api):
    def run(**settings) -> list[Article | Problem]:
        chosen = {"url": f"{site.url}/", "locales": ["de"], "allow_private_addresses": True} | settings
        return read_api(ZendeskSource, Zendesk(**chosen))

    return run


@pytest.fixture
def identifier(site):
    """The id of the article of this number."""
    return lambda number, locale="de": f"zendesk/{site.url.removeprefix('http://')}/{360_000_000_000 + number}/{locale}"


def test_a_published_article_is_an_article(site, put, read, identifier):
    put(article(7))
    (found,) = read()
    assert (found.article_id, found.title, found.language) == (identifier(7), "Versand 7", "de")
    assert found.body.strip() == "Paket 7 kostet **5 Euro**."
    assert (found.tags, found.updated) == (("lieferung",), date(2026, 9, 30))
    assert found.url == "https://hilfe.firma.example/hc/de/articles/7-Versand"
    assert found.origin == f"{site.url}/hc/de/articles/360000000007"
    assert "authorization" not in site.requests[0].headers


def test_a_new_title_leaves_id_and_origin(put, read):
    put(article(7))
    (before,) = read()
    put(article(7, title="Neuer Name", html_url="https://hilfe.firma.example/hc/de/articles/7-Neuer-Name"))
    (after,) = read()
    assert (before.article_id, before.origin) == (after.article_id, after.origin)


def test_boxes_and_links_of_the_text_survive(site, put, read):
    body = '<aside class="note"><p>Wichtig: nur <a href="/hc/de/articles/9">werktags</a>.</p></aside><p>Ende.</p>'
    put(article(7, body=body))
    (found,) = read()
    assert found.body.strip() == f"Wichtig: nur [werktags]({site.url}/hc/de/articles/9).\n\nEnde."


def test_drafts_are_gone(put, read):
    put(article(7), article(8, draft=True))
    assert [found.title for found in read()] == ["Versand 7"]


@pytest.mark.parametrize("segment", [{"user_segment_id": 4711}, {"user_segment_ids": [4711, 4712]}])
def test_what_only_some_users_see_is_withdrawn(put, read, identifier, segment):
    put(article(7), article(8, **segment))
    _, problem = read()
    assert (problem.kind, problem.article_id) == ("internal", identifier(8))


def test_each_locale_is_read(put, read, identifier):
    put(article(7))
    put(article(7, locale="en-gb", body="<p>Parcel.</p>"), path=FIRST.format(locale="en-gb"))
    found = read(locales=["de", "en-gb"])
    assert [(each.article_id, each.language) for each in found] == [
        (identifier(7), "de"),
        (identifier(7, locale="en-gb"), "en"),
    ]


@pytest.mark.parametrize(
    "following",
    [
        pytest.param({"meta": {"has_more": True}, "links": {"next": "{site}/weiter"}}, id="cursor"),
        pytest.param({"meta": None, "links": None, "next_page": "{site}/weiter"}, id="page"),
    ],
)
def test_lists_of_several_pages_are_read_to_their_end(put, read, following):
    put(article(7), **following)
    put(article(8), path="/weiter")
    assert [found.title for found in read()] == ["Versand 7", "Versand 8"]


def test_a_cursor_that_says_there_is_no_more_is_believed(put, read):
    put(article(7), meta={"has_more": False}, links={"next": "{site}/weiter"})
    assert len(read()) == 1


@pytest.fixture
def hosts(monkeypatch) -> list[str]:
    """The hosts to which a connection is opened; all of them are this machine."""
    asked: list[str] = []
    monkeypatch.setattr(client, "addresses_of", lambda host, **_: asked.append(host) or ["127.0.0.1"])
    return asked


@pytest.mark.parametrize(
    ("target", "said"),
    [
        pytest.param("https://anderswo.example/weiter", "another server", id="elsewhere"),
        pytest.param("http://127.0.0.1.anderswo.example/weiter", "another server", id="only alike"),
        pytest.param("{site}0/weiter", "another server|not a web address", id="another port"),
        pytest.param("{site}.anderswo.example/weiter", "not a web address", id="glued to the port"),
        pytest.param(".anderswo.example/weiter", "leads to an address that must begin", id="glued to the host"),
        pytest.param("@anderswo.example/weiter", "leads to an address that must begin", id="host as user name"),
        pytest.param(":pw@anderswo.example/weiter", "leads to an address that", id="host as user name and password"),
        pytest.param("{site}@anderswo.example/", "must not contain a user name", id="port as a password"),
        pytest.param("https://a:b@anderswo.example/", "leads to an address that must not contain", id="user name"),
        pytest.param("//anderswo.example/weiter", "127.0.0.1.* has nothing there", id="a path that looks like a host"),
        pytest.param("https://[x", "leads to an address that is not a web address", id="no address"),
        pytest.param("https://☃.example:99999/", "leads to an address that is not a web address", id="no port"),
        pytest.param("file:///etc/passwd", "leads to an address that must begin", id="a file"),
        pytest.param("/weiter/ä", "127.0.0.1.*%C3%A4 has nothing there", id="a letter that addresses do not have"),
        pytest.param("{site}/kreis", "does not end", id="in a circle"),
    ],
)
def test_lists_that_lead_astray_are_refused(put, read, hosts, target, said):
    following = {"meta": {"has_more": True}, "links": {"next": target}}
    put(article(7), **following)
    put(article(8), path="/kreis", **following)
    with pytest.raises(PermanentSourceError, match=said):
        read()
    assert set(hosts) == {"127.0.0.1"}


def test_what_a_list_holds_in_all_is_limited(put, read, monkeypatch):
    monkeypatch.setattr(api, "MAX_TOTAL_BYTES", 2_000)
    put(article(7), meta={"has_more": True}, links={"next": "{site}/weiter"})
    put(article(8, body="x" * 2_000), path="/weiter")
    with pytest.raises(PermanentSourceError, match="longer than 2,000 bytes in all"):
        read()


def test_a_list_that_takes_for_ever_is_a_passing_fault(site, clock, put, read):
    put(article(7), meta={"has_more": True}, links={"next": "{site}/weiter"})
    first = FIRST.format(locale="de")
    first_page = site.replies[first]
    site.replies[first] = lambda _: clock.sleep(3_600) or first_page
    with pytest.raises(TransientSourceError, match="longer than 60 minutes"):
        read()
    assert site.asked == [first]


def test_credentials_are_sent_as_zendesk_wants_them(site, put, read, monkeypatch):
    monkeypatch.setenv("ZENDESK_TOKEN", " geheim\n")
    put(article(7))
    read(email="kb@firma.example", token_env="ZENDESK_TOKEN")
    kind, _, value = site.requests[0].headers["authorization"].partition(" ")
    assert (kind, b64decode(value)) == ("Basic", b"kb@firma.example/token:geheim")


def test_a_list_that_breaks_off_half_way_is_a_passing_fault(site, put, read):
    put(article(7), meta={"has_more": True}, links={"next": "{site}/weiter"})
    site.put("/weiter", status=500)
    with pytest.raises(TransientSourceError, match="500"):
        read()


def test_a_pause_that_zendesk_asks_for_is_kept(site, clock, put, read):
    put(article(7))
    path = FIRST.format(locale="de")
    site.replies[path] = [Reply(status=429, headers={"Retry-After": "43"}), site.replies[path]]
    assert len(read()) == 1
    assert 43 in clock.slept


def test_a_changed_field_is_named(put, read):
    put(article(7), {key: value for key, value in article(8).items() if key != "user_segment_id"})
    with pytest.raises(PermanentSourceError, match=r"articles\.1\.user_segment_id: Field required"):
        read()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        pytest.param({"locales": []}, "locales", id="no locale"),
        pytest.param({"locales": ["../x"]}, "locales", id="no locale but a path"),
        pytest.param({"email": "kb@firma.example"}, "both", id="half of the credentials"),
        pytest.param({"url": "firma.zendesk.com"}, "http", id="no address"),
    ],
)
def test_settings_are_checked(settings, said):
    with pytest.raises(ValidationError, match=said):
        Zendesk.model_validate({"url": "https://firma.zendesk.com", "locales": ["de"]} | settings)
