"""The explain page as HTML; what happens on it is in `explain.js`."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from assistant.desk.words import Words
from assistant.domain import LANGUAGES


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which it is answered, and from which articles are offered."""

    answer_from: float
    clarify_from: float


def render_page(words: Words, thresholds: Thresholds) -> str:
    """The page in one language, without any fact about a question."""
    numbers = {
        "answer_from": decimal(thresholds.answer_from, words),
        "clarify_from": decimal(thresholds.clarify_from, words),
    }
    texts = {**words.page, "thresholds": words.page["thresholds"].format(**numbers)}
    return _template().render(language=words.language, texts=texts, languages=LANGUAGES)


def decimal(value: float, words: Words) -> str:
    """Two digits, with the comma where the language wants one."""
    text = f"{value:.2f}"
    return text.replace(".", ",") if words.language == "de" else text


@cache
def _template() -> Template:
    source = files("assistant.desk").joinpath("pages", "explain.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(source)
