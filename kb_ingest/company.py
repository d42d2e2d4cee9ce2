"""The company's own contact data, learned from the articles: it may be published."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from kb_ingest.article import Article
from kb_ingest.families import family
from kb_ingest.screen import Finding
from kb_ingest.screen.personal import CONTACT_LABELS
from kb_ingest.screen.personal.email_address import ADDRESS
from kb_ingest.screen.personal.phone import MOBILE

# Words that also begin or end other titles, such as "Kontakt importieren" or "Standorte freigeben".
_ALONE = (
    r"(?:(?<!\w\s)|(?<=\bund\s)|(?<=\band\s)|(?<=\bet\s)|(?<=\bunsere\s)|(?<=\bour\s))"
    r"(?:kontakt|contact|contatt[io]|standorte|filialen|ansprechpartner(?:in(?:nen)?)?)"
    r"(?=\s*[&/,|:(]|[-\s]+(?:und|and|et|e)\b|[\W_]*(?:(?<![^\W_])[a-z]{2})?[\W_]*\Z)"
)
CONTACT_PAGE = re.compile(
    r"(?<![^\W_])(?:impressum|imprint|legal[-_ ]notice|mentions[-_ ]l[eé]gales|note[-_ ]legali|(?:über|ueber)[-_ ]uns|"
    r"about[-_ ]us|chi[-_ ]siamo|kontakt(?:daten|formular|seite|möglichkeiten|informationen|adressen?|aufnahme)|"
    r"kontakt[-_ ](?:aufnehmen|(?:mit|zu)[-_ ]uns|zum[-_ ](?:kundenservice|kundendienst|support))|"
    r"contact[-_ ](?:us|page|details|form|information|data)|contactez[-_ ]nous|nous[-_ ]contacter|contattaci|"
    rf"{_ALONE})(?![^\W_])",
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
    """The company's data: what the editor lists, and contact data learned as whole values or by e-mail domains."""

    listed: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def owns(self, finding: Finding) -> bool:
        """Whether a finding is personal data that is the company's own."""
        value, domain = value_of(finding.text), domain_of(finding.text)
        if finding.kind not in CONTACT_LABELS:
            return finding.is_personal and value in self.listed
        return (
            value in self.listed
            or value in self.values
            or any(domain == own or domain.endswith(f".{own}") for own in self.domains if domain)
        )


def learn(articles: Iterable[Article], findings: Mapping[str, Sequence[Finding]], *, listed: Iterable[str]) -> Company:
    """What the articles (with their findings by article id) and the editor's list say.

    The company's are the domains of the articles' own addresses, the contact data on a contact or imprint page, and the
    contact data in several articles, other than mobile numbers and addresses at domains that many people share.
    """
    articles = list(articles)
    listed = [text for text in listed if text.strip()]
    values: set[str] = set()
    domains = {domain for text in listed if (domain := _listed_domain(text))}
    seen: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        contacts = [one for one in findings.get(article.article_id, ()) if one.kind in CONTACT_LABELS]
        if _is_contact_page(article):
            values |= {value_of(match.group()) for match in CONTACT_DATA.finditer(article.body)}
            values |= {value_of(finding.text) for finding in contacts}
        for finding in contacts:
            if not _is_somebodys(finding):
                seen[value_of(finding.text)].add(family(article))
    domains |= {_site(urlsplit(article.url).hostname or "") for article in articles if article.url}
    repeated = {value for value, places in seen.items() if len(places) >= SEVERAL}
    return Company(
        frozenset(map(value_of, listed)), frozenset(values | repeated), frozenset(domains - SHARED_DOMAINS - {""})
    )


def _is_somebodys(finding: Finding) -> bool:
    """A mobile number, or an address at a domain that many share: whose it is no repetition tells."""
    return domain_of(finding.text) in SHARED_DOMAINS or MOBILE.match(finding.text.lstrip("(")) is not None


def _is_contact_page(article: Article) -> bool:
    return any(CONTACT_PAGE.search(text) for text in (article.article_id, article.title, *article.tags))


def value_of(text: str) -> str:
    """The same for every way of writing a phone number, an IBAN, an address."""
    bare = re.sub(r"[\W_]", "", text).casefold()
    return bare[-PHONE_DIGITS:] if bare.isdigit() else bare


def domain_of(text: str) -> str:
    """The domain of an e-mail address, also with (at) in it; empty for other texts."""
    match = ADDRESS.fullmatch(text)
    return match["domain"].strip().casefold() if match else ""


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
