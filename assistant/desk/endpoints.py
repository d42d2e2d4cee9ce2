"""The editors' pages."""

from dataclasses import dataclass, replace
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Header, Request, Response

from assistant.chat.dependencies import Services, State
from assistant.chat.explain import explain
from assistant.chat.pipeline import Turn, reply
from assistant.chat.schemas import check_message
from assistant.chat.widget_endpoints import respond
from assistant.chat.widget_files import WidgetFile
from assistant.desk.access import DeskKey
from assistant.desk.page import Thresholds, render_page
from assistant.desk.schemas import Explained, ExplainQuestion, Revealed, RevealWish, explained
from assistant.desk.words import Words, desk_words, preferred_language
from assistant.exceptions import NotFoundError

router = APIRouter(prefix="/desk", tags=["desk"], include_in_schema=False)
_PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class DeskState:
    """What lives as long as the application."""

    key: DeskKey
    thresholds: Thresholds
    files: dict[str, WidgetFile]


def desk_state(request: Request) -> DeskState:
    """Return the pages' state."""
    state: DeskState = request.app.state.desk
    return state


Desk = Annotated[DeskState, Depends(desk_state)]


def only_editors(desk: Desk, state: State, request: Request, authorization: Annotated[str, Header()] = "") -> None:
    """Let pass whoever sends the key. Raises UnauthorizedError, TooManyRequestsError."""
    state.limits.check(request)
    scheme, _, key = authorization.partition(" ")
    desk.key.check(key.strip() if scheme.lower() == "bearer" else "")


def reader_words(accept_language: Annotated[str, Header()] = "") -> Words:
    """Return the words of the language that the browser prefers."""
    return desk_words(preferred_language(accept_language))


ReaderWords = Annotated[Words, Depends(reader_words)]


@router.get("/explain")
def show_explain_page(desk: Desk, words: ReaderWords) -> Response:
    """Show the page; it holds nothing that needs a key."""
    headers = {"Content-Security-Policy": _PAGE_POLICY, "Cache-Control": "no-cache", "Vary": "Accept-Language"}
    return Response(render_page(words, desk.thresholds), media_type="text/html; charset=utf-8", headers=headers)


@router.post("/explain", dependencies=[Depends(only_editors)])
def explain_question(
    asked: ExplainQuestion, services: Services, state: State, words: ReaderWords, response: Response
) -> Explained:
    """Run the reply line as for a customer, with a vault of its own; nothing is stored and no ticket is opened."""
    text = check_message(asked.question, max_chars=state.message_max_chars)
    stages = services.stages
    if asked.language:
        stages = replace(stages, detect_language=lambda _, chosen: chosen)
    language = asked.language or state.company.default_language
    outcome = reply(Turn(text=text, reply_id="explain", language=language), stages)
    state.metrics.asked_models(outcome.model_calls)
    response.headers["Cache-Control"] = "no-store"
    return explained(explain(outcome), words)


@router.post("/tickets/{number}/reveal", dependencies=[Depends(only_editors)])
def reveal_value(number: str, wish: RevealWish, services: Services, response: Response) -> Revealed:
    """Tell the value behind one placeholder of a ticket; who asked and why is stored first."""
    value = services.reveals.reveal(number, wish.placeholder, by=wish.by, why=wish.why)
    response.headers["Cache-Control"] = "no-store"
    return Revealed(placeholder=wish.placeholder, value=value)


@router.get("/{name}")
def read_desk_file(name: str, desk: Desk, if_none_match: Annotated[str | None, Header()] = None) -> Response:
    """Return the page's script or style."""
    file = desk.files.get(name)
    if file is None or name.endswith(".html"):
        raise NotFoundError("There is no such page.")
    return respond(file, if_none_match)
