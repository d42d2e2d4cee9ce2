"""The report as an editor gets it: one file that holds everything and runs nothing."""

import re
from html.parser import HTMLParser

import pytest

from kb_ingest.article import Problem
from kb_ingest.regression.questions import Customers, Expectation, Question

PRICE = Question("versand <i>?", "de", Expectation(("versand",), ("5 Euro",), required=True))
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Outline(HTMLParser):
    """Elements, their texts and whether they are nested as they should be."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.attributes, self.texts = [], [], [], {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        for tag in set(self.open):
            self.texts[tag] = self.texts.get(tag, "") + data


@pytest.fixture
def report(bench):
    asked = Customers((Question("Ist der versand teuer?", "de"), Question("konto?", "de")))
    return bench.check(PRICE, customers=asked).report.read_text()


def test_the_page_is_whole_and_needs_nothing_else(report):
    outline = Outline(report)
    assert not outline.open
    assert "script" not in outline.tags
    assert not [name for name, _ in outline.attributes if name in ("src", "style") or name.startswith("on")]
    assert "url(" not in outline.texts["style"]
    assert "default-src 'none'; style-src 'sha256-" in report


def test_both_answers_stand_side_by_side_with_what_differs_marked(report):
    outline = Outline(report)
    assert "5" in outline.texts["del"]
    assert "<b>6</b>" in outline.texts["ins"]
    assert report.index("Before</h4>") < report.index("After</h4>")
    assert "an answer" in outline.texts["b"]
    assert ("value", "0.700") in outline.attributes


def test_what_editors_and_customers_wrote_is_text_never_markup(report):
    assert "versand &lt;i&gt;?" in report
    assert "Geschenk &#34;fein&#34;" in report
    assert "<b>6" not in report


def test_it_says_what_came_of_it_and_why(report):
    outline = Outline(report)
    assert "Not passed" in outline.texts["title"]
    assert "1 golden question is broken" in outline.texts["header"]
    assert re.search(r"The new answer does not contain “5 Euro”", outline.texts["li"])
    for heading in ("Broken", "Changed for customers", "Unchanged", "Articles"):
        assert heading in outline.texts["h2"]


def test_articles_are_listed_by_source_with_the_texts_of_changed_ones(report, desk):
    text = Outline(report).texts
    assert str(desk.folder) in text["h3"]
    for count in ("1 added", "1 changed", "1 removed"):
        assert count in text["h4"]
    assert "Der Versand kostet" in text["details"]


def test_texts_carry_their_language(report):
    assert ("lang", "en") in Outline(report).attributes[:1]
    assert '<h3 lang="de">versand' in report


def test_what_was_not_taken_is_listed_by_kind(bench):
    problems = [
        Problem("invalid", "artikel/a.md", "has <no> head"),
        Problem("expired", "artikel/b.md", "was valid until 2020-01-01", "b"),
        Problem("held", "artikel/c.md", "held: instruction line 3: 'x'", "c"),
        Problem("source_failed", "https://firma.example", "https://firma.example cannot be reached"),
    ]
    checked = bench.gate()(bench.live, bench.new, not_taken=problems)
    page = checked.report.read_text()
    section = page.partition('id="not-taken"')[2].partition('id="articles"')[0]
    assert re.findall(r'<h4>([^:]*):[^<]*<span class="count">1</span>', section) == [
        "Sources that failed",
        "Held",
        "With a mistake",
        "Left out",
    ]
    assert "artikel/a.md: has &lt;no&gt; head" in page
    assert "<li>https://firma.example cannot be reached</li>" in page
    assert "Not taken" not in bench.check().report.read_text()
