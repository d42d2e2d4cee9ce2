"""What a site allows robots to read (RFC 9309), and how we introduce ourselves as one."""

from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version

from protego import Protego

from kb_ingest.errors import PermanentSourceError, TransientSourceError
from kb_ingest.sources.web.address import UnreachableError
from kb_ingest.sources.web.client import Answer, WebClient

AGENT = "Auskunft"
MAX_BYTES = 512_000
MAX_DELAY_S = 60.0


def user_agent(contact: str | None) -> str:
    """How we introduce ourselves; `contact` tells the site's owner whom to write to."""
    return f"{AGENT}/{version('auskunft')} (help-centre reader{f'; +{contact}' if contact else ''})"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for us."""

    rules: Protego

    def allows(self, url: str) -> bool:
        """Whether this page may be read."""
        return bool(self.rules.can_fetch(url, AGENT))

    @property
    def delay_s(self) -> float:
        """Seconds that the site asks for between two requests."""
        return float(self.rules.crawl_delay(AGENT) or 0)


def read_robots(client: WebClient, *, origin: str) -> Robots:
    """The rules of a host; one without a robots.txt (any 4xx) allows everything.

    Raises TransientSourceError where the rules exist but cannot be had now: then nothing may be read. Raises
    PermanentSourceError where they ask for so long a delay that a crawl makes no sense.
    """
    try:
        robots = Robots(Protego.parse(_rules(client.follow(f"{origin}/robots.txt", max_bytes=MAX_BYTES))))
    except UnreachableError as error:
        raise UnreachableError(f"{origin} cannot be reached, so nothing of it was read: {error}.") from error
    except TransientSourceError as error:
        raise TransientSourceError(f"The rules of the site for robots cannot be read: {error}.") from error
    if robots.delay_s > MAX_DELAY_S:
        raise PermanentSourceError(
            f"{origin}/robots.txt asks for {robots.delay_s:g} seconds between two requests (Crawl-delay); more than "
            f"{MAX_DELAY_S:g} take too long. If this is your own site, set a shorter delay for {AGENT} there."
        )
    return robots


def _rules(answer: Answer) -> str:
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise TransientSourceError(f"{answer.url} answers {answer.status_text}")
    return answer.body.decode("utf-8-sig", errors="replace")
