"""The text files beside this module: what customers write around their names, and lists of words. All our own."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("de", "en", "fr", "it")
_LOCALES: Final = ("de_DE", "en_US", "fr_FR", "it_IT")
_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Phrases:
    """What customers write in one language. Slots such as `{full}` stand in braces; see slots.py."""

    greetings: tuple[str, ...]
    closings: tuple[str, ...]
    sentences: tuple[str, ...]
    """Sentences and lines in which somebody is named or an address is given."""
    short: tuple[str, ...]
    """Whole messages that are hardly more than a name or an address."""
    nameless: tuple[str, ...]
    """Look-alikes: words that are also names or that announce one, and nobody is named."""
    bodies: tuple[str, ...]
    """What a letter is about."""
    prose: tuple[str, ...]
    """Sentences about people as newspapers and encyclopedias write them."""

    @property
    def nameless_greetings(self) -> tuple[str, ...]:
        """Greetings without a slot."""
        return tuple(line for line in self.greetings if "{" not in line)


@cache
def phrases(language: str) -> Phrases:
    """All phrases of a language."""
    folder = _HERE / "phrases" / language
    return Phrases(**{name: _lines(folder / f"{name}.txt") for name in Phrases.__dataclass_fields__})


@cache
def listed(name: str) -> tuple[str, ...]:
    """The entries of `lists/<name>.txt`."""
    return _lines(_HERE / "lists" / f"{name}.txt")


@cache
def common_words() -> tuple[str, ...]:
    """A few thousand words of everyday language in all four languages, from Faker (MIT)."""
    providers = (import_module(f"faker.providers.lorem.{locale}") for locale in _LOCALES)
    return tuple(sorted({word for provider in providers for word in provider.Provider.word_list}))


def _lines(file: Path) -> tuple[str, ...]:
    r"""One entry a line; a written-out "\n" is a line break, "# " begins a note."""
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(line.replace("\\n", "\n") for line in lines if line and not line.startswith("# "))
