import pytest

from kb_ingest.errors import IngestError
from kb_ingest.sources import KINDS, open_sources

PAGE = "<html lang='de'><title>Retoure</title><main>Sie können die Ware zurücksenden.</main></html>"


@pytest.fixture
def listed(centre):
    """Opens a list of sources with this content."""

    def open_list(content):
        file = centre.put("quellen.yaml", content)
        return open_sources([str(file)], state=centre.state)

    return open_list


def test_folders_count_from_the_list_and_have_their_language(centre, listed):
    centre.put("artikel/a.html", PAGE.replace("lang='de'", "").replace("Sie können die Ware zurücksenden.", "E07"))
    (source,) = listed("sources:\n  - kind: folder\n    path: ./artikel\n    lang: it\n")
    (article,) = source.read()
    assert (article.origin, article.language) == ("artikel/a.html", "it")


def test_several_addresses_are_opened_in_order(centre):
    file = centre.put("a.html", PAGE)
    centre.put("quellen.yml", "sources:\n- {kind: folder, path: a.html}\n- {kind: website, url: https://a.example/}\n")
    addresses = [
        centre.folder,
        file,
        centre.folder / "quellen.yml",
        "https://b.example/hilfe",
        "https://c.example/s.xml",
    ]
    names = [source.name for source in open_sources([str(address) for address in addresses], state=centre.state)]
    assert names == [
        str(centre.folder),
        str(file),
        str(file),
        "https://a.example/",
        "https://b.example/hilfe",
        "https://c.example/s.xml",
    ]


def test_opening_writes_nothing(centre, listed):
    listed("sources:\n- {kind: folder, path: artikel}\n- {kind: website, url: https://a.example/}\n")
    assert not centre.state.exists()


def test_a_folder_remembers_in_a_place_of_its_own(centre, listed):
    for name in ("eins", "zwei"):
        centre.put(f"{name}/a.html", PAGE)
    for source in listed("sources:\n- {kind: folder, path: eins}\n- {kind: folder, path: zwei}\n"):
        assert list(source.read())
    assert len(list(centre.state.glob("folder-*/extracted.sqlite"))) == 2


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        pytest.param(
            "kind: zendesk, url: https://a.example, locales: [de]",
            "kind: zendesk, url: https://a.example/, locales: [fr]",
            "https://a.example and differ in `locales`",
            id="locales of one Zendesk",
        ),
        pytest.param(
            "kind: website, url: https://a.example/, include: [/a/*]",
            "kind: website, url: https://a.example/, include: [/b/*], max_pages: 7",
            "https://a.example/ and differ in `include`, `max_pages`",
            id="parts of one website",
        ),
        pytest.param("kind: folder, path: a", "kind: folder, path: a, lang: de", "`lang`", id="languages of a folder"),
    ],
)
def test_two_entries_for_one_source_are_refused(listed, one, other, said):
    with pytest.raises(IngestError) as error:
        listed(f"sources:\n- {{{one}}}\n- {{kind: folder, path: dazwischen}}\n- {{{other}}}\n")
    assert "quellen.yaml, line 2 and " in str(error.value)
    assert "quellen.yaml, line 4: both are the source " in str(error.value)
    assert said in str(error.value)
    assert str(error.value).endswith("Make them one entry.")


def test_an_entry_that_is_there_twice_is_no_mistake(listed):
    assert listed("sources:\n- {kind: folder, path: a}\n- {kind: folder, path: ./a}\n")


def test_a_source_finds_what_it_remembers_when_its_settings_change(listed):
    entry = "sources:\n- {{kind: website, url: https://a.example/, max_pages: {pages}, contact: {contact}}}\n"
    (before,) = listed(entry.format(pages=10, contact="a@a.example"))
    (after,) = listed(entry.format(pages=20, contact="b@a.example"))
    (other,) = listed("sources:\n- {kind: website, url: https://b.example/}\n")
    assert before.state == after.state != other.state


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("", ": must hold the key `sources:`", id="empty"),
        pytest.param("- kind: folder\n", ": must hold the key `sources:`", id="no key"),
        pytest.param("sources:\n", ": must hold the key `sources:`", id="no sources"),
        pytest.param("sources: []\n", ": must hold the key `sources:`", id="empty list"),
        pytest.param("sources: [{kind: folder, path: a}]\nquellen: 1\n", "and nothing else", id="another key"),
        pytest.param("sources:\n- [a\n", ", line 3: is not valid YAML", id="broken YAML"),
        pytest.param("sources: " + "[" * 5_000, "is not valid YAML", id="deeply nested"),
        pytest.param("sources: !!python/object:os.system\n", ", line 1: is not valid YAML", id="YAML that runs code"),
        pytest.param("sources:\n- hilfe\n", ", line 2: must be a source with its `kind:`", id="no mapping"),
        pytest.param("sources:\n- path: a\n", ", line 2: kind: is missing; it is one of folder, website", id="no kind"),
        pytest.param(
            "sources:\n- kind: foldr\n", ", line 2: kind: 'foldr' is none of folder, website", id="wrong kind"
        ),
        pytest.param("sources:\n- kind: [a]\n", ", line 2: kind: ['a'] is none of", id="kind is a list"),
        pytest.param(
            "sources:\n- {kind: folder, path: a}\n- kind: folder\n  pfad: a\n",
            ", line 3 (folder): path: is missing; pfad: is not a key of this kind.",
            id="unknown key",
        ),
        pytest.param("sources:\n- {kind: folder, path: a, lang: Deutsch}\n", "(folder): lang: ", id="wrong language"),
        pytest.param("sources:\n- {kind: website, url: ftp://a}\n", "(website): url: ", id="wrong address"),
        pytest.param("sources:\n- {kind: website}\n", "needs either `url`", id="neither url nor sitemap"),
    ],
)
def test_a_mistake_in_the_list_is_told_in_one_line_with_its_place(centre, listed, content, words):
    with pytest.raises(IngestError) as error:
        listed(content)
    assert words in str(error.value)
    assert str(error.value).startswith(str(centre.folder / "quellen.yaml"))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"\xff\xfe\xff", "is not UTF-8 text", id="binary"),
        pytest.param(b"#" * 1_000_001, "is longer than", id="too long"),
    ],
)
def test_a_list_that_cannot_be_read_is_named(listed, content, words):
    with pytest.raises(IngestError, match=words):
        listed(content)


def test_a_list_that_is_not_there_is_named(tmp_path):
    with pytest.raises(IngestError, match=r"quellen\.yaml cannot be read: No such file"):
        open_sources([str(tmp_path / "quellen.yaml")], state=tmp_path)


@pytest.mark.parametrize("address", ["https://", "http://["])
def test_a_web_address_that_is_none_is_named(tmp_path, address):
    with pytest.raises(IngestError):
        open_sources([address], state=tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_model_that_knows_its_name(listed, kind):
    with pytest.raises(IngestError, match=rf"line 2 \({kind}\): .*gibt_es_nicht: is not a key of this kind"):
        listed(f"sources:\n- kind: {kind}\n  gibt_es_nicht: 1\n")
