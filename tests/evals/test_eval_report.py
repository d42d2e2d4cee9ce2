import json

from rich.console import Console

from evals.report import flatten, print_report, write_json

REPORT = {
    "n": 2,
    "pairs": {"de->de": {"hit@1": 0.5, "ms": {"p50": 1.25}}, "fr->de": {"hit@1": None}},
    "curve": [{"threshold": 0.5, "answered": 1}],
    "succeeded": ["a", "b"],
    "empty": [],
}


def test_leaves_are_named_by_their_path():
    assert flatten(REPORT)["pairs/de->de/ms/p50"] == 1.25
    assert flatten(REPORT)["n"] == 2


def test_the_file_holds_one_json_object(tmp_path):
    write_json(REPORT, tmp_path / "new" / "report.json")
    assert json.loads((tmp_path / "new" / "report.json").read_text()) == REPORT


def printed(report) -> str:
    console = Console(width=100, record=True, file=open("/dev/null", "w"))  # noqa: PTH123, SIM115
    with console.file:
        print_report(report, title="Bericht", console=console)
        return console.export_text()


def test_the_table_shows_every_figure():
    shown = printed(REPORT)
    for part in ("Bericht", "n", "2", "de->de", "0.500", "ms/p50", "1.250", "–", "threshold", "succeeded: a, b"):
        assert part in shown


def test_a_report_within_a_report_gets_tables_of_its_own():
    row = {"n": 3, "recall": 0.25}
    shown = printed({"by_language": {"de": {"labels": {"PERSON": row, "PHONE": row}, "precision": 0.125}}})
    assert [line.split() for line in shown.splitlines() if line.strip()][1:] == [
        ["by_language/de", "precision"],
        ["0.125"],
        ["by_language/de/labels", "n", "recall"],
        ["PERSON", "3", "0.250"],
        ["PHONE", "3", "0.250"],
    ]
