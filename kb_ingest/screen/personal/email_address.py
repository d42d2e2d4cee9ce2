"""E-mail addresses of persons: not those of roles, of examples, or that are no addresses at all."""

import re

from kb_ingest.screen.personal.place import Place

CANDIDATE = re.compile(r"@|[\[({]\s?(?:at|ät)\s?[\])}]", re.IGNORECASE)
ADDRESS = re.compile(
    r"(?P<local>[^@\s]+?)\s{0,2}(?:@|\W\s?(?:at|ät)\s?\W)\s{0,2}(?P<domain>\S.*)", re.IGNORECASE | re.DOTALL
)
TOP = re.compile(r"\.(?!(?:png|jpe?g|gif|svg|webp|pdf|html?|css|js|ts|py|md)\Z)[^\W\d_]{2,24}\Z", re.IGNORECASE)
SPELLED_DOT = re.compile(r"\b(?:dot|punkt|point|punto)\b", re.IGNORECASE)
MIN_ROLE = 2  # letters; "hr" is Mr in German
ROLE = re.compile(
    r"(?:no-?_?reply|do-?not-?reply|info\w*|kontakt|contact|contatto|support|help(?:desk)?|hilfe|service\w*|"
    r"kundenservice|kundendienst|team|office|buero|büro|mail|e-?mail|post|postmaster|webmaster|hostmaster|admin\w*|"
    r"root|git|ubuntu|user|security|abuse|datenschutz\w*|privacy|dpo|dsb|gdpr|press\w*|presse|media|marketing|sales|"
    r"vertrieb|verkauf|shop|store|order\w*|bestell\w*|rechnung\w*|invoice|billing|buchhaltung|accounting|jobs?|"
    r"karriere|career|bewerbung|hr|personal|zentrale|anfrage\w*|feedback|hello|hallo|hi|bonjour|ciao|news\w*|"
    r"newsletter|returns?|retoure\w*|reklamation\w*|beschwerde\w*|complaints?|legal|recht|impressum|poststelle|einkauf|"
    r"technik|it|edv|werkstatt|reservierung\w*|booking|events?|api|app|bot|system|server|daemon|alerts?|logs?|"
    r"monitoring|noc|partner\w*|community|open-?source|project|projekt)"
    r"(?:[-._+]?(?:de|at|ch|en|fr|it|eu|uk|us|int|germany|austria|schweiz))?|[a-z]+[-_.]?(?:support|service|team|info)|"
    r"(?:info|support|service|team)[-_.].+",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(
    r".*(?:muster|beispiel|example|exemple|esempio|ejemplo|name|surname|benutzer|nutzer|user|mail|yours?|you|ihre?|ihr\b|"
    r"deine?|kunde|customer|adresse|address|test|demo|dummy|foo|xxx|\*).*|me|my\w*|first\W?last|(?:john|jane|"
    r"joe)(?:\W?(?:doe|smith))?|alice|bob|bill|tom|max|erika|abc\w*|a|x|\d{1,4}",
    re.IGNORECASE,
)
NO_DOMAIN = re.compile(
    r"(?:.*\.)?(?:example|beispiel|exemple|esempio|muster\w*|company|firma\w*|unternehmen|azienda|entreprise|domain\w*|"
    r"email|e-mail|mail|test|acme|some\W?\w+|(?:your|deine?|ihre?|my|meine?|votre|vostra)\W?\w+|website|site|"
    r"organi[sz]ation|verein|kunde|localhost)\.[a-z.]+|.*\.(?:example|test|invalid|localhost|local|internal|lan|home|"
    r"iam\.gserviceaccount\.com)|(?:x+\.)+x+",
    re.IGNORECASE,
)


def is_private(place: Place) -> bool:
    """Whether the address seems to be a person's."""
    match = ADDRESS.fullmatch(place.value)
    if not match or (place.text[place.start - 1 : place.start] in "/:=" and place.start):
        return False
    local, domain = match["local"].strip(), match["domain"].rstrip(".")
    is_an_address = TOP.search(domain) or SPELLED_DOT.search(domain)
    is_nobodys = _is_a_role(local) or PLACEHOLDER.fullmatch(local) or NO_DOMAIN.fullmatch(domain)
    return bool(is_an_address) and not is_nobodys and not place.is_example


def _is_a_role(local: str) -> bool:
    parts = re.split(r"[-._+]", local)
    return ROLE.fullmatch(local) is not None or any(len(part) > MIN_ROLE and ROLE.fullmatch(part) for part in parts)
