import httpx
import pytest
from chat_fakes import open_backstage, parse_events

pytestmark = pytest.mark.slow


def test_a_ticket_survives_the_power_failing_right_after_its_receipt(server):
    path, headers = server.start()
    receipt = httpx.post(f"{path}/hand-off", json={"contact": {"email": "a@b.example"}}, headers=headers).json()
    server.process.kill()
    server.process.wait()
    backstage = open_backstage(server.data_dir)
    (ticket,) = backstage.tickets()
    backstage.database.close()
    assert ticket.number == receipt["number"]


def test_a_message_survives_the_power_failing_right_after_done(server):
    path, headers = server.start()
    done = dict(
        parse_events(httpx.post(f"{path}/messages", json={"text": "Einen Menschen bitte"}, headers=headers).text)
    )
    server.process.kill()
    server.process.wait()
    backstage = open_backstage(server.data_dir)
    said = [message.text for message in backstage.messages()]
    backstage.database.close()
    assert said == ["Einen Menschen bitte", done["done"]["reply"]["text"]]


def test_open_event_streams_tell_the_ticket_and_end_when_the_server_stops(server):
    path, headers = server.start()
    with httpx.stream("GET", f"{path}/events", headers=headers, timeout=20) as stream:
        lines = stream.iter_lines()
        assert next(lines) == ": open"
        number = httpx.post(f"{path}/hand-off", json={}, headers=headers).json()["number"]
        assert next(line for line in lines if line.startswith("data: ")).count(number) == 2
        server.process.terminate()
        assert list(lines)[-1:] in ([], [""])
    assert server.process.wait(10) is not None


def test_a_server_without_streams_ends_at_once(server):
    server.process.terminate()
    assert server.process.wait(10) is not None


def test_a_reply_that_has_begun_to_show_is_in_the_history_as_a_whole(server):
    """It was stored before its first word left."""
    path, headers = server.start()
    with httpx.stream("POST", f"{path}/messages", json={"text": "Wie geht Rückgabe?"}, headers=headers) as stream:
        next(line for line in stream.iter_lines() if line == "event: delta")
    answered = httpx.post(f"{path}/messages", json={"text": "Hallo"}, headers=headers, timeout=10)
    assert "event: done" in answered.text
    assert "event: notice" not in answered.text, "the first reply is in the history"
