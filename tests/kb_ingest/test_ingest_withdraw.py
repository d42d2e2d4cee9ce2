"""What is removed is gone from answers at once, and what is refused can still be published."""

import pytest

from kb_ingest.check import CheckReport
from kb_ingest.cli_show import stopped
from kb_ingest.errors import IngestError
from kb_ingest.publish import publish, rollback


def refuse(*_):
    return CheckReport(passed=False, detail="kaputt.")


def fail(*_):
    raise IngestError("The reply line is gone.")


@pytest.fixture
def refused(published):
    """One of two live articles is removed, the other one's change is refused; returns the run's options."""

    def run(**options):
        published.write("konto", "Neu.")
        (published.folder / "versand.md").unlink()
        return published.ingest(check=refuse, **options)

    return run


def test_what_was_removed_is_gone_even_if_the_rest_is_stopped(published, refused):
    before = published.directory.current_id()
    report = refused()
    assert not report.published
    assert published.directory.current_id() not in {before, report.snapshot_id}
    assert published.live == {"konto": "Das Konto hat ein Passwort."}
    assert report.difference.removed == report.withdrawn == ("versand",)
    assert "The removed article is gone from answers already." in stopped(report)


def test_where_nothing_would_be_left_nothing_is_taken_out_and_that_is_said(published):
    before = published.live
    for name in ("konto", "versand"):
        (published.folder / f"{name}.md").unlink()
    published.write("neu")
    report = published.ingest(check=refuse)
    assert (report.difference.removed, report.withdrawn) == (("konto", "versand"), ())
    assert published.live == before
    assert "The removed articles stay in answers until a snapshot is published." in stopped(report)


def test_a_run_that_is_refused_without_removals_says_nothing_about_them(published):
    published.write("konto", "Neu.")
    assert "removed" not in stopped(published.ingest(check=refuse))


def test_a_refused_snapshot_can_be_published_however_few_are_kept(published, refused):
    report = refused(snapshots_kept=1)
    publish(published.directory, report.snapshot_id)
    assert published.live == {"konto": "Neu."}


def test_from_a_refused_snapshot_one_goes_back_to_what_was_live_before_it(published, refused):
    report = refused()
    before = published.directory.current_id()
    publish(published.directory, report.snapshot_id)
    assert rollback(published.directory) == before
    assert published.live == {"konto": "Das Konto hat ein Passwort."}


def test_one_goes_back_in_the_order_of_publication(published):
    first = published.directory.current_id()
    published.write("konto", "Neu.")
    second = published.ingest().snapshot_id
    publish(published.directory, first)
    assert rollback(published.directory) == second
    with pytest.raises(IngestError, match="no earlier snapshot"):
        rollback(published.directory)


def test_snapshots_of_a_version_that_did_not_count_publications_follow_their_time(published):
    ids = [published.directory.current_id()]
    for number in range(2):
        published.write("konto", f"Text {number}")
        ids.append(published.ingest().snapshot_id)
    for snapshot_id in ids:
        (published.directory.snapshot(snapshot_id) / "published").write_text("")
    assert published.directory.published() == ids
    assert rollback(published.directory) == ids[1]
    assert rollback(published.directory) == ids[0]


def test_runs_whose_check_fails_do_not_fill_the_disk(published):
    live = published.directory.current_id()
    for number in range(4):
        published.write("konto", f"Text {number}")
        with pytest.raises(IngestError, match="reply line"):
            published.ingest(check=fail, snapshots_kept=2)
    assert live in published.directory.finished()
    assert len(published.directory.finished()) == 3
