import socket

import pytest

from kb_ingest.errors import PermanentSourceError, TransientSourceError
from kb_ingest.sources.web.address import addresses_of, is_public, origin_of, tidy


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        pytest.param("HTTPS://Hilfe.Example", "https://hilfe.example/", id="small letters and a path"),
        pytest.param("https://hilfe.example:443/a", "https://hilfe.example/a", id="default port"),
        pytest.param("http://hilfe.example:8080/a", "http://hilfe.example:8080/a", id="another port"),
        pytest.param("https://hilfe.example./a", "https://hilfe.example/a", id="dot after the host"),
        pytest.param("https://hilfe.example/a?b=c#d", "https://hilfe.example/a?b=c", id="fragment"),
        pytest.param("https://müller.example/", "https://xn--mller-kva.example/", id="umlaut in the host"),
        pytest.param(
            "https://a.example/Größe?x=ä ö", "https://a.example/Gr%C3%B6%C3%9Fe?x=%C3%A4%20%C3%B6", id="in the path"
        ),
        pytest.param("https://a.example/Gr%C3%B6%C3%9Fe", "https://a.example/Gr%C3%B6%C3%9Fe", id="escaped already"),
        pytest.param("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/", id="IPv6"),
    ],
)
def test_an_address_has_one_spelling(written, tidied):
    assert tidy(written) == tidied
    assert tidy(tidied) == tidied


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param("ftp://a.example/", "http", id="another scheme"),
        pytest.param("file:///etc/passwd", "http", id="a file"),
        pytest.param("//a.example/", "http", id="no scheme"),
        pytest.param("https:///a", "name of a host", id="no host"),
        pytest.param("https://nutzer@a.example/", "password", id="a user"),
        pytest.param("https://a.example:99999/", "not a web address", id="no port"),
        pytest.param("https://a.example:abc/", "not a web address", id="a port in letters"),
        pytest.param("https://[::1/", "not a web address", id="a bracket is missing"),
        pytest.param(f"https://{'ä' * 70}.example/", "not a web address", id="no host name"),
        pytest.param("https://a.example/" + "x" * 2000, "longer than", id="too long"),
    ],
)
def test_what_is_no_web_address_is_refused(written, said):
    with pytest.raises(ValueError, match=said):
        tidy(written)


def test_the_origin_is_scheme_host_and_port():
    assert origin_of("https://a.example:8443/b?c=http://d") == "https://a.example:8443"


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
)
def test_public_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",  # noqa: S104  an address to refuse
        "10.0.0.1",
        "172.16.5.5",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "64:ff9b:1::a00:1",
        "198.18.0.1",
        "203.0.113.5",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:0",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "64:ff9b::a00:1",
        "64:ff9b::7f00:1",
        "2001:0:7f00:1::",
        "::127.0.0.1",
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "localhost", "2130706433", "0x7f.1", "127.1"])
def test_hosts_on_this_machine_are_refused_however_they_are_written(host):
    with pytest.raises(PermanentSourceError, match="not a public one"):
        addresses_of(host, port=80, allow_private=False)


def answers(monkeypatch, *addresses: str) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: found)


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    answers(monkeypatch, "93.184.215.14", "192.168.1.1")
    with pytest.raises(PermanentSourceError, match=r"hilfe\.example has the address 192\.168\.1\.1"):
        addresses_of("hilfe.example", port=80, allow_private=False)


def test_an_intranet_may_be_allowed(monkeypatch):
    answers(monkeypatch, "192.168.1.1", "192.168.1.1", "10.0.0.1")
    assert addresses_of("hilfe.intern", port=80, allow_private=True) == ["192.168.1.1", "10.0.0.1"]


@pytest.mark.parametrize(
    ("failure", "error", "said"),
    [
        pytest.param(socket.gaierror(socket.EAI_NONAME, "x"), PermanentSourceError, "no host named", id="no such host"),
        pytest.param(socket.gaierror(socket.EAI_AGAIN, "x"), TransientSourceError, "looked up now", id="no DNS now"),
        pytest.param(UnicodeError("label too long"), PermanentSourceError, "not a host name", id="no name"),
    ],
)
def test_a_name_that_cannot_be_looked_up_is_named(monkeypatch, failure, error, said):
    def fail(*_args, **_options):
        raise failure

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(error, match=said):
        addresses_of("hilfe.example", port=80, allow_private=False)
