import pytest

from evals.cases import read_cases
from evals.evaluators import BY_NAME
from evals.exceptions import EvalsError
from evals.gates import Bound, Gate, read_gates, violations

GATE = Gate(evaluator="retrieval", cases="x.jsonl", bounds={"all/hit@1": Bound(min=0.5), "ms/p95": Bound(max=100)})


@pytest.mark.parametrize(
    ("report", "broken"),
    [
        pytest.param({"all": {"hit@1": 0.5}, "ms": {"p95": 100}}, [], id="on the bounds"),
        pytest.param(
            {"all": {"hit@1": 0.4}, "ms": {"p95": 101.5}},
            ["g: all/hit@1 is 0.4, must be at least 0.5", "g: ms/p95 is 101.5, must be at most 100"],
            id="beyond both",
        ),
        pytest.param({"all": {"hit@1": 1}}, ["g: ms/p95 is None, must be at most 100"], id="a figure is missing"),
        pytest.param(
            {"all": {"hit@1": None}, "ms": {"p95": 1}}, ["g: all/hit@1 is None, must be at least 0.5"], id="unknown"
        ),
    ],
)
def test_each_broken_bound_is_named(report, broken):
    assert list(violations(GATE, report, name="g")) == broken


def test_our_gates_name_evaluators_and_cases_that_exist():
    gates = read_gates()
    assert {gate.evaluator for gate in gates.values()} == set(BY_NAME)
    for gate in gates.values():
        evaluator = BY_NAME[gate.evaluator]
        assert read_cases(gate.cases_path, evaluator.case)
        assert gate.sample_kb or not evaluator.needs_kb


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("gates: {}", id="no gate"),
        pytest.param("gates: {g: {evaluator: x, cases: y, bounds: {a: {}}}}", id="a bound without bounds"),
        pytest.param("gates: {g: {evaluator: x, cases: y, bounds: {a: {least: 1}}}}", id="an unknown key"),
        pytest.param("gates: [", id="no YAML"),
    ],
)
def test_a_file_that_cannot_be_used_is_an_error(tmp_path, text):
    (tmp_path / "gates.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(EvalsError, match=r"gates\.yaml cannot be used"):
        read_gates(tmp_path / "gates.yaml")
