"""One recognizer per kind of personal data. A new kind is a new file and a line here."""

from collections.abc import Sequence
from typing import Final

from assistant.domain import Language
from assistant.redaction.recognizers.address import AddressRecognizer
from assistant.redaction.recognizers.base import BaseRecognizer
from assistant.redaction.recognizers.bic import BicRecognizer
from assistant.redaction.recognizers.credit_card import CreditCardRecognizer
from assistant.redaction.recognizers.customer_number import CustomerNumberRecognizer
from assistant.redaction.recognizers.date_of_birth import DateOfBirthRecognizer
from assistant.redaction.recognizers.email_address import EmailRecognizer
from assistant.redaction.recognizers.iban import IbanRecognizer
from assistant.redaction.recognizers.id_document import IdDocumentRecognizer
from assistant.redaction.recognizers.ip_address import IpRecognizer
from assistant.redaction.recognizers.license_plate import LicensePlateRecognizer
from assistant.redaction.recognizers.password import PasswordRecognizer
from assistant.redaction.recognizers.person.recognizer import PersonRecognizer
from assistant.redaction.recognizers.personal_url import PersonalUrlRecognizer
from assistant.redaction.recognizers.phone import PhoneRecognizer
from assistant.redaction.recognizers.social_security import SocialSecurityRecognizer
from assistant.redaction.recognizers.tagged_address import TaggedAddressRecognizer
from assistant.redaction.recognizers.tax_id import TaxIdRecognizer
from assistant.redaction.recognizers.vat_id import VatIdRecognizer

RECOGNIZERS: Final[tuple[type[BaseRecognizer], ...]] = (
    AddressRecognizer,
    BicRecognizer,
    CreditCardRecognizer,
    CustomerNumberRecognizer,
    DateOfBirthRecognizer,
    EmailRecognizer,
    IbanRecognizer,
    IdDocumentRecognizer,
    IpRecognizer,
    LicensePlateRecognizer,
    PasswordRecognizer,
    PersonRecognizer,
    PersonalUrlRecognizer,
    PhoneRecognizer,
    SocialSecurityRecognizer,
    TaggedAddressRecognizer,
    TaxIdRecognizer,
    VatIdRecognizer,
)


def build_recognizers(languages: Sequence[Language], *, customer_numbers: Sequence[str] = ()) -> list[BaseRecognizer]:
    """Build every recognizer for every language: customers mix them, and Presidio asks for one instance each.

    `customer_numbers` are regular expressions of the company's own numbers.
    """
    return [
        CustomerNumberRecognizer(language, customer_numbers)
        if recognizer is CustomerNumberRecognizer
        else recognizer(language)
        for language in languages
        for recognizer in RECOGNIZERS
    ]
