"""Types of settings that several kinds of source have in common."""

import os
from typing import Annotated

from pydantic import Field

from kb_ingest.errors import PermanentSourceError

LanguageCode = Annotated[str, Field(pattern="^[a-z]{2}$")]
VariableName = Annotated[str, Field(pattern=r"^[A-Za-z_]\w*$", max_length=100)]
Contact = Annotated[str, Field(pattern=r"^[!-~]+$", max_length=200)]
EmailAddress = Annotated[str, Field(pattern=r"^[!-9;-~]+@[!-9;-~]+$", max_length=200)]
"""Without a colon, which ends the user name in an Authorization header."""


def secret(variable: str) -> str:
    """What an environment variable holds. Raises PermanentSourceError where it is not set."""
    value = os.environ.get(variable, "")
    if not value:
        raise PermanentSourceError(f"The environment variable {variable} is not set.")
    return value
