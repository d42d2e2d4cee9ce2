"""Tells one version of a part of the program from another, so that what it computed can be kept until it changes."""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def code_digest(*names: str) -> str:
    """Changes with the code, the word lists and the models of these modules and packages. They are not imported."""
    files = [file for name in names for file in _files(name)]
    return hashlib.sha256(b"\x1f".join(file.read_bytes() for file in files)).hexdigest()


def _files(name: str) -> list[Path]:
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(name)
    if not spec.submodule_search_locations:
        return [Path(spec.origin or "")]
    folder = Path(next(iter(spec.submodule_search_locations)))
    return sorted(file for file in folder.rglob("*") if file.suffix in (".py", ".txt", ".onnx", ".json"))
