import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.capacity import BusyError, Capacity
from assistant.chat.dependencies import visitor_address
from assistant.chat.metrics import Metrics
from assistant.chat.readiness import Readiness, StartingError
from assistant.chat.stream import deltas
from assistant.domain import Finding, Verdict
from assistant.exceptions import ConflictError, SettingsError


@given(st.text(alphabet="aB1 .!?…:\n\r\t-ß", max_size=200))
def test_nothing_is_lost_between_deltas(text):
    assert "".join(deltas(text)) == text


def test_deltas_end_where_sentences_and_paragraphs_do():
    assert list(deltas("Guten Tag! Bitte öffnen.\n\n1. Karton\n2. Etikett")) == [
        "Guten Tag! ",
        "Bitte öffnen.\n\n",
        "1. ",
        "Karton\n",
        "2. ",
        "Etikett",
    ]


@pytest.mark.parametrize(
    ("host", "key"),
    [
        pytest.param("203.0.113.7", "203.0.113.7", id="IPv4"),
        pytest.param("2001:db8:1:2:3::4", "2001:db8:1:2::/64", id="a site of IPv6"),
        pytest.param("127.0.0.1", None, id="a proxy on this machine"),
        pytest.param("::1", None, id="loopback of IPv6"),
        pytest.param("testclient", None, id="no address"),
        pytest.param(None, None, id="a socket file"),
    ],
)
def test_visitors_are_told_apart_by_address(host, key):
    assert visitor_address(host) == key


def test_a_conversation_has_one_place_and_all_together_are_bounded():
    capacity = Capacity(places=1)
    for number in range(17):
        capacity.take(str(number))
    with pytest.raises(ConflictError):
        capacity.take("0")
    with pytest.raises(BusyError):
        capacity.take("17")
    capacity.give_back("0")
    capacity.take("17")


def test_a_quiet_conversation_stays_quiet():
    capacity = Capacity(places=1)
    with capacity.quiet("a", wait_s=0) as is_quiet:
        assert is_quiet
        with pytest.raises(ConflictError):
            capacity.take("a")
    capacity.take("a")
    with capacity.quiet("a", wait_s=0.01) as is_quiet:
        assert not is_quiet
    with pytest.raises(ConflictError):
        capacity.take("a")


def test_while_services_load_everyone_is_told_to_come_back():
    readiness, may_go_on, built = Readiness(), threading.Event(), threading.Event()

    def build():
        may_go_on.wait(10)
        built.set()
        raise SettingsError("The key is wrong.")

    readiness.build(build)
    assert readiness.problem == "The service is starting."
    with pytest.raises(StartingError):
        readiness.services  # noqa: B018
    may_go_on.set()
    assert built.wait(10)
    _wait_for(lambda: readiness.problem == "The service could not start: The key is wrong.")


def test_an_unexpected_failure_at_start_is_not_quoted():
    readiness = Readiness()

    def build():
        raise RuntimeError("password=secret")

    readiness.build(build)
    _wait_for(lambda: readiness.problem == "The service could not start; its log tells why.")


def _wait_for(condition):
    for _ in range(500):
        if condition():
            return
        threading.Event().wait(0.01)
    raise AssertionError("It did not happen.")


def test_faults_of_drafts_are_counted_by_check():
    metrics = Metrics()
    metrics.verified(Verdict((Finding("numbers", "Das kostet 5 Euro.", "5 euro is not what the passage says there"),)))
    assert 'auskunft_verification_findings_total{check="numbers"} 1.0' in metrics.render().decode()
