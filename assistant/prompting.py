"""Texts kept in files: fixed replies per language, and versioned prompts for a model."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from string import Formatter
from typing import Final

import frontmatter
import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.domain import LANGUAGES, Address, ChatKind, DeclineReason, HandOffReason, Language, Spelling
from assistant.exceptions import SettingsError

MARK: Final = "ˆ"
"""Stands for every space of material, so that a model can tell it from instructions (datamarking)."""
LANGUAGE_NAMES: Final[Mapping[Language, str]] = {"de": "German", "en": "English", "fr": "French", "it": "Italian"}

EXTRA_VALUES: dict[str, set[str]] = {
    "ticket_opened": {"number"},
    "ticket_opened_unreachable": {"number"},
    "answer_other_language": {"language"},
}
"""What a fixed text needs beside the company."""

FIXED_KEYS: frozenset[str] = frozenset(
    [
        *(kind.value for kind in ChatKind),
        *(f"offer_{reason.value}" for reason in HandOffReason),
        *(f"decline_{reason.value}" for reason in DeclineReason),
        *(f"language_{language}" for language in LANGUAGES),
        *("notice", "consent_received", "ticket_opened", "ticket_opened_unreachable", "ticket_failed"),
        *(
            "clarify",
            "clarify_other_country",
            "answer_other_language",
            "answer_foreign_language",
            "error_try_again",
            "superseded",
        ),
    ]
)

Table = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """How German texts of our own address the customer and are spelled."""

    address: Address = "Sie"
    spelling: Spelling = "de"

    def spelled(self, text: str) -> str:
        """German text of our own as it is spelled: in Switzerland there is no ß."""
        return text.replace("ß", "ss").replace("ẞ", "SS") if self.spelling == "ch" else text


FORMAL: Final = Wording()


class FixedTexts:
    """The fixed replies of all languages. Raises SettingsError when a file lacks a key or has a wrong placeholder."""

    def __init__(
        self, company: str, *, wording: Wording = FORMAL, tables: Mapping[Language, Table] | None = None
    ) -> None:
        self._company = company
        self._tables = tables if tables is not None else read_tables(wording)
        for language in LANGUAGES:
            _check_table(language, self._tables[language])

    def render(self, key: str, language: Language, /, **values: str) -> str:
        """Fill in the values. Raises SettingsError for an unknown key, a missing or a superfluous value."""
        expected = EXTRA_VALUES.get(key, set())
        if key not in FIXED_KEYS or values.keys() != expected:
            raise SettingsError(f"Fixed text {key!r} takes {sorted(expected)}, not {sorted(values)}, or is unknown.")
        return self._tables[language][key].format(company=self._company, **values)

    def language_name(self, named: str, *, language: Language) -> str:
        """Name one language in another: `language_name("de", language="en")` is German."""
        return self.render(f"language_{named}", language)

    def other_language_note(self, article_language: str, language: Language, /) -> str:
        """Tells that an answer exists in the article's language only, which may be one that we have no name for."""
        if article_language not in LANGUAGES:
            return self.render("answer_foreign_language", language)
        return self.render(
            "answer_other_language", language, language=self.language_name(article_language, language=language)
        )

    def other_language_notes(self) -> frozenset[str]:
        """All such notes: the verifier lets them stand beside quotations."""
        articles = (*LANGUAGES, "any other")
        return frozenset(self.other_language_note(article, reader) for article in articles for reader in LANGUAGES)


def read_tables(wording: Wording) -> dict[Language, Table]:
    """The fixed texts of all languages, the German ones in this wording. Raises SettingsError."""
    tables = {language: read_texts(f"replies.{language}.yaml") for language in LANGUAGES}
    german = {**tables["de"], **(read_texts("replies.de-du.yaml") if wording.address == "du" else {})}
    return {**tables, "de": {key: wording.spelled(text) for key, text in german.items()}}


def read_texts(name: str) -> Table:
    """A file of texts by key. Raises SettingsError."""
    try:
        content = yaml.safe_load(files("prompts").joinpath(name).read_text(encoding="utf-8"))
        return TypeAdapter(dict[str, str]).validate_python(content, strict=True)
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise SettingsError(f"Fixed texts {name} cannot be read: {error}") from error


def _check_table(language: Language, table: Table) -> None:
    if table.keys() != FIXED_KEYS:
        raise SettingsError(f"Fixed texts {language}: wrong or missing keys {sorted(FIXED_KEYS ^ table.keys())}.")
    for key, text in table.items():
        superfluous = placeholders(text) - EXTRA_VALUES.get(key, set()) - {"company"}
        missing = EXTRA_VALUES.get(key, set()) - placeholders(text)
        if superfluous or missing or not text.strip():
            raise SettingsError(f"Fixed text {language}/{key} is empty or has wrong placeholders.")


def placeholders(template: str) -> set[str]:
    """Find the names in braces. Raises SettingsError when the braces do not fit together."""
    try:
        return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError as error:
        raise SettingsError(f"Braces do not match in {template!r}.") from error


class _FrontMatter(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    version: int
    inputs: frozenset[str]


@dataclass(frozen=True, slots=True)
class RenderedPrompt:
    """What a model is sent: the rules, and the material with the question."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A released prompt; `version` is its file name without the ending, such as `answer.v1`."""

    version: str
    inputs: frozenset[str]
    system: str
    user: str

    def render(self, **values: str) -> RenderedPrompt:
        """Fill in exactly the declared inputs; braces inside a value stay as they are."""
        if values.keys() != self.inputs:
            raise SettingsError(f"Prompt {self.version} takes {sorted(self.inputs)}, not {sorted(values)}.")
        return RenderedPrompt(self.system.format(**values), self.user.format(**values))


def marked(text: str) -> str:
    """The text in one line, its spaces and line ends replaced by marks; it cannot bring marks of its own."""
    return MARK.join(text.replace(MARK, " ").split())


def load_prompt(version: str) -> Prompt:
    """Read `prompts/<version>.md`. Raises SettingsError when file, front matter and inputs do not agree."""
    try:
        text = files("prompts").joinpath(f"{version}.md").read_text(encoding="utf-8")
        metadata, body = frontmatter.parse(text)
        head = _FrontMatter.model_validate(metadata)
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise SettingsError(f"Prompt {version} cannot be read: {error}") from error
    return _parse_prompt(version, head, body)


def _parse_prompt(version: str, head: _FrontMatter, body: str) -> Prompt:
    parts = re.fullmatch(r"\s*# System\n(.*)\n# User\n(.*)", body, flags=re.DOTALL)
    if parts is None or version != f"{head.name}.v{head.version}":
        raise SettingsError(f"Prompt {version} needs the parts System and User, and its name in the front matter.")
    system, user = parts.group(1).strip(), parts.group(2).strip()
    if placeholders(system) | placeholders(user) != head.inputs:
        raise SettingsError(f"Prompt {version} declares {sorted(head.inputs)}, but uses others.")
    return Prompt(version=version, inputs=head.inputs, system=system, user=user)
