import gzip
import time

import pytest

from kb_ingest.errors import PermanentSourceError, TransientSourceError

START = '<?xml version="1.0" encoding="UTF-8"?>'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def sitemap(*addresses: str) -> str:
    listed = "".join(f"<url><loc>{address}</loc><lastmod>2026-11-01</lastmod></url>" for address in addresses)
    return f"{START}<urlset {NAMESPACE}>{listed}</urlset>"


def index(*addresses: str) -> str:
    listed = "".join(f"<sitemap><loc> {address}\n</loc></sitemap>" for address in addresses)
    return f"{START}<sitemapindex {NAMESPACE}>{listed}</sitemapindex>"


@pytest.fixture
def mapped(crawler, site):
    """Reads the site by its sitemap."""
    for path in ("/a", "/b", "/hilfe/c"):
        site.article(path, path, 'Text. <a href="/nicht-gelistet">Link</a>')
    return lambda **settings: crawler.articles(sitemap=f"{site.url}/sitemap.xml", **settings)


def test_the_listed_pages_are_read_and_no_others(mapped, site):
    site.put("/sitemap.xml", sitemap("{site}/a", "{site}/hilfe/c", "https://anderswo.example/x", "{site}/preise.pdf"))
    assert list(mapped()) == ["/a", "/hilfe/c"]
    assert site.asked == ["/sitemap.xml", "/a", "/hilfe/c"]


def test_a_prefix_narrows_the_list(mapped, site):
    site.put("/sitemap.xml", sitemap("{site}/a", "{site}/hilfe/c"))
    assert list(mapped(path_prefix="/hilfe")) == ["/hilfe/c"]


def test_an_index_and_compressed_files_are_read(mapped, site):
    site.put("/sitemap.xml", index("{site}/eins.xml", "{site}/zwei.xml.gz", "https://anderswo.example/drei.xml"))
    site.put("/eins.xml", sitemap("{site}/a"), kind="application/xml")
    packed = gzip.compress(sitemap(f"{site.url}/b").encode())
    site.put("/zwei.xml.gz", packed, kind="application/gzip")
    assert list(mapped()) == ["/a", "/b"]


def test_other_languages_that_it_names_are_read(mapped, site):
    other = '<url><loc>{site}/a</loc><xhtml:link rel="alternate" hreflang="fr" href="{site}/b"/></url>'
    site.put("/sitemap.xml", f"{START}<urlset {NAMESPACE}>{other}</urlset>")
    assert list(mapped()) == ["/a", "/b"]


def test_an_index_that_lists_itself_ends(mapped, site):
    site.put("/sitemap.xml", index("{site}/sitemap.xml", "{site}/eins.xml"))
    site.put("/eins.xml", sitemap("{site}/a"))
    assert list(mapped()) == ["/a"]


BOMB = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>"""
READS_FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(f"{START}{BOMB}<urlset><url><loc>&d;</loc></url></urlset>", "document type", id="entity bomb"),
        pytest.param(f"{START}{READS_FILE}<urlset><url><loc>&a;</loc></url></urlset>", "document type", id="file"),
        pytest.param(f"{START}<urlset><url><loc>x", "not a sitemap", id="half"),
        pytest.param("<html><body>Fehler</body></html>", "lists no page", id="a page instead"),
        pytest.param("Fehler", "not a sitemap", id="no XML"),
        pytest.param(gzip.compress(b"halb")[:-6], "breaks off", id="half an archive"),
        pytest.param(gzip.compress(b" " * 60_000_000), "longer than", id="gzip bomb"),
        pytest.param(index(*(f"/{number}.xml" for number in range(101))), "100 files", id="too many files"),
        pytest.param(sitemap(*(f"/{number}" for number in range(100_001))), "100,000 pages", id="too many pages"),
        pytest.param(
            f"{START}<urlset><url><loc>{'x' * 20_000_000}</loc></url></urlset>",
            "no page below",
            id="one endless address",
        ),
        pytest.param(START + "<a>" * 100_000, "too deep", id="too deep"),
        pytest.param(sitemap("https://anderswo.example/a"), "no page below", id="only foreign pages"),
    ],
)
def test_a_sitemap_that_cannot_be_used_is_named(mapped, site, content, said):
    site.put("/sitemap.xml", content)
    started = time.monotonic()
    with pytest.raises(PermanentSourceError, match=said):
        mapped()
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("status", "error"),
    [pytest.param(404, PermanentSourceError, id="gone"), pytest.param(503, TransientSourceError, id="down")],
)
def test_one_file_of_an_index_that_fails_stops_the_source(mapped, site, status, error):
    site.put("/sitemap.xml", index("{site}/eins.xml", "{site}/zwei.xml"))
    site.put("/eins.xml", sitemap("{site}/a"))
    site.put("/zwei.xml", status=status)
    with pytest.raises(error, match=r"zwei\.xml"):
        mapped()


def test_a_sitemap_may_move_on_its_host_only(mapped, site):
    site.put("/sitemap.xml", status=301, Location="/karte.xml")
    site.put("/karte.xml", sitemap("{site}/a"))
    assert list(mapped()) == ["/a"]
    site.put("/sitemap.xml", status=301, Location="https://anderswo.example/karte.xml")
    with pytest.raises(PermanentSourceError, match="another host"):
        mapped()
