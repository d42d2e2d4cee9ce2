"""Opening the assistant over a folder of articles."""

import pytest

from assistant.exceptions import KnowledgeUnavailableError, ModelFilesError
from evals import opening
from evals.exceptions import EvalsError
from evals.opening import open_subject
from evals.subject import CountsTokens


@pytest.fixture(autouse=True)
def small_adapters(monkeypatch, tmp_path, embedder):
    """Neither the embedder nor settings of this machine."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(opening, "_embedder", lambda _: embedder)


@pytest.fixture
def opened(articles, tmp_path):
    return open_subject(articles, data_dir=tmp_path / "data")


def test_the_articles_of_the_folder_can_be_found(opened):
    found = opened.retrieve("Lieferung nach Wien", language="de")
    assert found.passages[0].chunk.article_id == "de-lieferung"
    assert isinstance(opened, CountsTokens)
    assert opened.count_tokens("drei kurze Wörter") == 5


def test_personal_data_is_redacted_before_the_reply(opened):
    outcome = opened.reply("Ich bin Anna Schmidt, wie lange dauert die Lieferung?", language="de")
    assert "Anna" not in outcome.message_redacted
    assert outcome.reply.snapshot_id


def test_the_published_help_centre_is_left_alone(opened, tmp_path):
    assert opened
    assert [folder.name for folder in (tmp_path / "data").iterdir()] == ["evals"]


def test_two_folders_do_not_disturb_each_other(articles, tmp_path):
    first = open_subject(articles / "de", data_dir=tmp_path / "data")
    second = open_subject(articles / "en", data_dir=tmp_path / "data")
    languages = [{each.chunk.language for each in of.retrieve("x", language="de").passages} for of in (first, second)]
    assert languages == [{"de"}, {"en"}]


def test_a_changed_folder_is_read_again(articles, tmp_path):
    data_dir = tmp_path / "data"
    open_subject(articles, data_dir=data_dir)
    new = "---\nid: de-tour\ntitle: Führung\nlang: de\n---\nDie Röstereiführung beginnt um 14 Uhr.\n"
    (articles / "de" / "tour.md").write_text(new)
    found = open_subject(articles, data_dir=data_dir).retrieve("Röstereiführung", language="de")
    assert found.passages[0].chunk.article_id == "de-tour"


def test_redaction_knows_the_articles_of_the_folder(articles, tmp_path, monkeypatch):
    snapshots = []
    build = opening.build_redaction

    def remembered(settings, *, snapshot):
        snapshots.append(snapshot)
        return build(settings, snapshot=snapshot)

    monkeypatch.setattr(opening, "build_redaction", remembered)
    open_subject(articles, data_dir=tmp_path / "data")
    open_subject(None, data_dir=tmp_path / "data")
    with_folder, without = snapshots
    assert {chunk.article_id for chunk in with_folder().shelves["de"].chunks} == {"de-abo", "de-lieferung"}
    with pytest.raises(KnowledgeUnavailableError):
        without()


def test_without_a_folder_personal_data_can_be_found_but_nothing_else(tmp_path):
    subject = open_subject(None, data_dir=tmp_path / "data")
    assert [entity.type for entity in subject.redact("anna@schmidt.example", language="de")] == ["EMAIL"]
    with pytest.raises(EvalsError, match="--kb"):
        subject.retrieve("x", language="de")


def test_a_folder_without_articles_is_told(tmp_path):
    (tmp_path / "leer").mkdir()
    with pytest.raises(EvalsError, match="no files that can be read"):
        open_subject(tmp_path / "leer", data_dir=tmp_path / "data")


def test_a_broken_embedder_is_told(articles, tmp_path, monkeypatch):
    def broken(_):
        raise ModelFilesError("The embedder cannot be built.")

    monkeypatch.setattr(opening, "_embedder", broken)
    with pytest.raises(EvalsError, match="cannot be built"):
        open_subject(articles, data_dir=tmp_path / "data")


def test_refused_settings_are_told(articles, tmp_path, monkeypatch):
    monkeypatch.setenv("AUSKUNFT_SERVER__PROT", "1")
    with pytest.raises(EvalsError, match=r"server\.prot"):
        open_subject(articles, data_dir=tmp_path / "data")
