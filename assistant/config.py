"""Settings: nested, frozen, unknown keys refused, bounded. Read once in `app.py` and `services.py`; no behaviour."""

import os
from pathlib import Path
from typing import Annotated, Final, Literal, Self

import regex  # type: ignore[import-untyped]
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from pydantic_settings import SettingsError as UnreadableVariableError

from assistant.domain import SENSITIVE_TOPICS, Address, Language, SensitiveTopic, Spelling
from assistant.exceptions import SettingsError

PREFIX = "AUSKUNFT_"
FILE = "auskunft.toml"
NOT_SETTINGS = {"AUSKUNFT_SETTINGS", "AUSKUNFT_REQUIRE_ALL", "AUSKUNFT_TEST_MODELS", "AUSKUNFT_TEST_POSTGRES_URL"}
"""Variables that steer the program or its tests and are no settings."""


def _identifier_pattern(expression: str) -> str:
    """Refuse what would redact everything, nothing, or take for ever."""
    if expression.startswith(("^", r"\A")) or expression.endswith(("$", r"\Z")):
        raise ValueError(f"{expression!r} stands for whole messages; leave out the signs for beginning and end")
    try:
        regex.compile(expression)
        pattern = regex.compile(rf"(?i)(?<![\p{{L}}\p{{N}}])(?:{expression})(?![\p{{L}}\p{{N}}])")
    except regex.error as error:
        raise ValueError(f"{expression!r} is no regular expression: {error}") from None
    try:
        if pattern.fullmatch("") or any(map(pattern.search, _ORDINARY)):
            raise ValueError(f"{expression!r} finds ordinary words, years or prices; it has to be more specific")
        for hostile in _HOSTILE:
            pattern.search(hostile, timeout=_SEARCH_LIMIT_S)
    except TimeoutError:
        raise ValueError(f"{expression!r} takes too long on a long text") from None
    return expression


_ORDINARY: Final = (
    "",
    "Guten Tag, wo bleibt meine Bestellung von 2024? Ich habe 2 Stück zu 12,90 Euro bezahlt, am 3.5.",
    "Hello - is this OK? A, b; c/d (e) [f]",
)
_HOSTILE: Final = tuple((unit * 5000)[:5000] + "!" for unit in ("a", "A", "1", "a1", "A-", "1-", "KD-", " ", "a "))
_SEARCH_LIMIT_S: Final = 0.5

IdentifierPattern = Annotated[str, Field(min_length=3, max_length=200), AfterValidator(_identifier_pattern)]
"""A regular expression (the syntax of the package `regex`) of the company's own numbers, without regard to case."""


class Section(BaseModel):
    """A group of settings."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Company(Section):
    """Who speaks; shown in the AI notice and in fixed replies."""

    name: str = Field("Bohnenpost", min_length=2, max_length=80)
    assistant_name: str = Field("KI-Assistent", max_length=60)
    privacy_url: str | None = None
    contact: str = Field("service@bohnenpost.example", max_length=120)
    address: Address = "Sie"  # how German texts address the customer
    spelling: Spelling = "de"  # "ch": German texts of our own with ss for ß


class Server(Section):
    """Where the service listens and who may embed the widget."""

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    allowed_origins: tuple[str, ...] = ()
    demo: bool = True


class Knowledge(Section):
    """How articles are split, embedded and kept."""

    embedding_model: str = "multilingual-e5-small"  # packaged weights; anything else is a sentence-transformers model
    chunk_max_tokens: int = Field(220, ge=64, le=480)
    snapshots_kept: int = Field(5, ge=1, le=100)
    refresh_s: float = Field(1.0, gt=0, le=60)  # how often the service looks for a new snapshot
    threads: int = Field(2, ge=1, le=64)


class Retrieval(Section):
    """How much is found for a question."""

    articles: int = Field(10, ge=1, le=50)


def _with_distress(topics: tuple[SensitiveTopic, ...]) -> tuple[SensitiveTopic, ...]:
    if "distress" not in topics:
        raise ValueError("distress cannot be taken out: whoever is in danger is always told where to find help")
    return topics


class Deciding(Section):
    """Probabilities from which the assistant answers, or offers choices; topics that it leaves to a person."""

    answer_from: float = Field(0.55, ge=0, le=1)
    clarify_from: float = Field(0.08, ge=0, le=1)
    off_topic_below: float = Field(0.85, ge=0, le=1)
    sensitive_topics: Annotated[tuple[SensitiveTopic, ...], AfterValidator(_with_distress)] = SENSITIVE_TOPICS


class ModelEndpoint(Section):
    """A model in LiteLLM's words, and what it costs where LiteLLM's list does not know or is wrong."""

    name: str | None = None
    api_base: str | None = None
    api_key: SecretStr | None = None
    api_version: str | None = None  # Azure
    extra_headers: dict[str, SecretStr] = {}
    first_token_timeout_s: float = Field(8.0, gt=0, le=120)
    prompt_eur_per_million: float | None = Field(None, ge=0, le=10_000)  # tokens
    completion_eur_per_million: float | None = Field(None, ge=0, le=10_000)

    @model_validator(mode="after")
    def _both_prices(self) -> Self:
        if (self.prompt_eur_per_million is None) != (self.completion_eur_per_million is None):
            raise ValueError("prompt_eur_per_million and completion_eur_per_million belong together")
        return self


class LanguageModel(ModelEndpoint):
    """An optional model through LiteLLM; without `name` answers are quoted from the articles."""

    fallback: ModelEndpoint = ModelEndpoint()  # asked when the first one fails before it has said anything
    total_timeout_s: float = Field(20.0, gt=0, le=300)  # for all attempts of a reply
    max_tokens: int = Field(200, ge=16, le=2000)
    retries: int = Field(1, ge=0, le=5)
    breaker_failures: int = Field(5, ge=1, le=100)  # in a row; then the model is left alone
    breaker_pause_s: float = Field(30.0, gt=0, le=3600)
    daily_budget_eur: float | None = Field(None, gt=0, le=100_000)
    eur_per_usd: float = Field(1.0, gt=0, le=10)  # LiteLLM's prices are in US dollars
    rewrites_follow_ups: bool = False  # the model, too, says what a message with a history is searched for
    rewrite_timeout_s: float = Field(2.0, ge=1, le=30)  # of total_timeout_s

    @model_validator(mode="after")
    def _first_comes_first(self) -> Self:
        if self.fallback.name and not self.name:
            raise ValueError("a fallback needs a first model: set model.name")
        return self

    @model_validator(mode="after")
    def _can_rewrite(self) -> Self:
        if self.rewrites_follow_ups and not self.name:
            raise ValueError("rewrites_follow_ups needs a model: set model.name")
        if self.rewrites_follow_ups and self.answer_timeout_s < 1:
            raise ValueError("rewrite_timeout_s leaves less than a second of total_timeout_s for the answer")
        return self

    @property
    def answer_timeout_s(self) -> float:
        """What is left of the whole deadline for the answer."""
        return self.total_timeout_s - (self.rewrite_timeout_s if self.rewrites_follow_ups else 0.0)


class Redaction(Section):
    """Detection of personal data. There is no off switch."""

    min_score: float = Field(0.4, ge=0.05, le=0.6)  # above, kinds that only their form tells would not be found
    timeout_s: float = Field(5.0, gt=0, le=60)
    customer_numbers: tuple[IdentifierPattern, ...] = Field((), max_length=50)  # beside the announced ones


class Limits(Section):
    """Bounds on what one visitor may ask for."""

    message_max_chars: int = Field(4000, ge=100, le=50_000)
    messages_per_minute: int = Field(20, ge=1, le=10_000)
    concurrent_replies: int = Field(4, ge=1, le=256)


class Privacy(Section):
    """Keys, and how long values are kept."""

    vault_key: SecretStr | None = None  # Fernet keys, newest first; without one a file is made in the data directory
    vault_days: int = Field(30, ge=1, le=3650)  # after a conversation's last message its values are removed


class Settings(BaseSettings):
    """All settings, from `auskunft.toml` (or the file named in AUSKUNFT_SETTINGS) and AUSKUNFT_* variables."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,  # container files pass on variables that nobody has set
    )

    data_dir: Path = Path("data")
    database_url: SecretStr | None = None  # SQLAlchemy URL; SQLite in the data directory by default
    language: Language = "de"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    company: Company = Company()
    server: Server = Server()
    knowledge: Knowledge = Knowledge()
    retrieval: Retrieval = Retrieval()
    deciding: Deciding = Deciding()
    model: LanguageModel = LanguageModel()
    redaction: Redaction = Redaction()
    limits: Limits = Limits()
    privacy: Privacy = Privacy()

    @property
    def knowledge_dir(self) -> Path:
        """Snapshots, the pointer to the live one and the cached vectors."""
        return self.data_dir / "knowledge"

    @property
    def models_dir(self) -> Path:
        """Built model files."""
        return self.data_dir / "models"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  the library's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments win over the environment, the environment over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=_file())


def load_settings(data_dir: Path | None = None) -> Settings:
    """Read the settings once. Raises SettingsError with every problem in one line."""
    _check_names()
    try:
        return Settings(data_dir=data_dir) if data_dir else Settings()
    except ValidationError as error:
        raise SettingsError("Settings refused: " + "; ".join(map(_problem, error.errors()))) from error
    except UnreadableVariableError as error:
        raise SettingsError(f"Settings refused: {error}; a list or a group is written as JSON.") from error
    except (OSError, ValueError) as error:  # a file that cannot be read or parsed
        raise SettingsError(f"The settings file {_file()} cannot be read: {error}") from error


def _file() -> Path:
    return Path(os.environ.get("AUSKUNFT_SETTINGS") or FILE)


def _check_names() -> None:
    """The library ignores a file that is missing and variables whose first part is no setting."""
    if os.environ.get("AUSKUNFT_SETTINGS") and not _file().is_file():
        raise SettingsError(f"AUSKUNFT_SETTINGS names {_file()}, which is not a file.")
    unknown = [
        name
        for name in os.environ
        if name.startswith(PREFIX)
        and name not in NOT_SETTINGS
        and name.removeprefix(PREFIX).split("__")[0].lower() not in Settings.model_fields
    ]
    if unknown:
        raise SettingsError(f"Unknown settings in the environment: {', '.join(sorted(unknown))}.")


_REASONS: Final = {
    "extra_forbidden": "there is no such setting",
    "tuple_type": 'it has to be a list, such as ["…"]',
}


def _problem(error: ErrorDetails) -> str:
    reason = _REASONS.get(error["type"], error["msg"])
    return f"{'.'.join(map(str, error['loc']))}: {reason}"
