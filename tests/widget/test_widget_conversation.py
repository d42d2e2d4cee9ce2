import json
import time

import pytest
from playwright.sync_api import Page, Route, expect
from widget_service import NOTICE, SOURCE, Service, byte_by_byte, event, events, refused, reply, whole

pytestmark = pytest.mark.slow

ANSWER = "Grüße aus Zürich: 8,90 Franken – das 😀 bleibt ganz.\n\n- erstens\n- zweitens"
COUNT_ANNOUNCEMENTS = """() => {
  const log = document.querySelector("auskunft-chat").shadowRoot.querySelector("[role=log]");
  window.announced = [];
  const record = (changes) => changes.forEach(({ type, target, addedNodes }) =>
    addedNodes.forEach((node) => announced.push([type, target === log, node.textContent])));
  new MutationObserver(record).observe(log, { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture
def chat(page: Page, service: Service) -> Page:
    page.goto(service.origin + "/host")
    page.get_by_role("button", name="KI-Chat öffnen").click()
    expect(page.get_by_text(NOTICE)).to_be_visible()
    expect(page.get_by_role("textbox", name="Ihre Nachricht")).to_be_focused()
    return page


def ask(page: Page, text: str) -> None:
    box = page.get_by_role("textbox", name="Ihre Nachricht")
    box.fill(text)
    box.press("Enter")


def ai(page: Page):
    return page.locator("auskunft-chat .log article[data-author=ai]")


def test_a_stream_split_at_every_byte_arrives_whole(chat: Page, service: Service):
    service.turns = [byte_by_byte(events(ANSWER, sources=[SOURCE]).replace(b"\n", b"\r\n"))]
    ask(chat, "Was kostet der Versand?")
    expect(ai(chat)).to_contain_text("Grüße aus Zürich: 8,90 Franken – das 😀 bleibt ganz.")
    expect(ai(chat).locator(".text li")).to_have_text(["erstens", "zweitens"])
    source = chat.get_by_role("link", name="Versand in die Schweiz")
    expect(source).to_have_attribute("href", SOURCE["url"])
    expect(source).to_have_attribute("rel", "noopener noreferrer")


def test_the_fetch_of_the_element_can_be_replaced(chat: Page, service: Service):
    chat.evaluate("""(text) => {
      const body = new Blob([text]).stream();
      const original = window.fetch;
      document.querySelector("auskunft-chat").fetch = (url, options) =>
        url.endsWith("/messages") ? Promise.resolve(new Response(body)) : original(url, options);
    }""", events("Aus der Konserve.").decode())  # fmt: skip
    ask(chat, "Hallo")
    expect(ai(chat)).to_contain_text("Aus der Konserve.")
    assert service.posts("/messages") == []


def test_an_answer_is_announced_once_and_with_its_author(chat: Page, service: Service):
    chat.evaluate(COUNT_ANNOUNCEMENTS)
    service.turns = [
        service.held(event("delta", {"text": "Erster Satz. "}), events("Erster Satz. Zweiter Satz.", sources=[SOURCE]))
    ]
    ask(chat, "Frage")
    expect(chat.get_by_text("Erster Satz.")).to_be_visible()
    assert [text for *_, text in chat.evaluate("announced")] == ["Sie:Frage"]
    service.gate.set()
    expect(ai(chat)).to_have_count(1)
    chat.wait_for_timeout(100)
    announced = chat.evaluate("announced")
    assert all(whole_message for _, whole_message, _ in announced)
    assert len(announced) == 2
    assert announced[1][2].startswith("KIAutomatische AntwortErster Satz. Zweiter Satz.")


def test_each_message_tells_author_and_language(chat: Page, service: Service):
    expect(chat.get_by_role("log")).to_be_attached()
    service.turns = [whole(events("Yes, you can.", language="en"))]
    ask(chat, "Can I?")
    expect(ai(chat)).to_have_attribute("lang", "en")
    expect(ai(chat)).to_have_attribute("aria-label", "KI: Automatische Antwort")
    expect(ai(chat)).to_have_attribute("data-ai-generated", "true")
    expect(ai(chat).locator(".badge")).to_have_text("KI")
    mine = chat.locator("auskunft-chat article[data-author=customer]")
    expect(mine).to_have_attribute("lang", "en")
    expect(mine).to_have_attribute("aria-label", "Sie:")
    expect(mine.locator(".badge")).to_have_count(0)


def test_the_status_is_shown_while_waiting(chat: Page, service: Service):
    service.turns = [service.held(event("status", {"stage": "retrieve"}), events("Fertig."))]
    ask(chat, "Frage")
    status = chat.locator("auskunft-chat [role=status]")
    expect(status).to_have_text("KI sucht in der Hilfe …")
    service.gate.set()
    expect(ai(chat)).to_contain_text("Fertig.")
    expect(status).to_be_empty()


def test_unknown_and_malformed_events_do_no_harm(chat: Page, service: Service):
    noise = b"".join([
        b"event: delta\ndata: {broken\n\n", b"event: delta\ndata: 5\n\n", b"event: delta\ndata: null\n\n",
        b": ping\n\n",
        event("delta", {"text": 7}), event("weather", {"text": "sunny"}), event("status", {"stage": "constructor"}),
        event("sources", {"items": "none"}), event("notice", {"text": ""}), event("done", {}),
    ])  # fmt: skip
    done = event("done", {"reply": reply("Heil geblieben.", sources=[None, 3, SOURCE], choices="x")})
    service.turns = [whole(noise + done)]
    ask(chat, "Frage")
    expect(ai(chat)).to_contain_text("Heil geblieben.")
    expect(ai(chat).locator(".sources a")).to_have_count(1)
    expect(chat.locator("auskunft-chat .notice")).to_contain_text("kein Mensch")


def test_a_choice_is_sent_as_text_with_its_article(chat: Page, service: Service):
    choices = [{"article_id": f"a{n}", "title": f"Abo {n}", "language": "de"} for n in range(1, 5)]
    service.turns = [whole(events("Was meinen Sie?", decision="clarify", choices=choices)), whole(events("Gern."))]
    ask(chat, "Abo")
    expect(ai(chat).locator(".choices button")).to_have_text(["Abo 1", "Abo 2", "Abo 3"])
    chat.get_by_role("button", name="Abo 2").click()
    expect(chat.get_by_text("Gern.")).to_be_visible()
    assert service.posts("/messages") == [{"text": "Abo"}, {"text": "Abo 2", "article_id": "a2"}]
    expect(chat.get_by_role("button", name="Abo 1")).to_be_disabled()
    expect(chat.get_by_role("textbox", name="Ihre Nachricht")).to_be_focused()


def test_feedback_names_the_reply(chat: Page, service: Service):
    service.turns = [whole(events("Antwort.", reply_id="r-77"))]
    ask(chat, "Frage")
    chat.get_by_role("button", name="Nicht hilfreich").click()
    expect(chat.get_by_text("Danke für Ihre Rückmeldung.")).to_be_visible()
    expect(chat.get_by_role("button", name="Nicht hilfreich")).to_have_attribute("aria-pressed", "true")
    assert service.posts("/feedback") == [{"reply_id": "r-77", "helpful": False}]


def test_lost_feedback_is_admitted(chat: Page, service: Service):
    service.feedback = refused(500)
    ask(chat, "Frage")
    chat.get_by_role("button", name="Hilfreich", exact=True).click()
    expect(chat.get_by_text("Die Rückmeldung kam nicht an.")).to_be_visible()
    expect(chat.get_by_role("button", name="Hilfreich", exact=True)).to_have_attribute("aria-pressed", "false")


def test_a_hand_off_asks_for_consent_and_shows_the_receipt(chat: Page, service: Service):
    service.turns = [whole(events("Das gebe ich gern weiter.", decision="hand_off", reason="missing_knowledge"))]
    ask(chat, "Kompliziert")
    expect(chat.get_by_text("Mit dem Absenden geben Sie diesen Chatverlauf und Ihre Angaben")).to_be_visible()
    assert service.posts("/hand-off") == []
    chat.get_by_label("Name").fill("Eva Muster")
    chat.get_by_label("E-Mail").fill("eva@")
    chat.get_by_role("button", name="Absenden").click()
    expect(chat.get_by_text("Bitte prüfen Sie die E-Mail-Adresse")).to_be_visible()
    expect(chat.get_by_label("E-Mail")).to_be_focused()
    expect(chat.get_by_label("E-Mail")).to_have_attribute("aria-invalid", "true")
    chat.get_by_label("E-Mail").fill("eva@kundin.example")
    chat.get_by_role("button", name="Absenden").evaluate("(button) => { button.click(); button.click() }")
    expect(chat.get_by_text("Vorgangsnummer: T-2026-0042")).to_be_visible()
    expect(chat.get_by_text("Wir melden uns innerhalb eines Werktags.")).to_be_visible()
    contact = {"name": "Eva Muster", "email": "eva@kundin.example"}
    assert service.posts("/hand-off") == [{"reason": "missing_knowledge", "contact": contact}]
    expect(chat.get_by_role("link", name="Stand ansehen")).to_have_attribute(
        "href", f"{service.origin}/tickets/T-2026-0042"
    )


def test_a_ticket_in_the_stream_is_shown_as_receipt(chat: Page, service: Service):
    done = event("done", {"reply": reply("Erledigt.", decision="hand_off", reason="customer_request")})
    service.turns = [whole(event("ticket", {"number": "T-7", "status_url": "javascript:alert(1)"}) + done)]
    ask(chat, "Ja, bitte")
    expect(chat.get_by_text("Vorgangsnummer: T-7")).to_be_visible()
    expect(chat.get_by_role("button", name="Absenden")).to_have_count(0)
    expect(chat.get_by_role("link", name="Stand ansehen")).to_have_count(0)


def test_a_person_can_be_asked_for_at_any_time(chat: Page, service: Service):
    person = chat.get_by_role("button", name="Mit einem Menschen sprechen")
    place = person.bounding_box()
    person.click()
    expect(chat.get_by_label("Name")).to_be_focused()
    chat.get_by_role("button", name="Abbrechen").click()
    expect(chat.get_by_role("textbox", name="Ihre Nachricht")).to_be_focused()
    service.turns = [service.held(event("delta", {"text": "Ich schreibe"}))]
    ask(chat, "Frage")
    expect(chat.get_by_text("Ich schreibe")).to_be_visible()
    person.click()
    chat.get_by_role("button", name="Absenden").click()
    expect(chat.get_by_text("T-2026-0042")).to_be_visible()
    assert service.posts("/hand-off") == [{"reason": "customer_request", "contact": {}}]
    assert person.bounding_box() == place


def test_when_the_service_is_down_the_contact_remains(chat: Page, service: Service):
    service.hand_off = refused(503)
    chat.get_by_role("button", name="Mit einem Menschen sprechen").click()
    chat.get_by_label("Telefon").fill("030 23125 900")
    chat.get_by_role("button", name="Absenden").click()
    alert = chat.locator("auskunft-chat .alert")
    expect(alert).to_contain_text("So erreichen Sie uns direkt: service@bohnenpost.example")
    expect(chat.get_by_label("Telefon")).to_have_value("030 23125 900")
    service.hand_off = None
    alert.get_by_role("button", name="Erneut versuchen").click()
    expect(chat.get_by_text("T-2026-0042")).to_be_visible()


@pytest.mark.parametrize(
    ("response", "words"),
    [
        pytest.param(refused(429, retry_after=20), "Bitte versuchen Sie es in 20 Sekunden erneut.", id="429"),
        pytest.param(refused(429), "Bitte versuchen Sie es gleich noch einmal.", id="429 without a time"),
        pytest.param(refused(503, retry_after=5), "Der Chat ist gerade nicht bereit.", id="503"),
        pytest.param(refused(409), "Gerade gibt es zu viele Anfragen.", id="409"),
        pytest.param(refused(500), "Das hat leider nicht geklappt.", id="500"),
        pytest.param(whole(b""), "bevor die Antwort fertig war", id="empty stream"),
        pytest.param(whole(event("delta", {"text": "Halb"})), "bevor die Antwort fertig war", id="cut stream"),
        pytest.param(
            whole(event("error", {"code": "language_model", "message": "x"})), "nicht geklappt", id="error event"
        ),
        pytest.param(
            whole(event("error", {"code": "too_many_requests"})), "zu viele Anfragen", id="busy in the stream"
        ),
        pytest.param(whole(b"event: error\ndata: nonsense\n\n"), "nicht geklappt", id="malformed error"),
    ],
)
def test_an_error_is_explained_and_can_be_retried(chat: Page, service: Service, response, words):
    service.turns = [response, whole(events("Jetzt geht es."))]
    ask(chat, "Meine Frage")
    alert = chat.locator("auskunft-chat .alert")
    expect(alert).to_contain_text(words)
    expect(chat.locator("auskunft-chat article[data-author=customer]")).to_contain_text("Meine Frage")
    alert.get_by_role("button", name="Erneut versuchen").click()
    expect(ai(chat).last).to_contain_text("Jetzt geht es.")
    expect(alert).to_be_empty()
    expect(chat.locator("auskunft-chat article[data-author=customer]")).to_have_count(1)
    assert service.posts("/messages") == [{"text": "Meine Frage"}, {"text": "Meine Frage"}]


def test_half_an_answer_is_marked_as_such(chat: Page, service: Service):
    service.turns = [whole(event("delta", {"text": "Nur die Hälfte"}))]
    ask(chat, "Frage")
    expect(ai(chat)).to_contain_text("Nur die Hälfte")
    expect(ai(chat)).to_contain_text("Diese Antwort ist unvollständig.")


def test_a_text_that_is_too_long_comes_back_into_the_field(chat: Page, service: Service):
    service.turns = [refused(413)]
    ask(chat, "lang " * 50)
    expect(chat.locator("auskunft-chat .alert")).to_contain_text("Die Nachricht ist zu lang.")
    expect(chat.get_by_role("textbox", name="Ihre Nachricht")).to_have_value(("lang " * 50).strip())
    expect(chat.locator("auskunft-chat article")).to_have_count(0)


def test_without_network_the_question_stays_and_is_sent_later(chat: Page, service: Service):
    chat.context.set_offline(offline=True)
    ask(chat, "Hallo?")
    expect(chat.locator("auskunft-chat .alert")).to_contain_text("Keine Verbindung zum Chat.")
    chat.context.set_offline(offline=False)
    chat.get_by_role("button", name="Erneut versuchen").click()
    expect(ai(chat)).to_contain_text("Guten Tag.")
    assert service.posts("/messages") == [{"text": "Hallo?"}]


def test_a_failed_start_is_made_good_by_the_next_try(page: Page, service: Service):
    config, service.config = service.config, refused(503)
    page.goto(service.origin + "/host")
    page.get_by_role("button", name="KI-Chat öffnen").click()
    ask(page, "Frage")
    expect(page.locator("auskunft-chat .alert")).to_contain_text("Der Chat ist gerade nicht bereit.")
    assert service.posts() == []
    service.config = config
    page.get_by_role("button", name="Erneut versuchen").click()
    expect(ai(page)).to_contain_text("Guten Tag.")
    expect(page.get_by_text(NOTICE)).to_be_visible()


def test_a_forgotten_conversation_is_begun_anew(chat: Page, service: Service):
    service.turns = [refused(404), whole(events("Wieder da."))]
    ask(chat, "Frage")
    expect(ai(chat)).to_contain_text("Wieder da.")
    assert [path for _, path, _ in service.requests if path.endswith("/messages")] == [
        "/v1/conversations/c1/messages",
        "/v1/conversations/c2/messages",
    ]


def test_two_messages_to_a_forgotten_conversation_begin_one(chat: Page, service: Service):
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    chat.route("**/v1/conversations/c1/messages", hold)
    ask(chat, "Was kostet der Versand")
    ask(chat, "nach Polen?")
    while len(held) < 2:
        chat.wait_for_timeout(20)
    for number, route in enumerate(reversed(held), start=1):
        route.fulfill(status=404, json={"error": "not_found", "detail": "Refused."})
        while len(service.posts("/messages")) < number:
            chat.wait_for_timeout(20)
    assert len(service.posts("/conversations")) == 2


def test_stop_ends_the_stream_and_keeps_what_came(chat: Page, service: Service):
    service.turns = [service.held(event("delta", {"text": "Ein langer Satz"})), whole(events("Weiter."))]
    ask(chat, "Frage")
    expect(chat.get_by_text("Ein langer Satz")).to_be_visible()
    expect(chat.get_by_role("button", name="Senden")).to_be_hidden()
    chat.get_by_role("button", name="Antwort stoppen").click()
    expect(ai(chat)).to_contain_text("Ein langer SatzAntwort gestoppt.")
    expect(chat.locator("auskunft-chat .alert")).to_be_empty()
    expect(chat.get_by_role("textbox", name="Ihre Nachricht")).to_be_focused()
    ask(chat, "Noch etwas")
    expect(ai(chat).last).to_contain_text("Weiter.")


def test_a_further_message_before_the_answer_gets_one_answer_with_it(chat: Page, service: Service):
    superseded = event("error", {"code": "superseded", "message": "Zusammen mit der nächsten."})
    service.turns = [
        service.held(event("status", {"stage": "retrieve"}), superseded),
        whole(events("Für beides gilt das.")),
    ]
    ask(chat, "Was kostet der Versand")
    expect(chat.get_by_role("button", name="Antwort stoppen")).to_be_visible()
    expect(chat.get_by_role("button", name="Senden")).to_be_hidden()
    chat.get_by_role("textbox", name="Ihre Nachricht").fill("nach Polen?")
    chat.get_by_role("button", name="Senden").click()
    expect(ai(chat)).to_contain_text("Für beides gilt das.")
    service.gate.set()
    expect(chat.locator("auskunft-chat article[data-author=customer]")).to_have_count(2)
    expect(ai(chat)).to_have_count(1)
    expect(chat.locator("auskunft-chat .alert")).to_be_empty()
    expect(chat.locator("auskunft-chat [role=status]")).to_be_empty()
    expect(chat.get_by_role("button", name="Antwort stoppen")).to_be_hidden()
    assert service.posts("/messages") == [{"text": "Was kostet der Versand"}, {"text": "nach Polen?"}]


def test_messages_in_a_row_are_stopped_together(chat: Page, service: Service):
    waiting = event("status", {"stage": "retrieve"})
    service.turns = [service.held(waiting), service.held(waiting), whole(events("Weiter."))]
    ask(chat, "Was kostet der Versand")
    ask(chat, "nach Polen?")
    while len(service.posts("/messages")) < 2:
        chat.wait_for_timeout(20)
    stop = chat.get_by_role("button", name="Antwort stoppen")
    stop.focus()
    chat.keyboard.press("Enter")
    expect(ai(chat)).to_have_count(1)
    expect(ai(chat)).to_contain_text("Antwort gestoppt.")
    expect(stop).to_be_hidden()
    expect(chat.get_by_role("textbox", name="Ihre Nachricht")).to_be_focused()
    ask(chat, "Noch etwas")
    expect(ai(chat).last).to_contain_text("Weiter.")
    expect(chat.locator("auskunft-chat .alert")).to_be_empty()


@pytest.mark.parametrize(
    ("language", "stop", "stopped"),
    [
        ("en", "Stop the answer", "Answer stopped."),
        ("fr", "Arrêter la réponse", "Réponse arrêtée."),
        ("it", "Interrompi la risposta", "Risposta interrotta."),
    ],
)
def test_an_answer_can_be_stopped_in_every_language(page: Page, service: Service, language, stop, stopped):
    service.element = f'<auskunft-chat lang="{language}" open></auskunft-chat>'
    service.turns = [service.held(event("status", {"stage": "retrieve"}))]
    page.goto(service.origin + "/host")
    box = page.locator("auskunft-chat textarea")
    box.fill("?!")
    box.press("Enter")
    page.get_by_role("button", name=stop).click()
    expect(ai(page)).to_contain_text(stopped)


def test_text_typed_during_an_answer_is_kept(chat: Page, service: Service):
    service.turns = [service.held(event("delta", {"text": "Moment"}), events("Fertig."))]
    ask(chat, "Frage")
    expect(chat.get_by_text("Moment")).to_be_visible()
    ask(chat, "Und noch")
    expect(chat.get_by_role("textbox", name="Ihre Nachricht")).to_have_value("Und noch")
    service.gate.set()
    expect(ai(chat)).to_contain_text("Fertig.")
    assert service.posts("/messages") == [{"text": "Frage"}]


def test_enter_sends_shift_enter_breaks_the_line_and_an_input_method_is_left_alone(chat: Page, service: Service):
    box = chat.get_by_role("textbox", name="Ihre Nachricht")
    box.press_sequentially("eins")
    box.press("Shift+Enter")
    box.press_sequentially("zwei")
    composing = {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    box.dispatch_event("keydown", composing)
    expect(box).to_have_value("eins\nzwei")
    box.press("Enter")
    expect(ai(chat)).to_have_count(1)
    assert service.posts("/messages") == [{"text": "eins\nzwei"}]
    box.fill("   ")
    box.press("Enter")
    assert len(service.posts("/messages")) == 1


def test_everything_works_with_the_keyboard_alone(page: Page, service: Service):
    service.turns = [whole(events("Antwort.", sources=[SOURCE]))]
    own = "document.activeElement.shadowRoot?.activeElement"
    focused = f"{own}?.ariaLabel || {own}?.textContent"
    page.goto(service.origin + "/host")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "KI-Chat öffnen"
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Ihre Nachricht")).to_be_focused()
    page.keyboard.type("Was kostet der Versand?")
    page.keyboard.press("Enter")
    expect(ai(page)).to_contain_text("Antwort.")
    order = []
    for _ in range(6):
        page.keyboard.press("Shift+Tab")
        order.append(page.evaluate(focused))
    assert order == [
        "Datenschutz",
        "Nicht hilfreich",
        "Hilfreich",
        "Versand in die Schweiz",
        "Chatverlauf",
        "Chat schließen",
    ]
    page.get_by_role("textbox", name="Ihre Nachricht").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Mit einem Menschen sprechen"
    page.keyboard.press("Enter")
    page.keyboard.type("Eva")
    page.keyboard.press("Enter")
    expect(page.get_by_text("T-2026-0042")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="KI-Chat öffnen")).to_be_focused()


def test_closing_keeps_the_conversation(chat: Page, service: Service):
    ask(chat, "Hallo")
    expect(ai(chat)).to_have_count(1)
    chat.keyboard.press("Escape")
    chat.get_by_role("button", name="KI-Chat öffnen").click()
    expect(ai(chat)).to_be_visible()
    assert len([path for _, path, _ in service.requests if path == "/v1/widget-config"]) == 1
    assert len(service.posts("/conversations")) == 1


def test_a_long_stream_is_drawn_without_delay(chat: Page, service: Service):
    deltas = b"".join(event("delta", {"text": f"Wort {n} "}) for n in range(2000))
    service.turns = [whole(deltas + event("done", {"reply": reply("Ende.")}))]
    started = time.monotonic()
    ask(chat, "Frage")
    expect(ai(chat)).to_contain_text("Ende.")
    assert time.monotonic() - started < 5


def test_the_request_body_knows_no_other_fields(chat: Page, service: Service):
    ask(chat, "Hallo")
    expect(ai(chat)).to_have_count(1)
    keys = {key for body in service.posts() for key in json.loads(json.dumps(body))}
    assert keys == {"language", "page_url", "text"}
