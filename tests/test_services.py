"""The one place that chooses adapters: what the settings decide, and that nothing is left running."""

import threading
from contextlib import ExitStack

import pytest

from assistant import services
from assistant.chat.pipeline import Turn, reply
from assistant.config import Company, Deciding, LanguageModel, ModelEndpoint, Settings
from assistant.config import Retrieval as RetrievalSettings
from assistant.domain import Author, PastMessage, Redacted
from assistant.exceptions import LanguageModelError, ModelFilesError, SettingsError
from assistant.llm.port import Completion
from assistant.services import (
    build_cipher,
    build_database,
    build_language_model,
    build_retriever,
    build_services,
    build_stages,
)

QUESTION = "Wie setze ich mein Passwort zurück?"


class Redactor:
    """Finds nothing."""

    def redact(self, text, *, language, vault):  # noqa: ARG002
        return Redacted(text)


class Model:
    """A language model that says what it is told to."""

    def __init__(self, says):
        self.says = says
        self.asked = []

    def complete(self, messages, *, max_tokens, timeout_s=None):  # noqa: ARG002
        self.asked.append((messages, max_tokens))
        if self.says is None:
            raise LanguageModelError("The model took too long.")
        return Completion(self.says, "openai/scripted")

    def warm_up(self):
        self.is_warm = True

    def close(self):
        self.is_closed = True


@pytest.fixture
def settings(tmp_path):
    return lambda **sections: Settings(data_dir=tmp_path / "data", **sections)


@pytest.fixture
def stages(snapshot, embedder, settings):
    def build(language_model=None, **sections):
        return build_stages(
            settings(**sections),
            snapshot=lambda: snapshot,
            embedder=embedder,
            redactor=Redactor(),
            language_model=language_model,
        )

    return build


def ask(stages, article_id="de-passwort", text=QUESTION):
    return reply(Turn(text, "r1", "de", article_id=article_id), stages).reply


class TestStages:
    """The reply line with its real stages over the small help centre."""

    def test_without_a_model_the_article_is_quoted(self, stages):
        answer = ask(stages())
        assert (answer.decision, answer.model, answer.prompt_versions) == ("answer", None, ())
        assert "1. Öffnen Sie die Anmeldeseite." in answer.text
        assert [source.article_id for source in answer.sources] == ["de-passwort"]

    def test_a_topic_of_the_settings_is_left_to_a_person(self, stages):
        declared = "Hiermit kündige ich mein Abo fristgerecht zum 31.12.2026."
        assert ask(stages(), None, declared).reason == "cancellation"
        asked = ask(stages(deciding={"sensitive_topics": ["distress"]}), None, declared)
        assert asked.reason != "cancellation"

    def test_who_is_in_danger_reads_whom_to_call(self, stages):
        told = ask(stages(), None, "Ich will nicht mehr leben.")
        assert (told.decision, told.reason) == ("hand_off", "distress")
        assert "116 123" in told.text

    def test_the_third_failure_in_a_row_is_the_offer_of_a_person(self, stages):
        failed = PastMessage(Author.AI, "Dazu finde ich nichts.", "hand_off", "missing_knowledge")
        turn = Turn("Wer gewinnt am Samstag das Pokalspiel?", "r1", "de", history=(failed, failed))
        assert reply(turn, stages()).reply.reason == "repeated_failure"

    def test_an_article_in_another_language_is_announced(self, stages):
        answer = ask(stages(), "en-warranty", "Welche Garantie habe ich auf die Maschine?")
        assert answer.text.startswith("Diese Auskunft liegt nur auf Englisch vor.")
        assert "two years" in answer.text

    def test_with_a_model_its_words_are_used_where_the_article_supports_them(self, stages):
        model = Model("Öffnen Sie die Anmeldeseite und wählen Sie „Passwort vergessen“ [1].")
        answer = ask(stages(model))
        assert answer.text == "Öffnen Sie die Anmeldeseite und wählen Sie „Passwort vergessen“."
        assert (answer.model, answer.prompt_versions) == ("openai/scripted", ("answer.v3",))
        assert model.asked[0][1] == Settings().model.max_tokens

    @pytest.mark.parametrize(
        "says",
        [
            pytest.param("Der Link gilt 24 Stunden [1].", id="a wrong number"),
            pytest.param("Öffnen Sie die Anmeldeseite.", id="no citation"),
            pytest.param("Ich habe Ihr Passwort gelöscht [1].", id="an action that nobody took"),
            pytest.param("Öffnen Sie https://fremd.example [1].", id="an address of its own"),
            pytest.param("NO_ANSWER", id="no answer"),
            pytest.param(None, id="failure"),
        ],
    )
    def test_what_a_model_says_without_support_never_reaches_the_customer(self, stages, says):
        answer = ask(stages(Model(says)))
        assert answer.text == ask(stages()).text
        assert answer.model is None

    @pytest.mark.parametrize(("is_on", "asked"), [(False, 1), (True, 2)])
    def test_follow_ups_are_rewritten_where_the_settings_say_so(self, stages, is_on, asked):
        model = Model("Wie setze ich mein Passwort zurück?")
        history = (PastMessage(Author.CUSTOMER, QUESTION), PastMessage(Author.AI, "Auf der Seite.", "answer"))
        chosen = {"name": "openai/x", "rewrites_follow_ups": is_on}
        built = stages(model, model=chosen, deciding=Deciding(answer_from=0))
        searched = reply(Turn("Und wer macht das sonst?", "r1", "de", history), built).retrieved.query
        assert (searched == QUESTION, len(model.asked)) == (is_on, asked)

    def test_the_thresholds_are_those_of_the_settings(self, stages):
        strict = stages(deciding=Deciding(answer_from=1, clarify_from=1, off_topic_below=0))
        bold = stages(deciding=Deciding(answer_from=0))
        assert ask(strict, article_id=None, text="Wo parke ich mein Pferd?").decision == "hand_off"
        assert ask(strict, article_id=None).decision == "clarify", "the article has all words of the question"
        assert ask(bold, article_id=None).decision == "answer"

    def test_the_company_speaks_under_its_name(self, stages):
        named = stages(company=Company(name="Röstkäfer"))
        assert "Röstkäfer" in ask(named).notice
        assert "Röstkäfer" in reply(Turn("Bist du ein Mensch?", "r1", "de"), named).reply.text

    def test_a_name_that_hides_the_machine_is_refused(self, stages):
        with pytest.raises(SettingsError, match=r"company\.assistant_name"):
            stages(company=Company(assistant_name="Assistent"))

    def test_the_number_of_articles_is_that_of_the_settings(self, settings, snapshot, embedder):
        few = settings(retrieval=RetrievalSettings(articles=1))
        found = build_retriever(few, snapshot=lambda: snapshot, embedder=embedder).retrieve("Passwort", language="de")
        assert len({passage.chunk.article_id for passage in found.passages}) == 1


def test_without_a_name_there_is_no_language_model(settings):
    assert build_language_model(settings()) is None


def test_a_language_model_is_named_in_the_settings(settings):
    model = build_language_model(settings(model=LanguageModel(name="openai/x", api_key="geheim")))
    assert model is not None
    model.close()


def test_a_second_language_model_is_asked_after_the_first(settings):
    both = LanguageModel(name="openai/x", api_key="k1", fallback=ModelEndpoint(name="openai/y", api_key="k2"))
    model = build_language_model(settings(model=both))
    assert [lane.model.name for lane in model._lanes] == ["openai/x", "openai/y"]
    model.close()


@pytest.mark.slow  # reads LiteLLM's list
@pytest.mark.parametrize("fallback", [None, "openai/unlisted"])
def test_a_budget_needs_prices_of_every_model(settings, fallback):
    name = "openai/gpt-4o-mini" if fallback else "openai/unlisted"
    chosen = LanguageModel(name=name, fallback=ModelEndpoint(name=fallback), daily_budget_eur=2)
    with pytest.raises(SettingsError, match="prices of openai/unlisted"):
        build_language_model(settings(model=chosen))


def test_prices_may_stand_in_the_settings(settings, tmp_path):
    own = LanguageModel(
        name="openai/unlisted", prompt_eur_per_million=0, completion_eur_per_million=0, daily_budget_eur=2
    )
    build_language_model(settings(model=own)).close()
    assert (tmp_path / "data").is_dir()


def test_a_key_that_is_none_is_refused(settings):
    with pytest.raises(SettingsError, match="vault key"):
        build_cipher(settings(privacy={"vault_key": "kurz"}))


def test_the_database_lies_in_the_data_directory(settings, tmp_path):
    build_database(settings()).close()
    assert (tmp_path / "data" / "auskunft.db").is_file()


def test_the_database_may_lie_elsewhere(settings, tmp_path):
    build_database(settings(database_url=f"sqlite:///{tmp_path / 'elsewhere.db'}")).close()
    assert (tmp_path / "elsewhere.db").is_file()
    assert not (tmp_path / "data").exists()


class TestServices:
    """Everything behind the endpoints, with adapters that need no model."""

    @pytest.fixture(autouse=True)
    def small_adapters(self, monkeypatch, embedder):
        monkeypatch.setattr(services, "build_embedder", lambda _: embedder)
        monkeypatch.setattr(services, "build_redaction", lambda _, **__: Redactor())

    @pytest.fixture
    def model(self, monkeypatch):
        model = Model("Öffnen Sie die Anmeldeseite [1].")
        monkeypatch.setattr(services, "build_language_model", lambda _: model)
        return model

    @pytest.fixture
    def published(self, settings, knowledge):
        settings().data_dir.mkdir()
        settings().knowledge_dir.symlink_to(knowledge.root)

    @pytest.fixture
    def build(self, settings):
        with ExitStack() as closing:

            def build():
                built = build_services(settings())
                closing.callback(built.close)
                return built

            yield build

    def test_without_articles_they_tell_what_is_missing(self, build):
        built = build()
        assert "auskunft ingest" in built.problem()
        assert reply(Turn(QUESTION, "r1", "de"), built.stages).reply.reason == "dependency_down"

    @pytest.mark.usefixtures("published")
    def test_with_articles_nothing_is_missing(self, build):
        built = build()
        assert built.problem() is None
        assert ask(built.stages).decision == "answer"

    def test_closing_ends_what_was_started(self, settings, model):
        build_services(settings()).close()
        assert "knowledge-refresh" not in [thread.name for thread in threading.enumerate()]
        assert model.is_closed

    @pytest.mark.usefixtures("published")
    def test_a_language_model_is_warmed_up_but_not_asked_before_the_first_customer(self, build, model):
        build()
        assert model.is_warm
        assert model.asked == []

    def test_when_a_part_fails_the_others_do_not_stay_open(self, settings, model, monkeypatch):
        opened = []

        def remembered(chosen):
            opened.append(build_database(chosen))
            return opened[-1]

        def broken(_):
            raise ModelFilesError("The embedder cannot be built.")

        monkeypatch.setattr(services, "build_database", remembered)
        monkeypatch.setattr(services, "build_embedder", broken)
        with pytest.raises(ModelFilesError):
            build_services(settings())
        assert model.is_closed
        assert opened[0].engine.pool.checkedin() == 0
        assert "knowledge-refresh" not in [thread.name for thread in threading.enumerate()]
