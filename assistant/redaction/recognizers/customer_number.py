"""Customer, contract and account numbers, announced or alone under a signature, and user names."""

from typing import ClassVar

from assistant.redaction.recognizers.base import ANNOUNCED, TYPICAL, Rule, RuleRecognizer, announced
from assistant.redaction.recognizers.context import is_other_number

_WORDS = (
    r"kunden-?(?:nummer|nr|konto|id|kennung)|kd\.?-?nr|kundennr|vertrags?-?(?:nummer|nr"
    r"|konto)?|konto-?(?:nummer|nr)?|mitglieds?-?(?:nummer|nr)"
    r"|policen?-?(?:nummer|nr)|benutzer-?(?:nummer|nr|id|kennung)|teilnehmer-?(?:nummer|nr)|postnummer|zählernummer"
    r"|customer\s?(?:number|no|id|reference)?|client (?:number|id)|contract\s?(?:number|no"
    r"|id)?|account\s?(?:number|no|id)?|member(?:ship)?\s?(?:number|no|id)"
    r"|(?:numéro|n°|no)\s?(?:de\s)?(?:client|compte|contrat|membre)|client|compte|contrat"
    r"|(?:numero|codice|n\.?)\s?(?:di\s)?(?:cliente|conto|contratto)|conto|cliente"
)
_VALUE = (
    r"(?:[A-Z]{1,4}[ -]?|[a-z]{1,4}-?)?[0-9](?:[ ./-]?[0-9]){4,15}(?![\p{L}\p{N}]|[.,][0-9]| ?(?:€|EUR|Euro|CHF|Fr))"
)
_USER_WORDS = r"benutzername|nutzername|user\s?name|login(?:-?name)?|nom d'utilisateur|identifiant|nome utente"
_USER_NAME = r"(?=[\p{L}._-]{0,30}[0-9._])(?=[0-9._-]{0,30}\p{L})[\p{L}\p{N}._-]{3,39}[\p{L}\p{N}](?![\p{L}\p{N}@])"


class CustomerNumberRecognizer(RuleRecognizer):
    """Numbers that lead to one customer."""

    ENTITY = "CUSTOMER_NUMBER"
    RULES: ClassVar = (
        Rule(announced(_USER_WORDS, _USER_NAME, gap=10), TYPICAL),
        Rule(announced(_WORDS, _VALUE, gap=14), ANNOUNCED, unless=is_other_number),
        Rule(r"(?m)(?<=\n)[ \t]{0,3}(?P<value>[A-Za-z]{0,3}-?[0-9]{6,10})[ \t]{0,3}$", TYPICAL),
    )
