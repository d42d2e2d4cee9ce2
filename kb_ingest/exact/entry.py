"""One exact answer as its editor has written it, with English or German words."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from assistant.domain import Language
from assistant.knowledge.countries import country_code

ID_PREFIX: Final = "exact:"
"""Before the id where an exact answer stands among articles: in reports, and for `auskunft articles allow`."""
MAX_QUESTIONS: Final = 20
MAX_ANSWER_CHARS: Final = 1_500
GERMAN: Final = {
    "id": "id",
    "lang": "sprache",
    "questions": "fragen",
    "answer": "antwort",
    "article": "artikel",
    "url": "adresse",
    "title": "titel",
    "valid_until": "gültig_bis",
    "country": "land",
    "answers": "antworten",
}


def _called(name: str) -> Any:  # noqa: ANN401  pydantic's own type of a default
    return Field(validation_alias=AliasChoices(name, GERMAN[name]))


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _text(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise ValueError(f'put {value} in quotes, as in "14,90"; without them it is no text')  # noqa: TRY004  pydantic's way
    return value


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("a source's address begins with https:// or http://")
    return url


HTML: Final = re.compile(r"</?[a-zA-Z][^>]*>|<!--")
SAFE_TARGET: Final = re.compile(r"(?:https?://|mailto:|tel:|[/#])", re.IGNORECASE)


def _plain_markdown(answer: str) -> str:
    """Every reader of replies gets these words as they are; not all of them check what a link leads to."""
    if html := HTML.search(answer):
        raise ValueError(f"{html.group()} is HTML; an answer is plain text or Markdown")
    for target in re.findall(r"\]\(\s*<?([^)>\s]*)", answer):
        if not SAFE_TARGET.match(target):
            raise ValueError(f"{target!r} is no address of a link; it begins with https://, http://, mailto: or tel:")
    return answer


def _country(value: object) -> object:
    """A code (CH), or the country's name in one of our languages."""
    name = str(value).strip()
    if code := country_code(name):
        return code
    raise ValueError(f"{name!r} is no country; write its code, such as DE, AT or CH")


Text = Annotated[str, BeforeValidator(_text), StringConstraints(strip_whitespace=True, min_length=1)]
Question = Annotated[Text, StringConstraints(max_length=300)]


class Entry(BaseModel):
    """An exact answer; a single question needs no list around it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$"), _called("id")]
    lang: Annotated[Language, _called("lang")] = "de"
    questions: Annotated[
        tuple[Question, ...],
        BeforeValidator(_listed),
        Field(min_length=1, max_length=MAX_QUESTIONS),
        _called("questions"),
    ]
    answer: Annotated[
        Annotated[Text, StringConstraints(max_length=MAX_ANSWER_CHARS), AfterValidator(_plain_markdown)],
        _called("answer"),
    ]
    article: Annotated[str | None, _called("article")] = None
    url: Annotated[Annotated[str, AfterValidator(_web_address)] | None, _called("url")] = None
    title: Annotated[Annotated[Text, StringConstraints(max_length=200)] | None, _called("title")] = None
    valid_until: Annotated[date | None, _called("valid_until")] = None
    country: Annotated[Annotated[str, BeforeValidator(_country)] | None, _called("country")] = None

    @model_validator(mode="after")
    def _one_source(self) -> "Entry":
        if self.article and (self.url or self.title):
            raise ValueError("name the source either by `article` or by `url` and `title`, not by both")
        if bool(self.url) != bool(self.title):
            raise ValueError("`url` and `title` belong together: what customers read and where it leads")
        return self


@dataclass(frozen=True, slots=True)
class Written:
    """An entry and where it stands."""

    entry: Entry
    file: Path
    line: int

    @property
    def origin(self) -> str:
        """File and line, as the editor looks for them."""
        return f"{self.file.name}, line {self.line}"
