"""The visible statement that a machine answers (AI Act, Art. 50(1)); no setting can switch it off."""

import re
import unicodedata
from collections.abc import Callable

from assistant.domain import LANGUAGES, Language
from assistant.exceptions import SettingsError
from assistant.prompting import FixedTexts

REQUIRED_WORDS: dict[Language, tuple[str, str]] = {
    "de": ("KI", "kein Mensch"),
    "en": ("AI", "not a human"),
    "fr": ("IA", "pas un humain"),
    "it": ("IA", "non una persona"),
}
AI_WORD = re.compile(r"(?<![A-Za-z])(?:KI|AI|IA)(?![A-Za-z])|[Cc]hat-?[Bb]ot|\b[Bb]ot\b")
# The Commission's guidelines of 20 July 2026 (no. 38) find words such as these alone insufficient.
UNCLEAR_WORD = re.compile(
    r"assist\w*|agent\w*|berater\w*|helfer\w*|help\w*|support\w*|service\w*|team|virtu\w*|digital\w*|online|chat|"
    r"kunden\w*|customer|client\w*|conseil\w*|consulen\w*|aide|aiuto|de|di|du|der|die|das|il|la|the|your|ihre?|mein"
)


def build_notice(texts: FixedTexts, *, assistant_name: str, company: str) -> Callable[[Language], str]:
    """Check and return the notice per language.

    Raises SettingsError when name, company or text would leave doubt about the machine.
    """
    _check_name(assistant_name, company=company)
    notices = {language: texts.render("notice", language) for language in LANGUAGES}
    for language, notice in notices.items():
        _check_notice(notice, language=language, company=company)
    return notices.__getitem__


def _check_name(assistant_name: str, *, company: str) -> None:
    name = _visible(assistant_name)
    if not name:
        raise SettingsError("company.assistant_name is empty.")
    if AI_WORD.search(name):
        return
    own_words = re.findall(r"\w+", name.casefold().replace(_visible(company).casefold(), " "))
    if all(UNCLEAR_WORD.fullmatch(word) for word in own_words):
        raise SettingsError(
            f"company.assistant_name {name!r} does not tell that a machine answers; "
            "add KI, AI or IA, for example 'KI-Assistent'."
        )


def _check_notice(notice: str, *, language: Language, company: str) -> None:
    required = (*REQUIRED_WORDS[language], _visible(company))
    shown = _visible(notice)
    if not _visible(company) or any(not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", shown) for word in required):
        raise SettingsError(f"The AI notice ({language}) must contain {', '.join(map(repr, required))}.")


def _visible(text: str) -> str:
    """Without control and zero-width characters, which could hide a word or stand for one."""
    kept = (character for character in text if unicodedata.category(character) not in {"Cc", "Cf", "Cn", "Co"})
    return " ".join("".join(kept).split())
