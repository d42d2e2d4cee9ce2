import threading

from assistant.kit.stopping import Stop, current_stop, stoppable_by


def test_the_first_reason_counts():
    stop = Stop()
    assert not stop.is_asked
    stop.ask("superseded")
    stop.ask("stopped")
    assert stop.is_asked
    assert stop.close() == "superseded"


def test_once_it_is_too_late_nobody_is_heard():
    stop = Stop()
    assert stop.close() is None
    stop.ask("stopped")
    assert stop.close() is None
    assert not stop.is_asked


def test_what_must_be_finished_is_finished_anyway():
    stop = Stop()
    stop.ask("stopped")
    assert stop.close(anyway=True) is None


def test_listeners_hear_it_once_early_or_late_and_not_after_their_block():
    stop, heard = Stop(), []
    with stop.heard_by(lambda: heard.append("gone")):
        pass
    with stop.heard_by(lambda: heard.append("early")):
        stop.ask("stopped")
        with stop.heard_by(lambda: heard.append("late")):
            pass
    assert heard == ["early", "late"]


def test_waiting_ends_with_the_stop():
    stop = Stop()
    threading.Timer(0.05, stop.ask, ["stopped"]).start()
    stop.wait(20)
    assert stop.is_asked


def test_a_stop_holds_within_its_block_only():
    stop = Stop()
    with stoppable_by(stop):
        assert current_stop() is stop
    assert current_stop() is not stop
