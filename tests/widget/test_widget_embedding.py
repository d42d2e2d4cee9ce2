import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from widget_service import CONFIG, NOTICE, WIDGET, Service, events, refused, whole

pytestmark = pytest.mark.slow

LOADER_MAX_BYTES = 7_000
TOTAL_MAX_BYTES = 58_000
TOUCHES = """(() => {
  const touched = (window.touched = []);
  const watch = (object, name) => {
    const before = Object.getOwnPropertyDescriptor(object, name);
    const note = () => touched.push(name);
    if (before?.get) Object.defineProperty(object, name, {
      get() { note(); return before.get.call(this); },
      set(value) { note(); before.set?.call(this, value); }, configurable: true });
    else if (typeof before?.value === "function") object[name] = new Proxy(before.value, {
      apply(...call) { note(); return Reflect.apply(...call); },
      construct(...call) { note(); return Reflect.construct(...call); } });
  };
  for (const name of ["getItem", "setItem", "removeItem", "clear", "key", "length"]) watch(Storage.prototype, name);
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"]) watch(window, name);
  for (const name of ["WebSocket", "EventSource", "SharedWorker", "Worker", "RTCPeerConnection"]) watch(window, name);
  watch(Document.prototype, "cookie");
  watch(Navigator.prototype, "sendBeacon");
  watch(Navigator.prototype, "serviceWorker");
})()"""
HOSTILE_CSS = """
* { display: none !important; visibility: hidden !important; opacity: 0 !important; font-size: 0 !important }
html, body { display: block !important; visibility: visible !important; transform: scale(.01); clip-path: inset(50%) }
html { font-size: 1px !important }
auskunft-chat { display: none !important; position: absolute; left: -9999px; color: transparent !important;
  clip-path: inset(100%) !important; filter: opacity(0) !important; content-visibility: hidden !important;
  --surface: transparent; --ink: transparent; --strip: transparent;
  --auskunft-accent: transparent; zoom: .01 !important }
auskunft-chat *, auskunft-chat::part(notice), auskunft-chat .notice, #notice { display: none !important }
"""


def opened(page: Page, service: Service, path: str = "/host") -> None:
    page.goto(service.origin + path)
    page.locator("auskunft-chat .launcher").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def ask(page: Page, text: str) -> None:
    page.locator("auskunft-chat textarea").fill(text)
    page.locator("auskunft-chat textarea").press("Enter")


def test_nothing_is_stored_connected_or_requested_before_the_click(page: Page, service: Service):
    page.add_init_script(TOUCHES)
    page.goto(service.origin + "/host", wait_until="networkidle")
    page.get_by_role("button", name="KI-Chat öffnen").hover()
    page.wait_for_timeout(300)
    assert page.evaluate("touched") == []
    paths = {path for _, path, _ in service.requests}
    assert paths == {"/host", "/host.css", "/widget.js", "/demo.svg"}


def test_nothing_is_stored_during_a_whole_conversation_either(page: Page, service: Service):
    page.add_init_script(TOUCHES)
    opened(page, service)
    service.turns = [whole(events("Guten Tag."))]
    ask(page, "Hallo")
    page.get_by_role("button", name="Hilfreich", exact=True).click()
    expect(page.get_by_text("Danke für Ihre Rückmeldung.")).to_be_visible()
    assert page.evaluate("touched") == []
    assert page.context.cookies() == []
    assert page.context.storage_state()["origins"] == []


def test_the_notice_is_on_the_screen_before_the_first_post(page: Page, service: Service):
    opened(page, service)
    expect(page.get_by_text(NOTICE)).to_be_in_viewport()
    assert service.posts() == []
    expect(page.get_by_role("dialog")).to_have_accessible_description(f"{NOTICE} Datenschutz")


def test_a_question_of_the_host_page_waits_for_the_notice(page: Page, service: Service):
    page.goto(service.origin + "/demo")
    page.evaluate("""() => {
      const chat = document.querySelector("auskunft-chat");
      const notice = () => chat.shadowRoot.querySelector(".notice");
      chat.fetch = (url, options) => {
        if (options.method === "POST") (window.seen ??= []).push(notice().checkVisibility() && notice().textContent);
        return fetch(url, options);
      };
    }""")
    page.get_by_role("button", name="Was kostet der Versand in die Schweiz?").click()
    expect(page.get_by_text("Guten Tag.")).to_be_visible()
    assert service.posts("/messages") == [{"text": "Was kostet der Versand in die Schweiz?"}]
    assert page.evaluate("window.seen[0]").startswith(NOTICE)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        pytest.param("de-DE", ("KI", "kein Mensch", "Bohnenpost"), id="de-DE"),
        pytest.param("de-AT", ("KI", "kein Mensch", "Bohnenpost"), id="de-AT"),
        pytest.param("de-CH", ("KI", "kein Mensch", "Bohnenpost"), id="de-CH"),
        pytest.param("en", ("AI", "not a human", "Bohnenpost"), id="en"),
        pytest.param("fr", ("IA", "pas un humain", "Bohnenpost"), id="fr with an empty text"),
        pytest.param("it", ("IA", "non un essere umano", "Bohnenpost"), id="it with a short text"),
        pytest.param("nl", ("KI", "kein Mensch", "Bohnenpost"), id="an unsupported language falls back"),
    ],
)
def test_the_notice_names_ai_and_company_in_each_language(page: Page, service: Service, locale, words):
    service.element = f'<auskunft-chat lang="{locale}"></auskunft-chat>'
    opened(page, service)
    notice = page.locator("auskunft-chat .notice")
    for word in words:
        expect(notice).to_contain_text(word)
    expect(page.locator("auskunft-chat .head .badge")).to_have_text(words[0])
    expect(page.get_by_role("dialog")).to_have_attribute("lang", locale[:2] if locale != "nl" else "de")


@pytest.mark.parametrize(
    "notice",
    [
        pytest.param("", id="empty"),
        pytest.param("KI hilft", id="short"),
        pytest.param("Unser freundlicher Assistent berät Sie gern.", id="hides that it is a machine"),
        pytest.param(None, id="missing"),
        pytest.param({"x": 1}, id="no text at all"),
    ],
)
def test_an_insufficient_notice_is_replaced(page: Page, service: Service, notice):
    service.config = {**CONFIG, "notices": {"de": notice}}
    opened(page, service)
    expect(page.get_by_text("Hier antwortet eine KI von Bohnenpost, kein Mensch.")).to_be_in_viewport()


def test_the_notice_is_there_even_without_a_server(page: Page, service: Service):
    service.config = refused(503, retry_after=7)
    opened(page, service)
    expect(page.get_by_text("Hier antwortet eine KI von 127.0.0.1, kein Mensch.")).to_be_in_viewport()
    expect(page.get_by_role("alert").first).to_contain_text("in 7 Sekunden")


@pytest.mark.parametrize(
    "element",
    [
        pytest.param("<auskunft-chat></auskunft-chat>", id="style sheet"),
        pytest.param('<auskunft-chat hidden notice="" data-notice="off"></auskunft-chat>', id="attributes"),
        pytest.param(
            '<div style="opacity:0;overflow:hidden;height:0"><auskunft-chat></auskunft-chat></div>', id="parent"
        ),
    ],
)
def test_a_host_page_cannot_hide_the_notice(page: Page, service: Service, element):
    service.host_css = (
        HOSTILE_CSS.replace("* {", "main, p, dialog, section, footer {", 1) if "div" in element else HOSTILE_CSS
    )
    service.element = element
    service.csp = "default-src 'self'; style-src 'self' 'unsafe-inline'"
    page.goto(service.origin + "/host")
    page.evaluate("document.querySelector('auskunft-chat').setAttribute('open', '')")
    notice = page.locator("auskunft-chat .notice")
    expect(notice).to_be_in_viewport(ratio=1)
    shown = notice.evaluate("""(node) => {
      const style = getComputedStyle(node);
      const { left, top, width, height } = node.getBoundingClientRect();
      const inner = node.getRootNode().elementFromPoint(left + width / 2, top + height / 2);
      const [size, hit] = [parseFloat(style.fontSize), inner === node];
      return { size, hit, width, colour: style.color, on: style.backgroundColor };
    }""")
    assert shown["size"] >= 12
    assert shown["width"] > 200
    assert shown["hit"]
    assert shown["colour"] == "rgb(27, 36, 34)"
    assert shown["on"] == "rgb(232, 240, 237)"


@pytest.mark.parametrize(
    ("width", "height"),
    [
        pytest.param(320, 640, id="320 px wide"),
        pytest.param(360, 740, id="phone"),
        pytest.param(640, 400, id="200 % zoom"),
        pytest.param(320, 256, id="400 % zoom"),
    ],
)
def test_small_screens_keep_the_notice_and_never_scroll_sideways(page: Page, service: Service, width, height):
    page.set_viewport_size({"width": width, "height": height})
    table = "| Versandart | Preis | Lieferzeit | Zustellung |\n|---|---|---|---|\n| Standardversand | 8,90 | 3 | ja |"
    service.turns = [whole(events(f"{'Donaudampfschifffahrt' * 12}\n\n{table}\n\n" + "Satz.\n\n" * 30))]
    opened(page, service, "/demo")
    ask(page, "x" * 300)
    expect(page.get_by_role("button", name="Hilfreich", exact=True)).to_be_attached()
    for position in (0, 10_000):
        page.locator("auskunft-chat .scroll").evaluate("(node, top) => (node.scrollTop = top)", position)
        expect(page.get_by_text(NOTICE)).to_be_in_viewport(ratio=1)
        expect(page.locator("auskunft-chat .head .badge")).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("button", name="Mit einem Menschen sprechen")).to_be_in_viewport(ratio=1)
    sideways = """() => [document, document.querySelector("auskunft-chat").shadowRoot]
      .flatMap((root) => [...root.querySelectorAll("*")])
      .filter((node) => !node.closest(".table, textarea, .unseen") && node.scrollWidth > node.clientWidth + 1)
      .filter((node) => getComputedStyle(node).display !== "inline").map((node) => node.outerHTML.slice(0, 80))"""
    assert page.evaluate(sideways) == []


def test_the_script_may_come_from_another_origin(page: Page, service: Service):
    service.script_origin = service.origin.replace("127.0.0.1", "localhost")
    service.csp = f"default-src 'self' {service.script_origin}"
    opened(page, service)
    ask(page, "Hallo")
    expect(page.get_by_text("Guten Tag.")).to_be_visible()
    hosts = {
        headers["host"]
        for (_, path, _), headers in zip(service.requests, service.headers, strict=True)
        if "/v1/" in path
    }
    assert hosts == {service.script_origin.removeprefix("http://")}


def test_the_page_address_is_passed_on_without_its_query(page: Page, service: Service):
    opened(page, service, "/host?token=secret#part")
    ask(page, "Hallo")
    expect(page.get_by_text("Guten Tag.")).to_be_visible()
    assert service.posts("/conversations") == [{"language": "de", "page_url": f"{service.origin}/host"}]


def test_the_token_travels_in_a_header_only(page: Page, service: Service):
    opened(page, service)
    ask(page, "Hallo")
    expect(page.get_by_text("Guten Tag.")).to_be_visible()
    calls = zip(service.requests, service.headers, strict=True)
    sent = {path: headers.get("authorization") for (_, path, _), headers in calls if "/v1/" in path}
    assert sent == {"/v1/widget-config": None, "/v1/conversations": None, "/v1/conversations/c1/messages": "Bearer t1"}
    assert "t1" not in json.dumps([path for _, path, _ in service.requests])


def test_the_launcher_makes_way_for_the_focused_element_of_the_page(page: Page, service: Service):
    page.goto(service.origin + "/host")
    page.evaluate("""() => {
      const link = document.querySelector("a");
      Object.assign(link.style, { position: "fixed", right: "30px", bottom: "30px" });
      link.focus();
    }""")
    boxes = [page.locator(selector).bounding_box() for selector in ("a", "auskunft-chat .launcher")]
    assert boxes[1]["y"] + boxes[1]["height"] <= boxes[0]["y"]


def test_a_launcher_that_cannot_load_says_so_and_tries_again(page: Page, service: Service):
    page.route("**/widget-chat.js", lambda route: route.abort())
    page.goto(service.origin + "/host")
    page.locator("auskunft-chat .launcher").click()
    expect(page.get_by_role("button", name="Chat nicht erreichbar – erneut versuchen")).to_be_visible()
    page.unroute("**/widget-chat.js")


def test_attributes_are_the_state(page: Page, service: Service):
    opened(page, service)
    chat = page.locator("auskunft-chat")
    expect(chat).to_have_attribute("open", "")
    page.get_by_role("button", name="Chat schließen").click()
    expect(chat).not_to_have_attribute("open", "")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="KI-Chat öffnen")).to_be_focused()


@pytest.mark.parametrize("language", ["de", "en", "fr", "it"])
def test_the_demo_page_speaks_the_chosen_language(page: Page, service: Service, language):
    problems = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{service.origin}/demo?lang={language}")
    page.locator(f".questions[data-lang={language}] button").first.click()
    expect(page.get_by_role("dialog")).to_have_attribute("lang", language)
    expect(page.get_by_text("Guten Tag.")).to_be_visible()
    assert problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accent", ["#ffee00", "#767676", "#1d5c56", "navy", "rgb(190 90 60)"])
def test_any_accent_keeps_readable_text(browser: Browser, service: Service, scheme, accent):
    service.host_css = f"auskunft-chat {{ --auskunft-accent: {accent} }}"
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    opened(page, service)
    service.turns = [whole(events("Antwort mit `Code`.\n\n| a | b |\n|---|---|\n| c | d |"))]
    ask(page, "Frage")
    page.get_by_role("button", name="Hilfreich", exact=True).click()
    ratios = page.evaluate((Path(__file__).parent / "contrast.js").read_text(encoding="utf-8"))
    context.close()
    assert len(ratios) > 10
    assert {text: ratio for text, ratio in ratios.items() if ratio < 4.5} == {}


def test_targets_are_large_enough_for_a_thumb(page: Page, service: Service):
    opened(page, service)
    service.turns = [whole(events("Antwort.", sources=[{"title": "T", "url": "https://a.example/", "language": "de"}]))]
    ask(page, "Frage")
    page.get_by_role("button", name="Mit einem Menschen sprechen").click()
    small = """() => [...document.querySelector("auskunft-chat").shadowRoot
        .querySelectorAll("button, .sources a, input, textarea")]
      .map((node) => [node.outerHTML.slice(0, 60), node.getBoundingClientRect()])
      .filter(([, box]) => box.width && (box.height < 44 || box.width < 44)).map(([name]) => name)"""
    assert page.evaluate(small) == []


def test_nothing_moves_with_reduced_motion(page: Page, service: Service):
    opened(page, service)
    assert page.evaluate("document.getAnimations({ subtree: true }).length") == 0


def test_the_widget_stays_small():
    sizes = {path.name: path.stat().st_size for path in WIDGET.glob("widget*.js")}
    assert sizes["widget.js"] <= LOADER_MAX_BYTES
    assert sum(sizes.values()) <= TOTAL_MAX_BYTES


def test_no_file_of_the_widget_writes_markup_or_reaches_out():
    for path in WIDGET.glob("*.js"):
        source = path.read_text(encoding="utf-8")
        for forbidden in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "Storage",
            "cookie",
        ):
            assert forbidden not in source, path.name
    for path in WIDGET.iterdir():
        assert "//cdn" not in path.read_text(encoding="utf-8"), path.name
