"""Web addresses: one spelling for each, and which machines a crawl may connect to."""

import ipaddress
import socket
from collections.abc import Iterator
from urllib.parse import quote, urlsplit, urlunsplit

from kb_ingest.errors import PermanentSourceError, TransientSourceError

DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_LENGTH = 2000
# What may stand unescaped in a path or query (RFC 3986), the percent sign of what is escaped already included.
AS_IS = "/%:@!$&'()*+,;=~?"
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Not public by the registries of IANA, which older versions of Python do not follow to the letter.
SPECIAL = (ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("64:ff9b:1::/48"))

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class UnreachableError(TransientSourceError):
    """No connection, or none that lasts: the server has said nothing."""


def tidy(url: str) -> str:
    """The one spelling of an http(s) address, without fragment. Raises ValueError, written for the editor."""
    if len(url) > MAX_LENGTH:
        raise ValueError(f"is longer than {MAX_LENGTH} characters")
    try:
        parts = urlsplit(url.strip())
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError as error:
        raise ValueError(f"is not a web address ({error})") from error
    if parts.scheme not in DEFAULT_PORTS or not host:
        raise ValueError("must begin with http:// or https://, followed by the name of a host")
    if parts.username is not None or parts.password is not None:
        raise ValueError("must not contain a user name or password")
    place = host if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    return urlunsplit((parts.scheme, place, quote(parts.path, safe=AS_IS) or "/", quote(parts.query, safe=AS_IS), ""))


def _host(name: str) -> str:
    """Lower case, umlauts in the form DNS knows, brackets around an IPv6 address. Raises ValueError."""
    if ":" in name:
        return f"[{ipaddress.IPv6Address(name.partition('%')[0])}]"
    return name.lower().rstrip(".") if name.isascii() else name.encode("idna").decode().lower()


def origin_of(url: str) -> str:
    """Scheme, host and port of a tidy address: `https://hilfe.example:8443`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def addresses_of(host: str, *, port: int, allow_private: bool) -> list[str]:
    """The IP addresses of a host, all of them checked. Raises PermanentSourceError or TransientSourceError."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None)):
            raise PermanentSourceError(f"There is no host named {host}. Check the address.") from error
        raise UnreachableError(f"cannot be reached: its name cannot be looked up now ({error.strerror})") from error
    except (OSError, UnicodeError) as error:
        raise PermanentSourceError(f"{host} is not a host name: {error}.") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = [address for address in addresses if not is_public(address)]
    if private and not allow_private:
        raise PermanentSourceError(
            f"{host} has the address {private[0]}, which is not a public one. If this is your own intranet, "
            "set `allow_private_addresses: true` for this source."
        )
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address, and each address hidden in it, belongs to the public internet."""
    return all(_is_public(ip) for ip in _with_embedded(ipaddress.ip_address(address.partition("%")[0])))


def _with_embedded(ip: IpAddress) -> Iterator[IpAddress]:
    """The address, or the IPv4 addresses that it carries."""
    if isinstance(ip, ipaddress.IPv4Address):
        yield ip
        return
    carried = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in NAT64:
        carried.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    inner = [address for address in carried if address is not None]
    yield from inner or [ip]


def _is_public(ip: IpAddress) -> bool:
    site_local = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    special = site_local or any(ip in network for network in SPECIAL)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or special)
