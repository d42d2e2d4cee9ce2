"""The embeddable widget and its demo page."""

from typing import Annotated, Final

from fastapi import APIRouter, Header, Response

from assistant.chat.dependencies import State
from assistant.chat.widget_files import WidgetFile
from assistant.exceptions import NotFoundError

router = APIRouter(tags=["widget"])
DEMO: Final = "demo.html"
_PAGE_POLICY: Final = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"


@router.get("/demo")
def show_demo(state: State, if_none_match: Annotated[str | None, Header()] = None) -> Response:
    """Show a page that embeds the widget the way a customer's shop would."""
    if not state.serves_demo or DEMO not in state.widget_files:
        raise NotFoundError("There is no demo page.")
    response = respond(state.widget_files[DEMO], if_none_match)
    response.headers["Content-Security-Policy"] = _PAGE_POLICY
    return response


@router.get("/{name}", include_in_schema=False)
def read_widget_file(name: str, state: State, if_none_match: Annotated[str | None, Header()] = None) -> Response:
    """Return `widget.js` or one of the modules and styles it loads."""
    file = state.widget_files.get(name)
    if file is None or name.endswith(".html"):
        raise NotFoundError("There is no such page.")
    return respond(file, if_none_match)


def respond(file: WidgetFile, if_none_match: str | None) -> Response:
    """Send the file, or nothing where the browser has it already."""
    # Asked for anew each time: modules of two versions must never meet in one page.
    headers = {"ETag": file.etag, "Cache-Control": "no-cache"}
    known = {tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")}
    if file.etag in known:
        return Response(status_code=304, headers=headers)
    return Response(file.content, media_type=file.media_type, headers=headers)
