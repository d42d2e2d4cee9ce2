"""The head of an article file and the text below it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from kb_ingest.article import Article, Problem
from kb_ingest.clean import first_heading, visible

EMPTY = ("", "~", "null", "Null", "NULL")
FAST_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MAX_FAST_CHARS = 4_000
DATE_LENGTH = len("2026-01-31")


LanguageOf = Callable[[str], str | None]
"""The language of a text as a code of two letters; None where it cannot be told."""
MISSING = {
    "id": "is missing; write a line such as `id: versand-kosten`",
    "title": "is missing; write a line such as `title: Versandkosten`, or begin the text with a heading",
    "lang": "is missing; write a line such as `lang: de`, or name `lang` for this folder in the list of sources",
}
_WRONG = {
    "string_type": "must be a single text",
    "string_too_short": "is empty",
    "tuple_type": "must be a list or words with commas between them",
    "date_type": "must be a date such as 2026-12-31",
    "date_from_datetime_parsing": "must be a date such as 2026-12-31",
    "date_parsing": "must be a date such as 2026-12-31",
    "string_unicode": "contains half of a character",
}
"""What pydantic finds, in words for editors."""


class _AsWritten(YAMLHandler):  # type: ignore[misc]  # the library ships no types we check
    """YAML whose values stay as they are written: an id 007 keeps its zeros, the language no is not False."""

    def load(self, fm: str, **_: object) -> object:
        # The fast loader is written in C and overflows the stack on deep nesting.
        return _plain(yaml.compose(fm, Loader=FAST_LOADER if len(fm) <= MAX_FAST_CHARS else yaml.BaseLoader), {})


def _plain(node: yaml.Node | None, made: dict[yaml.Node, object]) -> object:
    """Strings, lists and mappings; what aliases repeat is `made` once. Raises YAMLError and RecursionError."""
    if isinstance(node, yaml.ScalarNode) or node is None:
        return node.value if node else None
    if node not in made:
        made[node] = _mapping(node, made) if isinstance(node, yaml.MappingNode) else _list(node, made)
    return made[node]


def _mapping(node: yaml.MappingNode, made: dict[yaml.Node, object]) -> dict[str, object]:
    if not all(isinstance(key, yaml.ScalarNode) for key, _ in node.value):
        raise yaml.constructor.ConstructorError(problem="a key is not a word", problem_mark=node.start_mark)
    return {key.value: _plain(value, made) for key, value in node.value}


def _list(node: yaml.Node, made: dict[yaml.Node, object]) -> list[object]:
    return [_plain(each, made) for each in node.value]


def _whole_characters(text: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in text):  # YAML escapes can write them, no file can hold them
        raise ValueError("contains half of a character (\\ud800 to \\udfff)")
    return text


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())


def _tags(value: object) -> object:
    return [tag.strip() for tag in value.split(",") if tag.strip()] if isinstance(value, str) else value


def _date(value: object) -> object:
    return value[:DATE_LENGTH] if isinstance(value, str) else value  # a time of day is cut off


Text = Annotated[str, AfterValidator(_whole_characters), AfterValidator(_one_line)]
Day = Annotated[date, BeforeValidator(_date)]


class FrontMatter(BaseModel):
    """The head of an article. Further keys are the editor's own and ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Annotated[str, Field(min_length=1, max_length=200)]
    title: Annotated[Text, Field(min_length=1, max_length=500)]
    lang: str
    url: str | None = None
    tags: Annotated[tuple[Text, ...], BeforeValidator(_tags)] = ()
    updated: Day | None = None
    valid_until: Day | None = None
    audience: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_empty_values(cls, head: dict[str, object]) -> dict[str, object]:
        return {key: value for key, value in head.items() if value not in EMPTY}

    @field_validator("id")
    @classmethod
    def _without_spaces(cls, identifier: str) -> str:
        if not identifier.isprintable() or any(char.isspace() for char in identifier):
            raise ValueError("must not contain spaces or control characters")
        return identifier

    @field_validator("lang")
    @classmethod
    def _base_language(cls, lang: str) -> str:
        base = re.split("[-_]", lang.strip().lower())[0]
        if not re.fullmatch("[a-z]{2}", base):
            raise ValueError("must be a code of two letters such as de or de-AT")
        return base

    @field_validator("url")
    @classmethod
    def _web_address(cls, url: str) -> str:
        if urlsplit(url).scheme not in ("http", "https") or not url.isprintable():
            raise ValueError("must begin with http:// or https://")
        return url


def parse(text: str, *, origin: str, language_of: LanguageOf = lambda _text: None) -> Article | Problem:
    """Split front matter and body and check both; `language_of` tells the language where the head does not."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        metadata, body = frontmatter.parse(text, handler=_AsWritten())
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        return Problem("invalid", origin, f"front matter is not valid YAML{where}")
    if not metadata:
        return Problem("invalid", origin, _missing_head(text))
    heading = first_heading(body)
    if not metadata.get("title") and heading:
        metadata["title"] = heading.text
    if metadata.get("lang") in (None, *EMPTY) and (language := language_of(f"{metadata.get('title', '')}\n{body}")):
        metadata["lang"] = language
    return article_of(metadata, body=body, origin=origin, said_in="front matter: ")


def article_of(head: dict[str, object], *, body: str, origin: str, said_in: str = "") -> Article | Problem:
    """The article with these keys of a front matter, or what is wrong with them; `said_in` begins that sentence."""
    try:
        checked = FrontMatter.model_validate(head)
    except ValidationError as error:
        return Problem("invalid", origin, f"{said_in}{_reasons(error)}", article_id=_known_id(head))
    return Article(
        article_id=checked.id,
        title=checked.title,
        language=checked.lang,
        body=body,
        origin=origin,
        url=checked.url,
        tags=checked.tags,
        updated=checked.updated,
        valid_until=checked.valid_until,
        audience=checked.audience,
    )


def _missing_head(text: str) -> str:
    if text.lstrip().startswith("---"):
        return "front matter is not closed by a line of --- or holds no lines such as `id: …`"
    return "has no front matter (id, title and lang between two lines of ---)"


def _reasons(error: ValidationError) -> str:
    return "; ".join(f"{fault['loc'][0] if fault['loc'] else '?'}: {_reason(fault)}" for fault in error.errors())


def _reason(fault: ErrorDetails) -> str:
    key, kind = str(fault["loc"][0]) if fault["loc"] else "", fault["type"]
    if kind == "missing" and key in MISSING:
        return MISSING[key]
    if kind == "string_too_long":
        return f"is longer than {fault['ctx']['max_length']} characters"
    return _WRONG.get(kind) or fault["msg"].removeprefix("Value error, ")


def _known_id(metadata: dict[str, object]) -> str | None:
    identifier = metadata.get("id")
    return identifier if isinstance(identifier, str) and identifier else None
