import pytest

from assistant.redaction.redactor import Redactor, build_redactor


@pytest.fixture(scope="session")
def redactor() -> Redactor:
    return build_redactor(min_score=0.4, timeout_s=30.0)
