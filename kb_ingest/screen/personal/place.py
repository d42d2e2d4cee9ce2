"""What stands around a value: whether it is an example, the company's own, or somebody's."""

import re
from dataclasses import dataclass

BEFORE, AFTER = 110, 60  # characters
NAME = r"(?!(?:Muster|Beispiel|Example|Doe\b|Vorname|Nachname|Name\b|Ihr|Your|First|Last))[A-ZÄÖÜÉÈ][\w'’-]+"
TITLE = (
    r"(?:Herrn?|Frau|Familie|Hr\.|Fr\.|Mrs?\.?|Ms\.?|Miss|Monsieur|Madame|Mme|M\.|Signor[ae]?|Sig\.(?:ra)?|Señora?)"
    r"\s+(?:(?:Dr|Prof|Mag|Ing)\.?\s+){0,2}"
)
PERSON = re.compile(
    rf"\b{TITLE}{NAME}|\b(?i:wohnhaft|wohnt in|residing (?:at|in)|lives (?:at|in)|domicilié|demeurant|residente (?:a|"
    rf"in))\b|\b(?i:kund(?:e|in)|kundenname|kontoinhaber(?:in)?|besteller(?:in)?|absender(?:in)?|empfänger(?:in)?|"
    rf"versicherte[rn]?|patient(?:in)?|mitglied|customer(?: name)?|client|cliente|account holder|"
    rf"ticket)\s*[:#]\s*\**\s*(?:\d|{NAME}\s+{NAME})|"
    r"\b(?i:des kunden|der kundin|of the customer|the customer's|du client|de la cliente|del cliente|privat(?:nummer|"
    r"adresse|e?\b))"
)
EXAMPLE = re.compile(
    r"(?i:\bz\. ?b\.|\bbspw|beispiel|muster|\be\. ?g\.|example|for instance|such as|exemple|\bp\. ?ex\.|esempio|"
    r"\bper es\.|ejemplo|platzhalter|placeholder|\bformat\b|dummy|fikti|fictitious|\bsample|test-?\s?daten|test ?data)"
)
COMPANY = re.compile(
    r"\b(?:GmbH|AG|KG|OHG|SE|Ltd|Inc|SA|Sàrl|SARL|S\.r\.l|UG|LLC|Amt|HRB)\b|\be\. ?V\.|"
    r"(?i:\b(?:uns|unser\w*|our|us|notre|nos|nous|nostr[aoi]|contattaci|nuestr[ao]s?)\b|hotline|service|support|"
    r"whats ?app|notdienst|kundendienst|zentrale|filiale|niederlassung|geschäftsstelle|\bbüro|rücksend|retoure|"
    r"\w+amt\b|behörde|versicherung\b|sparkasse|\bbank\b|museum|universität|\boffice\b|headquarters|abteilung|"
    r"department|empfänger: \w+ (?:gmbh|ag)|überweis\w+[^.\n]{0,60}\b(?:auf|an)\b|spendenkonto|impressum|imprint)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A value found in a text, by offsets."""

    text: str
    start: int
    end: int

    @property
    def value(self) -> str:
        """What was found."""
        return self.text[self.start : self.end]

    @property
    def around(self) -> str:
        """The value with what is near it."""
        return self.text[max(0, self.start - BEFORE) : self.end + AFTER]

    @property
    def is_example(self) -> bool:
        """Whether the same line calls it an example."""
        line_start = self.text.rfind("\n", 0, self.start) + 1
        return EXAMPLE.search(self.text[max(line_start, self.start - 60) : self.end + 20]) is not None

    @property
    def is_somebodys(self) -> bool:
        """Whether a person is named beside it."""
        return PERSON.search(self.around) is not None

    @property
    def is_a_companys(self) -> bool:
        """Whether a company or a service is named beside it, and no person."""
        return not self.is_somebodys and COMPANY.search(self.around) is not None
