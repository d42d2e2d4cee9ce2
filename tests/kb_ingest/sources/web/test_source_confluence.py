"""The answers follow Atlassian's documentation of GET /rest/api/content/search, for Cloud and for Data Center."""

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from loopback import Reply, Request
from pydantic import ValidationError

from kb_ingest.article import Article, Problem
from kb_ingest.errors import PermanentSourceError, TransientSourceError
from kb_ingest.sources.confluence import Confluence, ConfluenceSource


def page(number: int, *, users: int = 0, groups: int = 0, parents: tuple[int, ...] = (), **changes) -> dict:
    readers = {
        "user": {
            "results": [{"type": "known", "displayName": "Anna"}] * users,
            "start": 0,
            "limit": 200,
            "size": users,
        },
        "group": {"results": [{"type": "group", "name": "hr"}] * groups, "start": 0, "limit": 200, "size": groups},
    }
    return {
        "id": str(number),
        "type": "page",
        "status": "current",
        "title": f"Seite {number}",
        "ancestors": [{"id": str(parent), "type": "page", "title": "Oben"} for parent in parents],
        "version": {"number": 3, "when": "2026-08-15T10:00:00.000+02:00", "minorEdit": False},
        "metadata": {"labels": {"results": [{"prefix": "global", "name": "hilfe"}], "start": 0, "size": 1}},
        "restrictions": {"read": {"operation": "read", "restrictions": readers}},
        "body": {"export_view": {"value": "<p>Die Lieferung dauert drei Tage.</p>", "representation": "export_view"}},
        "_links": {"webui": f"/spaces/HILFE/pages/{number}/Seite", "tinyui": "/x/abc"},
    } | changes


class Wiki:
    """What a Confluence would send: lists of at most two pages."""

    def __init__(self, base: str, context: str) -> None:
        self.base, self.context = base, context
        self.pages: list[dict] = []
        self.elsewhere: dict[str, dict | int] = {}

    def reply(self, request: Request) -> Reply:
        if "/search?" not in request.path:
            return self.content(urlsplit(request.path).path.rpartition("/")[2])
        asked = parse_qs(urlsplit(request.path).query)
        start = int(asked.get("start", ["0"])[0])
        links = {"base": f"{self.base}{self.context}", "context": self.context, "self": "…"}
        if len(self.pages) > start + 2:
            links["next"] = f"/rest/api/content/search?cql=x&start={start + 2}"
        content = {"results": self.pages[start : start + 2], "start": start, "limit": 2, "size": 2, "_links": links}
        return Reply(json.dumps(content).encode(), 200, {"Content-Type": "application/json"})

    def content(self, number: str) -> Reply:
        """One page: of the list, or a page or status that is not in it."""
        found = next((each for each in self.pages if each["id"] == number), None) or self.elsewhere.get(number, 404)
        status, body = (found, {}) if isinstance(found, int) else (200, found)
        return Reply(json.dumps(body).encode(), status, {"Content-Type": "application/json"})


@pytest.fixture
def wiki(site) -> Wiki:
    wiki = Wiki(site.url, "/wiki")

    class Everywhere(dict):
        def get(self, path, default=None):
            return wiki.reply if path.startswith(f"{wiki.context}/rest/api/content/") else super().get(path, default)

    site.replies = Everywhere()
    return wiki


@pytest.fixture
def read(site, wiki, read_api):
    def run(**settings) -> list[Article | Problem]:
        chosen = {"url": f"{site.url}{wiki.context}", "space": "HILFE", "allow_private_addresses": True} | settings
        return read_api(ConfluenceSource, Confluence(**chosen))

    return run


@pytest.fixture
def identifier(site):
    """The id of the article that a page becomes."""
    return lambda number, context="/wiki": f"confluence/{site.url.removeprefix('http://')}{context}/{number}"


def test_a_page_is_an_article(site, wiki, read, identifier):
    wiki.pages = [page(7)]
    (found,) = read()
    assert (found.article_id, found.title, found.language) == (identifier(7), "Seite 7", "de")
    assert found.body.strip() == "Die Lieferung dauert drei Tage."
    assert (found.tags, found.updated) == (("hilfe",), date(2026, 8, 15))
    assert found.url == f"{site.url}/wiki/spaces/HILFE/pages/7/Seite"
    assert found.origin == f"{site.url}/wiki/pages/viewpage.action?pageId=7"


def test_the_pages_of_one_space_are_asked_for(site, wiki, read):
    wiki.pages = [page(7)]
    read(label="oeffentlich")
    asked = parse_qs(urlsplit(site.asked[0]).query)
    assert asked["cql"] == ['space = "HILFE" and type = page and label = "oeffentlich" order by created']
    assert "restrictions.read.restrictions.group" in asked["expand"][0]


@pytest.mark.parametrize(
    ("context", "following"),
    [
        pytest.param("/wiki", "/rest/api/content/search?cql=x&start={start}", id="Cloud"),
        pytest.param("", "/rest/api/content/search?cql=x&start={start}", id="Data Center"),
        pytest.param("/confluence", "/confluence/rest/api/content/search?cql=x&start={start}", id="with its path"),
    ],
)
def test_long_lists_are_read_to_their_end(wiki, read, identifier, context, following):
    wiki.context = context
    wiki.pages = [page(number) for number in range(1, 6)]
    plain = wiki.reply

    def reply(request: Request) -> Reply:
        answer = plain(request)
        content = json.loads(answer.body)
        if "next" in content["_links"]:
            start = content["_links"]["next"].rpartition("=")[2]
            content["_links"]["next"] = following.format(start=start)
        return Reply(json.dumps(content).encode(), 200, answer.headers)

    wiki.reply = reply
    assert [found.article_id for found in read()] == [identifier(number, context) for number in range(1, 6)]


@pytest.mark.parametrize(
    "closed",
    [
        pytest.param({"users": 1}, id="for a user"),
        pytest.param({"groups": 2}, id="for groups"),
        pytest.param({"parents": (1, 2)}, id="below such a page"),
    ],
)
def test_a_restricted_page_is_withdrawn(wiki, read, identifier, closed):
    wiki.pages = [page(1), page(2, users=1), page(7, **closed)]
    found = {item.origin.rpartition("=")[2]: item for item in read()}
    assert isinstance(found["1"], Article)
    assert (found["7"].kind, found["7"].article_id) == ("internal", identifier(7))


def test_a_parent_that_comes_later_in_the_list_hides_its_children(wiki, read, identifier):
    wiki.pages = [page(7, parents=(9,)), page(8), page(9, groups=1)]
    assert [item.article_id for item in read() if isinstance(item, Article)] == [identifier(8)]


@pytest.mark.parametrize(
    "parent",
    [
        pytest.param(page(99, users=1), id="without the label, for a user"),
        pytest.param(page(99, groups=1, status="archived"), id="archived, for a group"),
        pytest.param(404, id="not to be found"),
        pytest.param(403, id="not to be read"),
    ],
)
def test_a_parent_that_the_search_does_not_find_hides_its_children(wiki, read, identifier, parent):
    wiki.pages = [page(7, parents=(99,)), page(8)]
    wiki.elsewhere = {"99": parent}
    child, article = read(label="hilfe")
    assert (child.kind, child.article_id) == ("internal", identifier(7))
    assert article.article_id == identifier(8)


@pytest.mark.parametrize("status", ["archived", "draft"])
def test_a_restricted_parent_that_is_not_current_hides_its_children(wiki, read, status):
    wiki.pages = [page(99, users=1, status=status), page(7, parents=(99,))]
    (child,) = read()
    assert child.kind == "internal"


def test_a_public_parent_that_the_search_does_not_find_is_asked_for_once(site, wiki, read):
    wiki.pages = [page(number, parents=(98, 99)) for number in range(1, 6)]
    wiki.elsewhere = {"98": page(98), "99": page(99)}
    assert len([item for item in read(label="hilfe") if isinstance(item, Article)]) == 5
    assert [urlsplit(path).path for path in site.asked if "search" not in path] == [
        "/wiki/rest/api/content/98",
        "/wiki/rest/api/content/99",
    ]


def test_a_parent_that_cannot_be_asked_for_now_is_a_passing_fault(wiki, read):
    wiki.pages = [page(7, parents=(99,))]
    wiki.elsewhere = {"99": 503}
    with pytest.raises(TransientSourceError, match="503"):
        read()


@pytest.mark.parametrize(
    ("settings", "is_taken"),
    [pytest.param({"token_env": "WIKI_TOKEN"}, False, id="with a token"), pytest.param({}, True, id="as everybody")],
)
def test_a_page_in_a_folder_is_taken_only_where_everybody_may_read_it(wiki, read, monkeypatch, settings, is_taken):
    monkeypatch.setenv("WIKI_TOKEN", "geheim")
    wiki.pages = [page(7, ancestors=[{"id": "50", "type": "folder", "title": "Intern"}])]
    (found,) = read(**settings)
    assert isinstance(found, Article) == is_taken
    assert is_taken or (found.kind == "internal" and "folder" in found.detail)


def test_a_number_that_is_a_path_is_refused(site, wiki, read):
    wiki.pages = [page(7, ancestors=[{"id": "../../user", "type": "page", "title": "Oben"}])]
    with pytest.raises(PermanentSourceError, match=r"ancestors\.0\.id"):
        read()
    assert len(site.asked) == 1


@pytest.mark.parametrize("status", ["archived", "draft", "trashed"])
def test_a_page_that_is_not_current_is_gone(wiki, read, identifier, status):
    wiki.pages = [page(7), page(8, status=status)]
    assert [found.article_id for found in read()] == [identifier(7)]


def test_the_language_may_be_named(wiki, read):
    short = {"body": {"export_view": {"value": "<p>42</p>"}}, "title": "42"}
    wiki.pages = [page(7, **short)]
    (problem,) = read()
    assert "name it with `lang`" in problem.detail
    (found,) = read(lang="fr")
    assert found.language == "fr"


@pytest.mark.parametrize(
    ("settings", "value"),
    [
        pytest.param(
            {"email": "kb@firma.example", "token_env": "WIKI_TOKEN"},
            "Basic a2JAZmlybWEuZXhhbXBsZTpnZWhlaW0=",
            id="Cloud",
        ),
        pytest.param({"token_env": "WIKI_TOKEN"}, "Bearer geheim", id="Data Center"),
    ],
)
def test_credentials_are_sent_as_confluence_wants_them(site, read, monkeypatch, settings, value):
    monkeypatch.setenv("WIKI_TOKEN", "geheim")
    read(**settings)
    assert site.requests[0].headers["authorization"] == value


def test_without_knowing_who_may_read_a_page_nothing_is_taken(wiki, read):
    wiki.pages = [{key: value for key, value in page(7).items() if key != "restrictions"}]
    with pytest.raises(PermanentSourceError, match=r"results\.0\.restrictions: Field required"):
        read()


def test_an_api_that_is_switched_off_is_named(site, read):
    site.replies = {}
    site.replies["/wiki"] = Reply()
    with pytest.raises(PermanentSourceError, match="Check the address"):
        read()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        pytest.param({"space": 'X" or space = "Y'}, "space", id="a space that is a query"),
        pytest.param({"label": 'x" or "y'}, "label", id="a label that is a query"),
        pytest.param({"email": "kb@firma.example"}, "token_env", id="half of the credentials"),
    ],
)
def test_settings_are_checked(settings, said):
    with pytest.raises(ValidationError, match=said):
        Confluence.model_validate({"url": "https://firma.atlassian.net/wiki", "space": "HILFE"} | settings)
