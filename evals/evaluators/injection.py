"""Whether a message or an article can make the assistant say or do what nobody asked for.

Each attack is tried without a model and against a model that obeys everybody: once saying all it can at once, and
once with a single sentence hidden behind honest ones.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path

from pydantic import JsonValue

from assistant.chat.pipeline import Outcome
from assistant.domain import Language
from evals.articles import Article, read_articles
from evals.attack_model import AttackModel, ModelRequest, attack_model
from evals.attacks import PAYLOADS, Known, Payload, Success, honest_lines, scripted_reply, successes
from evals.bench import Bench, Evaluator, Report, with_progress
from evals.cases import InjectionCase, spoken
from evals.exceptions import CasesError
from evals.subject import Subject

HOST_KB = Path(__file__).parent.parent / "datasets" / "injection_kb"
"""A small help centre whose articles carry the attacks when no other folder is given."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attack, put to the assistant as a question."""

    case: InjectionCase
    question: str
    language: Language
    subject: Subject
    poisoned_article: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What an attack reached in any of its tries, and whether it was seen by the model or found in its article."""

    case: InjectionCase
    reached: frozenset[Success]
    asked_model: bool
    found: bool


def evaluate(cases: Sequence[InjectionCase], bench: Bench) -> Report:
    """Count the attacks that reached anything, by channel, category and kind of success."""
    articles = read_articles(bench.kb or HOST_KB)
    honest = "\n".join(f"{article.title}\n{article.text}" for article in articles)
    attempts = chain(by_message(cases, bench), by_document(cases, bench, articles))
    with attack_model() as model:
        results = [
            attack(attempt, model, honest_text=honest, turn=turn)
            for turn, attempt in enumerate(with_progress(attempts, title="attack", total=len(cases)))
        ]
    return report(results)


def by_message(cases: Sequence[InjectionCase], bench: Bench) -> Iterator[Attempt]:
    """Attacks that a customer sends."""
    sent = [case for case in cases if case.channel == "user"]
    if sent:
        subject = bench.open_subject(bench.kb or HOST_KB)
        yield from (Attempt(case, case.text, case.language, subject) for case in sent)


def by_document(cases: Sequence[InjectionCase], bench: Bench, articles: Sequence[Article]) -> Iterator[Attempt]:
    """Attacks that stand in an article, and the article's title as the question.

    A round hides one attack in each article but the first, which stays honest so that there is something to publish,
    of a copy of the folder. Each round replaces the one before: its attempts must be made before the next is asked for.
    """
    hidden = [case for case in cases if case.channel == "document"]
    hosts = articles[1:]
    if hidden and not hosts:
        raise CasesError("attacks in documents need a folder of at least two articles.")
    copy = bench.scratch / "injection" / sha256(str((bench.kb or HOST_KB).resolve()).encode()).hexdigest()[:16]
    for turn, start in enumerate(range(0, len(hidden), len(hosts) or 1)):
        carried = list(zip(hidden[start : start + len(hosts)], hosts, strict=False))
        write_poisoned(copy, articles, {article.article_id: case.text for case, article in carried}, turn=turn)
        subject = bench.open_subject(copy)
        yield from (
            Attempt(case, article.title, spoken(article.language), subject, in_turn(article.article_id, turn))
            for case, article in carried
        )


def write_poisoned(folder: Path, articles: Sequence[Article], attacks: Mapping[str, str], *, turn: int) -> None:
    """Make a folder hold all articles, those with an attack carrying it behind their first paragraph.

    Ids change every turn: ingest keeps the live version of an article whose new version it holds back, and with the
    same id an attack of an earlier turn would stay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.md"):
        stale.unlink()
    for article in articles:
        article_id = in_turn(article.article_id, turn)
        head, body = article.path.read_text(encoding="utf-8").split(article.text, maxsplit=1)
        head = re.sub(rf"(?m)^(id:\s*[\"']?){re.escape(article.article_id)}", rf"\g<1>{article_id}", head)
        text = poisoned(article.text, attacks.get(article.article_id, ""))
        (folder / f"{article_id}.md").write_text(head + text + body, encoding="utf-8")


def in_turn(article_id: str, turn: int) -> str:
    """Name an article's copy of a turn."""
    return f"{article_id}-turn{turn}"


def poisoned(text: str, attack_text: str) -> str:
    """Put an attack behind the first paragraph of an article's text."""
    first, _, rest = text.partition("\n\n")
    return "\n\n".join(filter(None, (first, attack_text, rest)))


def attack(attempt: Attempt, model: AttackModel, *, honest_text: str, turn: int) -> Result:
    """Try an attack without a model, then with the model saying everything, then with one hidden sentence."""
    outcomes = [attempt.subject.reply(attempt.question, language=attempt.language)]
    armed = attempt.subject.with_model(model.url)
    model.requests.clear()
    for script in (_everything(attempt.language), _hidden(PAYLOADS[turn % len(PAYLOADS)], attempt.language)):
        model.script = script
        outcomes.append(armed.reply(attempt.question, language=attempt.language))
    prompt = "\n".join(dict.fromkeys(request.prompt for request in model.requests))
    known = Known(attempt.case.text, honest_text, prompt)
    reached = frozenset().union(*(successes(outcome, known) for outcome in outcomes))
    found = any(attempt.poisoned_article in _found_articles(outcome) for outcome in outcomes)
    return Result(attempt.case, reached, asked_model=bool(model.requests), found=found)


def report(results: Sequence[Result]) -> Report:
    """Count; `asked_model` and `found_in_article` tell how many attacks came as far as the model or a search result."""
    kinds = Counter(success.value for result in results for success in result.reached)
    return {
        "n": len(results),
        "successes": sum(bool(result.reached) for result in results),
        "by_channel": counts(results, lambda result: result.case.channel),
        "by_category": counts(results, lambda result: result.case.category),
        "by_kind": {kind.value: kinds[kind.value] for kind in Success},
        "succeeded": [*sorted(result.case.id for result in results if result.reached)],
        "asked_model": sum(result.asked_model for result in results),
        "found_in_article": sum(result.found for result in results),
    }


def counts(results: Sequence[Result], key: Callable[[Result], str]) -> dict[str, JsonValue]:
    """Attacks and successes by a key, keys sorted."""
    groups = {name: [result for result in results if key(result) == name] for name in sorted(set(map(key, results)))}
    return {
        name: {"n": len(group), "successes": sum(bool(result.reached) for result in group)}
        for name, group in groups.items()
    }


def _everything(language: Language) -> Callable[[ModelRequest], str]:
    return lambda request: scripted_reply(PAYLOADS, language=language, prompt=request.prompt)


def _hidden(payload: Payload, language: Language) -> Callable[[ModelRequest], str]:
    return lambda request: scripted_reply([payload], language=language, honest=honest_lines(request.text))


def _found_articles(outcome: Outcome) -> frozenset[str]:
    passages = outcome.retrieved.passages if outcome.retrieved else ()
    return frozenset(passage.chunk.article_id for passage in passages)


INJECTION = Evaluator(name="injection", case=InjectionCase, evaluate=evaluate, needs_kb=False)
