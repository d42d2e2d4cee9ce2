"""Reads an HTML page: its own text without what surrounds it on every page."""

import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from html_to_markdown import ConversionOptions, convert
from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb_ingest.sources.files.decode import decode, html_charset
from kb_ingest.sources.files.extracted import MAX_TEXT_CHARS, Extracted, Refused, day

ROOTS = ("main", "[role=main]", "#main-content", "#content", "body")
AROUND = (
    "script, style, template, noscript, iframe, svg, canvas, nav, aside, dialog, footer, body > header"
    ", body > div > header, form[role=search], [role=navigation], [role=banner], [role=contentinfo], [role=search]"
    ", [role=complementary], [role=dialog], [role=alertdialog]"
)
AROUND_BY_NAME = (
    "[class*=breadcrumb i], [id*=breadcrumb i], [class*=skip-link i], [class*=social-share i], [class*=share-buttons i]"
    ", [class*=related-articles i], [class*=article-votes i], [class*=article-feedback i], .toc, #toc, .sidebar"
)
ARTICLE = "h1, main, article"
"""What holds one of these is no menu and no banner, whatever its class says."""
COOKIE_BANNER = re.compile(
    r"(?:cookie|consent|gdpr|dsgvo)[\w-]*(?:banner|bar|notice|consent|popup|modal|layer|overlay|dialog|box|hinweis)"
    r"|^(?:onetrust-|cybotcookiebot|usercentrics-|borlabs|cmpbox|cc-window|cky-|didomi-|iubenda-cs|cmplz-)",
    re.IGNORECASE,
)
# Opacity is left out: whole pages are built from parts that fade in.
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:\.0+)?(?![.\d])", re.IGNORECASE)
NOT_LISTED = {"noindex", "none"}
OPENERS = ("aria-controls", "data-target", "data-bs-target", "href")
OPTIONS = ConversionOptions(
    bullets="-",
    compact_tables=True,
    extract_metadata=False,
    hidden_content="reachable",  # what nothing opens was taken out before
    inline_data_media="alt_text_only",
)


def read_html(raw: bytes) -> Sequence[Extracted | Refused]:
    """The one article of an HTML file."""
    try:
        return [read_page(decode(raw, declared=html_charset(raw)))]
    except UnicodeDecodeError as error:
        return [Refused(f"is not text (byte {error.start})", "unreadable")]


def read_page(markup: str) -> Extracted | Refused:
    """The article of a page; links count from the address that it names."""
    page = LexborHTMLParser(markup)
    if {word.strip().lower() for word in ",".join(_metas(page, "robots", "auskunft")).split(",")} & NOT_LISTED:
        return Refused("asks not to be listed (robots: noindex)", "internal")
    address = _address(page)
    _take_out(page)
    main = _main(page)
    if main is None:
        return Refused("has no text besides menus, header and footer")
    title = _title(page, main)
    _settle_links(main, base=_base(page, address))
    body = to_markdown(main.html or "")
    if len(body) > MAX_TEXT_CHARS:
        return Refused(f"has more than {MAX_TEXT_CHARS:,} characters; split it into articles")
    return Extracted(
        body=body,
        title=title,
        language=_language(page),
        url=address,
        tags=tuple(tag.strip() for tag in ",".join(_metas(page, "keywords")).split(",") if tag.strip()),
        updated=day(_first(_metas(page, "article:modified_time", "og:updated_time", "dcterms.modified"))),
        valid_until=day(_first(_metas(page, "valid_until"))),
    )


def to_markdown(markup: str) -> str:
    """HTML without surroundings as Markdown: headings, lists, tables and links."""
    return convert(markup, OPTIONS).content or ""


def _metas(page: LexborHTMLParser, *names: str) -> list[str]:
    """The contents of the page's meta elements of these names, in the order of the names."""
    found = [
        ((node.attributes.get("name") or node.attributes.get("property") or "").lower(), node.attributes.get("content"))
        for node in page.css("meta[content]")
    ]
    return [content for name in names for key, content in found if key == name and content]


def _first(values: Sequence[str]) -> str | None:
    return values[0] if values else None


def _attribute(page: LexborHTMLParser, selector: str, name: str) -> str | None:
    node = page.css_first(selector)
    return node.attributes.get(name) if node else None


def _address(page: LexborHTMLParser) -> str | None:
    named = _attribute(page, "link[rel=canonical i]", "href") or _first(_metas(page, "og:url"))
    return _web_address(named) if named else None


def _web_address(address: str) -> str | None:
    try:
        return address if urlsplit(address).scheme in ("http", "https") and address.isprintable() else None
    except ValueError:
        return None


def _base(page: LexborHTMLParser, address: str | None) -> str | None:
    named = _attribute(page, "base[href]", "href")
    return _web_address(_joined(address, named)) if named else address


def _language(page: LexborHTMLParser) -> str | None:
    return (
        _attribute(page, "html[lang]", "lang")
        or _attribute(page, "meta[http-equiv=content-language i]", "content")
        or _first(_metas(page, "og:locale"))
    )


def _title(page: LexborHTMLParser, main: LexborNode) -> str | None:
    """The only heading of the first level, else what the head says."""
    headings = [text for node in main.css("h1") if (text := " ".join(node.text().split()))]
    if len(headings) == 1:
        return headings[0]
    title = page.css_first("title")
    return _first(_metas(page, "og:title")) or (" ".join(title.text().split()) if title else None) or None


def _take_out(page: LexborHTMLParser) -> None:
    """Removes what is no part of the article: menus, banners, and text that no reader can bring up."""
    opened = {(node.attributes.get(name) or "").removeprefix("#") for name in OPENERS for node in page.css(f"[{name}]")}
    named = [*page.css(AROUND_BY_NAME), *(node for node in page.css("[id], [class]") if _is_banner(node))]
    hidden = [node for node in page.css("[hidden], [style]") if _is_hidden(node, opened)]
    buttons = [node for node in page.css("button, input, select, textarea") if "aria-expanded" not in node.attributes]
    unlikely = [node for node in [*named, *hidden] if not (node.css_matches(ARTICLE) or node.css_first(ARTICLE))]
    for node in [*page.css(AROUND), *unlikely, *buttons]:
        if node.tag not in ("html", "body", "main"):
            node.decompose()


def _is_banner(node: LexborNode) -> bool:
    names = [node.attributes.get("id") or "", *(node.attributes.get("class") or "").split()]
    return any(COOKIE_BANNER.search(name) for name in names)


def _is_hidden(node: LexborNode, opened: set[str]) -> bool:
    attributes = node.attributes
    hidden = "hidden" in attributes or HIDDEN.search(attributes.get("style") or "")
    return bool(hidden) and attributes.get("id") not in opened and attributes.get("role") != "tabpanel"


def _main(page: LexborHTMLParser) -> LexborNode | None:
    """The part of the page that holds the article: the whole body where nothing marks it, None on an empty page."""
    marked = (page.css_first(selector) for selector in ROOTS)
    root = next((node for node in marked if node is not None and node.text().strip()), None)
    articles = [node for node in (root.css("article") if root else []) if node.text().strip()]
    return articles[0] if len(articles) == 1 else root


def _settle_links(main: LexborNode, *, base: str | None) -> None:
    """Makes links absolute; one that leads nowhere without the site keeps only its text."""
    for node in main.css("a, img"):
        name = "href" if node.tag == "a" else "src"
        target = (node.attributes.get(name) or "").strip()
        if target and not target.startswith(("mailto:", "tel:", "data:")):
            target = _web_address(_joined(base, target)) or ""
        if target and not target.startswith("#"):
            node.attrs[name] = target
        elif node.tag == "a":
            node.unwrap()
        else:
            node.replace_with(node.attributes.get("alt") or "")


def _joined(base: str | None, target: str) -> str:
    try:
        return urljoin(base or "", target)
    except ValueError:
        return ""
