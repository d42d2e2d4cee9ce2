"""Who may import whom: the contracts stand in pyproject.toml."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent / "pyproject.toml"
CONTRACTS = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def test_dependencies_point_one_way():
    checked = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--config", str(PROJECT)],
        cwd=PROJECT.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    assert f"{len(CONTRACTS)} kept, 0 broken" in checked.stdout


@pytest.mark.parametrize(
    ("package", "doors"),
    [
        pytest.param("litellm", {"assistant.llm"}, id="language models"),
        pytest.param("chromadb", {"assistant.knowledge.chroma"}, id="vector search"),
        pytest.param("presidio_analyzer", {"assistant.redaction"}, id="redaction"),
    ],
)
def test_a_library_has_one_door(package, doors):
    (contract,) = [each for each in CONTRACTS if package in each.get("protected_modules", ())]
    assert set(contract["allowed_importers"]) == doors
