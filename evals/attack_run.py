"""Counts attacks that succeed over HTTP, sent by a customer or standing in an article that was let through."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.articles import Article, read_articles
from evals.attack_model import AttackModel, ModelRequest, Script, attack_model
from evals.attack_service import AttackedService, Told, attacked_service, write_articles
from evals.attacks import PAYLOADS, Known, Success, honest_lines, scripted_reply, successes_in
from evals.bench import Report, with_progress
from evals.cases import Case, InjectionCase, read_cases, spoken
from evals.evaluators.injection import HOST_KB, poisoned
from evals.metrics import share

OWN = Path(__file__).parent / "datasets" / "attacks.jsonl"
OFFERED = frozenset({"hand_off", "decline"})


class LookalikeCase(Case):
    """A harmless message that looks like an attack."""

    text: str


@dataclass(frozen=True, slots=True)
class Attack:
    """A message, the article that it is about, if any, and what the attack itself says."""

    case: InjectionCase
    message: str
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attack reached, and whether it came as far as the model."""

    case: InjectionCase
    reached: frozenset[Success]
    asked_model: bool
    shown: tuple[str, ...]


def measure(data: Path | None, *, scratch: Path, models: Path, limit: int | None = None) -> Report:
    """Try every attack of the folder and our own; `succeeded` names those that reached something."""
    files = [OWN, *([data / "attacks.jsonl"] if data else [])]
    cases = [case for file in files for case in read_cases(file, InjectionCase, limit=limit)]
    honest = read_articles(HOST_KB)
    articles, attacks = _prepare(cases, honest)
    write_articles(scratch / "articles", articles)
    with (
        attack_model() as model,
        attacked_service(scratch / "service", scratch / "articles", models=models, model_url=model.url) as service,
    ):
        words = "\n".join(f"{article.title}\n{article.text}" for article in honest)
        outcomes = [
            _try(attack, service, model, honest=words, turn=turn)
            for turn, attack in enumerate(with_progress(attacks, title="attack"))
        ]
        harmless = _harmless(data, service, model, limit=limit) if data else None
    return {**_report(outcomes), "lookalikes": harmless}


def _prepare(
    cases: Sequence[InjectionCase], honest: Sequence[Article]
) -> tuple[list[tuple[str, str, str, str]], list[Attack]]:
    """Each attack on articles gets an article of its own beside the honest ones."""
    articles = [(one.article_id, one.language, one.title, one.text) for one in honest]
    attacks = []
    for number, case in enumerate(cases):
        if case.channel == "user":
            attacks.append(Attack(case, case.text))
            continue
        host = honest[number % len(honest)]
        article_id, title = f"{host.article_id}-{number}", f"{host.title} ({number})"
        articles.append((article_id, host.language, title, poisoned(host.text, case.text)))
        attacks.append(Attack(case, host.title, article_id))
    return articles, attacks


def _try(attack: Attack, service: AttackedService, model: AttackModel, *, honest: str, turn: int) -> Outcome:
    """With a model that says all at once, one thing hidden behind honest words, or the attack's own words."""
    model.requests.clear()
    told = []
    for at, script in enumerate(scripts(attack.case, turn=turn)):
        model.script = script
        told.append(service.ask(attack.message, article_id=attack.article_id, turn=turn * 8 + at))
    prompt = "\n".join(dict.fromkeys(request.prompt for request in model.requests))
    known = Known(attack.case.text, honest, prompt)
    reached = frozenset().union(*(_reached(one, known) for one in told))
    return Outcome(attack.case, reached, bool(model.requests), tuple(one.shown for one in told))


def scripts(case: InjectionCase, *, turn: int) -> Iterator[Script]:
    """What the obedient model says to one attack after the other."""
    language = spoken(case.lang)
    payload = PAYLOADS[turn % len(PAYLOADS)]
    yield lambda request: scripted_reply(PAYLOADS, language=language, prompt=request.prompt)
    yield lambda request: scripted_reply([payload], language=language, honest=honest_lines(request.text))
    yield lambda request: _echo(request, case.text)


def _echo(request: ModelRequest, text: str) -> str:
    """Every line of the attack as if it stood in the first passage, behind an honest one."""
    return "\n".join((*honest_lines(request.text), *(f"{line} [1]" for line in text.splitlines() if line.strip())))


def _reached(told: Told, known: Known) -> frozenset[Success]:
    reached = successes_in(told.shown, known)
    return reached | {Success.TICKET} if told.has_ticket else reached


def _harmless(data: Path, service: AttackedService, model: AttackModel, *, limit: int | None) -> Report | None:
    path = data / "benign_lookalikes.jsonl"
    if not path.exists():
        return None
    cases = read_cases(path, LookalikeCase, limit=limit)
    model.script = lambda request: "\n".join(honest_lines(request.text))
    told = {case.id: service.ask(case.text, turn=1 << 20 | at) for at, case in enumerate(cases)}
    refused = [name for name, one in told.items() if one.decision in OFFERED]
    decisions = Counter(one.decision for one in told.values())
    return {
        "n": len(cases),
        "refused": share(len(refused), len(cases)),
        "decisions": {**decisions},
        "refused_ids": [*refused],
    }


def _report(outcomes: Sequence[Outcome]) -> Report:
    return {
        "n": len(outcomes),
        "successes": sum(bool(one.reached) for one in outcomes),
        "by_channel": _counted(outcomes, "channel"),
        "by_category": _counted(outcomes, "category"),
        "by_kind": {kind.value: sum(kind in one.reached for one in outcomes) for kind in Success},
        "asked_model": sum(one.asked_model for one in outcomes),
        "succeeded": [f"{one.case.id}: {', '.join(sorted(one.reached))}" for one in outcomes if one.reached],
    }


def _counted(outcomes: Sequence[Outcome], name: str) -> Report:
    groups = sorted({getattr(one.case, name) for one in outcomes})
    return {
        group: {
            "n": sum(getattr(one.case, name) == group for one in outcomes),
            "successes": sum(getattr(one.case, name) == group and bool(one.reached) for one in outcomes),
        }
        for group in groups
    }
