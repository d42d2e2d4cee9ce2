"""How a reply came about, readable on a terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.chat.explain import ExplainedCall, ExplainedPassage, Explanation
from assistant.desk.page import Thresholds
from assistant.desk.words import Words, desk_words

BAR_CHARS = 10


def show_explanation(explanation: Explanation, thresholds: Thresholds) -> None:
    """Print everything an editor needs to see why the reply is what it is."""
    words, out = desk_words("en"), Console(highlight=False, soft_wrap=True)
    out.print()
    for name, text in _facts(explanation, thresholds, words):
        out.print(Text.assemble((f"{name:<12}", "bold"), " ", text))
    out.print()
    out.print(_passages(explanation.passages, words) if explanation.passages else words.page["no_passages"])
    if explanation.evidence:
        out.print()
        out.print(_evidence(explanation, words))
    out.print()
    for line in (*_verification(explanation, words), *map(_call, explanation.model_calls)):
        out.print(Text(line))
    out.print("Milliseconds: " + ", ".join(f"{name} {ms:.0f}" for name, ms in explanation.timings_ms.items()))


def _facts(explanation: Explanation, thresholds: Thresholds, words: Words) -> list[tuple[str, str]]:
    reason = words.reason_of(explanation)
    limits = f"answers from {thresholds.answer_from:.2f}, offers articles from {thresholds.clarify_from:.2f}"
    number = explanation.probability
    return [
        ("Redacted", explanation.redacted if explanation.redacted is not None else words.page["not_redacted"]),
        ("Searched for", explanation.searched_for or words.page["no_probability"]),
        *_rewriting(explanation),
        ("Language", explanation.language),
        ("Decision", f"{words.decisions.get(explanation.decision, explanation.decision)}: {reason}"),
        (
            "Probability",
            words.page["no_probability"] if number is None else f"{number:.2f}  {_bar(number)}  ({limits})",
        ),
    ]


def _rewriting(explanation: Explanation) -> list[tuple[str, str]]:
    if explanation.rewriting is None:
        return []
    objection = explanation.rewriting_objection
    return [("Rewritten", explanation.rewriting + (f": {objection}" if objection else ""))]


def _verification(explanation: Explanation, words: Words) -> list[str]:
    findings = [f"Objected to by {each.check}: {each.detail}: {each.statement}" for each in explanation.findings]
    dropped = [f"Dropped: {sentence}" for sentence in explanation.dropped]
    return [*(findings or [f"Verification: {words.page['no_findings']}"]), *dropped]


def _call(call: ExplainedCall) -> str:
    cost = "unknown cost" if call.cost_eur is None else f"{call.cost_eur:.4f} euros"
    tokens = f"{call.prompt_tokens} + {call.completion_tokens} tokens"
    figures = f"{call.result}, {call.milliseconds:.0f} ms, {tokens}, {cost}"
    return f"Model {call.model}: {figures} ({call.purpose}, attempt {call.attempt})"


def _passages(passages: tuple[ExplainedPassage, ...], words: Words) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("", justify="right")
    table.add_column("passage", overflow="fold", ratio=1)
    names = list(passages[0].scores)
    for name in names:
        table.add_column(words.scores.get(name, name), justify="right", no_wrap=True)
    for place, passage in enumerate(passages, start=1):
        where = " › ".join([passage.title, *passage.headings])
        cell = Text.assemble(where, " ", (f"{passage.chunk_id} {passage.language}", "dim"))
        table.add_row(str(place), cell, *(f"{passage.scores[name]:.3f}" for name in names))
    return table


def _evidence(explanation: Explanation, words: Words) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("evidence")
    table.add_column("", justify="right")
    table.add_column("", style="dim")
    for name, value in explanation.evidence.items():
        table.add_row(name, f"{value:.3f}", words.evidence.get(name, ""))
    return table


def _bar(share: float) -> str:
    filled = round(max(0.0, min(1.0, share)) * BAR_CHARS)
    return "█" * filled + "░" * (BAR_CHARS - filled)
