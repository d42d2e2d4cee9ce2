import pytest

from assistant.redaction import checksums as check

VALID = [
    pytest.param(check.is_iban, "de89 3704 0044 0532 0130 00", id="IBAN DE"),
    pytest.param(check.is_iban, "AT61-1904-3002-3457-3201", id="IBAN AT"),
    pytest.param(check.is_iban, "CH9300762011623852957", id="IBAN CH"),
    pytest.param(check.is_luhn, "4111 1111 1111 1111", id="card"),
    pytest.param(check.is_german_tax_id, "86 095 742 719", id="Steuer-ID"),
    pytest.param(check.is_german_vat_id, "DE136695976", id="USt-IdNr"),
    pytest.param(check.is_austrian_vat_id, "ATU13585627", id="ATU"),
    pytest.param(check.is_swiss_uid, "CHE-123.456.788 MWST", id="UID"),
    pytest.param(check.is_german_social_security, "15 070649 C 103", id="SVNR DE"),
    pytest.param(check.is_austrian_social_security, "1237 010180", id="SVNR AT"),
    pytest.param(check.is_swiss_social_security, "756.9217.0769.85", id="AHV"),
    pytest.param(check.is_german_health_insurance, "A123456780", id="KVNR"),
    pytest.param(check.is_french_social_security, "2 55 08 14 168 025 38", id="NIR"),
    pytest.param(check.is_travel_document, "T220001293", id="Personalausweis"),
    pytest.param(check.is_italian_tax_code, "RSSMRA85T10A562S", id="codice fiscale"),
]


@pytest.mark.parametrize(("checks", "value"), VALID)
def test_a_right_number_passes(checks, value):
    assert checks(value)


@pytest.mark.parametrize(("checks", "value"), VALID)
def test_a_changed_digit_fails(checks, value):
    place = max(index for index, character in enumerate(value) if character.isdigit())
    changed = value[:place] + str((int(value[place]) + 1) % 10) + value[place + 1 :]
    assert not checks(changed)


@pytest.mark.parametrize(("checks", "value"), VALID)
@pytest.mark.parametrize("nonsense", ["", "x", "0", "²³", "٣" * 22, "\x00"])
def test_nonsense_fails_without_an_error(checks, value, nonsense):
    del value
    assert not checks(nonsense)
