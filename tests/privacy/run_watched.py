"""Runs the command `auskunft` with a small embedder, and with a redactor that fails when a file says so.

Arguments: the file that says how redaction fails (empty: it works), the file for all texts that are embedded, and the
arguments of `auskunft`.
"""

import importlib.util
import sys
import threading
from functools import cache
from pathlib import Path

from assistant.knowledge import embedder

ERRORS = {error.__name__: error for error in (ValueError, MemoryError, RecursionError, OSError)}


class Breakable:
    """Presidio's engine, until the file names an error."""

    def __init__(self, engine, mood):
        self._engine = engine
        self._mood = mood

    def analyze(self, text, language, *, entities, score_threshold):
        mood = self._mood.read_text()
        if mood in ERRORS:
            raise ERRORS[mood](f"about {text}")
        if mood == "hang":
            threading.Event().wait(3)
        return self._engine.analyze(text, language, entities=entities, score_threshold=score_threshold)


@cache
def watched_embedder(embedded):
    spec = importlib.util.spec_from_file_location("shared", Path(__file__).parents[1] / "conftest.py")
    shared = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(shared)

    class Watched(shared.HashingEmbedder):
        def embed_passages(self, texts):
            with embedded.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.writelines(f"{text}\n" for text in texts)
            return super().embed_passages(texts)

    return Watched()


def breakable_redaction(redactor, mood):
    redactor._engine = Breakable(redactor._engine, mood)
    return redactor


def run(mood, embedded, arguments):
    embedder.load_embedder = lambda *_, **__: watched_embedder(embedded)  # before anybody has imported it
    from assistant import services
    from assistant.cli import main

    build_redaction = services.build_redaction
    services.build_redaction = lambda *given, **named: breakable_redaction(build_redaction(*given, **named), mood)
    sys.argv = ["auskunft", *arguments]
    main()


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
