import socket
from contextlib import nullcontext

import pytest
from loopback import Reply, Request
from pydantic import ValidationError

from kb_ingest.article import Article, Problem
from kb_ingest.errors import PermanentSourceError, TransientSourceError
from kb_ingest.sources.files.extracted import Extracted
from kb_ingest.sources.web.copies import PageCopies
from kb_ingest.sources.web.delivery import delivered
from kb_ingest.sources.website import Website, WebsiteSource


def test_pages_are_found_by_their_links(crawler, site, linked):
    linked("/versand", "konto/passwort.html")
    site.article("/versand", "Versandkosten")
    site.article("/konto/passwort.html", "Passwort", '<a href="../versand">Versand</a><a href="/konto/tief">tief</a>')
    site.article("/konto/tief", "Tief")
    found = crawler.articles()
    assert list(found) == ["/", "/konto/passwort.html", "/konto/tief", "/versand"]
    article = found["/konto/passwort.html"]
    assert (article.title, article.language, article.url) == ("Passwort", "de", article.origin)
    assert f"[Versand]({site.url}/versand)" in article.body
    assert len(site.asked) == 4


def test_the_id_of_a_page_is_its_host_and_path(crawler, site, linked):
    linked("/de/Rücksendung/", "/faq.php?id=7")
    site.article("/de/R%C3%BCcksendung/", "Rücksendung")
    site.article("/faq.php?id=7", "Frage")
    host = site.url.removeprefix("http://").replace(".", "-").replace(":", "-")
    ids = {path: article.article_id for path, article in crawler.articles().items()}
    assert ids == {
        "/": f"{host}/index",
        "/de/R%C3%BCcksendung/": f"{host}/de/ruecksendung",
        "/faq.php?id=7": f"{host}/faq-php-id-7",
    }


@pytest.mark.parametrize(
    "link",
    [
        pytest.param("http://localhost:1/anderswo", id="another host"),
        pytest.param("/shop/ware", id="above the start page"),
        pytest.param("/hilfe-shop/ware", id="a path that only begins alike"),
        pytest.param("/hilfe/preise.PDF", id="a file of another kind"),
        pytest.param("mailto:hilfe@firma.example", id="no page at all"),
        pytest.param("http://[", id="no address at all"),
        pytest.param("javascript:void(0)", id="script"),
        pytest.param("/hilfe/weg?utm_source=mail", id="seen without its tracking"),
        pytest.param("/hilfe/../shop/ware", id="out through the parent"),
        pytest.param("/hilfe/intern/lohn", id="excluded"),
        pytest.param("/hilfe/geheim", id="not allowed by robots.txt"),
    ],
)
def test_a_crawl_stays_where_it_belongs(crawler, site, link):
    site.put("/robots.txt", "User-agent: *\nDisallow: /hilfe/geheim", kind="text/plain")
    site.article("/hilfe/", "Hilfe", f'<a href="{link}">fort</a><a href="/hilfe/weg">weg</a>')
    site.article("/hilfe/weg", "Weg")
    crawler.articles(url=f"{site.url}/hilfe/", exclude=["*/intern/*"])
    assert site.asked == ["/hilfe/", "/hilfe/weg"]


def test_only_included_pages_become_articles_but_others_lead_to_them(crawler, site, linked):
    linked("/themen")
    site.article("/themen", "Themen", '<a href="/artikel/1">1</a>')
    site.article("/artikel/1", "Erster")
    assert list(crawler.articles(include=["/artikel/*"])) == ["/artikel/1"]


@pytest.mark.parametrize(
    ("head", "asked"),
    [
        pytest.param('<meta name="robots" content="nofollow">', ["/"], id="for all robots"),
        pytest.param('<meta name="Auskunft" content="index, nofollow">', ["/"], id="for us"),
        pytest.param('<meta name="otherbot" content="nofollow">', ["/", "/versand"], id="for others"),
    ],
)
def test_nofollow_is_obeyed(crawler, site, linked, head, asked):
    linked("/versand", head=head)
    site.article("/versand", "Versand")
    assert list(crawler.articles()) == site.asked == asked


def test_a_link_marked_nofollow_is_not_followed(crawler, site):
    site.article("/", "Hilfe", '<a rel="external nofollow" href="/login">Anmelden</a>')
    assert list(crawler.articles()) == site.asked == ["/"]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param({"head": '<meta name="robots" content="noindex">'}, id="in the page"),
        pytest.param({"X_Robots_Tag": "noindex, nofollow"}, id="in the answer"),
    ],
)
def test_a_page_that_asks_not_to_be_listed_is_no_article(crawler, site, linked, page):
    linked("/suche")
    site.article("/suche", "Suche", **page)
    problem = crawler.problems()["/suche"]
    assert problem.kind == "internal"
    assert "noindex" in problem.detail


def test_a_page_with_many_addresses_is_one_article_at_its_canonical_one(crawler, site, linked):
    canonical = '<link rel="canonical" href="/versand">'
    linked("/versand?druck=1", "/versand?seite=2", "/versand")
    for path in ("/versand?druck=1", "/versand?seite=2", "/versand"):
        site.article(path, "Versand", head=canonical)
    found = crawler.articles()
    assert list(found) == ["/", "/versand"]
    assert found["/versand"].url == f"{site.url}/versand"


VARIANT = {"title": "Versand", "text": "Zum Drucken.", "head": '<link rel="canonical" href="/versand">'}


@pytest.mark.parametrize(
    "variant",
    [
        pytest.param({"head": VARIANT["head"] + '<meta name="robots" content="noindex">'}, id="not to be listed"),
        pytest.param({"X_Robots_Tag": "noindex"}, id="not to be listed by its header"),
        pytest.param({"status": 403}, id="closed"),
        pytest.param({"status": 503}, id="down"),
        pytest.param({"text": ""}, id="without text"),
        pytest.param({}, id="with other text"),
    ],
)
@pytest.mark.parametrize("links", [("/versand?druck=1", "/versand"), ("/versand", "/versand?druck=1")])
def test_a_variant_of_a_page_never_takes_its_place(crawler, site, linked, variant, links):
    linked(*links, "/a")
    site.article("/a", "A")
    site.article("/versand", "Versand", "Der Versand kostet 4,90 Euro.")
    site.article("/versand?druck=1", **VARIANT)
    for _ in range(2):
        (article,) = (item for item in crawler.read() if item.origin == f"{site.url}/versand")
        assert isinstance(article, Article)
        assert "4,90" in article.body
        site.article("/versand?druck=1", **VARIANT | variant)


def test_a_page_that_is_down_is_kept_although_a_variant_of_it_is_closed(crawler, site, linked):
    linked("/versand?druck=1", "/versand", "/a", "/b")
    for path in ("/a", "/b", "/versand"):
        site.article(path, path)
    site.article("/versand?druck=1", **VARIANT)
    crawler.articles()
    site.put("/versand?druck=1", status=403)
    site.put("/versand", status=503)
    problems = crawler.problems()
    assert {path: problem.kind for path, problem in problems.items()} == {
        "/versand": "unreadable",
        "/versand?druck=1": "internal",
    }


@pytest.mark.parametrize("first", ["/versand", "/versand/"])
def test_a_page_with_and_without_a_slash_is_one_article(crawler, site, linked, first):
    linked(first, "/versand", "/versand/")
    site.article("/versand", "Versand")
    site.article("/versand/", "Versand")
    found = crawler.articles()
    assert list(found) == ["/", "/versand"]
    site.put("/versand", status=503)
    other = crawler.articles()
    assert list(other) == ["/", "/versand/"]
    assert other["/versand/"].article_id == found["/versand"].article_id


def test_a_canonical_address_on_another_host_does_not_count(crawler, site, linked):
    linked("/versand")
    site.article("/versand", "Versand", head='<link rel="canonical" href="https://kopie.example/versand">')
    assert list(crawler.articles()) == ["/", "/versand"]


def test_other_languages_of_a_page_are_read(crawler, site):
    site.article("/hilfe", "Hilfe", head='<link rel="alternate" hreflang="fr" href="/hilfe/fr">')
    site.put("/hilfe/fr", '<html lang="fr-CH"><main><h1>Aide</h1><p>La livraison coûte 5 francs.</p></main>')
    found = crawler.articles(url=f"{site.url}/hilfe")
    assert {path: article.language for path, article in found.items()} == {"/hilfe": "de", "/hilfe/fr": "fr"}


@pytest.mark.parametrize(
    ("kind", "encoding", "head"),
    [
        pytest.param("text/html; charset=ISO-8859-15", "iso8859-15", "", id="named in the answer"),
        pytest.param("text/html", "cp1252", '<meta charset="windows-1252">', id="named in the page"),
        pytest.param("text/html", "utf-8", "", id="named nowhere"),
        pytest.param(
            'text/html; charset="utf-8"', "utf-8", '<meta charset="iso-8859-1">', id="named in both, the answer wins"
        ),
        pytest.param("text/html; charset=klingon", "utf-8", "", id="unknown"),
        pytest.param("application/xhtml+xml", "utf-16", "", id="with a byte order mark"),
    ],
)
def test_umlauts_arrive_in_every_character_set(crawler, site, kind, encoding, head):
    page = (
        f'<html lang="de"><head>{head}<title>Gebühren</title></head><body><p>Größe kostet 5 € mehr.</p></body></html>'
    )
    site.put("/", page.encode(encoding), kind=kind)
    article = crawler.articles()["/"]
    assert (article.title, article.body.strip()) == ("Gebühren", "Größe kostet 5 € mehr.")


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "punycode"])
@pytest.mark.parametrize("said", ["head", "answer"])
def test_a_page_that_names_no_character_set_of_text_is_read_all_the_same(crawler, site, charset, said):
    head = f'<meta charset="{charset}">' if said == "head" else ""
    kind = f"text/html; charset={charset}" if said == "answer" else "text/html"
    site.article("/", "Hilfe", r"Größe +2AA- \ud800", head=head, kind=kind)
    assert crawler.articles()["/"].body.strip().endswith("ud800")


def test_only_html_is_read_and_nothing_else_even_received(crawler, site, linked):
    linked("/preisliste", "/bild")
    site.put("/preisliste", b"%PDF" * 1_000_000, kind="application/pdf")
    site.put("/bild", b"GIF89a", kind="")
    assert list(crawler.articles()) == ["/"]


def test_who_asks_is_said(crawler, site, linked):
    linked()
    crawler.read(contact="https://firma.example/kontakt")
    agents = {request.headers["user-agent"] for request in site.requests}
    (agent,) = agents
    assert agent.startswith("Auskunft/")
    assert "+https://firma.example/kontakt" in agent


def test_requests_keep_their_distance(crawler, site, clock, linked):
    linked("/a", "/b")
    site.article("/a", "A")
    site.article("/b", "B")
    crawler.read(seconds_between_requests=2)
    assert clock.slept == [2, 2, 2]  # robots.txt and three pages


def test_a_site_may_ask_for_a_longer_distance(crawler, site, clock, linked):
    site.put("/robots.txt", "User-agent: Auskunft\nCrawl-delay: 7", kind="text/plain")
    linked("/a", "/b")
    site.article("/a", "A")
    site.article("/b", "B")
    crawler.read(seconds_between_requests=2)
    assert clock.slept == [2, 7, 7]


@pytest.mark.parametrize("delay", ["61", "1e9"])
def test_a_site_that_asks_for_hours_between_requests_is_named(crawler, site, clock, linked, delay):
    site.put("/robots.txt", f"User-agent: *\nCrawl-delay: {delay}", kind="text/plain")
    linked()
    with pytest.raises(PermanentSourceError, match=r"robots\.txt asks for .* seconds .*Crawl-delay"):
        crawler.read()
    assert clock.slept == []


def test_no_request_is_waited_for_beyond_the_time_of_the_source(crawler, site, clock, linked):
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 60", kind="text/plain")
    linked("/a", "/b")
    crawler.read(max_minutes=0.5)
    assert clock.slept == []
    assert site.asked == ["/"]


def changeable(pages: dict[str, str]):
    """Answers that know whether the asker has the newest version already."""

    def reply(request: Request) -> Reply:
        text = pages[request.path]
        headers = {
            "Content-Type": "text/html",
            "ETag": f'"{len(text)}"',
            "Last-Modified": "Sun, 01 Nov 2026 08:00:00 GMT",
        }
        if request.headers.get("if-none-match") == headers["ETag"]:
            assert request.headers["if-modified-since"] == headers["Last-Modified"]
            return Reply(status=304)
        return Reply(f'<html lang="de"><main><h1>Versand</h1><p>{text}</p></main>'.encode(), 200, headers)

    return reply


def test_an_unchanged_page_is_not_sent_again(crawler, site, linked):
    linked("/versand")
    pages = {"/versand": "Der Versand kostet 5 Euro. <a href='/tief'>mehr</a>"}
    site.replies["/versand"] = changeable(pages)
    site.article("/tief", "Tief")
    first = crawler.articles()
    assert crawler.articles() == first
    assert len(first) == 3
    pages["/versand"] = "Der Versand kostet jetzt 6,50 Euro."
    changed = crawler.articles()
    assert list(changed) == ["/", "/versand"]
    assert "6,50" in changed["/versand"].body


def test_an_unchanged_page_is_neither_read_nor_kept_again(crawler, site, linked, monkeypatch):
    linked("/versand")
    site.replies["/versand"] = changeable({"/versand": "Der Versand kostet 5 Euro."})
    first = crawler.articles()
    monkeypatch.setattr(crawler.worker, "read", None)
    monkeypatch.setattr(PageCopies, "put", None)
    assert crawler.articles() == first


def test_a_page_that_is_not_modified_may_ask_not_to_be_listed(crawler, site, linked):
    linked("/versand")
    site.replies["/versand"] = [
        Reply(b"<html lang=de><main>Versand", headers={"Content-Type": "text/html", "ETag": '"1"'}),
        Reply(status=304, headers={"X-Robots-Tag": "noindex"}),
    ]
    assert list(crawler.articles()) == ["/", "/versand"]
    assert crawler.problems()["/versand"].kind == "internal"


@pytest.mark.parametrize("damage", [b"no database", b""], ids=["damaged", "emptied"])
def test_damaged_copies_are_made_anew(crawler, linked, damage):
    linked()
    first = crawler.articles()
    for file in crawler.state.iterdir():
        file.write_bytes(damage)
    assert crawler.articles() == first


def test_copies_that_cannot_be_kept_are_a_passing_fault(crawler, linked):
    linked()
    crawler.state.write_text("a file where the folder should be")
    with pytest.raises(TransientSourceError, match="cannot be kept"):
        crawler.read()


@pytest.mark.parametrize("status", [404, 410, 451])
def test_a_page_that_is_gone_is_no_article_and_no_problem(crawler, site, linked, status):
    linked("/weg")
    site.article("/weg", "Weg")
    crawler.articles()
    site.put("/weg", status=status)
    assert list(crawler.articles()) == ["/"]


@pytest.mark.parametrize("status", [401, 403])
def test_a_page_behind_a_login_is_withdrawn(crawler, site, linked, status):
    linked("/a", "/intern")
    site.article("/a", "A")
    site.put("/intern", status=status)
    assert crawler.problems()["/intern"].kind == "internal"


def test_a_page_that_fails_for_now_keeps_its_live_version_and_what_it_leads_to(crawler, site, linked):
    linked("/versand?alt=1")
    site.article("/versand?alt=1", "Versand", '<a href="/tief">mehr</a>', head='<link rel="canonical" href="/versand">')
    site.article("/tief", "Tief")
    assert list(crawler.articles()) == ["/", "/tief", "/versand"]
    site.put("/versand?alt=1", status=503)
    found = {item.origin.removeprefix(site.url): item for item in crawler.read()}
    assert list(found) == ["/", "/tief", "/versand"]
    assert isinstance(found["/tief"], Article)
    assert isinstance(found["/versand"], Problem)
    assert found["/versand"].kind == "unreadable"
    assert "503 Service Unavailable" in found["/versand"].detail


def test_the_live_version_is_found_through_a_redirect(crawler, site, linked):
    linked("/alt", "/a")
    site.article("/a", "A")
    site.put("/alt", status=301, Location="/neu")
    site.article("/neu", "Neu")
    assert list(crawler.articles()) == ["/", "/a", "/neu"]
    site.put("/alt", status=502)
    assert list(crawler.problems()) == ["/neu"]
    site.put("/alt", status=301, Location="/neu")
    site.put("/neu", status=502)
    assert list(crawler.problems()) == ["/neu"]
    assert list(crawler.problems()) == ["/neu"]


def test_a_failing_page_is_tried_again_with_pauses(crawler, site, clock, linked):
    linked("/a")
    good = site.replies["/"]
    site.replies["/a"] = [Reply(status=500), Reply(status=429, headers={"Retry-After": "30"}), good]
    assert list(crawler.articles()) == ["/", "/a"]
    assert clock.slept == [1, 30]


@pytest.mark.parametrize("robots", [500, 503, 429])
def test_nothing_is_read_while_the_rules_cannot_be_had(crawler, site, linked, robots):
    linked()
    site.put("/robots.txt", status=robots)
    with pytest.raises(TransientSourceError, match="rules of the site"):
        crawler.read()
    assert site.asked == []


def test_a_site_that_cannot_be_reached_is_said_to_be(crawler):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(TransientSourceError, match=f"^{url} cannot be reached, so nothing of it was read: "):
            crawler.read(url=f"{url}/")


def test_every_page_that_is_asked_for_is_told(crawler, site, linked):
    linked("/a", "/b")
    site.article("/a", "A", "Der Versand kostet fünf Euro.")
    told = []
    source = WebsiteSource(
        Website(url=f"{site.url}/", seconds_between_requests=0, allow_private_addresses=True),
        crawler.state,
        crawler.pace,
        lambda: nullcontext(crawler.worker),
    )
    list(source.read(advance=told.append))
    assert told == [1, 1, 1]


class _Talkative:
    """A reader that answers no item, or two."""

    def __init__(self, count):
        self.count = count

    def read(self, _raw, *, suffix):  # noqa: ARG002
        return [Extracted(body="Text.", title="Titel")] * self.count


@pytest.mark.parametrize("count", [0, 2])
def test_a_reader_that_does_not_answer_one_page_spoils_that_page_only(crawler, linked, count):
    linked("/a")
    crawler.worker = _Talkative(count)
    with pytest.raises(PermanentSourceError, match=f"its reader found {count} articles in it instead of one"):
        crawler.read()
    problem = delivered(
        Extracted(body="<p>Text</p>", title="T", article_id="a", language="de"), origin="o", worker=crawler.worker
    )
    assert (problem.kind, problem.article_id) == ("unreadable", "a")


def test_rules_that_do_not_allow_the_start_page_are_named(crawler, site, linked):
    linked()
    site.put("/robots.txt", "User-agent: *\nDisallow: /")
    with pytest.raises(PermanentSourceError, match=r"robots\.txt does not allow"):
        crawler.read()


@pytest.mark.parametrize(
    ("status", "error", "said"),
    [
        pytest.param(404, PermanentSourceError, "Check the address", id="not there"),
        pytest.param(403, PermanentSourceError, "403 Forbidden", id="closed"),
        pytest.param(503, TransientSourceError, "503 Service Unavailable", id="down"),
    ],
)
def test_without_the_start_page_the_source_fails(crawler, site, status, error, said):
    site.put("/", status=status)
    with pytest.raises(error, match=said):
        crawler.read()


def test_a_site_that_goes_down_is_left_alone_soon(crawler, site, linked):
    linked(*(f"/{number}" for number in range(30)))
    for number in range(30):
        site.put(f"/{number}", status=503)
    with pytest.raises(TransientSourceError, match="in a row"):
        crawler.read()
    assert len(site.asked) == 1 + 5 * 3


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"status": 404}, id="gone"),
        pytest.param({"status": 403}, id="closed"),
        pytest.param({"status": 418}, id="refused"),
        pytest.param({"status": 302, "Location": "https://anderswo.example/"}, id="away"),
    ],
)
def test_a_site_that_still_answers_is_not_down(crawler, site, linked, answer):
    linked(*"abcdefgh", *(f"/gut/{number}" for number in range(10)))
    for path in "abcdefgh":
        site.put(f"/{path}", status=503)
    site.put("/d", **answer)
    for number in range(10):
        site.article(f"/gut/{number}", f"Gut {number}")
    assert len([item for item in crawler.read() if isinstance(item, Article)]) == 11


def test_when_most_pages_fail_the_source_fails(crawler, site, linked):
    linked(*"abcdef")
    for number, path in enumerate("abcdef"):
        site.article(f"/{path}", path) if number in (2, 5) else site.put(f"/{path}", status=503)
    with pytest.raises(TransientSourceError, match="4 of 7 pages"):
        crawler.read()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        pytest.param({"max_pages": 2}, "limit of 2 pages", id="pages"),
        pytest.param({"max_minutes": 0.04, "seconds_between_requests": 1}, "time for this source", id="time"),
    ],
)
def test_pages_beyond_a_limit_keep_their_live_version(crawler, site, linked, settings, said):
    linked("/a", "/b")
    site.article("/a", "A")
    site.article("/b", "B", '<a href="/c">c</a>')
    site.article("/c", "C")
    assert len(crawler.articles()) == 4
    problems = crawler.problems(**settings)
    assert {path: problem.kind for path, problem in problems.items() if path != "/"} == {
        "/b": "unreadable",
        "/c": "unreadable",
    }
    assert said in problems["/c"].detail
    assert "is not complete" in problems["/"].detail
    assert len(crawler.articles()) == 4


def test_a_page_that_is_too_long_is_named(crawler, site, linked):
    linked("/lang")
    site.article("/lang", "Lang", "sehr " * 10_000)
    assert "longer than 20,000 bytes" in crawler.problems(max_page_bytes=20_000)["/lang"].detail


def test_redirects_within_the_site_are_followed(crawler, site, linked):
    linked("/alt", "/neu")
    site.put("/alt", status=302, Location="/neu")
    site.article("/neu", "Neu")
    assert list(crawler.articles()) == ["/", "/neu"]
    assert site.asked == ["/", "/alt", "/neu"]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        pytest.param("/kreis", "circle", id="to itself"),
        pytest.param("/runde2", "circle", id="in a circle"),
        pytest.param("/1", "more than 5 times", id="on and on"),
        pytest.param("http://nutzer:wort@127.0.0.1/", "password", id="with a password"),
        pytest.param("file:///etc/passwd", "must begin with http", id="to a file"),
    ],
)
def test_redirects_that_lead_nowhere_are_named(crawler, site, linked, target, said):
    linked("/kreis")
    site.put("/kreis", status=302, Location=target)
    site.put("/runde2", status=302, Location="/kreis")
    for number in range(1, 9):
        site.put(f"/{number}", status=302, Location=f"/{number + 1}")
    problem = crawler.problems()["/kreis"]
    assert problem.kind == "unreadable"
    assert said in problem.detail


def test_a_redirect_to_another_host_is_not_followed(crawler, site, linked):
    linked("/fort")
    site.put("/fort", status=302, Location=site.url.replace("127.0.0.1", "localhost"))
    assert list(crawler.articles()) == ["/"]
    assert site.asked == ["/", "/fort"]


def test_a_start_page_that_has_moved_is_named(crawler, site):
    site.put("/", status=301, Location="https://www.firma.example/hilfe")
    with pytest.raises(PermanentSourceError, match=r"leads to https://www\.firma\.example/hilfe"):
        crawler.read()


def test_a_page_of_a_sitemap_that_leads_away_is_left_out(crawler, site):
    site.put("/sitemap.xml", "<urlset><url><loc>{site}/fort</loc></url><url><loc>{site}/a</loc></url></urlset>")
    site.put("/fort", status=301, Location="https://anderswo.example/")
    site.article("/a", "A")
    assert list(crawler.articles(sitemap=f"{site.url}/sitemap.xml")) == ["/a"]


def test_private_addresses_are_refused(crawler, site, linked):
    linked()
    with pytest.raises(PermanentSourceError, match=r"127\.0\.0\.1.*allow_private_addresses"):
        crawler.read(allow_private_addresses=False)
    assert site.requests == []


def test_a_site_without_any_article_is_an_error(crawler, site):
    site.put("/", "<nav>nur Menü</nav>")
    with pytest.raises(PermanentSourceError, match="no page that could be taken"):
        crawler.read()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        pytest.param({}, "either", id="no start"),
        pytest.param({"url": "https://a.example", "sitemap": "https://a.example/s.xml"}, "either", id="two starts"),
        pytest.param({"url": "ftp://a.example"}, "http", id="not the web"),
        pytest.param({"url": "https://nutzer:wort@a.example"}, "password", id="with a password"),
        pytest.param({"url": "https://a.example", "max_page": 3}, "max_page", id="unknown key"),
    ],
)
def test_settings_are_checked(settings, said):
    with pytest.raises(ValidationError, match=said):
        Website.model_validate(settings)
