"""For those who operate the service."""

from fastapi import APIRouter, Response

from assistant.chat.dependencies import State
from assistant.chat.metrics import CONTENT_TYPE
from assistant.chat.readiness import StartingError

router = APIRouter(tags=["operations"])


@router.get("/healthz")
async def report_health() -> dict[str, str]:
    """Tell that the process lives."""
    return {"status": "ok"}


@router.get("/readyz")
def report_readiness(state: State) -> dict[str, str]:
    """Tell that replies can be given; 503 with the reason until then."""
    problem = state.readiness.problem
    if problem:
        raise StartingError(problem)
    return {"status": "ready"}


@router.get("/metrics")
def report_metrics(state: State) -> Response:
    """Return figures for Prometheus."""
    return Response(state.metrics.render(), media_type=CONTENT_TYPE)
