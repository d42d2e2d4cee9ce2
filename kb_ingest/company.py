"""The company's own contact data, learned from the articles: it may be published."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from kb_ingest.article import Article
from kb_ingest.families import family
from kb_ingest.screen import Finding

CONTACT_PAGE = re.compile(
    r"(?<![^\W_])(?:impressum|imprint|legal[-_ ]notice|kontakt\w*|contact\w*|contatt\w+|mentions[-_ ]legales|"
    r"mentions légales|"
    r"note[-_ ]legali|(?:über|ueber)[-_ ]uns|about[-_ ]us|chi[-_ ]siamo|ansprechpartner\w*|standorte?|"
    r"filialen)(?![^\W_])",
    re.IGNORECASE,
)
CONTACT_DATA = re.compile(
    r"[^\s@<>()\[\]]+@[\w.-]+\w|\(?(?:\+|\b0)[\d(][\d ()/.\xa0-]{5,}\d|"
    r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"
)
# Many people share these domains, so an address there is the company's only where the company says so.
_SHARED_DOMAINS = (
    "gmail.com googlemail.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de outlook.com outlook.de "
    "hotmail.com hotmail.de live.com live.de msn.com yahoo.com yahoo.de icloud.com me.com mac.com aol.com aol.de "
    "posteo.de mailbox.org proton.me protonmail.com bluewin.ch hispeed.ch sunrise.ch gmx.com aon.at chello.at "
    "a1.net arcor.de 1und1.de orange.fr free.fr wanadoo.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it "
    "alice.it"
)
SHARED_DOMAINS = frozenset(_SHARED_DOMAINS.split())
SEVERAL = 2  # articles, language versions counted once
PHONE_DIGITS = 8  # the last ones, which every way of writing a number shares
MIN_LABELS = 2


@dataclass(frozen=True, slots=True)
class Company:
    """Contact data that is the company's: whole values, and domains of e-mail addresses."""

    values: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def owns(self, finding: Finding) -> bool:
        """Whether a finding is personal data that is the company's own."""
        if not finding.is_personal:
            return False
        domain = domain_of(finding.text)
        return value_of(finding.text) in self.values or any(
            domain == own or domain.endswith(f".{own}") for own in self.domains if domain
        )


def learn(articles: Iterable[Article], findings: Mapping[str, Sequence[Finding]], *, listed: Iterable[str]) -> Company:
    """What the articles (with their findings by article id) and the editor's list say.

    The company's are the domains of the articles' own addresses, what stands on a contact or imprint page, and what
    stands in several articles.
    """
    articles = list(articles)
    values = {value_of(text) for text in listed if text.strip()}
    domains = {domain for text in listed if (domain := _listed_domain(text))}
    seen: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        is_contact_page = CONTACT_PAGE.search(f"{article.article_id} {article.title} {' '.join(article.tags)}")
        if is_contact_page:
            values |= {value_of(match.group()) for match in CONTACT_DATA.finditer(article.body)}
        for finding in findings.get(article.article_id, ()):
            value = value_of(finding.text)
            if finding.is_personal and is_contact_page:
                values.add(value)
            elif finding.is_personal and domain_of(finding.text) not in SHARED_DOMAINS:
                seen[value].add(family(article))
    domains |= {_site(urlsplit(article.url).hostname or "") for article in articles if article.url}
    repeated = {value for value, places in seen.items() if len(places) >= SEVERAL}
    return Company(frozenset(values | repeated), frozenset(domains - SHARED_DOMAINS - {""}))


def value_of(text: str) -> str:
    """The same for every way of writing a phone number, an IBAN, an address."""
    bare = re.sub(r"[\W_]", "", text).casefold()
    return bare[-PHONE_DIGITS:] if bare.isdigit() else bare


def domain_of(text: str) -> str:
    """The domain of an e-mail address; empty for other texts."""
    return text.rpartition("@")[2].strip().casefold() if "@" in text else ""


def _listed_domain(text: str) -> str:
    """A line of the editor's list that is a domain, with or without an @ before it."""
    bare = text.strip().removeprefix("@").casefold()
    return bare if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", bare) and not bare.replace(".", "").isdigit() else ""


def _site(host: str) -> str:
    """The part of a host name that a company registers: two labels, three in places such as co.uk."""
    labels = host.casefold().split(".")
    if len(labels) < MIN_LABELS or labels[-1].isdigit():
        return ""
    has_short_second = len(labels) > MIN_LABELS and labels[-2] in {"co", "com", "org", "or", "ac", "gv", "net"}
    return ".".join(labels[-3:] if has_short_second else labels[-2:])
