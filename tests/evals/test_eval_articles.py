import pytest

from evals.articles import read_articles
from evals.exceptions import ArticlesError


def test_articles_are_read_in_the_order_of_their_paths(articles):
    found = read_articles(articles)
    assert [article.article_id for article in found] == ["de-abo", "de-lieferung", "en-delivery"]
    assert found[0].title == "Titel de-abo"
    assert found[0].text == "Das Abo pausieren Sie im Konto."


def test_files_that_are_no_article_are_left_out(articles):
    (articles / "README.md").write_text("Kein Artikel", encoding="utf-8")
    (articles / "empty.md").write_text("---\nid: de-leer\nlang: de\n---\n", encoding="utf-8")
    assert len(read_articles(articles)) == 3


def test_a_folder_without_articles_is_an_error(tmp_path):
    with pytest.raises(ArticlesError, match="holds no articles"):
        read_articles(tmp_path)


def test_front_matter_that_cannot_be_read_is_an_error_that_names_the_file(tmp_path):
    (tmp_path / "kaputt.md").write_text("---\nid: [\n---\nx", encoding="utf-8")
    with pytest.raises(ArticlesError, match=r"kaputt\.md"):
        read_articles(tmp_path)
