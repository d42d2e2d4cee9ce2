import time
from itertools import product

import pytest

from kb_ingest.sources.files.decode import CHARSETS, decode, html_charset


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        pytest.param("UTF8", "utf-8", id="UTF-8"),
        pytest.param("windows-1252", "cp1252", id="Western"),
        pytest.param("latin1", "cp1252", id="Western as browsers read it"),
        pytest.param("ISO-8859-15", "iso8859-15", id="Western with euro"),
        pytest.param("macintosh", "mac-roman", id="Macintosh"),
    ],
)
def test_text_is_read_in_the_encoding_that_it_names(declared, encoding):
    assert decode("Größe".encode(encoding), declared=declared) == "Größe"


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        pytest.param("koi8-r", "Доставка", id="Russian"),
        pytest.param("shift_jis", "配送", id="Japanese"),
        pytest.param("euc-kr", "배송", id="Korean"),
        pytest.param("gbk", "运输", id="Chinese"),
        pytest.param("big5", "運輸", id="traditional Chinese"),
    ],
)
def test_text_of_other_scripts_is_read(declared, text):
    assert decode(text.encode(declared), declared=declared) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_counts_for_more_than_the_name(encoding):
    assert decode("Größe".encode(encoding), declared="koi8-r") == "Größe"


@pytest.mark.parametrize(
    ("declared", "raw"),
    [
        pytest.param("utf-7", b"a+2AA-b", id="UTF-7"),
        pytest.param("unicode_escape", rb"a\ud800b", id="escapes of Python"),
        pytest.param("raw_unicode_escape", rb"a\ud800b", id="raw escapes of Python"),
        pytest.param("punycode", b"a-" + b"a9" * 10, id="host names"),
        pytest.param("idna", b"xn--a", id="international host names"),
        pytest.param("rot13", b"Hallo", id="no character set at all"),
        pytest.param("klingon", b"Hallo", id="unknown"),
        pytest.param("a\0b", b"Hallo", id="no name at all"),
    ],
)
def test_a_page_cannot_choose_what_is_no_character_set_of_text(declared, raw):
    assert decode(raw, declared=declared) == raw.decode()


@pytest.mark.parametrize("charset", [*sorted(CHARSETS), None])
def test_half_characters_never_come_out(charset):
    samples = [bytes(pair) for pair in product(range(256), repeat=2)]
    samples += [b"\xed\xa0\x80", b"\xff\xfe\x00\xd8", b"\xfe\xff\xd8\x00", b"\xff\xfe\0\0\0\xd8\0\0"]
    samples += [
        bytes(four) for four in product((0x81, 0x82, 0x83, 0x84), (0x30, 0x35, 0x39), (0x81, 0xFE), range(48, 58))
    ]
    for sample in samples:
        try:
            text = decode(b"a" + sample, declared=charset) + decode(sample, declared=charset)
        except UnicodeDecodeError:
            continue
        text.encode()


def test_a_head_made_to_hang_the_search_for_its_character_set_does_not():
    started = time.monotonic()
    assert html_charset(b"<meta " * 100 + b"charset=" + b" " * 3400 + b"<") is None
    assert time.monotonic() - started < 0.5
