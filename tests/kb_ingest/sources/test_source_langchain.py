from collections.abc import Iterator

import pytest
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from kb_ingest.article import Article, Problem
from kb_ingest.errors import PermanentSourceError, TransientSourceError
from kb_ingest.sources.langchain_loader import LangChain

TEXT = "Der Versand nach Österreich kostet 9,90 Euro und dauert drei Tage."


class Wiki(BaseLoader):
    """A loader as one would find it in a package."""

    def __init__(self, *, pages: list[dict], api_key: str = "") -> None:
        self.pages = pages
        self.api_key = api_key

    def lazy_load(self) -> Iterator[Document]:
        for page in self.pages:
            yield Document(
                page_content=page.get("text", TEXT), metadata=page.get("metadata", {}) | {"key": self.api_key}
            )


class OldLoader:
    """A loader from before loaders were lazy."""

    def load(self) -> list[Document]:
        return [Document(page_content=TEXT, metadata={"source": "alt.txt"})]


class NeedsPackage(BaseLoader):
    def lazy_load(self) -> Iterator[Document]:
        raise ImportError("psycopg package not found, please install it with `pip install psycopg`")


class Breaks(BaseLoader):
    """Yields a document, then fails."""

    def __init__(self, *, error: str) -> None:
        self.error = error

    def lazy_load(self) -> Iterator[Document]:
        yield Document(page_content=TEXT)
        raise {
            "time": TimeoutError("took too long"),
            "connection": ConnectionResetError("reset by peer"),
            "foreign": type("ReadTimeout", (Exception,), {})("foreign library"),
            "file": FileNotFoundError(2, "No such file or directory", "faq.csv"),
            "value": ValueError("first line\nsecond line"),
        }[self.error]


class Strings(BaseLoader):
    def lazy_load(self) -> Iterator[Document]:
        yield "a string"


def source(loader: type | str, **settings):
    name = loader if isinstance(loader, str) else f"{__name__}.{loader.__name__}"
    return LangChain(loader=name, **settings)


@pytest.fixture
def read(tmp_path):
    def run(loader: type | str, **settings) -> list[Article | Problem]:
        return list(source(loader, **settings).open(state=tmp_path).read())

    return run


def pages(*metadata: dict, **more) -> dict:
    return {"pages": [{"metadata": each} | more for each in metadata]}


def test_a_document_is_an_article(read):
    metadata = {
        "source": "https://wiki.example/Versand",
        "title": "Versand",
        "language": "de-AT",
        "updated": "2026-05-01T1",
    }
    (article,) = read(Wiki, arguments=pages(metadata))
    assert (article.title, article.language, article.body) == ("Versand", "de", TEXT)
    assert article.article_id == "wiki-example/versand"
    assert article.origin == article.url == "https://wiki.example/Versand"
    assert str(article.updated) == "2026-05-01"


def test_what_a_document_does_not_say_is_found_in_its_text(read):
    (article,) = read(Wiki, arguments=pages({}, text=f"# Versand ins Ausland\n\n{TEXT}"))
    assert (article.title, article.language, article.url) == ("Versand ins Ausland", "de", None)


def test_the_documents_of_one_file_are_told_apart(read):
    rows = [{"source": "faq.csv", "row": 0}, {"source": "faq.csv", "row": 1}, {"source": "faq.csv", "row": 1}]
    found = read(Wiki, arguments=pages(*rows))
    assert [article.article_id for article in found] == [
        "faq-csv/row-0",
        "faq-csv/row-1",
        "faq-csv/row-1-part-2",
    ]
    assert found[1].origin == "faq.csv, row 1"


@pytest.mark.parametrize(
    "documents",
    [
        pytest.param([{"source": "a b.txt"}, {"source": "a-b.txt"}], id="files"),
        pytest.param([{"source": "faq", "sheet": "a b"}, {"source": "faq", "sheet": "a-b"}], id="parts of a file"),
        pytest.param([{"id": "a b"}, {"id": "a-b"}], id="ids of the loader"),
    ],
)
def test_documents_with_one_name_in_words_are_told_apart_in_every_run(read, documents):
    first = [article.article_id for article in read(Wiki, arguments=pages(*documents))]
    assert len(set(first)) == 2
    assert first == [article.article_id for article in read(Wiki, arguments=pages(*documents))]


def test_an_id_of_the_loader_is_kept(read):
    (article,) = read(Wiki, arguments=pages({"id": "V-17.2"}))
    assert article.article_id == "V-17.2"


def test_a_loader_that_is_not_lazy_is_read_too(read):
    (article,) = read(OldLoader)
    assert article.article_id == "alt"


def test_documents_without_text_are_left_out(read):
    found = read(Wiki, arguments={"pages": [{"text": " \n"}, {"text": TEXT}]})
    assert len(found) == 1


@pytest.mark.parametrize(
    ("settings", "language"),
    [pytest.param({"lang": "it"}, "it", id="named"), pytest.param({}, None, id="unknown")],
)
def test_a_language_that_cannot_be_told_is_to_be_named(read, settings, language):
    (found,) = read(Wiki, arguments=pages({"title": "42", "language": "Klingon"}, text="42"), **settings)
    assert getattr(found, "language", None) == language
    if isinstance(found, Problem):
        assert "`lang`" in found.detail


def test_a_document_that_is_too_long_is_named(read):
    (problem,) = read(Wiki, arguments=pages({"source": "buch"}, text="Wort " * 200_001))
    assert "longer than 1,000,000 characters" in problem.detail


def test_secrets_come_from_the_environment_and_are_not_in_the_name(read, monkeypatch):
    monkeypatch.setenv("WIKI_KEY", "geheim")
    settings = {"arguments": pages({"id": "a"}), "arguments_env": {"api_key": "WIKI_KEY"}}
    (article,) = read(Wiki, **settings)
    assert article.article_id == "a"
    name = source(Wiki, **settings).open(state=None).name
    assert "geheim" not in name
    assert "Wiki" in name
    monkeypatch.delenv("WIKI_KEY")
    with pytest.raises(PermanentSourceError, match="WIKI_KEY is not set"):
        read(Wiki, **settings)


def test_two_uses_of_a_loader_have_two_names(tmp_path):
    names = {source(Wiki, arguments=pages({"id": name})).open(state=tmp_path).name for name in "ab"}
    assert len(names) == 2


@pytest.mark.parametrize(
    ("loader", "said"),
    [
        pytest.param(
            "langchain_community.document_loaders.CSVLoader",
            r"package langchain_community is missing.*pip install langchain-community",
            id="a package that is not installed",
        ),
        pytest.param("langchain_core.documents.Gibtsnicht", "is not a document loader", id="no such class"),
        pytest.param("langchain_core.documents.Document", "is not a document loader", id="another class"),
        pytest.param("json.loads", "is not a document loader", id="a function"),
    ],
)
def test_a_loader_that_cannot_be_used_is_named(read, loader, said):
    with pytest.raises(PermanentSourceError, match=said):
        read(loader)


@pytest.mark.parametrize(
    ("loader", "arguments", "error", "said"),
    [
        pytest.param(Breaks, {"error": "time"}, TransientSourceError, "took too long", id="time-out"),
        pytest.param(Breaks, {"error": "connection"}, TransientSourceError, "reset by peer", id="broken connection"),
        pytest.param(Breaks, {"error": "foreign"}, TransientSourceError, "ReadTimeout", id="a library's time-out"),
        pytest.param(Breaks, {"error": "file"}, PermanentSourceError, "faq.csv", id="no file"),
        pytest.param(Breaks, {"error": "value"}, PermanentSourceError, "ValueError: first line.$", id="any other"),
        pytest.param(Breaks, {}, PermanentSourceError, "missing.*error", id="an argument is missing"),
        pytest.param(NeedsPackage, {}, PermanentSourceError, "needs a package", id="a package is missing"),
        pytest.param(Strings, {}, PermanentSourceError, "str instead of documents", id="no documents"),
    ],
)
def test_failures_of_a_loader_are_one_of_ours(read, loader, arguments, error, said):
    with pytest.raises(error, match=said):
        read(loader, arguments=arguments)
