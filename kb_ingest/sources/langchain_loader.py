"""Any document loader of LangChain as a source, by the name of its class."""

import inspect
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

from langchain_core.documents import Document
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from kb_ingest.article import Article, Problem
from kb_ingest.errors import PermanentSourceError, SourceError, TransientSourceError
from kb_ingest.sources.files.extracted import Extracted, Refused, day
from kb_ingest.sources.identity import Completion, path_ids
from kb_ingest.sources.settings import LanguageCode, VariableName, secret
from kb_ingest.sources.source import Advance, Source, silent

MAX_DOCUMENTS = 50_000
MAX_CHARS = 1_000_000
MAX_TITLE_CHARS = 120
PARTS = ("row", "page", "sheet", "chunk", "seq_num")


class LangChain(BaseModel):
    """A document loader in the list of sources: its class, and the arguments to make it with.

    `arguments_env` names environment variables with secret arguments (`{api_key: WIKI_API_KEY}`). The packages of the
    loader are not installed with Auskunft.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["langchain"] = "langchain"
    loader: Annotated[str, Field(pattern=r"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$", max_length=300)]
    arguments: dict[str, JsonValue] = {}
    arguments_env: dict[str, VariableName] = {}
    lang: LanguageCode | None = None

    def open(self, *, state: Path) -> Source:  # noqa: ARG002  a loader reads everything anew; there is nothing to keep
        """The source."""
        return LangChainSource(self)


@dataclass(frozen=True, slots=True)
class LangChainSource:
    """A Source of the documents that a loader yields."""

    settings: LangChain

    @property
    def name(self) -> str:
        arguments = json.dumps(self.settings.arguments, sort_keys=True, ensure_ascii=False)
        return f"{self.settings.loader} {arguments}"

    def read(self, *, advance: Advance = silent) -> Iterator[Article | Problem]:
        """Yield each document. Raises SourceError, whatever the loader raises."""
        documents = self._documents(advance)
        places = _places(documents)
        ids = path_ids([place.path for place in places])
        for document, place in zip(documents, places, strict=True):
            completion = Completion(place.source, path_id=ids[place.path], language=self.settings.lang)
            yield completion.complete(_found(document, place))

    def _documents(self, advance: Advance) -> list[Document]:
        """All documents that are not empty. Raises SourceError."""
        loader = self._loader()
        try:
            found = loader.lazy_load() if hasattr(loader, "lazy_load") else loader.load()  # type: ignore[attr-defined]
            documents = list(_told(islice(found, MAX_DOCUMENTS + 1), advance))
        except Exception as error:
            raise _translated(error, self.settings.loader) from error
        if len(documents) > MAX_DOCUMENTS:
            raise PermanentSourceError(f"{self.settings.loader} yields more than {MAX_DOCUMENTS:,} documents.")
        foreign = next((item for item in documents if not isinstance(item, Document)), None)
        if foreign is not None:
            raise PermanentSourceError(f"{self.settings.loader} yields {type(foreign).__name__} instead of documents.")
        return [document for document in documents if document.page_content.strip()]

    def _loader(self) -> object:
        made = _class(self.settings.loader)
        secrets = {name: secret(variable) for name, variable in self.settings.arguments_env.items()}
        try:
            return made(**self.settings.arguments, **secrets)
        except Exception as error:
            raise _translated(error, self.settings.loader) from error


def _told(documents: Iterable[Document], advance: Advance) -> Iterator[Document]:
    for document in documents:
        advance(1)
        yield document


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a document stands: its source, and the part of it where the source has several documents."""

    source: str
    part: str

    @property
    def path(self) -> str:
        """What its id is made of."""
        place = self.source.rpartition("://")[2]
        return f"{place}/{self.part}" if self.part else place


def _places(documents: Sequence[Document]) -> list[_Place]:
    """Where each document stands, with a number where the loader does not tell the parts of a source apart."""
    per_source = Counter(_source(document) for document in documents)
    seen: Counter[tuple[str, str]] = Counter()
    places = []
    for document in documents:
        source = _source(document)
        part = _part(document) if per_source[source] > 1 else ""
        seen[source, part] += 1
        number = f"part {seen[source, part]}" if seen[source, part] > 1 else ""
        places.append(_Place(source, ", ".join(filter(None, (part, number)))))
    return places


def _found(document: Document, place: _Place) -> Extracted | Refused:
    metadata, text = document.metadata, document.page_content
    own_id = _said(metadata, "id", "doc_id") or document.id
    article_id = re.sub(r"\s", lambda space: quote(space[0]), own_id) if own_id else None
    if len(text) > MAX_CHARS:
        return Refused(f"is longer than {MAX_CHARS:,} characters", "unreadable", article_id, place=place.part)
    return Extracted(
        body=text,
        title=_said(metadata, "title", "name") or _first_line(text),
        article_id=article_id,
        language=_said(metadata, "language", "lang", "locale"),
        url=next((url for url in (_said(metadata, "url"), place.source) if url and _is_web(url)), None),
        updated=day(_said(metadata, "updated", "last_modified", "modified", "when")),
        place=place.part,
    )


def _class(path: str) -> type:
    """The loader's class. Raises PermanentSourceError."""
    module, _, name = path.rpartition(".")
    try:
        found = getattr(import_module(module), name, None)
    except ModuleNotFoundError as error:
        package = (error.name or module).partition(".")[0]
        raise PermanentSourceError(
            f"The loader {path} cannot be loaded: the package {package} is missing. It does not come with Auskunft; "
            f"install it beside, for example with `pip install {package.replace('_', '-')}`."
        ) from error
    except Exception as error:
        raise PermanentSourceError(f"The loader {path} cannot be loaded: {_line(error)}.") from error
    if not inspect.isclass(found) or not (hasattr(found, "lazy_load") or hasattr(found, "load")):
        raise PermanentSourceError(f"{path} is not a document loader: it needs to be a class with `load`.")
    return found


def _translated(error: Exception, loader: str) -> SourceError:
    """What a loader raised as one of our two errors: time-outs and broken connections may pass."""
    names = {kind.__name__ for kind in type(error).__mro__}
    passing = isinstance(error, TimeoutError | ConnectionError) or any("Timeout" in name for name in names)
    if passing or names & {"ConnectError", "ConnectionError", "RateLimitError", "NetworkError"}:
        return TransientSourceError(f"{loader} fails for now: {_line(error)}.")
    if isinstance(error, ImportError):
        return PermanentSourceError(f"{loader} needs a package that is not installed: {_line(error)}.")
    return PermanentSourceError(f"{loader} fails: {_line(error)}.")


def _line(error: Exception) -> str:
    """Kind and first line of an error; more of it would not help an editor."""
    first = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
    return f"{type(error).__name__}: {first[:300]}".rstrip(": .")


def _said(metadata: Mapping[str, object], *names: str) -> str | None:
    """The first of these keys that holds something."""
    found = (metadata.get(name) for name in names)
    return next((str(value).strip() for value in found if value not in (None, "")), None)


def _source(document: Document) -> str:
    return _said(document.metadata, "source", "url", "file_path", "path") or "document"


def _part(document: Document) -> str:
    """What the loader says to tell the documents of one source apart."""
    return " ".join(f"{name} {document.metadata[name]}" for name in PARTS if name in document.metadata)


def _first_line(text: str) -> str:
    line = next(line.strip().lstrip("#").strip() for line in text.splitlines() if line.strip())
    return line if len(line) <= MAX_TITLE_CHARS else line[: MAX_TITLE_CHARS - 1].rsplit(" ", 1)[0] + "…"


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://")) and address.isprintable()
