"""Loads the embedder while other things are done."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from assistant.knowledge.embedder import Embedder


class Ahead:
    """Loads it once, in the background from the moment that it seems to be needed."""

    def __init__(self, load: Callable[[], Embedder]) -> None:
        self._load = load
        self._loading: Future[Embedder] | None = None

    def begin(self) -> Future[Embedder]:
        """Load it from now on."""
        if self._loading is None:
            background = ThreadPoolExecutor(1, thread_name_prefix="embedder")
            self._loading = background.submit(self._load)
            background.shutdown(wait=False)
        return self._loading

    def get(self) -> Embedder:
        """Wait for it. Raises what loading raises."""
        return self.begin().result()
