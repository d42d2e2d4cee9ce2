import pytest

from kb_ingest.article import Article, Problem

TEXT = "Sie können die Ware innerhalb von dreißig Tagen kostenlos an uns zurücksenden."


def page(main=f"<h1>Retoure</h1><p>{TEXT}</p>", *, head="", attributes='lang="de"', around="{}"):
    body = around.format(main)
    return f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("main", "markdown"),
    [
        pytest.param(f"<h2>So geht es</h2><p>{TEXT}</p>", f"## So geht es\n\n{TEXT}\n", id="heading"),
        pytest.param("<ul><li>eins<ul><li>zwei</li></ul></li></ul>", "- eins\n  - zwei\n", id="nested list"),
        pytest.param("<ol><li>eins</li><li>zwei</li></ol>", "1. eins\n2. zwei\n", id="numbered list"),
        pytest.param(
            "<table><tr><th>Land</th><th>Preis</th></tr><tr><td>AT</td><td>3 | 4 €</td></tr></table>",
            "| Land | Preis |\n| --- | --- |\n| AT | 3 \\| 4 € |\n",
            id="table",
        ),
        pytest.param('<p><a href="https://a.de/b">Konto</a></p>', "[Konto](https://a.de/b)\n", id="link"),
        pytest.param('<p><a href="mailto:a@b.de">Mail</a></p>', "[Mail](mailto:a@b.de)\n", id="mail address"),
        pytest.param(
            '<p>Im <a href="/konto">Konto</a></p>', "Im Konto\n", id="link that leads nowhere without the site"
        ),
        pytest.param('<p>Im <a href="javascript:a()">Konto</a></p>', "Im Konto\n", id="script as link"),
        pytest.param('<p>Im <a href="http://[">Konto</a></p>', "Im Konto\n", id="broken link"),
        pytest.param('<p>Hier <a href="#b">unten</a></p>', "Hier unten\n", id="link within the page"),
        pytest.param("<p>Eins<br>zwei</p>", "Eins  \nzwei\n", id="line break"),
        pytest.param(
            '<p><img src="data:image/png;base64,AAAA" alt="Etikett"> da</p>', "Etikett da\n", id="pasted image"
        ),
        pytest.param(
            "<details><summary>Wie lange?</summary><p>Fünf Tage.</p></details>",
            "**Wie lange?**\n\nFünf Tage.\n",
            id="details",
        ),
        pytest.param(
            '<button aria-expanded="false" aria-controls="a">Wie lange?</button><div id="a" hidden>Fünf Tage.</div>',
            "Wie lange?\n\nFünf Tage.\n",
            id="answer that a click shows",
        ),
        pytest.param("<p>Ja</p><div style='display: none'>geheim</div>", "Ja\n", id="text nobody can bring up"),
        pytest.param("<p>Ja</p><p hidden>geheim</p>", "Ja\n", id="hidden attribute"),
        pytest.param("<div style='opacity:0'>Ja</div>", "Ja\n", id="text that fades in"),
        pytest.param("<p>Ja</p><p style='font-size:0'>geheim</p>", "Ja\n", id="text without size"),
        pytest.param("<p>Ja</p><script>a()</script><style>b</style><template>c</template>", "Ja\n", id="scripts"),
        pytest.param("<p>Ja</p><button>Drucken</button>", "Ja\n", id="button"),
        pytest.param("<p>Größe &lt; 5 &amp; mehr&nbsp;€</p>", "Größe < 5 & mehr €\n", id="entities"),
    ],
)
def test_the_text_of_a_page_becomes_markdown(read, main, markdown):
    item = read("a.html", page(f"<main>{main}</main>"))
    assert item.body == markdown


@pytest.mark.parametrize(
    "around",
    [
        pytest.param("<nav><a href='/'>Start</a></nav><main>{}</main>", id="nav"),
        pytest.param("<header>Logo</header><div>{}</div><footer>Impressum</footer>", id="header and footer"),
        pytest.param("<div><header>Logo</header>{}<footer>Impressum</footer></div>", id="inside a wrapper"),
        pytest.param("<div role='banner'>Logo</div>{}<div role='contentinfo'>Impressum</div>", id="roles"),
        pytest.param("<div id='cookie-banner'>Cookies!</div>{}", id="cookie banner"),
        pytest.param("<div class='x CookieConsent'>Cookies!</div>{}", id="cookie consent"),
        pytest.param("<div id='CybotCookiebotDialog'>Cookies!</div>{}", id="cookie vendor"),
        pytest.param("<div role='dialog'>Newsletter?</div>{}", id="dialog"),
        pytest.param("<aside>Ähnliche Artikel</aside>{}", id="aside"),
        pytest.param("<ol class='breadcrumbs'><li>Start</li></ol>{}", id="breadcrumbs"),
        pytest.param("<p>Werbung</p><main><p>oben</p><article>{}</article></main><p>unten</p>", id="article in main"),
        pytest.param("<p>Werbung</p><div id='content'>{}</div>", id="content by its id"),
        pytest.param("<div class='layout with-breadcrumbs'>{}</div>", id="a class that only speaks of breadcrumbs"),
        pytest.param("<article class='post tag-cookie-banner'>{}</article>", id="an article about cookie banners"),
        pytest.param("<div id='app' style='visibility:hidden'>{}</div>", id="shown when the page is ready"),
    ],
)
def test_what_surrounds_every_page_is_left_out(read, around):
    item = read("a.html", page(around=around))
    assert item.body == f"# Retoure\n\n{TEXT}\n"


@pytest.mark.parametrize(
    "main",
    ["<article>Eins.</article><article>Zwei.</article>", "<section><article>Eins.</article></section><p>Zwei.</p>"],
    ids=["two articles", "text beside the article"],
)
def test_a_page_of_several_parts_is_read_whole(read, main):
    assert "Zwei." in read("a.html", page(f"<h1>Fragen</h1>{main}<article>Drei.</article>")).body


def test_an_article_about_cookies_stays(read):
    item = read("a.html", page(f"<main><h2 id='cookies'>Cookies</h2><div class='cookie-policy'>{TEXT}</div></main>"))
    assert item.body == f"## Cookies\n\n{TEXT}\n"


@pytest.mark.parametrize(
    ("head", "main", "title"),
    [
        pytest.param(
            "<title>T | Firma</title>", f"<h1>Retoure <b>neu</b></h1>{TEXT}", "Retoure neu", id="first heading"
        ),
        pytest.param("<title>T | Firma</title>", f"<h1>A</h1><h1>B</h1>{TEXT}", "T | Firma", id="several headings"),
        pytest.param(
            '<title>T | Firma</title><meta property="og:title" content="Retoure">', TEXT, "Retoure", id="Open Graph"
        ),
        pytest.param("<title> Eine\n Zeile </title>", TEXT, "Eine Zeile", id="title"),
        pytest.param("", TEXT, "kosten der retoure", id="file name"),
    ],
)
def test_the_title_is_the_heading_or_what_the_head_says(read, head, main, title):
    assert read("kosten-der_retoure.html", page(main, head=head)).title == title


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        pytest.param('<link rel="canonical" href="https://a.de/b">', "url", "https://a.de/b", id="canonical"),
        pytest.param('<meta property="og:url" content="https://a.de/b">', "url", "https://a.de/b", id="og:url"),
        pytest.param('<link rel="canonical" href="/b">', "url", None, id="canonical without host"),
        pytest.param('<link rel="canonical" href="http://[">', "url", None, id="broken canonical"),
        pytest.param(
            '<meta property="article:modified_time" content="2026-03-04T10:00:00Z">',
            "updated.isoformat",
            "2026-03-04",
            id="modified",
        ),
        pytest.param('<meta name="keywords" content="Retoure, Geld,">', "tags", ("Retoure", "Geld"), id="keywords"),
    ],
)
def test_the_head_of_a_page_is_read(read, head, field, value):
    item = read("a.html", page(head=head))
    name, _, method = field.partition(".")
    found = getattr(item, name)
    assert (getattr(found, method)() if method else found) == value


def test_links_count_from_the_address_of_the_page(read):
    head = '<link rel="canonical" href="https://a.de/hilfe/retoure">'
    item = read("a.html", page('<p><a href="/konto">Konto</a> <a href="b">B</a></p>', head=head))
    assert item.body == "[Konto](https://a.de/konto) [B](https://a.de/hilfe/b)\n"


@pytest.mark.parametrize(
    ("attributes", "text", "language"),
    [
        pytest.param('lang="fr-CH"', TEXT, "fr", id="declared"),
        pytest.param("", TEXT, "de", id="detected"),
        pytest.param('lang="x-default"', TEXT, "de", id="declared as nothing"),
    ],
)
def test_the_language_is_declared_or_detected(read, attributes, text, language):
    assert read("a.html", page(text, attributes=attributes)).language == language


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(page().encode(), id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + page().encode(), id="byte order mark"),
        pytest.param(page().encode("utf-16"), id="UTF-16"),
        pytest.param(page(head='<meta charset="iso-8859-1">').encode("cp1252"), id="declared Latin-1"),
        pytest.param(page().encode("cp1252"), id="undeclared Windows-1252"),
        pytest.param(page(head='<meta charset="gibt-es-nicht">').encode(), id="unknown character set"),
        pytest.param(page(head='<meta charset="hex">').encode(), id="a codec that is none of text"),
        pytest.param(page(head='<meta charset="utf-16">').encode(), id="wrong character set"),
    ],
)
def test_umlauts_arrive_in_any_encoding(read, content):
    assert TEXT in read("a.htm", content).body


@pytest.mark.parametrize("head", ["", '<meta charset="utf-8">'])
def test_a_page_with_a_broken_letter_is_named_instead_of_being_misread(read, head):
    item = read("a.html", page(head=head).encode().replace("ü".encode(), b"\xc3", 1))
    assert isinstance(item, Problem)
    assert "is not text (byte" in item.detail


def test_a_page_that_only_forbids_previews_is_taken(read):
    assert isinstance(read("a.html", page(head='<meta name="robots" content="max-image-preview:none">')), Article)


@pytest.mark.parametrize("robots", ["noindex", "NOINDEX, nofollow", "none"])
def test_a_page_that_asks_not_to_be_listed_is_withdrawn(read, robots):
    item = read("a.html", page(head=f'<meta name="robots" content="{robots}">'))
    assert isinstance(item, Problem)
    assert (item.kind, item.article_id) == ("internal", None)
    assert "noindex" in item.detail


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param(page("<nav>Start</nav>"), id="only a menu"),
        pytest.param(page("<script>a()</script>"), id="only a script"),
        pytest.param("<frameset><frame src=a></frameset>", id="frames"),
    ],
)
def test_a_page_without_text_is_named(read, content):
    item = read("a.html", content)
    assert isinstance(item, Problem)
    assert "no text" in item.detail


@pytest.mark.parametrize("tag", ["div", "ul><li", "b", "blockquote", "table><tr><td"])
def test_nesting_of_any_depth_ends_in_an_article_or_a_problem(read, tag):
    item = read("a.html", page(f"<p>{TEXT}</p>" + f"<{tag}>" * 5_000 + "tief"))
    assert isinstance(item, Problem) or (isinstance(item, Article) and TEXT in item.body)
