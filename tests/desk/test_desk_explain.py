"""The explain page over HTTP."""

import pytest

QUESTION = "Ich bin Anna Schmidt. Wie lange kann ich etwas zurückgeben?"


def test_a_question_is_explained_in_words_and_numbers(desk):
    answered = desk.explain(QUESTION)
    assert (answered.status_code, answered.headers["cache-control"]) == (200, "no-store")
    told = answered.json()
    assert (told["decision"], told["probability"]) == ("Antwort", 0.9)
    assert told["redacted"] == "Ich bin <PERSON_1>. Wie lange kann ich etwas zurückgeben?"
    assert [score["words"] for score in told["passages"][0]["scores"]] == ["Bedeutung", "Wörter", "zusammen"]
    assert [score["value"] for score in told["passages"][0]["scores"]] == [0.9, 5.0, 0.9]
    assert [time["name"] for time in told["timings"]] == ["redact", "retrieve", "decide", "answer", "verify", "total"]
    assert "Schmidt" not in answered.text


def test_nothing_is_stored_and_no_ticket_is_opened(desk):
    assert desk.explain("Einen Menschen bitte").json()["reason"] == "Es wird nach einem Menschen gefragt."
    desk.explain(QUESTION)
    assert not desk.backstage.messages()
    assert not desk.backstage.tickets()


def test_each_question_has_a_vault_of_its_own(desk):
    assert desk.explain("Anna Schmidt").json()["redacted"] == "<PERSON_1>"
    assert desk.explain("Bernd Beispiel").json()["redacted"] == "<PERSON_1>"


def test_without_redaction_nothing_of_the_question_is_told(desk):
    desk.backstage.redactor.is_down = True
    told = desk.explain(QUESTION).json()
    assert (told["redacted"], told["probability"], told["passages"]) == (None, None, [])


@pytest.mark.parametrize(("wish", "language"), [(None, "en"), ("", "en"), ("fr", "fr")])
def test_the_language_is_detected_unless_it_is_given(desk, wish, language):
    assert desk.explain("please help", language=wish).json()["language"] == language


@pytest.mark.parametrize("key", ["", "wrong", "x" * 43])
def test_without_the_key_there_is_no_answer(desk, key, caplog):
    refused = desk.explain(QUESTION, key=key)
    assert refused.status_code == 401
    assert refused.json() == {
        "error": "unauthorized",
        "detail": "The key is missing or wrong; the right one stands in desk.key.",
    }
    assert not any("Schmidt" in str(vars(record)) or desk.key in str(vars(record)) for record in caplog.records)


def test_the_key_comes_before_anything_else(desk):
    assert desk.explain(None, key="wrong").status_code == 401
    assert desk.explain(None).status_code == 422


def test_guessing_is_slowed_down(desk):
    desk.address = "192.0.2.7"
    refused = [desk.explain("?", key="wrong").status_code for _ in range(201)]
    assert (refused[0], refused[-1]) == (401, 429)


@pytest.mark.parametrize(
    ("question", "status"), [pytest.param("", 400, id="empty"), pytest.param("a" * 4001, 413, id="too long")]
)
def test_what_the_chat_refuses_is_refused_here(desk, question, status):
    assert desk.explain(question).status_code == status


@pytest.mark.parametrize(
    ("wishes", "language", "title"),
    [
        pytest.param("", "de", "Warum diese Antwort?", id="no wish"),
        pytest.param("de-AT,de;q=0.9,en;q=0.8", "de", "Warum diese Antwort?", id="German"),
        pytest.param("fr-CH, en-GB;q=0.7, de;q=0.5", "en", "Why this answer?", id="neither first"),
        pytest.param("de;q=0.2,en", "en", "Why this answer?", id="order does not count"),
        pytest.param("fr, ;q=x, *", "de", "Warum diese Antwort?", id="neither"),
    ],
)
def test_the_page_speaks_german_first(desk, wishes, language, title):
    page = desk.get("/desk/explain", **{"Accept-Language": wishes})
    assert f'<html lang="{language}">' in page.text
    assert f"<title>{title}</title>" in page.text
    assert ("0,55" in page.text) == (language == "de")


def test_the_page_runs_nothing_but_its_own_files(desk):
    page = desk.get("/desk/explain")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<style" not in page.text
    assert "style=" not in page.text
    for name in ("explain.js", "explain.css"):
        assert f"/desk/{name}" in page.text
        assert desk.get(f"/desk/{name}").status_code == 200


def test_an_unchanged_file_is_not_sent_again(desk):
    tag = desk.get("/desk/explain.js").headers["etag"]
    assert desk.get("/desk/explain.js", **{"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/desk/explain.html", "/desk/desk.key", "/desk/..%2Fdesk.key", "/desk"])
def test_nothing_else_is_served(desk, path):
    assert desk.get(path, Authorization=f"Bearer {desk.key}").status_code == 404
