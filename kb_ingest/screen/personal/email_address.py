"""E-mail addresses of persons: not those of roles, of examples, or that are no addresses at all."""

import re

from kb_ingest.screen.personal.place import Place

CANDIDATE = re.compile(r"@|[\[({]\s?(?:at|ät)\s?[\])}]", re.IGNORECASE)
ADDRESS = re.compile(
    r"(?P<local>[^@\s]+?)\s{0,2}(?:@|\W\s?(?:at|ät)\s?\W)\s{0,2}(?P<domain>\S.*)", re.IGNORECASE | re.DOTALL
)
TOP = re.compile(r"\.(?!(?:png|jpe?g|gif|svg|webp|pdf|html?|css|js|ts|py|md)\Z)[^\W\d_]{2,24}\Z", re.IGNORECASE)
SPELLED_DOT = re.compile(r"\b(?:dot|punkt|point|punto)\b", re.IGNORECASE)
SEPARATOR = re.compile(r"[-._+]")
# Whole local parts, and the words between separators in longer ones.
ROLE = re.compile(
    r"noreply|reply|donotreply|info(?:s|mail|line|desk|center|point|thek)?|kontakt|contact|contatt[io]|support|"
    r"help(?:desk|line)?|hilfe|services?|service(?:cent(?:er|re)|desk|line|stelle)|kundendienst|team|office|buero|büro|"
    r"postmaster|webmaster|hostmaster|admins?|administrat(?:or|ion)|git|ubuntu|security|abuse|"
    r"datenschutz(?:beauftragter?)?|privacy|dpo|dsb|gdpr|presse(?:stelle|kontakt|office)?|media|marketing|vertrieb|"
    r"verkauf|shop|store|orders?|bestell(?:ung|ungen|annahme|hotline)|rechnung(?:en|swesen)?|invoices?|billing|"
    r"buchhaltung|accounting|karriere|careers?|bewerbung(?:en)?|hr|zentrale|anfragen?|feedback|hello|hallo|bonjour|"
    r"news(?:letter|desk|room)?|returns?|retouren?|reklamation(?:en)?|beschwerden?|complaints?|impressum|poststelle|"
    r"einkauf|technik|it|edv|werkstatt|reservierung(?:en)?|bookings?|events?|api|app|bot|system|server|daemon|alerts?|"
    r"logs?|monitoring|noc|partner|community|opensource|project|projekt|[a-z]+(?:support|service|team|info)",
    re.IGNORECASE,
)
ROLE_ALONE = re.compile(r"post|recht|legal|jobs?|root|sales|press|personal|hi|ciao", re.IGNORECASE)  # surnames, too
PLACE = re.compile(r"de|at|ch|en|fr|it|eu|uk|us|int|germany|austria|schweiz|", re.IGNORECASE)
MIN_ROLE = 2  # letters of a role beside other words; "hr" is Mr in German
_OWN = r"yours?|my|mein(?:e|er)?|dein(?:e|er)?|ihre?|votre|ton|vostr[ao]|tu[ao]"
_NAME = r"(?:user|sur|first|last|full|vor|nach|benutzer|nutzer)?name|e?mail|mailadresse|address|adresse|user"
_COMPANY = (
    r"company|firma|firmenname|unternehmen|business|domain(?:name)?|website|webseite|site|organi[sz]ation|verein|kunde|"
    r"azienda|entreprise"
)
_OWNED = rf"{_NAME}|{_COMPANY}|server|host|provider|org|shop|store|school|schule|app|team|account|brand|tenant|instance"
PLACEHOLDER = re.compile(
    rf"(?:{_OWN})(?:{_OWNED})|{_NAME}|yours?|you|meine?|deine?|ihre?|muster(?:mann|frau|kunde|kundin)?|beispiel|example|"
    r"exemple|esempio|ejemplo|nom|prenom|prénom|nome|cognome|nombre|benutzer|nutzer|users|utilisateur|utente|"
    r"kund(?:e|in)|customer|client|test(?:er|user|kunde|account|mail)?|demo|dummy|foo|foobar|sample|placeholder|"
    r"platzhalter|nobody",
    re.IGNORECASE,
)
# Whole local parts only: people have these names.
PLACEHOLDER_ALONE = re.compile(
    r".*(?:xxx|\*).*|me|first\W?last|(?:john|jane|joe)(?:\W?(?:doe|smith))?|alice|bob|bill|tom|max|erika|bar|abc\d*|"
    r"a|b|c|x|y|\d{1,4}",
    re.IGNORECASE,
)
NO_DOMAIN = re.compile(
    rf"(?:.*\.)?(?:example|beispiel|exemple|esempio|muster(?:mann|frau|kunde)?|acme|test|localhost|"
    rf"(?:some|muster|beispiel|test|{_OWN})?[-_]?(?:{_COMPANY})\d?|(?:{_OWN})(?:{_OWNED})|"
    rf"(?:{_OWN}|some|muster|beispiel|test)[-_][\w-]+)\.[a-z.]+|"
    r".*\.(?:example|test|invalid|localhost|local|internal|lan|home|iam\.gserviceaccount\.com)|(?:x+\.)+x+",
    re.IGNORECASE,
)


def is_private(place: Place) -> bool:
    """Whether the address seems to be a person's."""
    match = ADDRESS.fullmatch(place.value)
    if not match or (place.text[place.start - 1 : place.start] in "/:=" and place.start):
        return False
    local, domain = match["local"].strip(), match["domain"].rstrip(".")
    is_an_address = TOP.search(domain) or SPELLED_DOT.search(domain)
    is_nobodys = _is_a_role(local) or _is_a_placeholder(local) or NO_DOMAIN.fullmatch(domain)
    return bool(is_an_address) and not is_nobodys and not place.is_example


def _words(local: str) -> list[str]:
    """The parts between separators, without numbers at their ends."""
    return [part.rstrip("0123456789") for part in SEPARATOR.split(local)]


def _is_a_role(local: str) -> bool:
    first, *others = _words(local)
    if (ROLE.fullmatch(first) or ROLE_ALONE.fullmatch(first)) and all(PLACE.fullmatch(word) for word in others):
        return True
    return any(len(word) > MIN_ROLE and ROLE.fullmatch(word) for word in (first, *others))


def _is_a_placeholder(local: str) -> bool:
    return PLACEHOLDER_ALONE.fullmatch(local) is not None or any(map(PLACEHOLDER.fullmatch, _words(local)))
