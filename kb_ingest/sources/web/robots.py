"""What a site allows robots to read (RFC 9309), and how we introduce ourselves as one."""

from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version

from protego import Protego

from kb_ingest.errors import PermanentSourceError, TransientSourceError
from kb_ingest.sources.web.client import MAX_REDIRECTS, Answer, WebClient

AGENT = "Auskunft"
MAX_BYTES = 512_000


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

    Raises TransientSourceError where the rules exist but cannot be had now: then nothing may be read.
    """
    url = f"{origin}/robots.txt"
    try:
        for _ in range(MAX_REDIRECTS + 1):
            answer = client.fetch(url, read=lambda answer: answer, max_bytes=MAX_BYTES)
            if not answer.redirect:
                return Robots(Protego.parse(_rules(answer)))
            url = answer.redirect
    except TransientSourceError as error:
        raise TransientSourceError(f"The rules of the site for robots cannot be read: {error}.") from error
    raise PermanentSourceError(f"{origin}/robots.txt redirects more than {MAX_REDIRECTS} times.")


def _rules(answer: Answer) -> str:
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise TransientSourceError(f"{answer.url} answers {answer.status_text}")
    return answer.body.decode("utf-8-sig", errors="replace")
