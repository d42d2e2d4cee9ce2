"""The command `auskunft`. Heavy modules are imported inside the commands, so that help and errors come at once."""

import json
import socket
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib.metadata import entry_points
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.main import get_command

from assistant.cli_options import DataDir, Json, fail, settings_or_exit
from assistant.config import Settings
from assistant.domain import LANGUAGES, Language, PastMessage
from assistant.exceptions import AuskunftError
from assistant.kit.logging import failure_fields

if TYPE_CHECKING:
    from assistant.chat.pipeline import Outcome, Turn
    from assistant.desk.access import DeskKey

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)

Lang = Annotated[str | None, typer.Option("--lang", help="de, en, fr or it.")]


@app.command()
def ask(  # noqa: PLR0917  one parameter for each option
    question: str,
    lang: Lang = None,
    data_dir: DataDir = None,
    as_json: Json = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the reply came about.")] = False,
    after: Annotated[
        list[str] | None, typer.Option("--after", help="A question asked before; may be repeated.")
    ] = None,
) -> None:
    """Ask the published help centre one question, or one that goes on from others."""
    language = _language(lang)
    settings = settings_or_exit(data_dir)
    from assistant.chat.pipeline import Turn
    from assistant.chat.schemas import check_message

    try:
        if question.strip():  # nothing is said to an empty question that a reply could not say
            check_message(question, max_chars=settings.limits.message_max_chars)
        first = language or settings.language
        turns = [Turn(text=each, reply_id="cli", language=first) for each in (*(after or ()), question)]
        outcome = _last_reply(turns, settings)
    except AuskunftError as error:
        fail(str(error), as_json=as_json)
    printed: dict[str, Any] = asdict(outcome.reply)
    if not as_json:
        _show_reply(printed)
    if explain:
        from assistant.chat.explain import as_json as explained
        from assistant.chat.explain import explain as explanation
        from assistant.cli_explain import show_explanation
        from assistant.desk.page import Thresholds

        if as_json:
            printed["explain"] = explained(explanation(outcome))
        else:
            limits = Thresholds(settings.deciding.answer_from, settings.deciding.clarify_from)
            show_explanation(explanation(outcome), limits)
    if as_json:
        print(json.dumps(printed, ensure_ascii=False))


def _last_reply(turns: Sequence["Turn"], settings: Settings) -> "Outcome":
    """Reply to one after the other, as in a conversation."""
    from assistant.chat.pipeline import reply
    from assistant.chat.turns import as_history
    from assistant.knowledge.live import LiveKnowledge
    from assistant.knowledge.manifest import KnowledgeDirectory
    from assistant.services import build_embedder, build_language_model, build_redaction, build_stages

    live = LiveKnowledge(KnowledgeDirectory(settings.knowledge_dir), refresh_s=settings.knowledge.refresh_s)
    live.refresh()
    live.current()
    language_model = build_language_model(settings)
    stages = build_stages(
        settings,
        snapshot=live.current,
        embedder=build_embedder(settings),
        redactor=build_redaction(settings, snapshot=live.current),
        language_model=language_model,
    )
    try:
        if language_model is not None:
            language_model.warm_up()  # or the first deadline would pay for it
        *earlier, last = turns
        history: tuple[PastMessage, ...] = ()
        language = last.language
        for turn in earlier:
            outcome = reply(replace(turn, history=history, vault=last.vault, language=language), stages)
            history, language = history + as_history(outcome), outcome.reply.language
        return reply(replace(last, history=history, language=language), stages)
    finally:
        if language_model is not None:
            language_model.close()


def _show_reply(printed: dict[str, Any]) -> None:
    print(printed["text"])
    for source in printed["sources"]:
        print(f"\n→ {source['title']}  {source['url'] or source['article_id']}")
    for choice in printed["choices"]:
        print(f"  • {choice['title']}")
    print(f"\n[{printed['decision']}: {printed['reason']}] {printed['notice']}")


@app.command()
def redact(lang: Lang = None, data_dir: DataDir = None, as_json: Json = False) -> None:
    """Redact the text on standard input."""
    language = _language(lang)
    settings = settings_or_exit(data_dir)
    from assistant.knowledge.live import LiveKnowledge
    from assistant.knowledge.manifest import KnowledgeDirectory
    from assistant.redaction.vault import Vault
    from assistant.services import build_redaction

    try:
        text = sys.stdin.buffer.read().decode("utf-8")
        live = LiveKnowledge(KnowledgeDirectory(settings.knowledge_dir), refresh_s=settings.knowledge.refresh_s)
        live.refresh()
        redactor = build_redaction(settings, snapshot=live.current)
        redacted = redactor.redact(text, language=language or settings.language, vault=Vault())
    except UnicodeDecodeError:
        fail("Standard input is not UTF-8 text.", as_json=as_json)
    except AuskunftError as error:
        fail(str(error), as_json=as_json)
    if as_json:
        print(json.dumps(asdict(redacted), ensure_ascii=False))
    else:
        sys.stdout.write(redacted.text)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option("--host")] = None,
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535)] = None,
    data_dir: DataDir = None,
) -> None:
    """Run the chat service."""
    settings = settings_or_exit(data_dir)
    host, port = host or settings.server.host, port or settings.server.port
    _check_free(host, port)
    import uvicorn

    from assistant.app import create_app
    from assistant.desk.access import DeskKey
    from assistant.kit.logging import configure_logging
    from assistant.labelling.notice import build_notice
    from assistant.prompting import FixedTexts

    configure_logging(settings.log_level)
    company = settings.company
    try:
        # Checked again where it is built; here so that a notice the law does not accept never starts a server.
        build_notice(FixedTexts(company.name), assistant_name=company.assistant_name, company=company.name)
        application = create_app(settings)
        desk_key = DeskKey.of(settings.data_dir)
        desk_key.open()
    except AuskunftError as error:
        fail(str(error))
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::") else host  # noqa: S104  only compared
    page = "/demo" if settings.server.demo else "/widget.js"
    print(f"Auskunft is starting: http://{shown}:{port}{page}", file=sys.stderr)
    key = _key_hint(desk_key, is_terminal=sys.stderr.isatty())
    print(f"For editors: http://{shown}:{port}/desk/explain{key}", file=sys.stderr)
    uvicorn.run(
        application,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        ws="none",  # we have none, and uvicorn would log each attempt with the visitor's address and the whole path
        timeout_graceful_shutdown=10,
    )


def _key_hint(key: "DeskKey", *, is_terminal: bool) -> str:
    """Where standard error is a log, the key does not belong into it."""
    return f"#key={key.open()}" if is_terminal else f" (the key is in {key.file})"


def _check_free(host: str, port: int) -> None:
    """Say plainly when the port is taken, before anything slow begins."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            fail(f"Cannot listen on {host}:{port}: {error.strerror}. Choose another port with --port or PORT=….")


@app.command("settings")
def show_settings(data_dir: DataDir = None) -> None:
    """Print all settings; secrets are hidden."""
    print(settings_or_exit(data_dir).model_dump_json(indent=2))


def _language(lang: str | None) -> Language | None:
    if lang is None:
        return None
    for language in LANGUAGES:
        if language == lang:
            return language
    raise typer.BadParameter(f"{lang!r} is not one of {', '.join(LANGUAGES)}.", param_hint="--lang")


def _add_plugins() -> None:
    """Commands of packages above this one, announced as entry points."""
    for entry in entry_points(group="auskunft.commands"):
        command = entry.load()
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=entry.name)
        else:
            app.command(entry.name)(command)


def _say_uncaught(_type: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """One line for an error nobody foresaw, without its message: that may quote a customer."""
    fields = failure_fields(error)
    print(f"error: {fields['error']}, which should not happen, in {fields['where']}", file=sys.stderr)


def main() -> None:
    """Entry point."""
    sys.excepthook = _say_uncaught
    _add_plugins()
    get_command(app)()  # calling `app` itself would put Typer's hook, which prints messages, in place of ours
