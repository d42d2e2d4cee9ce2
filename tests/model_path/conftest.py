"""The real service with a language model that speaks the OpenAI protocol on this machine."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "llm"))

from model_service import Service, endpoint_settings
from scripted_endpoint import scripted_endpoint

from assistant import services
from assistant.app import create_app
from assistant.config import Settings
from assistant.services import build_redaction, build_services


@pytest.fixture(scope="session")
def built_redactor(tmp_path_factory, snapshot):
    return build_redaction(Settings(data_dir=tmp_path_factory.mktemp("redaction")), snapshot=lambda: snapshot)


@pytest.fixture
def endpoint():
    with scripted_endpoint() as script:
        yield script


@pytest.fixture
def second_endpoint():
    with scripted_endpoint() as script:
        yield script


@pytest.fixture
def make_service(tmp_path, knowledge, monkeypatch, embedder, built_redactor, service_log):  # noqa: PLR0917  fixtures
    """Build the real service over the small help centre; only the embedder needs no model."""
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    (data_dir / "knowledge").symlink_to(knowledge.root)
    monkeypatch.setattr(services, "build_embedder", lambda _: embedder)
    monkeypatch.setattr(services, "build_redaction", lambda *_, **__: built_redactor)
    opened = []

    def make(**model):
        always = {"answer_from": 0.0, "clarify_from": 0.0, "off_topic_below": 0.0}
        settings = Settings(data_dir=data_dir, model=model, deciding=always, log_level="debug")
        built = build_services(settings)
        app = create_app(settings, built)
        opened.append((app, built))
        return Service(app, settings, service_log)

    yield make
    for app, built in opened:
        app.state.chat.replies.close()
        built.close()


@pytest.fixture
def quote(make_service):
    """What the customer gets to a question without a model."""
    quoting = make_service()
    return lambda *asked: quoting.ask(*asked).text


@pytest.fixture
def quotation(quote):
    return quote()


@pytest.fixture
def service(make_service, endpoint):
    """With deadlines of one and two seconds."""
    return make_service(**endpoint_settings(endpoint), first_token_timeout_s=1.0, total_timeout_s=2.0)
