"""Builds everything the service needs; the only module that chooses adapters."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial

from assistant.answering.extractive import Extractive
from assistant.answering.generative import Generative
from assistant.answering.speaker import Speaker
from assistant.chat.language import build_language_detector
from assistant.chat.pipeline import Redact, Stages, Turn, reply
from assistant.chat.ports import ChatServices, chat_services
from assistant.chat.reveals import Reveals
from assistant.chat.vaults import VaultExpiry
from assistant.config import LanguageModel as LanguageModelSettings
from assistant.config import ModelEndpoint, Settings
from assistant.decision.exact import ExactAnswers
from assistant.decision.messages import decide_from_message
from assistant.decision.plain_words import is_plain
from assistant.decision.policy import Policy, load_model
from assistant.decision.repeated import with_person_after_failures
from assistant.domain import LANGUAGES
from assistant.exceptions import KnowledgeUnavailableError, SettingsError
from assistant.kit.clocks import today, utc_now
from assistant.knowledge.company_words import CompanyWords
from assistant.knowledge.embedder import Embedder, load_embedder
from assistant.knowledge.live import LiveKnowledge
from assistant.knowledge.manifest import KnowledgeDirectory
from assistant.knowledge.store import Snapshot
from assistant.labelling.notice import build_notice
from assistant.llm.breaker import Breaker
from assistant.llm.budget import DailyBudget
from assistant.llm.failover import Failover, Lane
from assistant.llm.lite import Endpoint, LiteLlm
from assistant.llm.port import LanguageModel
from assistant.llm.prices import Prices, listed_prices
from assistant.prompting import FixedTexts, Wording, load_prompt
from assistant.redaction.redactor import Redactor, build_redactor
from assistant.redaction.reloading import Reloading
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.rewriting import Rewrite, Rewriter, not_rewritten
from assistant.storage.database import Database, open_database, sqlite_url
from assistant.storage.keys import Cipher, open_cipher
from assistant.verification.verifier import Verifier

PROMPT = "answer.v3"
REWRITE_PROMPT = "rewrite.v1"
WARM_UP = "Wie kann ich bezahlen?"
SPENDING_FILE = "model_spending.json"


def build_embedder(settings: Settings) -> Embedder:
    """The embedder that replies are searched with. Raises ModelFilesError."""
    knowledge = settings.knowledge
    return load_embedder(knowledge.embedding_model, models_dir=settings.models_dir, threads=knowledge.threads)


def build_texts(settings: Settings) -> FixedTexts:
    """What we say to customers ourselves. Raises SettingsError."""
    return FixedTexts(settings.company.name, wording=_wording(settings))


def _wording(settings: Settings) -> Wording:
    return Wording(settings.company.address, settings.company.spelling)


def build_redaction(settings: Settings, *, snapshot: Callable[[], Snapshot]) -> Redactor:
    """The gate in front of everything. What the articles of `snapshot` call things and what decides stays readable."""
    company = CompanyWords(snapshot)
    return build_redactor(
        is_own=lambda expression: is_plain(expression) or company.include(expression),
        customer_numbers=settings.redaction.customer_numbers,
        min_score=settings.redaction.min_score,
        timeout_s=settings.redaction.timeout_s,
        languages=LANGUAGES,
    )


def build_retriever(settings: Settings, *, snapshot: Callable[[], Snapshot], embedder: Embedder) -> Retriever:
    """Search over what `snapshot` returns at the time."""
    return Retriever(snapshot=snapshot, embedder=embedder, articles=settings.retrieval.articles)


def build_stages(
    settings: Settings,
    *,
    snapshot: Callable[[], Snapshot],
    embedder: Embedder,
    redactor: Redact,
    language_model: LanguageModel | None = None,
) -> Stages:
    """The reply line with its real stages. Raises SettingsError, ModelFilesError."""
    texts = build_texts(settings)
    extractive = Extractive(embedder, other_language_note=texts.other_language_note)
    quoting = speaker = Speaker(texts=texts, extractive=extractive)
    if language_model is not None:
        prompt = load_prompt(PROMPT)
        generative = Generative(
            language_model,
            prompt,
            company=settings.company.name,
            max_tokens=settings.model.max_tokens,
            count_tokens=embedder.count_tokens,
            wording=_wording(settings),
        )
        speaker = Speaker(texts=texts, extractive=extractive, generative=generative)
    policy = Policy(
        model=load_model(),
        answer_from=settings.deciding.answer_from,
        clarify_from=settings.deciding.clarify_from,
        off_topic_below=settings.deciding.off_topic_below,
    )
    return Stages(
        detect_language=build_language_detector(),
        redactor=redactor,
        decide_from_message=partial(decide_from_message, sensitive_topics=settings.deciding.sensitive_topics),
        retriever=build_retriever(settings, snapshot=snapshot, embedder=embedder),
        decide_from_passages=with_person_after_failures(policy),
        speaker=speaker,
        extractive=quoting,
        verifier=Verifier(
            trusted_texts=texts.other_language_notes(), prompt_texts=(load_prompt(PROMPT).system,), embedder=embedder
        ),
        exact=ExactAnswers(snapshot=snapshot, embedder=embedder, today=today),
        notice=build_notice(texts, assistant_name=settings.company.assistant_name, company=settings.company.name),
        rewrite=_build_rewrite(settings, language_model),
    )


def _build_rewrite(settings: Settings, language_model: LanguageModel | None) -> Rewrite:
    """What follow-ups are searched for in a model's words, where the settings want that."""
    if language_model is None or not settings.model.rewrites_follow_ups:
        return not_rewritten
    return Rewriter(language_model, load_prompt(REWRITE_PROMPT), timeout_s=settings.model.rewrite_timeout_s)


def build_language_model(settings: Settings) -> Failover | None:
    """The models that the settings name; without one answers are quoted. Raises SettingsError."""
    model = settings.model
    if model.name is None:
        return None
    lanes = [_lane(model, endpoint) for endpoint in (model, model.fallback) if endpoint.name]
    budget = None
    if model.daily_budget_eur is not None:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        budget = DailyBudget(settings.data_dir / SPENDING_FILE, limit_eur=model.daily_budget_eur)
    return Failover(lanes, total_timeout_s=model.answer_timeout_s, retries=model.retries, budget=budget)


def _lane(model: LanguageModelSettings, endpoint: ModelEndpoint) -> Lane:
    name = endpoint.name or ""
    prices = cache(lambda: _prices(endpoint, name, eur_per_usd=model.eur_per_usd))
    if model.daily_budget_eur is not None and prices() is None:
        raise SettingsError(f"model.daily_budget_eur needs the prices of {name}: LiteLLM's list does not know them.")
    key = endpoint.api_key
    return Lane(
        LiteLlm(
            Endpoint(
                name,
                api_base=endpoint.api_base,
                api_key=key.get_secret_value() if key else None,
                api_version=endpoint.api_version,
                extra_headers={header: value.get_secret_value() for header, value in endpoint.extra_headers.items()},
                first_token_timeout_s=endpoint.first_token_timeout_s,
            )
        ),
        Breaker(failures=model.breaker_failures, pause_s=model.breaker_pause_s),
        prices,
    )


def _prices(endpoint: ModelEndpoint, name: str, *, eur_per_usd: float) -> Prices | None:
    if endpoint.prompt_eur_per_million is None or endpoint.completion_eur_per_million is None:
        return listed_prices(name, eur_per_usd=eur_per_usd)
    return Prices(endpoint.prompt_eur_per_million, endpoint.completion_eur_per_million)


def build_database(settings: Settings) -> Database:
    """The database, brought up to date. Raises StorageError."""
    url = settings.database_url
    return open_database(url.get_secret_value() if url else sqlite_url(settings.data_dir))


def build_cipher(settings: Settings) -> Cipher:
    """What contacts and vaults are encrypted with. Raises SettingsError, StorageError."""
    key = settings.privacy.vault_key
    return open_cipher(settings.data_dir, key=key.get_secret_value() if key else None)


def build_reveals(settings: Settings, *, database: Database) -> Reveals:
    """The values behind placeholders, for agents. Raises SettingsError, StorageError."""
    return Reveals(database, build_cipher(settings), utc_now, _values_kept(settings))


def _values_kept(settings: Settings) -> timedelta:
    return timedelta(days=settings.privacy.vault_days)


def build_services(settings: Settings) -> ChatServices:
    """Everything behind the HTTP endpoints, warmed up. Raises AuskunftError; then nothing keeps running."""
    live = LiveKnowledge(KnowledgeDirectory(settings.knowledge_dir), refresh_s=settings.knowledge.refresh_s)
    with ExitStack() as opened:
        database = build_database(settings)
        opened.callback(database.close)
        cipher = build_cipher(settings)
        language_model = build_language_model(settings)
        if language_model is not None:
            opened.callback(language_model.close)
        stages = build_stages(
            settings,
            snapshot=live.current,
            embedder=build_embedder(settings),
            redactor=Reloading(lambda: build_redaction(settings, snapshot=live.current)),
            language_model=language_model,
        )
        live.refresh()
        _warm_up(stages, language_model)
        expiry = VaultExpiry(database, cipher, clock=utc_now, kept=_values_kept(settings))
        expiry.start()
        opened.callback(expiry.stop)
        live.start()
        opened.callback(live.stop)
        close = opened.pop_all().close
    return chat_services(
        stages=stages,
        database=database,
        cipher=cipher,
        texts=build_texts(settings),
        values_kept=_values_kept(settings),
        problem=lambda: _problem(live),
        close=close,
    )


def _warm_up(stages: Stages, language_model: Failover | None) -> None:
    """Load what is loaded at first use. The model is not asked: it may cost money, and may not answer yet."""
    reply(Turn(text=WARM_UP, reply_id="warm-up", language="de"), replace(stages, speaker=stages.extractive))
    if language_model is not None:
        language_model.warm_up()


def _problem(live: LiveKnowledge) -> str | None:
    try:
        live.current()
    except KnowledgeUnavailableError as error:
        return str(error)
    return None
