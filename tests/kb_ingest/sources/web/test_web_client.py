import socket
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from loopback import Reply

from kb_ingest.errors import PermanentSourceError, TransientSourceError
from kb_ingest.sources.web.client import Limits, WebClient

HOST = "hilfe.example"


@pytest.fixture
def client(pace):
    """Makes clients, since what they trust is decided when they are made."""
    made = []

    def make(**options) -> WebClient:
        limits = Limits(max_bytes=1000, silence_s=2, answer_s=3)
        made.append(
            WebClient(user_agent="test", limits=limits, pace=pace, **{"allow_private_addresses": True} | options)
        )
        return made[-1]

    yield make
    for each in made:
        with each:
            pass


@pytest.fixture
def names(monkeypatch):
    """The addresses of a name, a list for each time it is looked up."""
    real, lookups = socket.getaddrinfo, []

    def look_up(host, port, *args, **options):
        return real(lookups.pop(0) if host == HOST else host, port, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return lookups


@pytest.fixture
def certificate(tmp_path):
    """A certificate for the host that only its own file vouches for, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = tmp_path / "certificate.pem", tmp_path / "key.pem"
    public.write_bytes(made.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return public, private


@pytest.fixture
def secured(site, certificate):
    """The site behind TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    return site


def status(client: WebClient, url: str) -> int:
    return client.fetch(url, read=lambda answer: answer.status)


def test_the_connection_goes_to_the_address_that_was_checked(site, client, names):
    names.append("127.0.0.1")  # a second look-up would find nothing more
    site.put("/", "da")
    assert status(client(), site.url.replace("127.0.0.1", HOST) + "/") == 200
    assert site.requests[0].headers["host"] == f"{HOST}:{site.server.server_port}"


def test_a_name_that_leads_into_the_intranet_is_refused_before_anything_is_sent(site, client, names):
    names.append("127.0.0.1")
    with pytest.raises(PermanentSourceError, match="not a public one"):
        status(client(allow_private_addresses=False), site.url.replace("127.0.0.1", HOST) + "/")
    assert site.requests == []


def test_a_certificate_counts_for_the_name_and_not_for_the_address(secured, client, names, monkeypatch, certificate):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    names.append("127.0.0.1")
    secured.put("/", "da")
    port = secured.server.server_port
    assert status(client(), f"https://{HOST}:{port}/") == 200
    with pytest.raises(PermanentSourceError, match=r"certificate .* is not valid"):
        status(client(), f"https://127.0.0.1:{port}/")


def test_a_certificate_nobody_vouches_for_is_refused(secured, client, names):
    names.append("127.0.0.1")
    with pytest.raises(PermanentSourceError, match=r"certificate .* is not valid"):
        status(client(), f"https://{HOST}:{secured.server.server_port}/")


def test_a_port_where_nobody_answers_is_a_passing_fault(client):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(TransientSourceError, match="cannot be reached"):
            status(client(), f"http://127.0.0.1:{taken.getsockname()[1]}/")


def test_the_second_address_of_a_name_is_tried_when_the_first_does_not_answer(site, client, monkeypatch):
    port = site.server.server_port
    real = socket.getaddrinfo
    both = [(socket.AF_INET6, 1, 6, "", ("::1", port, 0, 0)), (socket.AF_INET, 1, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **o: both if host == HOST else real(host, *a, **o))
    site.put("/", "da")
    assert status(client(), f"http://{HOST}:{port}/") == 200


def test_a_repeated_header_is_kept_whole(site, client):
    site.replies["/"] = Reply(
        raw=lambda connection: connection.sendall(
            b"HTTP/1.1 200 OK\r\nX-Robots-Tag: otherbot: nofollow\r\nX-Robots-Tag: noindex\r\n"
            b"Content-Type: text/plain\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"
        )
    )
    headers = client().fetch(f"{site.url}/", read=lambda answer: answer.headers)
    assert headers["x-robots-tag"].splitlines() == ["otherbot: nofollow", "noindex"]
    assert headers["content-type"] == "text/html"


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_redirect_may_have_umlauts(site, client, encoding):
    site.replies["/"] = Reply(status=302, headers={"Location": "/gebühren".encode(encoding).decode("latin-1")})
    assert client().fetch(f"{site.url}/", read=lambda answer: answer.redirect) == f"{site.url}/geb%C3%BChren"


def test_redirects_are_followed_when_asked(site, client):
    site.put("/alt", status=301, Location="/neu")
    site.put("/neu", "da")
    assert client().follow(f"{site.url}/alt", max_bytes=100).body == b"da"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        pytest.param("http://localhost:1/neu", "redirects to another host, http://localhost:1/neu", id="away"),
        pytest.param("/alt", "more than 5 times", id="in a circle"),
    ],
)
def test_redirects_are_not_followed_to_another_host_or_for_ever(site, client, target, said):
    site.put("/alt", status=301, Location=target)
    with pytest.raises(PermanentSourceError, match=said):
        client().follow(f"{site.url}/alt", max_bytes=100, same_host=True)
    assert len(site.asked) <= 6


def test_redirects_are_not_followed_without_being_asked(site, client):
    site.replies["/"] = Reply(status=302, headers={"Location": "../neu?x=ä#teil"})
    target = client().fetch(f"{site.url}/", read=lambda answer: answer.redirect)
    assert target == f"{site.url}/neu?x=%C3%A4"
    assert site.asked == ["/"]
