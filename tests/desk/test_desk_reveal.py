"""Revealing a value over HTTP."""

import pytest
from sqlalchemy import event

WISH = {"placeholder": "<PERSON_1>", "by": "Petra Huber", "why": "Rückruf"}


def test_a_value_is_told_to_whoever_has_the_key_and_a_reason(desk):
    number = desk.ticket("Ich bin Anna Schmidt")
    told = desk.reveal(number, WISH)
    assert (told.status_code, told.headers["cache-control"]) == (200, "no-store")
    assert told.json() == {"placeholder": "<PERSON_1>", "value": "Anna Schmidt"}
    (row,) = desk.backstage.services.reveals.of(number)
    assert (row.agent, row.reason, row.placeholder, row.outcome) == ("Petra Huber", "Rückruf", "<PERSON_1>", "revealed")


def test_tickets_of_two_customers_are_not_mixed_up(desk):
    one, other = desk.ticket("Ich bin Anna Schmidt"), desk.ticket("Ich bin Bernd Beispiel")
    assert desk.reveal(other, WISH).json()["value"] == "Bernd Beispiel"
    assert desk.reveal(one, WISH).json()["value"] == "Anna Schmidt"


@pytest.mark.parametrize("key", ["", "wrong", "x" * 43])
def test_without_the_key_nothing_is_told_and_nothing_stored(desk, key):
    number = desk.ticket("Ich bin Anna Schmidt")
    refused = desk.reveal(number, WISH, key=key)
    assert (refused.status_code, refused.json()["error"]) == (401, "unauthorized")
    assert desk.backstage.services.reveals.of(number) == []


def test_an_unknown_placeholder_is_told_and_stored(desk):
    number = desk.ticket("Hallo")
    refused = desk.reveal(number, WISH)
    assert refused.status_code == 404
    assert refused.json() == {"error": "not_found", "detail": f"There is no <PERSON_1> in ticket {number}."}
    assert [row.outcome for row in desk.backstage.services.reveals.of(number)] == ["unknown"]


@pytest.mark.parametrize("number", ["AU-2026-000099", "...", "AU%00", "x" * 200])
def test_a_ticket_that_is_not_there_is_told(desk, number):
    assert desk.reveal(number, WISH).status_code == 404


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        pytest.param({**WISH, "placeholder": "Anna Schmidt"}, 400, id="no placeholder"),
        pytest.param({**WISH, "why": " "}, 400, id="no reason"),
        pytest.param({"placeholder": "<PERSON_1>", "by": "Petra"}, 422, id="a field is missing"),
        pytest.param({**WISH, "value": "Anna Schmidt"}, 422, id="a field too many"),
        pytest.param({**WISH, "why": ["Anna Schmidt"]}, 422, id="no text"),
    ],
)
def test_what_is_malformed_is_refused_without_being_repeated(desk, wish, status, caplog):
    refused = desk.reveal(desk.ticket("Ich bin Anna Schmidt"), wish)
    assert refused.status_code == status
    assert "Anna" not in refused.text
    assert not any("Anna" in str(vars(record)) for record in caplog.records)


def test_without_the_record_there_is_no_value(desk, caplog):
    number = desk.ticket("Ich bin Anna Schmidt")

    @event.listens_for(desk.backstage.database.engine, "connect")
    def protect(connection, _):
        connection.execute("PRAGMA query_only = ON")

    desk.backstage.database.engine.dispose()
    refused = desk.reveal(number, WISH)
    assert (refused.status_code, refused.json()["error"]) == (503, "storage")
    assert "Anna" not in refused.text
    assert not any("Anna" in str(vars(record)) for record in caplog.records)
