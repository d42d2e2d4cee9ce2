# ruff: noqa: ARG002  fakes have the signatures of what they stand for
"""The explain page in a browser."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from assistant.chat.dependencies import ready_services
from assistant.domain import CallResult, Draft, Finding, ModelCall, Statement, Verdict

pytestmark = pytest.mark.slow
QUESTION = "Ich bin Anna Schmidt. Wie lange kann ich etwas zurückgeben?"


@pytest.fixture
def opened(page, served, desk):
    """The page as its link opens it; whatever goes wrong in it fails the test."""
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(f"{served}/desk/explain#key={desk.key}")
    yield page
    assert not wrong, wrong


def test_the_key_leaves_the_address_at_once(opened, served):
    expect(opened.get_by_label("Frage", exact=True)).to_be_focused()
    assert opened.url == f"{served}/desk/explain"


def test_an_editor_sees_what_was_found_and_why(opened):
    opened.get_by_label("Frage", exact=True).fill(QUESTION)
    opened.get_by_role("button", name="Fragen").click()
    expect(opened.locator("#decision")).to_have_text("Antwort")
    expect(opened.locator("#probability-value")).to_have_text("0,90")
    expect(opened.locator("#redacted")).to_have_text("Ich bin <PERSON_1>. Wie lange kann ich etwas zurückgeben?")
    expect(opened.locator("#searched-for")).to_have_text("Ich bin <PERSON_1>. Wie lange kann ich etwas zurückgeben?")
    row = opened.locator("#passages tbody tr")
    expect(row).to_have_count(1)
    expect(row.get_by_role("link", name="Rückgabe")).to_have_attribute("href", "https://hilfe.example/returns")
    expect(row.locator(".score").nth(1)).to_contain_text("5,000")
    expect(opened.locator("#timings tbody tr")).to_have_count(6)


def test_an_editor_sees_what_a_model_was_asked_and_what_was_dropped(opened, desk):
    services = desk.backstage.services
    inventing = replace(services, stages=replace(services.stages, speaker=Model(), verifier=Objects()))
    desk.app.dependency_overrides[ready_services] = lambda: inventing
    opened.get_by_label("Frage", exact=True).fill(QUESTION)
    opened.get_by_role("button", name="Fragen").click()
    expect(opened.locator("#model-calls li")).to_have_text(
        [
            "zu langsam · openai/x · 8.000 ms · 700 + 0 Tokens · Kosten unbekannt · Antwort, Versuch 1",
            "beantwortet · openai/x · 812 ms · 690 + 41 Tokens · 0,0004 € · Antwort, Versuch 2",
        ]
    )
    expect(opened.locator("#dropped li")).to_have_text(["Das kostet <b>5 Euro</b>."])
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_a_model_nothing_is_said_of_one(opened):
    opened.get_by_label("Frage", exact=True).fill(QUESTION)
    opened.get_by_role("button", name="Fragen").click()
    expect(opened.locator("#result")).to_be_visible()
    expect(opened.locator("#model")).to_be_hidden()
    expect(opened.locator("#dropped-title")).to_be_hidden()


class Model:
    """Invents a price, at the second attempt."""

    def draft(self, decision, *, query, language):
        calls = (
            ModelCall("openai/x", CallResult.TIMEOUT, 8000.0, 700),
            ModelCall("openai/x", CallResult.OK, 812.4, 690, 41, 0.00043),
        )
        return Draft((Statement("Das kostet <b>5 Euro</b>.", ("c1",)),), "openai/x", model_calls=calls)

    def sources(self, decision, draft):
        return ()


class Objects:
    """To the price."""

    def verify(self, draft, decision, *, query):
        wrong = (Finding("numbers", draft.text, "is wrong"),) if "5 Euro" in draft.text else ()
        return Verdict(wrong)


def test_an_editor_sees_what_is_offered(opened):
    opened.get_by_label("Frage", exact=True).fill("unklar")
    opened.get_by_role("button", name="Fragen").click()
    expect(opened.locator("#decision")).to_have_text("Rückfrage mit Auswahl")
    expect(opened.locator("#choices li")).to_have_text(["Rückgabe returns"])


def test_many_passages_are_folded(opened):
    def many(route):
        answer = route.fetch().json()
        answer["passages"] *= 7
        route.fulfill(json=answer)

    opened.route("**/desk/explain", lambda route: many(route) if route.request.method == "POST" else route.continue_())
    opened.get_by_label("Frage", exact=True).fill(QUESTION)
    opened.get_by_role("button", name="Fragen").click()
    rows = opened.locator("#passages tbody tr")
    expect(rows.filter(visible=True)).to_have_count(5)
    opened.get_by_role("button", name="Alle Fundstellen zeigen").click()
    expect(rows.filter(visible=True)).to_have_count(7)
    expect(rows.nth(5).locator("summary")).to_be_focused()


def test_it_fits_a_phone(opened):
    opened.get_by_label("Frage", exact=True).fill(QUESTION)
    opened.get_by_label("Frage", exact=True).press("Enter")
    expect(opened.locator("#result")).to_be_visible()
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_articles_and_questions_hold_is_text(opened):
    opened.get_by_label("Frage", exact=True).fill("<img src=x onerror=alert(1)> unklar")
    opened.get_by_role("button", name="Fragen").click()
    expect(opened.locator("#redacted")).to_have_text("<img src=x onerror=alert(1)> unklar")
    assert opened.locator("#result img").count() == 0


def test_a_wrong_key_is_told_and_asked_for_again(page, served, desk):
    page.goto(f"{served}/desk/explain#key=falsch")
    page.get_by_label("Frage", exact=True).fill(QUESTION)
    page.get_by_role("button", name="Fragen").click()
    expect(page.get_by_role("status")).to_have_text("Dieser Schlüssel ist nicht der richtige.")
    page.get_by_label("Schlüssel").fill(desk.key)
    page.get_by_role("button", name="Öffnen").click()
    page.get_by_label("Frage", exact=True).press("Enter")
    expect(page.locator("#decision")).to_have_text("Antwort")
