"""Settings from a file and the environment."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.config import Settings, load_settings
from assistant.domain import SENSITIVE_TOPICS
from assistant.exceptions import SettingsError


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty working directory without settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("AUSKUNFT_SETTINGS", "AUSKUNFT_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def refusal(**environment):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        with pytest.raises(SettingsError) as refused:
            load_settings()
    message = str(refused.value)
    assert "\n" not in message
    return message


def test_without_any_settings_there_are_defaults():
    settings = load_settings()
    assert (settings.language, settings.server.port, settings.data_dir) == ("de", 8000, Path("data"))
    assert settings.model.name is None
    assert (settings.knowledge_dir, settings.models_dir) == (Path("data/knowledge"), Path("data/models"))


def test_a_file_in_the_working_directory_is_read(folder):
    (folder / "auskunft.toml").write_text('language = "en"\n[server]\nport = 9000\n[company]\nname = "Röstkäfer"\n')
    settings = load_settings()
    assert (settings.language, settings.server.port, settings.company.name) == ("en", 9000, "Röstkäfer")


def test_a_named_file_is_read_instead(folder, monkeypatch):
    (folder / "auskunft.toml").write_text("[server]\nport = 9000\n")
    (folder / "other.toml").write_text("[server]\nport = 9001\n")
    monkeypatch.setenv("AUSKUNFT_SETTINGS", "other.toml")
    assert load_settings().server.port == 9001


def test_the_environment_wins_over_the_file_and_arguments_win_over_both(folder, monkeypatch):
    (folder / "auskunft.toml").write_text('data_dir = "file"\n[server]\nport = 9000\nhost = "10.0.0.1"\n')
    monkeypatch.setenv("AUSKUNFT_SERVER__PORT", "9002")
    monkeypatch.setenv("AUSKUNFT_DATA_DIR", "environment")
    settings = load_settings()
    assert (settings.server.port, settings.server.host, settings.data_dir) == (9002, "10.0.0.1", Path("environment"))
    assert load_settings(Path("argument")).data_dir == Path("argument")


def test_variables_that_are_set_to_nothing_count_as_unset(monkeypatch):
    for name in ("SETTINGS", "DATA_DIR", "SERVER__PORT", "MODEL__API_KEY", "DATABASE_URL"):
        monkeypatch.setenv(f"AUSKUNFT_{name}", "")
    assert load_settings() == Settings()


def test_lists_in_the_environment_are_json(monkeypatch):
    monkeypatch.setenv("AUSKUNFT_SERVER__ALLOWED_ORIGINS", '["https://shop.example"]')
    assert load_settings().server.allowed_origins == ("https://shop.example",)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        pytest.param("AUSKUNFT_SERVERPORT", "1", "AUSKUNFT_SERVERPORT", id="unknown variable"),
        pytest.param("AUSKUNFT_SERVER__PROT", "1", "server.prot: there is no such setting", id="unknown nested"),
        pytest.param("AUSKUNFT_SERVER__PORT", "0", "server.port: ", id="too small"),
        pytest.param("AUSKUNFT_SERVER__PORT", "65536", "server.port: ", id="too large"),
        pytest.param("AUSKUNFT_SERVER__PORT", "web", "server.port: ", id="no number"),
        pytest.param("AUSKUNFT_LANGUAGE", "xx", "language: ", id="unknown language"),
        pytest.param("AUSKUNFT_DECIDING__ANSWER_FROM", "1.1", "deciding.answer_from: ", id="more than certain"),
        pytest.param("AUSKUNFT_REDACTION__MIN_SCORE", "1", "redaction.min_score: ", id="redaction stays on"),
        pytest.param("AUSKUNFT_REDACTION__MIN_SCORE", "0.7", "redaction.min_score: ", id="redaction is not half on"),
        pytest.param("AUSKUNFT_SERVER", "{", '"server"', id="broken JSON"),
        pytest.param(
            "AUSKUNFT_SERVER__ALLOWED_ORIGINS", "https://a.example", "written as JSON", id="list without JSON"
        ),
        pytest.param("AUSKUNFT_MODEL__FALLBACK__NAME", "openai/x", "needs a first model", id="only a fallback"),
        pytest.param("AUSKUNFT_MODEL__REWRITES_FOLLOW_UPS", "true", "needs a model", id="rewriting without a model"),
        pytest.param("AUSKUNFT_MODEL__PROMPT_EUR_PER_MILLION", "1", "belong together", id="one price of two"),
        pytest.param("AUSKUNFT_MODEL__DAILY_BUDGET_EUR", "0", "model.daily_budget_eur: ", id="a budget of nothing"),
        pytest.param("AUSKUNFT_SETTINGS", "nowhere.toml", "nowhere.toml, which is not a file", id="missing file"),
        pytest.param("AUSKUNFT_SETTINGS", "/", "which is not a file", id="a folder as a file"),
    ],
)
def test_a_mistake_in_the_environment_is_named(name, value, told):
    assert told in refusal(**{name: value})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"servr = 1\n", "servr: there is no such setting", id="unknown key"),
        pytest.param(b"[server]\nprot = 1\n", "server.prot: there is no such setting", id="unknown nested key"),
        pytest.param(b"[limits]\nmessage_max_chars = 1\n", "limits.message_max_chars: ", id="out of bounds"),
        pytest.param(b"[server\n", "auskunft.toml cannot be read", id="broken TOML"),
        pytest.param(b'language = "\xff"\n', "auskunft.toml cannot be read", id="not UTF-8"),
    ],
)
def test_a_mistake_in_the_file_is_named(folder, content, told):
    (folder / "auskunft.toml").write_bytes(content)
    assert told in refusal()


def test_all_mistakes_are_told_at_once():
    told = refusal(AUSKUNFT_SERVER__PORT="0", AUSKUNFT_LIMITS__CONCURRENT_REPLIES="0")
    assert "server.port" in told
    assert "limits.concurrent_replies" in told


@pytest.mark.parametrize("name", ["AUSKUNFT_MODEL__API_KEY", "AUSKUNFT_PRIVACY__VAULT_KEY", "AUSKUNFT_DATABASE_URL"])
def test_secrets_are_never_printed(monkeypatch, name):
    monkeypatch.setenv(name, "postgresql://auskunft:geheim@db/auskunft")
    settings = load_settings()
    assert "geheim" not in repr(settings) + str(settings) + settings.model_dump_json()
    assert "geheim" not in refusal(AUSKUNFT_LANGUAGE="xx")


def test_a_second_model_has_settings_of_its_own(monkeypatch):
    monkeypatch.setenv("AUSKUNFT_MODEL__NAME", "openai/x")
    monkeypatch.setenv("AUSKUNFT_MODEL__FALLBACK__NAME", "openai/y")
    monkeypatch.setenv("AUSKUNFT_MODEL__FALLBACK__API_KEY", "geheim")
    monkeypatch.setenv("AUSKUNFT_MODEL__FALLBACK__EXTRA_HEADERS", '{"X-Tenant": "geheim"}')
    model = load_settings().model
    assert (model.name, model.fallback.name) == ("openai/x", "openai/y")
    assert model.fallback.extra_headers["X-Tenant"].get_secret_value() == "geheim"
    assert "geheim" not in repr(model) + model.model_dump_json()


def test_rewriting_is_part_of_the_whole_deadline(monkeypatch):
    monkeypatch.setenv("AUSKUNFT_MODEL__NAME", "openai/x")
    assert load_settings().model.answer_timeout_s == 20.0
    monkeypatch.setenv("AUSKUNFT_MODEL__REWRITES_FOLLOW_UPS", "true")
    assert load_settings().model.answer_timeout_s == 18.0
    assert "leaves less than a second" in refusal(AUSKUNFT_MODEL__TOTAL_TIMEOUT_S="2.5")


def test_a_secret_of_the_wrong_kind_is_not_repeated(folder):
    (folder / "auskunft.toml").write_text('[model]\napi_key = ["geheim"]\n')
    assert "geheim" not in refusal()


@pytest.mark.parametrize(("days", "told"), [("0", "greater than"), ("4000", "less than"), ("ever", "integer")])
def test_values_are_kept_for_a_bounded_time(days, told):
    assert load_settings().privacy.vault_days == 30
    assert told in refusal(AUSKUNFT_PRIVACY__VAULT_DAYS=days)


def test_settings_cannot_be_changed():
    settings = load_settings()
    with pytest.raises(ValidationError):
        settings.language = "en"
    with pytest.raises(ValidationError):
        settings.server.port = 1


def test_customer_numbers_are_patterns_of_the_companys_own(folder):
    (folder / "auskunft.toml").write_text('[redaction]\ncustomer_numbers = ["KD-[0-9]{6}", "M[0-9]{8}"]\n')
    assert load_settings().redaction.customer_numbers == ("KD-[0-9]{6}", "M[0-9]{8}")


@pytest.mark.usefixtures("folder")
def test_a_text_instead_of_a_list_is_told():
    assert "redaction.customer_numbers: it has to be a list" in refusal(AUSKUNFT_REDACTION__CUSTOMER_NUMBERS='"KD"')


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        pytest.param("KD-[0-9", "no regular expression", id="broken"),
        pytest.param("a)|(b", "no regular expression", id="unbalanced"),
        pytest.param("^KD[0-9]{4}$", "whole messages", id="anchored"),
        pytest.param("[0-9]*", "more specific", id="matches nothing"),
        pytest.param("(?:KD-[0-9]{6})?", "more specific", id="optional as a whole"),
        pytest.param(".+", "at least 3 characters", id="too short"),
        pytest.param("[0-9]+", "more specific", id="every number"),
        pytest.param("[A-Za-z]+", "more specific", id="every word"),
        pytest.param(r"\S{4,}", "more specific", id="everything"),
        pytest.param("(?:[a-z]+[a-z]+)+[0-9]{9}", "too long on a long text", id="endless"),
    ],
)
def test_a_pattern_that_redacts_too_much_or_hangs_is_refused(pattern, reason):
    message = refusal(AUSKUNFT_REDACTION__CUSTOMER_NUMBERS=json.dumps([pattern]))
    assert "redaction.customer_numbers.0" in message
    assert reason in message


def test_a_topic_can_be_left_to_the_articles(folder):
    assert load_settings().deciding.sensitive_topics == SENSITIVE_TOPICS
    (folder / "auskunft.toml").write_text('[deciding]\nsensitive_topics = ["distress", "legal_threat"]\n')
    assert load_settings().deciding.sensitive_topics == ("distress", "legal_threat")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        pytest.param('["legal_threat"]', "distress cannot be taken out", id="distress left out"),
        pytest.param("[]", "distress cannot be taken out", id="nothing left"),
        pytest.param('["distress", "weather"]', "deciding.sensitive_topics.1", id="unknown topic"),
    ],
)
def test_whoever_is_in_danger_is_always_helped(value, told):
    assert told in refusal(AUSKUNFT_DECIDING__SENSITIVE_TOPICS=value)
