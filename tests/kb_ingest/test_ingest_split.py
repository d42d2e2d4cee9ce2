import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.knowledge.e5_build import build_tokenizer
from assistant.knowledge.e5_weights import E5File, packaged_file
from kb_ingest.article import Article
from kb_ingest.split import split

WORDS = ("Kaffee", "Bohnen", "Größe", "العربية", "☕", "naïve", "4,90", "咖啡", "BP-1234567")


def count_words(text):
    return len(text.split()) + 2


def count_quarters(text):
    return len(text) // 4 + 2


def chunks_of(body, *, max_tokens, count_tokens=count_words):
    return split(Article("a", "Titel", "de", body, "a.md"), max_tokens=max_tokens, count_tokens=count_tokens)


def letters(text):
    return re.sub(r"\W+", "", text)


def read_in_order(chunks):
    """Headings and texts as a reader meets them; the repeated frames of cut tables and code count once."""
    path, frames, found = (), set(), []
    for chunk in chunks:
        known = len([1 for old, new in zip(path, chunk.headings, strict=False) if old == new])
        found += chunk.headings[known:]
        path = chunk.headings
        for line in chunk.text.split("\n"):
            if line not in frames:
                found.append(line)
            if re.match(r"(\| kopf|\|---|```)", line):
                frames.add(line)
    return letters("".join(found))


sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(lambda words: " ".join(words) + ". ")
paragraphs = st.lists(sentences, min_size=1, max_size=6).map("".join)


@st.composite
def lists(draw):
    mark = draw(st.sampled_from(["-", "*", "1."]))
    lines = []
    for text in draw(st.lists(sentences, min_size=1, max_size=8)):
        lines.append(f"{mark} {text}")
        lines += [f"    - {inner}" for inner in draw(st.lists(sentences, max_size=2))]
    return "\n".join(lines)


@st.composite
def tables(draw):
    rows = draw(st.lists(st.tuples(sentences, sentences), max_size=8))
    head = ["| kopf§a | kopf§b |", "|---|---|"]
    return "\n".join([*head, *(f"| {left} | {right} |" for left, right in rows)])


plain_blocks = st.one_of(
    paragraphs,
    lists(),
    paragraphs.map(lambda text: "> " + text),
    paragraphs.map(lambda text: f"<div>\n{text}\n</div>"),
    st.just("[ziel§]: https://hilfe.example/§"),
    st.integers(1, 4).map(lambda level: f"{'#' * level} Abschnitt§ C#"),
    st.just("Unterstrichen§\n======"),
    st.just("##"),
    st.just("Donaudampfschifffahrt" * 20),
)
framed_blocks = st.one_of(tables(), paragraphs.map(lambda text: f"```art§\n{text}\n\n{text}\n```"))
bodies = st.lists(st.one_of(plain_blocks, framed_blocks), min_size=1, max_size=8).map(
    lambda blocks: "\n\n".join(block.replace("§", str(number)) for number, block in enumerate(blocks))
)


@settings(max_examples=150)
@given(body=bodies, max_tokens=st.integers(8, 80), count_tokens=st.sampled_from([count_words, count_quarters]))
def test_nothing_is_lost_and_the_order_stays(body, max_tokens, count_tokens):
    chunks = chunks_of(body, max_tokens=max_tokens, count_tokens=count_tokens)
    assert read_in_order(chunks) == letters(body)


@settings(max_examples=150)
@given(body=bodies, max_tokens=st.integers(8, 80), count_tokens=st.sampled_from([count_words, count_quarters]))
def test_no_chunk_is_longer_than_the_limit_or_empty(body, max_tokens, count_tokens):
    for chunk in chunks_of(body, max_tokens=max_tokens, count_tokens=count_tokens):
        assert chunk.text.strip()
        assert count_tokens(chunk.text) <= max_tokens


@settings(max_examples=300)
@given(body=st.text(alphabet="ab1 #-*>`|:[]()=~<_\t.\n", max_size=300), max_tokens=st.integers(4, 30))
def test_any_text_is_split_without_losing_a_word(body, max_tokens):
    chunks = chunks_of(body, max_tokens=max_tokens)
    found = letters("".join(part for chunk in chunks for part in (*chunk.headings, chunk.text)))
    assert set(letters(body)) <= set(found)
    for word in re.findall(r"[ab]+", body):
        assert any(word in part for chunk in chunks for part in (*chunk.headings, chunk.text))


@settings(max_examples=60)
@given(block=st.one_of(lists(), tables()), before=paragraphs)
def test_a_list_or_table_stays_whole_where_it_fits(block, before):
    limit = max(count_words(block), count_words(before)) + 1
    texts = [chunk.text for chunk in chunks_of(f"{before}\n\n{block}", max_tokens=limit)]
    assert any(block.strip() in text for text in texts)


def test_a_cut_table_repeats_its_head():
    head = "| Land | Preis |\n|---|---|"
    table = "\n".join([head, *(f"| Land{row} | {row} Euro |" for row in range(20))])
    chunks = chunks_of(table, max_tokens=30)
    assert len(chunks) > 1
    assert all(chunk.text.startswith(head) for chunk in chunks)


def test_a_table_row_that_does_not_fit_leaves_head_and_order_alone():
    rows = ["| kurz | eins |", "| " + "lang " * 40 + "| zwei |", "| kurz | drei |"]
    chunks = chunks_of("\n".join(["| kopf1 | kopf2 |", "|---|---|", *rows]), max_tokens=25)
    assert read_in_order(chunks) == letters("kopf1 kopf2 kurz eins" + "lang" * 40 + "zwei kurz drei")


def test_cut_code_is_fenced_in_every_piece():
    code = "\n".join(["```bash", *(f"befehl{line} --schalter wert" for line in range(20)), "```"])
    chunks = chunks_of(code, max_tokens=20)
    assert len(chunks) > 1
    for chunk in chunks:
        assert chunk.text.startswith("```bash\n")
        assert chunk.text.endswith("\n```")


@pytest.mark.parametrize(
    "mark", [pytest.param("-", id="bullets"), pytest.param("*", id="stars"), pytest.param("{}.", id="numbers")]
)
def test_the_items_of_a_cut_list_keep_their_marks(mark):
    items = [f"{mark.format(number)} Schritt {number} mit einigen Worten" for number in range(1, 13)]
    chunks = chunks_of("\n".join(items), max_tokens=25)
    assert len(chunks) > 1
    assert [line for chunk in chunks for line in chunk.text.split("\n") if line] == items


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("# Eins\n# Zwei", [((), "Eins\n\nZwei")], id="only headings"),
        pytest.param("# Eins\n## Zwei\nText", [(("Eins", "Zwei"), "Text")], id="nested"),
        pytest.param("# Eins\n#\nText", [((), "Eins\n\nText")], id="a heading without words"),
        pytest.param("# Eins\n##", [((), "Eins")], id="a deeper heading without words"),
        pytest.param("Eins\n===\nText", [(("Eins",), "Text")], id="setext"),
        pytest.param("# C# und #2 #\nText", [(("C# und #2",), "Text")], id="hash signs in a heading"),
        pytest.param("### Tief\nA\n# Hoch\nB", [(("Tief",), "A"), (("Hoch",), "B")], id="levels that rise"),
        pytest.param("[a]: /x\n\n# Eins\nText", [((), "[a]: /x"), (("Eins",), "Text")], id="link first"),
        pytest.param("# Eins\n[a]: /x", [(("Eins",), "[a]: /x")], id="link last"),
        pytest.param("<b>Hinweis</b>\n\nText", [((), "<b>Hinweis</b>\n\nText")], id="html"),
        pytest.param("", [], id="nothing"),
        pytest.param(" \n\t\n", [], id="blank"),
    ],
)
def test_headings_lead_to_the_text_below_them(body, expected):
    assert [(chunk.headings, chunk.text) for chunk in chunks_of(body, max_tokens=70)] == expected


def test_a_long_paragraph_above_a_line_of_dashes_is_no_heading():
    chunks = chunks_of("wort " * 60 + "\n---\nText", max_tokens=100)
    assert [chunk.headings for chunk in chunks] == [()]


def test_a_long_sentence_is_cut_between_words_and_fills_its_chunks():
    chunks = chunks_of("wort " * 100, max_tokens=27)
    assert [len(chunk.text.split()) for chunk in chunks] == [25] * 4
    assert not any("\n" in chunk.text for chunk in chunks)


def test_a_word_of_any_length_is_cut():
    chunks = chunks_of("x" * 5_000, max_tokens=50, count_tokens=count_quarters)
    assert "".join(chunk.text for chunk in chunks) == "x" * 5_000


def test_positions_and_ids_count_up():
    chunks = chunks_of("\n\n".join(f"# Teil {part}\nText {part}" for part in range(4)), max_tokens=20)
    assert [(chunk.chunk_id, chunk.position) for chunk in chunks] == [(f"a#{number}", number) for number in range(4)]


@pytest.fixture(scope="module")
def count_tokens():
    tokenizer = build_tokenizer(E5File(packaged_file()).pieces)
    return lambda text: len(tokenizer.encode(text).ids)


@pytest.mark.slow
def test_the_promises_hold_with_the_real_tokenizer(count_tokens):
    @settings(max_examples=60, database=None)
    @given(body=bodies, max_tokens=st.integers(64, 220))
    def check(body, max_tokens):
        chunks = chunks_of(body, max_tokens=max_tokens, count_tokens=count_tokens)
        assert all(count_tokens(chunk.text) <= max_tokens for chunk in chunks)
        assert read_in_order(chunks) == letters(body)

    check()
